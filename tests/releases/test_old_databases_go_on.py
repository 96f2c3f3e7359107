"""A database of every released version comes forward to this one: nothing lost, chains whole, its cases carried on.

Hypothesis (P23): ``fashen restore`` of a backup that an older version wrote gives an office in which every journal and
the sealed log verify, also against a checkpoint kept since, and in which every running case can be worked to its end.
Negative control: one byte changed in the old journal before it is brought forward must be found.
"""

import os
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from tests.acts.flow_drafting import edit, file_of
from tests.acts.sealing import ADDRESS, seal
from tests.builders import ROOT, Office, an_office
from tests.engines import unseal, url_of
from tests.postgres import programs, server
from tests.releases.kept import ENGINES, KeptCase, Release, backup_of, key_file, release_of, turn_to, versions
from workflows.acts.office.export_dossier import Exporter, write_dossier
from workflows.errors import RefusedError
from workflows.questions.health import check_health
from workflows.questions.journal import verify_journals
from workflows.questions.sealing import current_checkpoint
from workflows.records.copying import put_back
from workflows.records.migrate import find_revisions, upgrade
from workflows.records.transaction import Archive
from workflows.safekeeping import bundle
from workflows.safekeeping.backup import Report, restore_backup, take_backup
from workflows.settings import read_settings
from workflows.storage import Storage
from workflows.witness.keys import Witness
from workflows.witness.verify import check

KEPT = [(version, engine) for version in versions() for engine in ENGINES]


@dataclass(frozen=True)
class Restored:
    """An old backup put back into the product as it is now."""

    release: Release
    office: Office
    report: Report
    backup: Path


@pytest.fixture(autouse=True, scope="module")
def _programs_of_postgresql() -> Iterator[None]:
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{programs()}:{before}"
    yield
    os.environ["PATH"] = before


@pytest.fixture(name="restored", scope="module", params=KEPT, ids="-".join)
def _restored(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restored]:
    """Restore a backup once; the tests of this file follow each other in the same office."""
    version, engine = request.param
    folder = tmp_path_factory.mktemp("restored")
    backup = folder / "backup.tar"
    backup.write_bytes(backup_of(version, engine))
    archive, storage = Archive(empty(engine, folder)), Storage(str(folder / "files"))
    report = restore_backup(backup, archive=archive, storage=storage)
    release = release_of(version, engine)
    means = replace(an_office().means, storage=storage, witness=Witness(key_file(folder), None, ADDRESS))
    yield Restored(release, Office(archive, means, now=release.moment, people=dict(release.people)), report, backup)
    given_back(archive)


@pytest.fixture(name="empties")
def _empties(tmp_path: Path) -> Iterator[list[Archive]]:
    """Lend empty databases of both engines, in their order."""
    lent = [Archive(empty(engine, tmp_path)) for engine in ENGINES]
    yield lent
    for archive in lent:
        given_back(archive)


def empty(engine: str, folder: Path) -> str:
    return f"sqlite:///{folder}/fashen.db" if engine == "sqlite" else server().url(server().create_database())


def given_back(archive: Archive) -> None:
    archive.forget_connections()
    if archive.is_shared:
        server().drop_database(str(archive.engine.url.database))


def test_nothing_is_lost_and_every_chain_is_whole(restored: Restored) -> None:
    office, release = restored.office, restored.release

    assert restored.report.faults == []
    assert restored.report.manifest.revision == release.revision
    assert len(set(find_revisions(office.archive.engine))) == 1
    for case in release.cases.values():
        with office.archive.reading() as records:
            assert len(records.journal.list_entries(case.case_id)) == case.entries
        assert sorted(turn_to(office, case).open_acts()) == sorted(case.open)


def test_its_tables_are_those_of_a_new_installation(restored: Restored, empties: list[Archive]) -> None:
    """What 0001 makes may never change, and what is new comes to old databases too."""
    archive = restored.office.archive
    new = next(one for one in empties if one.is_shared == archive.is_shared)
    upgrade(new.engine)

    assert schema_of(archive) == schema_of(new)


def test_a_released_case_goes_on_from_where_it_stood(restored: Restored) -> None:
    """Every running case takes its next step; the one on parallel branches goes to its end."""
    cases = restored.release.cases

    at(restored, cases["with_a_form"]).do("form", advice="按较高风险办理")
    assert restored.office.open_acts() == ["submit_review"]
    at(restored, cases["under_review"]).do("examine_case")
    assert "examine_case" not in restored.office.open_acts()
    parallel = at(restored, cases["in_parallel"]).walk_to("archive_case")
    parallel.do("archive_case")
    assert parallel.dossier().run.status == "closed"
    waiting = at(restored, cases["waiting"])
    assert [one.name for one in waiting.dossier().clocks if one.state == "running"]
    waiting.at("2026-06-29").walk_to("finalise_draft")


def test_what_was_unfinished_can_be_worked_on(restored: Restored) -> None:
    office, draft = restored.office, restored.release.draft
    edit(office, draft, label="本版本继续修改")

    assert "本版本继续修改" in (file_of(office, draft, "parts/notice.bpmn").text or "")


def test_afterwards_everything_verifies_from_the_old_checkpoint_on(restored: Restored) -> None:
    office, release = restored.office, restored.release
    seal(office)
    with office.archive.reading() as records:
        assert verify_journals(records=records) is None
        size = current_checkpoint(records=records).size
    kept = int(release.checkpoint.split("\n")[1])
    assert size > kept

    for name in ("closed", "in_parallel"):
        written = BytesIO()
        write_dossier(
            written,
            release.cases[name].case_id,
            archive=office.archive,
            means=office.means,
            by=Exporter(office.person("林静"), "林静"),
            now=office.now,
            since=kept,
        )
        with ZipFile(written) as archive:
            files = {one: partial(BytesIO, archive.read(one)) for one in archive.namelist()}
        assert list(check(files, release.checkpoint)) == []


