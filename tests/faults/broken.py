"""How faults are made and what is compared afterwards: the whole database, table by table."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from tests.builders import Office

Dump = Mapping[str, list[tuple[object, ...]]]


def file_of(office: Office) -> Path:
    """Return the database file of an office."""
    return Path(str(office.archive.engine.url.database))


def dump(office: Office) -> Dump:
    """Return every row of every table."""
    with closing(sqlite3.connect(file_of(office))) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: sorted(database.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}  # noqa: S608 -- names of our tables


def as_root(office: Office, *statements: str) -> None:
    """Change the database by hand, past the product."""
    with closing(sqlite3.connect(file_of(office))) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


@contextmanager
def failing(office: Office, verb: str, table: str) -> Iterator[None]:
    """Let the database refuse one kind of write to one table, as a broken disk would in the middle of a step."""
    as_root(office, f"CREATE TRIGGER fault BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'disk fault'); END")
    try:
        yield
    finally:
        as_root(office, "DROP TRIGGER fault")
