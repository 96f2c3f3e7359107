"""A backup taken while people work can be put back whole, and nothing is put back that is not whole.

Hypothesis (P15, P16): the copy of a working database is one moment of it, every file it speaks of is with it, and a
restored office verifies every chain and goes on working. Negative control: copying the database's file while people
write, as a careless administrator would (SQLite's database is a file), and one byte changed in a backup; both must be
found.
"""

import hashlib
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.acts.prepared import a_case_before
from tests.builders import Office, an_office
from tests.engines import IS_POSTGRESQL, an_empty_database, as_owner, url_of
from tests.faults.broken import as_root, file_of
from tests.postgres import programs
from webapp.cli import cli
from workflows.errors import ConflictError, RefusedError
from workflows.questions.journal import verify_journals
from workflows.records.cases import Case
from workflows.records.papers import PaperFile
from workflows.records.transaction import Archive
from workflows.safekeeping import bundle
from workflows.safekeeping.backup import restore_backup, take_backup
from workflows.storage import Storage

WRITERS = 3


@pytest.fixture(autouse=True)
def _programs_of_postgresql() -> Iterator[None]:
    """Put the programs of the tests' own PostgreSQL where a command finds them."""
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{programs()}:{before}" if IS_POSTGRESQL else before
    yield
    os.environ["PATH"] = before


@pytest.fixture(name="office", scope="module")
def _office() -> Office:
    return a_case_before("assign_officers")


def put_back(path: Path, folder: Path) -> Office:
    """Restore a backup into a new office."""
    folder.mkdir(exist_ok=True)
    archive, storage = Archive(an_empty_database(folder)), Storage(str(folder / "files"))
    report = restore_backup(path, archive=archive, storage=storage)
    assert report.faults == []
    like = an_office()
    like.archive, like.means.storage = archive, storage
    return like


def test_a_restored_office_has_everything_and_goes_on(office: Office, tmp_path: Path) -> None:
    report = take_backup(
        tmp_path / "b.tar", archive=as_owner(office.archive), storage=office.means.storage, now=office.now
    )
    restored = put_back(tmp_path / "b.tar", tmp_path / "new")
    restored.now, restored.run_id, restored.case_id = office.now, office.run_id, office.case_id

    assert report.faults == []
    with restored.archive.reading() as records:
        [paper] = records.list_where(PaperFile)
    assert restored.means.storage.get(paper.sha)[:2] == b"PK"
    assert restored.open_acts() == ["assign_officers"]
    restored.do("assign_officers")
    assert restored.open_acts() != ["assign_officers"]


def test_a_backup_taken_under_load_is_one_moment(tmp_path: Path) -> None:
    office = an_office()
    office.work = lambda: None  # type: ignore[method-assign]
    with writing(office) as acknowledged:
        while len(acknowledged) < WRITERS:
            pass
        before = len(acknowledged)
        report = take_backup(
            tmp_path / "b.tar", archive=as_owner(office.archive), storage=office.means.storage, now=office.now
        )
        after = len(acknowledged)
    assert len(acknowledged) > after, "nobody wrote any more: the backup was not under load"

    restored = put_back(tmp_path / "b.tar", tmp_path / "new")

    with restored.archive.reading() as records:
        assert verify_journals(records=records) is None
        cases = len(records.list_where(Case))
    assert report.faults == []
    # One more may have been written than was acknowledged, by each writer.
    assert before <= cases <= after + WRITERS


@contextmanager
def writing(office: Office) -> Iterator[list[int]]:
    """Let several people register cases for as long as the test needs."""
    acknowledged, is_over = list[int](), threading.Event()

    def register() -> None:
        mine = Office(office.archive, office.means, people=office.people)
        mine.work = lambda: None  # type: ignore[method-assign]
        while not is_over.is_set():
            mine.a_case()
            acknowledged.append(mine.case_id)

    hands = [threading.Thread(target=register) for _ in range(WRITERS)]
    for hand in hands:
        hand.start()
    try:
        yield acknowledged
    finally:
        is_over.set()
        for hand in hands:
            hand.join()


