"""SQLite's file as the product opens it: every commit on the disk, one writer from the first word, each in its turn.

Hypothesis (P1, P4): a transaction that writes holds the file before it has read anything, its commit waits for the
disk, and of several processes that write without a pause none gets much less done than the others.
Negative controls: one that only reads lets a writer in beside it; SQLite's own waiting, without the gate, gives one
process nearly everything.
"""

import sqlite3
from contextlib import closing

import pytest

from tests.builders import Office, an_office
from tests.engines import url_of
from tests.faults.broken import file_of
from tests.faults.writers_in_processes import Hurry, shares
from workflows.records.periodic import PeriodicWork

pytestmark = pytest.mark.engine("sqlite")

WRITERS, A_WHILE = 6, 2.0
FULL = 2


def may_write(office: Office) -> bool:
    """Say whether another program could begin to write at this moment."""
    with closing(sqlite3.connect(file_of(office), isolation_level=None, timeout=0)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        other.execute("ROLLBACK")
        return True


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("synchronous", FULL), ("journal_mode", "wal"), ("foreign_keys", 1), ("recursive_triggers", 1)],
)
def test_every_connection_has_the_settings_that_the_record_rests_on(pragma: str, value: object) -> None:
    office = an_office()

    for engine in (office.archive.writer, office.archive.reader, office.archive.within(1).writer):
        with engine.connect() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one() == value


def test_who_is_going_to_write_holds_the_file_before_anything_is_read() -> None:
    office = an_office()

    with office.archive.transaction() as records:
        # Whatever comes first; the connection is taken with it.
        assert records.find_where(PeriodicWork, PeriodicWork.name == "nothing") is None
        while_writing = may_write(office)

    assert (while_writing, may_write(office)) == (False, True)


def test_who_only_reads_keeps_nobody_from_writing() -> None:
    """A negative control: it is not any transaction that holds the file."""
    office = an_office()

    with office.archive.reading() as records:
        assert records.find_where(PeriodicWork, PeriodicWork.name == "nothing") is None
        assert may_write(office)


def least_share(*, has_gate: bool) -> float:
    """Return what the slowest of the writers got done, as a share of what each would have if all were equal."""
    office = an_office()
    with office.archive.transaction() as records:
        records.add(PeriodicWork(name="written"))
    counted = shares(Hurry(url_of(office.archive), A_WHILE, has_gate), writers=WRITERS)
    with office.archive.reading() as records:
        assert records.get(PeriodicWork, "written").failures == sum(counted)
    return min(counted) * WRITERS / sum(counted)


def test_of_many_writers_none_starves_at_the_gate() -> None:
    assert least_share(has_gate=True) > 0.5


def test_without_the_gate_one_writer_starves() -> None:
    """The other negative control: the writers do crowd, and SQLite's own waiting is not fair."""
    assert least_share(has_gate=False) < 0.5
