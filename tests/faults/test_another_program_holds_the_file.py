"""A program that holds SQLite's file for too long is passing trouble: nothing is saved, and it may be sent again."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.builders import an_office
from workflows.errors import UnsavedError
from workflows.records.periodic import PeriodicWork

pytestmark = pytest.mark.engine("sqlite")


def test_what_finds_the_file_held_is_not_saved_and_may_be_sent_again() -> None:
    office = an_office()

    @event.listens_for(office.archive.engine, "checkout")
    def be_impatient(connection: Any, *_: Any) -> None:
        connection.execute("PRAGMA busy_timeout = 20")

    path = Path(str(office.archive.engine.url.database))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UnsavedError), office.archive.transaction() as records:
            records.add(PeriodicWork(name="backup"))
        other.execute("ROLLBACK")

    with office.archive.transaction() as records:
        records.add(PeriodicWork(name="backup"))