def test_every_changed_cut_or_missing_part_of_a_backup_is_refused(office: Office, tmp_path: Path) -> None:
    whole = tmp_path / "b.tar"
    take_backup(whole, archive=as_owner(office.archive), storage=office.means.storage, now=office.now)
    content = whole.read_bytes()
    places = range(100, len(content) - 20 * 512, len(content) // 40)
    spoiled = [content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :] for place in places]
    spoiled += [content[: len(content) // 2], content[: -content[::-1].index(b"}") - 1], b""]

    kept = 0
    for number, one in enumerate(spoiled):
        bad = tmp_path / f"bad{number}.tar"
        bad.write_bytes(one)
        kept += not is_refused(bad, tmp_path / f"new{number}")
    assert kept < len(places) // 4


def a_small_backup(path: Path) -> Path:
    """Write a backup of a few bytes."""
    sha = hashlib.sha256(b"pages").hexdigest()
    with bundle.writing(path) as tar:
        bundle.add(tar, bundle.DATABASE, b"pages")
        bundle.add_manifest(
            tar, bundle.Manifest("2026-05-18", "sqlite", "0001", sha, {"cases": 1}, {}, ("papers 1: x",))
        )
    return path


def test_every_byte_of_the_manifest_counts(tmp_path: Path) -> None:
    """Before the manifest held its own hash, a changed name of a table was taken for rows that were lost."""
    whole = a_small_backup(tmp_path / "b.tar")
    content, manifest = whole.read_bytes(), bundle.read(whole, tmp_path / "database")
    begin = content.index(b"{")
    end = content.rindex(b"}") + 1

    kept, bad = [], tmp_path / "bad.tar"
    for place in range(begin, end):
        bad.write_bytes(content[:place] + bytes([content[place] ^ 1 << place % 8]) + content[place + 1 :])
        with suppress(RefusedError):
            kept.append((bundle.read(bad, tmp_path / "database"), place))

    # A tab between two words of the manifest says what a space says.
    assert [one for one in kept if one[0] != manifest] == []


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda content: content[:100], "“文件开头”处的内容读不出来"),
        (lambda content: content.replace(b"pages", b"pagez"), "有 1 处与清单不符，其中有“database”"),
        (lambda content: content.replace(b'"cases"', b'"bases"'), "“manifest.json”处的内容读不出来"),
        (lambda content: content[:1024], "读到“database”就断了"),
    ],
)
def test_a_refused_backup_says_what_is_wrong_where_and_what_to_do(
    tmp_path: Path, spoil: Callable[[bytes], bytes], told: str
) -> None:
    bad = a_small_backup(tmp_path / "b.tar")
    bad.write_bytes(spoil(bad.read_bytes()))

    with pytest.raises(RefusedError) as refused:
        bundle.read(bad, tmp_path / "database")

    words = refused.value.objection.in_chinese()
    assert told in words
    assert "b.tar" in words
    assert "请从另存处重新复制这份备份" in words


def is_refused(bad: Path, folder: Path) -> bool:
    """Say whether a spoiled backup is refused; one that is not must be whole all the same.

    There are bytes that say nothing: padding, and who owns a member of the tar.
    """
    folder.mkdir()
    archive, storage = Archive(an_empty_database(folder)), Storage(str(folder / "files"))
    try:
        restored = restore_backup(bad, archive=archive, storage=storage)
    except RefusedError as refused:
        return refused.objection.code == "backup-broken" and not list(storage.names())
    finally:
        shutil.rmtree(folder)
    assert restored.faults == []
    return False


@pytest.mark.engine("sqlite")
def test_copying_the_file_of_a_working_database_loses_what_was_acknowledged(tmp_path: Path) -> None:
    """The negative control: what the product must not do is seen to lose cases."""
    office = an_office()
    with office.archive.reading():
        office.a_case()
        shutil.copyfile(file_of(office), tmp_path / "fashen.db")
    with closing(sqlite3.connect(tmp_path / "fashen.db")) as careless:
        tables = {name for (name,) in careless.execute("SELECT name FROM sqlite_master")}
        cases = careless.execute("SELECT count(*) FROM cases").fetchone()[0] if "cases" in tables else 0
    take_backup(tmp_path / "b.tar", archive=as_owner(office.archive), storage=office.means.storage, now=office.now)

    with put_back(tmp_path / "b.tar", tmp_path / "new").archive.reading() as records:
        assert len(records.list_where(Case)) == 1
    assert cases == 0


