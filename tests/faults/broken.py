"""How faults are made and what is compared afterwards: the whole database, table by table, whichever engine it is."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import inspect

from tests.builders import Office

Dump = Mapping[str, list[tuple[object, ...]]]


def is_on_sqlite(office: Office) -> bool:
    """Say which of the two engines an office stands on."""
    return office.archive.engine.dialect.name == "sqlite"


def file_of(office: Office) -> Path:
    """Return the database file of an office on SQLite."""
    return Path(str(office.archive.engine.url.database))


def rows(office: Office, query: str) -> list[tuple[Any, ...]]:
    """Ask the database by hand, past the product."""
    if is_on_sqlite(office):
        with closing(sqlite3.connect(file_of(office))) as database:
            return database.execute(query).fetchall()
    with _hand(office) as connection:
        return connection.execute(query.encode()).fetchall()


def dump(office: Office) -> Dump:
    """Return every row of every table; beside the tables' own rows, SQLite keeps its counters in one."""
    tables = inspect(office.archive.engine).get_table_names()
    if is_on_sqlite(office):
        # What is only looked up by words keeps its content in tables of its own.
        virtual = {name for (name,) in rows(office, "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL%'")}
        tables = [*(set(tables) - virtual), "sqlite_sequence"]
    return {table: sorted(rows(office, f"SELECT * FROM {table}"), key=repr) for table in tables}  # noqa: S608 -- names of our tables


def as_root(office: Office, *statements: str) -> None:
    """Change the database by hand, past the product: all of the statements or none."""
    if is_on_sqlite(office):
        with closing(sqlite3.connect(file_of(office))) as database:
            for statement in statements:
                database.execute(statement)
            database.commit()
        return
    with _hand(office) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def as_bytes(office: Office, content: bytes) -> str:
    """Return bytes as the engine writes them into a statement."""
    return f"x'{content.hex()}'" if is_on_sqlite(office) else f"'\\x{content.hex()}'::bytea"


def break_the_seals(office: Office, table: str = "case_journal") -> list[str]:
    """Return what somebody with the whole database in hand would do first; new entries go on waiting to be sealed."""
    if not is_on_sqlite(office):
        is_journal = table.endswith("_journal")
        laying = [f"ALTER TABLE {table} ENABLE TRIGGER unsealed_{table}"] if is_journal else []
        return [f"ALTER TABLE {table} DISABLE TRIGGER ALL", *laying]
    names = rows(office, f"SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{table}'")  # noqa: S608 -- names of our tables
    return [f"DROP TRIGGER {name}" for (name,) in names if not name.startswith("unsealed")]


@contextmanager
def failing(office: Office, verb: str, table: str) -> Iterator[None]:
    """Let the database refuse one kind of write to one table, as a broken disk would in the middle of a step."""
    if is_on_sqlite(office):
        begin = [f"CREATE TRIGGER fault BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, 'disk fault'); END"]
        end = ["DROP TRIGGER fault"]
    else:
        begin = [
            "CREATE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'disk fault'; END $$",
            f"CREATE TRIGGER fault BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION fault()",
        ]
        end = [f"DROP TRIGGER fault ON {table}", "DROP FUNCTION fault"]
    as_root(office, *begin)
    try:
        yield
    finally:
        as_root(office, *end)


def _hand(office: Office) -> "psycopg.Connection[tuple[Any, ...]]":
    url = office.archive.engine.url
    return psycopg.connect(host=str(url.query["host"]), user="postgres", dbname=url.database)