def test_a_byte_changed_in_the_old_journal_is_found(restored: Restored, empties: list[Archive], tmp_path: Path) -> None:
    archive = next(one for one in empties if one.is_shared == restored.office.archive.is_shared)
    bundle.read(restored.backup, tmp_path / "database")
    put_back(archive, tmp_path / "database")
    unseal(archive, "case_journal")
    with archive.engine.begin() as connection:
        found = text("SELECT id, body FROM case_journal WHERE case_id = 2 AND seq = 7")
        number, body = connection.execute(found).one()
        spoilt = bytes(body[:-5]) + bytes([body[-5] ^ 1]) + bytes(body[-4:])
        change = text("UPDATE case_journal SET body = :body WHERE id = :id")
        connection.execute(change, {"body": spoilt, "id": number})

    upgrade(archive.engine)

    with archive.reading() as records:
        broken = verify_journals(records=records)
    assert broken is not None
    assert (broken.journal, broken.case_id, broken.seq) == ("case_journal", 2, 7)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_database_of_a_newer_release_is_refused_in_one_sentence(
    engine: str, empties: list[Archive], tmp_path: Path
) -> None:
    archive = empties[ENGINES.index(engine)]
    upgrade(archive.engine)
    with archive.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    storage = Storage(str(tmp_path / "files"))
    settings = read_settings({"FASHEN_HOME": str(tmp_path), "FASHEN_DATABASE_URL": url_of(archive)})
    moment = release_of(*KEPT[0]).moment
    before = schema_of(archive)

    with pytest.raises(RefusedError, match="数据库由更新的版本升级过（9999），本版本不能使用"):
        upgrade(archive.engine)
    with pytest.raises(RefusedError, match="数据库由更新的版本升级过（9999）"):
        take_backup(tmp_path / "b.tar", archive=archive, storage=storage, now=moment)
    told = next(one for one in check_health(settings, today=moment.date()) if one.name == "数据库")

    assert not told.is_ok
    assert "db upgrade" not in told.cure
    assert "9999" in told.detail
    assert schema_of(archive) == before


def test_a_backup_of_a_newer_release_is_refused_before_anything_is_touched(tmp_path: Path) -> None:
    source, target = tmp_path / "b.tar", tmp_path / "newer.tar"
    source.write_bytes(backup_of(*KEPT[0]))
    manifest = bundle.read(source, tmp_path / "database")
    with bundle.writing(target) as tar:
        bundle.add_file(tar, bundle.DATABASE, tmp_path / "database")
        bundle.add_manifest(tar, replace(manifest, revision="9999", files={}))
    archive = Archive(f"sqlite:///{tmp_path}/fashen.db")

    with pytest.raises(RefusedError, match="数据库由更新的版本升级过（9999）"):
        restore_backup(target, archive=archive, storage=Storage(str(tmp_path / "files")))

    assert manifest.engine == "sqlite"
    assert schema_of(archive) == []


def test_of_every_released_version_something_is_kept() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]

    assert not_kept(version, (ROOT / "CHANGELOG.md").read_text("utf-8"), versions()) == []
    assert {(one, engine) for one in versions() for engine in ENGINES} == set(KEPT)


@pytest.mark.parametrize(
    ("version", "changelog", "lacking"),
    [
        ("0.2.0", "## [0.2.0] - unreleased\n## [0.1.0] - 2026-11-30\n", []),
        ("0.3.0", "## [0.3.0] - unreleased\n## [0.2.0] - 2027-01-01\n## [0.1.0] - 2026-11-30\n", ["0.2.0"]),
        ("0.2.0", "## [0.1.0] - unreleased\n", ["0.2.0 is not in the changelog"]),
    ],
)
def test_a_version_raised_without_keeping_the_one_before_is_noticed(
    version: str, changelog: str, lacking: Sequence[str]
) -> None:
    assert not_kept(version, changelog, ["0.1.0"]) == lacking


def not_kept(version: str, changelog: str, kept: Sequence[str]) -> list[str]:
    """Return the released versions of which nothing is kept; the newest may still be in the making."""
    known = re.findall(r"^## \[(\d+\.\d+\.\d+)\]", changelog, re.MULTILINE)
    if version not in known:
        return [f"{version} is not in the changelog"]
    return [one for one in known if one not in kept and one != version]


def at(restored: Restored, case: KeptCase) -> Office:
    return turn_to(restored.office, case)


def schema_of(archive: Archive) -> list[object]:
    """Return every table, index, trigger and function of ours as the database itself tells them."""
    asked = _ON_POSTGRESQL if archive.is_shared else ["SELECT type, name, tbl_name, sql FROM sqlite_master"]
    with archive.engine.connect() as connection:
        found = [[tuple(row) for row in connection.execute(text(one))] for one in asked]
    return sorted((row for rows in found for row in rows), key=repr)


_ON_POSTGRESQL = [
    "SELECT table_name, column_name, data_type, is_nullable, column_default "  # noqa: ISC004 -- too long for one line
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'\\:\\:regnamespace",
    "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'\\:\\:regnamespace",
    "SELECT tablename, policyname, cmd, qual, with_check FROM pg_policies WHERE schemaname = 'public'",
]