def test_a_file_that_is_gone_or_altered_is_named_by_the_backup(tmp_path: Path) -> None:
    office = a_case_before("assign_officers")
    with office.archive.reading() as records:
        [paper] = records.list_where(PaperFile)
    place = tmp_path / "files"
    shutil.copytree(office.means.storage.address, place)
    (place / paper.sha[:2] / paper.sha).write_bytes(b"another paper")

    report = take_backup(
        tmp_path / "b.tar", archive=as_owner(office.archive), storage=Storage(str(place)), now=office.now
    )

    assert f"altered file {paper.sha}" in report.faults
    assert f"lacking paper_files {paper.paper_id}: {paper.sha}" in report.faults


def test_a_broken_chain_is_told_by_backup_and_restore_alike(tmp_path: Path) -> None:
    office = a_case_before("assign_officers")
    if IS_POSTGRESQL:
        as_root(office, "ALTER TABLE case_journal DISABLE TRIGGER ALL")
    else:
        as_root(office, "DROP TRIGGER sealed_case_journal_update")
    as_root(office, "UPDATE case_journal SET actor_id = 9 WHERE seq = 1")
    taken = take_backup(
        tmp_path / "b.tar", archive=as_owner(office.archive), storage=office.means.storage, now=office.now
    )
    (tmp_path / "new").mkdir()
    archive, storage = Archive(an_empty_database(tmp_path / "new")), Storage(str(tmp_path / "new" / "files"))

    restored = restore_backup(tmp_path / "b.tar", archive=archive, storage=storage)

    assert any("校验不符" in fault for fault in taken.faults)
    assert any("校验不符" in fault for fault in restored.faults)


def test_nothing_is_put_over_what_is_there(office: Office, tmp_path: Path) -> None:
    take_backup(tmp_path / "b.tar", archive=as_owner(office.archive), storage=office.means.storage, now=office.now)

    with pytest.raises(ConflictError, match="不能恢复到这里"):
        restore_backup(tmp_path / "b.tar", archive=office.archive, storage=Storage(str(tmp_path / "files")))
    other = Storage(str(tmp_path / "others"))
    other.put(b"of another office")
    with pytest.raises(ConflictError, match="不能恢复到这里"):
        restore_backup(tmp_path / "b.tar", archive=Archive(an_empty_database(tmp_path)), storage=other)
    with pytest.raises(ConflictError, match="已经存在"):
        take_backup(tmp_path / "b.tar", archive=as_owner(office.archive), storage=office.means.storage, now=office.now)


def test_the_commands_do_it_and_say_so(office: Office, tmp_path: Path) -> None:
    speaking = CliRunner()
    there = {"FASHEN_HOME": str(tmp_path / "old"), "FASHEN_DATABASE_URL": url_of(as_owner(office.archive))}
    there["FASHEN_FILES"] = office.means.storage.address
    (tmp_path / "new").mkdir()
    here = {"FASHEN_HOME": str(tmp_path / "new"), "FASHEN_DATABASE_URL": an_empty_database(tmp_path / "new")}
    file = str(tmp_path / "b.tar")

    taken = speaking.invoke(cli, ["backup", file], env={**there, "FASHEN_DEMO": ""})
    restored = speaking.invoke(cli, ["restore", file], env={**here, "FASHEN_DEMO": "", "FASHEN_FILES": ""})

    assert taken.exit_code == 0, taken.output
    assert "均已核验一致" in taken.output
    assert "checkpoint.key" in taken.output
    assert restored.exit_code == 0, restored.output
    assert "案件 1 件" in restored.output
    assert Path(file).stat().st_mode & 0o077 == 0
