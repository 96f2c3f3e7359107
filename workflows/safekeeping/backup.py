"""Taking a backup while people work, and putting one back: one file each way, verified at the end."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from workflows.errors import ConflictError, NotFoundError, RefusedError
from workflows.questions.journal import describe_break, verify_journals
from workflows.records.copying import count_rows, find_damage, is_empty, list_kept_files, put_back, snapshot
from workflows.records.migrate import find_revisions, refuse_newer, upgrade
from workflows.records.transaction import Archive, Records
from workflows.safekeeping import bundle
from workflows.safekeeping.bundle import DATABASE, FILES, Manifest
from workflows.storage import Storage
from workflows.vocabulary.progress import Begin, in_one_go, told, unwatched
from workflows.vocabulary.wording import N_, Objection

WORK = "backup"


@dataclass(frozen=True, slots=True)
class Report:
    """What a backup holds, and everything found wrong with it; a sound one has no faults."""

    manifest: Manifest
    sha: str
    faults: Sequence[str]


def take_backup(path: Path, *, archive: Archive, storage: Storage, now: datetime, begin: Begin = unwatched) -> Report:
    """Write database and files into one new file, read it again from the disk, and say what is wrong.

    The database is copied first: every file it speaks of was there before, and none is ever removed.
    """
    if path.exists():
        raise ConflictError(Objection("backup-exists", N_("{file} 已经存在，请换一个文件名"), {"file": str(path)}))
    revision, newest = find_revisions(archive.engine)
    refuse_newer(revision)
    if revision != newest:
        raise ConflictError(Objection("database-old", N_("数据库不是本版本的，请先运行 fashen db upgrade")))
    with TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        copy = Path(folder) / DATABASE
        with ExitStack() as held:
            with in_one_go(begin, N_("抄出数据库")):
                records = held.enter_context(snapshot(archive, copy))
            faults = list(_faults_in(records, begin))
            rows, spoken_of = count_rows(records.session), list(list_kept_files(records.session))
        head = Manifest(now.isoformat(), archive.engine.dialect.name, revision, bundle.hash_of(copy), rows, {})
        manifest, unsound = _write(path, copy, head, spoken_of, storage, begin)
        with begin(N_("复核备份（MB）")) as tell:
            read_again = bundle.read(path, Path(folder) / "again", tell)
    faults += [f"lacking {line}" for line in manifest.lacking] + [f"altered file {sha}" for sha in unsound]
    faults += [] if read_again == manifest else ["the backup was not written as it should be"]
    if not faults:
        _note(archive, now)
    return Report(manifest, _hash_of(path, begin), faults)


def _write(
    path: Path,
    copy: Path,
    head: Manifest,
    spoken_of: Sequence[tuple[str, int, str]],
    storage: Storage,
    begin: Begin,
) -> tuple[Manifest, Sequence[str]]:
    """Write the backup; return its manifest, and which kept files are not what their names say."""
    files, unsound = dict[str, int](), list[str]()
    names = sorted(storage.names())
    with bundle.writing(path) as tar, begin(N_("装入数据库和文件")) as tell:
        whole = len(names) + 1
        tell(0, whole)
        bundle.add_file(tar, DATABASE, copy)
        for sha in told(names, tell, before=1, total=whole, every=1):
            content = _sound(storage, sha)
            if content is None:
                unsound.append(sha)
            else:
                files[sha] = len(content)
                bundle.add(tar, f"{FILES}{sha}", content)
        lacking = tuple(f"{table} {number}: {sha}" for table, number, sha in spoken_of if sha not in files)
        manifest = replace(head, files=files, lacking=lacking)
        bundle.add_manifest(tar, manifest)
    return manifest, unsound


def restore_backup(path: Path, *, archive: Archive, storage: Storage, begin: Begin = unwatched) -> Report:
    """Put a backup into an empty installation and verify every page, chain and file of it.

    The files come first and the database last, whole or not at all: a restoring that was cut off is begun again.
    """
    if not is_empty(archive.engine):
        text = N_("数据库里已有内容，不能恢复到这里；请另设 FASHEN_HOME 或者空的数据库")
        raise ConflictError(Objection("home-in-use", text))
    folder = path.parent
    with TemporaryDirectory(dir=folder, prefix=f".{path.name}.") as place:
        copy = Path(place) / DATABASE
        with begin(N_("核对备份（MB）")) as tell:
            manifest = bundle.read(path, copy, tell)
        _refuse_other(manifest, archive, storage)
        with begin(N_("放回文件")) as tell:
            for content in told(bundle.files_of(path), tell, before=0, total=len(manifest.files), every=1):
                storage.put(content)
        with in_one_go(begin, N_("放回数据库")):
            put_back(archive, copy)
    # An older database is counted as it was written: a migration may move rows from one table to another.
    lost = list(_missing_rows(archive, manifest))
    with begin(N_("升级数据库")) as tell:
        upgrade(archive.engine, tell)
    with archive.reading() as records:
        faults = [*lost, *_faults_in(records, begin)]
        known = set(manifest.lacking)
        faults += [line for line in _missing_files(records, storage, begin) if line not in known]
    return Report(manifest, _hash_of(path, begin), [*faults, *(f"lacking {line}" for line in manifest.lacking)])


def _refuse_other(manifest: Manifest, archive: Archive, storage: Storage) -> None:
    """Refuse a backup of the other engine or of a newer version, and a storage with files that are not of this backup.

    What lies there of it was put back by half.
    """
    if manifest.engine != archive.engine.dialect.name:
        text = N_("这份备份来自 {backup}，不能恢复到 {here}；请核对 FASHEN_DATABASE_URL")
        places = {"backup": manifest.engine, "here": archive.engine.dialect.name}
        raise RefusedError(Objection("backup-of-other-engine", text, places))
    refuse_newer(manifest.revision)
    if any(name not in manifest.files for name in storage.names()):
        text = N_("文件存储里已有内容，不能恢复到这里；请另设 FASHEN_HOME 或者空的存储位置")
        raise ConflictError(Objection("files-in-use", text))


def _sound(storage: Storage, sha: str) -> bytes | None:
    try:
        return storage.get(sha)
    except RefusedError:
        return None


def _faults_in(records: Records, begin: Begin) -> Iterator[str]:
    """Yield what is wrong with a database: its pages, its references, its chains."""
    with in_one_go(begin, N_("检查数据库")):
        damage = find_damage(records.session)
    yield from damage
    with begin(N_("核验日志")) as tell:
        broken = verify_journals(tell, records=records)
    if broken is not None:
        yield describe_break(broken, records=records).in_chinese()


def _missing_rows(archive: Archive, manifest: Manifest) -> Iterator[str]:
    with archive.reading() as records:
        found = count_rows(records.session, manifest.rows)
    for table, rows in manifest.rows.items():
        if found.get(table) != rows:
            yield f"{table}: {found.get(table)} rows instead of {rows}"


def _missing_files(records: Records, storage: Storage, begin: Begin) -> Iterator[str]:
    kept = list(list_kept_files(records.session))
    with begin(N_("核对文件")) as tell:
        for table, number, sha in told(kept, tell, before=0, total=len(kept), every=1):
            try:
                storage.get(sha)
            except (NotFoundError, RefusedError):
                yield f"{table} {number}: {sha}"


def _hash_of(path: Path, begin: Begin) -> str:
    with begin(N_("计算校验值（MB）")) as tell:
        return bundle.hash_of(path, tell)


def _note(archive: Archive, now: datetime) -> None:
    with archive.transaction() as records:
        records.rota.note(WORK, now=now)
