"""A program that holds SQLite's file for too long is passing trouble: nothing is saved, and it may be sent again.

Hypothesis (P6): who finds the file held is told UnsavedError, nothing of the act is written, and the same act passes
once the file is free. Negative control: a program that lets go in time is no trouble at all.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.builders import Office, an_office
from tests.faults.broken import dump
from workflows.errors import UnsavedError
from workflows.records.periodic import PeriodicWork

pytestmark = pytest.mark.engine("sqlite")


def write(office: Office) -> None:
    """Do one small thing in a transaction."""
    with office.archive.transaction() as records:
        records.add(PeriodicWork(name="backup"))


@contextmanager
def holding(office: Office) -> "Iterator[sqlite3.Connection]":
    """Be another program that writes into the office's file and does not end."""
    path = Path(str(office.archive.engine.url.database))
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def test_what_finds_the_file_held_is_not_saved_and_may_be_sent_again() -> None:
    office = an_office()

    @event.listens_for(office.archive.engine, "checkout")
    def be_impatient(connection: Any, *_: Any) -> None:
        connection.execute("PRAGMA busy_timeout = 20")

    before = dump(office)
    with holding(office) as other:
        with pytest.raises(UnsavedError):
            write(office)
        other.execute("ROLLBACK")

    assert dump(office) == before
    write(office)
    assert len(dump(office)["periodic_work"]) == len(before["periodic_work"]) + 1


def test_a_program_that_lets_go_in_time_is_no_trouble() -> None:
    """The negative control: it is the holding that is told of, and for as long as it lasts."""
    office = an_office()
    with holding(office) as other:
        letting_go = threading.Timer(0.3, other.execute, ["ROLLBACK"])
        letting_go.start()
        write(office)
        letting_go.join()
