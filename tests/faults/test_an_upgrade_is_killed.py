"""An upgrade that is killed at any of its statements has not begun; the next one carries on, and nothing is lost.

Hypothesis: every migration a database lacks is one transaction on either engine, so that whatever dies in the middle
leaves the old version whole, and the same command run again ends it. Negative control: an upgrade that writes each
statement by itself, as a careless one would, is found half done. The database is one that version 0.1.0 wrote.
"""

import multiprocessing
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, event, inspect, text

from tests.engines import ENGINE, IS_POSTGRESQL, an_empty_database
from tests.postgres import programs
from tests.releases.kept import backup_of, release_of
from workflows.questions.journal import verify_journals
from workflows.records.copying import put_back
from workflows.records.migrate import find_revisions, upgrade
from workflows.records.transaction import Archive
from workflows.safekeeping import bundle

RELEASED = "0.1.0"
KILLED, DONE = 9, 0
BEFORE_THE_COMMIT = -1
VIRTUAL = text("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")
Rows = dict[str, list[str]]


@dataclass(frozen=True)
class Upgrade:
    """An upgrade in a process of its own, and the statement (counted from 1) at which it is killed."""

    url: str
    dies_at: int
    is_careless: bool = False

    def run(self) -> int:
        """Return how the process ended."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
        process = context.Process(target=_upgrade, args=(self,))
        process.start()
        process.join()
        return int(process.exitcode or 0)


def _upgrade(asked: Upgrade) -> None:
    archive, count = Archive(asked.url), [0]

    def before_a_statement(connection: Connection, *_: object) -> None:
        count[0] += 1
        if count[0] == asked.dies_at:
            os._exit(KILLED)
        if asked.is_careless:
            connection.connection.commit()

    def before_the_commit(_: Connection) -> None:
        if asked.dies_at == BEFORE_THE_COMMIT:
            os._exit(KILLED)

    # What looks where the database stands ends with a rollback; only the upgrade commits.
    event.listen(archive.engine, "before_cursor_execute", before_a_statement)
    event.listen(archive.engine, "commit", before_the_commit)
    upgrade(archive.engine)


@pytest.fixture(autouse=True)
def _programs_of_postgresql() -> Iterator[None]:
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{programs()}:{before}" if IS_POSTGRESQL else before
    yield
    os.environ["PATH"] = before


@pytest.fixture(name="old")
def _old(tmp_path: Path) -> Callable[[str], Archive]:
    """Put the database of the released version back, as often as it is asked for."""
    backup = tmp_path / "b.tar"
    backup.write_bytes(backup_of(RELEASED, ENGINE))
    bundle.read(backup, tmp_path / "database")

    def restored(name: str) -> Archive:
        (tmp_path / name).mkdir()
        archive = Archive(an_empty_database(tmp_path / name), pool=2)
        put_back(archive, tmp_path / "database")
        return archive

    return restored


def rows_of(archive: Archive) -> Rows:
    """Return every table with its columns and every row of it; what is only looked up by words is made of them."""
    with archive.engine.connect() as connection:
        there = inspect(connection)
        virtual = [] if archive.is_shared else connection.scalars(VIRTUAL).all()
        return {
            f"{table} ({', '.join(one['name'] for one in there.get_columns(table))})": sorted(
                map(repr, connection.execute(text(f'SELECT * FROM "{table}"')))  # noqa: S608 -- names of our tables
            )
            for table in sorted(set(there.get_table_names()) - set(virtual))
        }


def url(archive: Archive) -> str:
    return archive.engine.url.render_as_string(hide_password=False)


def places() -> Iterator[int]:
    """Yield statements to die at: the first few, then fewer and fewer, and the commit before all."""
    yield BEFORE_THE_COMMIT
    place = 1
    while True:
        yield place
        place = 2 * place + 1


def test_an_upgrade_killed_anywhere_leaves_the_old_version_and_the_next_one_ends_it(
    old: Callable[[str], Archive],
) -> None:
    undisturbed, archive = old("undisturbed"), old("killed")
    upgrade(undisturbed.engine)
    before, stood_at = rows_of(archive), find_revisions(archive.engine)[0]
    assert (stood_at, before == rows_of(undisturbed)) == (release_of(RELEASED, ENGINE).revision, False)

    ended, kills = KILLED, 0
    for place in places():
        ended = Upgrade(url(archive), place).run()
        if ended != KILLED:
            break
        kills += 1
        assert (find_revisions(archive.engine)[0], rows_of(archive)) == (stood_at, before), f"died at {place}"

    assert (ended, kills > 2) == (DONE, True)
    assert rows_of(archive) == rows_of(undisturbed)
    assert len(set(find_revisions(archive.engine))) == 1
    with archive.reading() as records:
        assert verify_journals(records=records) is None


def test_an_upgrade_that_writes_statement_by_statement_is_found_half_done(old: Callable[[str], Archive]) -> None:
    """The negative control: the comparison sees half an upgrade."""
    archives = {place: old(f"careless-{place}") for place in (12, 40)}
    before = rows_of(archives[12])

    # The first statements only look where the database stands.
    ended = {Upgrade(url(archive), place, is_careless=True).run() for place, archive in archives.items()}

    assert KILLED in ended
    assert any(rows_of(archive) != before for archive in archives.values())
