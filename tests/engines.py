"""The database that an office of the tests stands on: SQLite, or PostgreSQL by FASHEN_TEST_ENGINE=postgresql."""

import fcntl
import os
import sqlite3
import weakref
from collections.abc import Callable
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

import psycopg
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.engine import make_url

from tests.postgres import Server, server
from workflows.records.tables import metadata
from workflows.records.transaction import Archive

ENGINE: Final = os.environ.get("FASHEN_TEST_ENGINE", "sqlite")
IS_POSTGRESQL: Final = ENGINE == "postgresql"
# Whoever works in the offices of the tests: "application" is bound by the policies as in production.
ROLE: Final = os.environ.get("FASHEN_TEST_ROLE", "postgres")
assert ENGINE in {"sqlite", "postgresql"}, f"FASHEN_TEST_ENGINE={ENGINE}"

# What each driver raises when a seal, or a fault of the tests, refuses a write.
REFUSED: Final = (sqlite3.IntegrityError, psycopg.errors.RaiseException)


def an_archive(folder: str, furnish: Callable[[Archive], None]) -> Archive:
    """Return a database with every table, furnished: a copy of the one that was furnished first."""
    if IS_POSTGRESQL:
        return _lent(server().create_database(_furnished(furnish)))
    return copy_of_archive(_furnished_here(furnish), folder)


def an_empty_database(folder: Path) -> str:
    """Return the address of a database without any tables, which goes with the test run."""
    return server().url(server().create_database()) if IS_POSTGRESQL else f"sqlite:///{folder}/fashen.db"


def copy_of_archive(archive: Archive, folder: str) -> Archive:
    """Return a database with the same content."""
    source = str(archive.engine.url.database)
    if archive.engine.dialect.name != "sqlite":
        return _lent(server().create_database(source))
    target = f"{folder}/office.db"
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA synchronous = OFF")
        original.backup(copy)
    return Archive(f"sqlite:///{target}")


def unseal(archive: Archive, table: str) -> None:
    """Break the seals of a table, as somebody with the whole database in hand would."""
    with archive.engine.begin() as connection:
        if archive.is_shared:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))
            return
        names = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"), {"table": table}
        ).scalars()
        for name in names.all():
            connection.execute(text(f"DROP TRIGGER {name}"))


def replacing(table: str) -> str:
    """Return the statement that writes every row of a table over itself."""
    if not IS_POSTGRESQL:
        return f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"  # noqa: S608 -- names of our tables
    key = metadata.tables[table].primary_key.columns[0].name
    copied = f"INSERT INTO {table} SELECT * FROM {table}"  # noqa: S608 -- names of our tables
    return f"{copied} ON CONFLICT ({key}) DO UPDATE SET {key} = excluded.{key}"


def touching(table: str) -> str:
    """Return the statement that changes every row of a table to what it is."""
    key = metadata.tables[table].primary_key.columns[0].name
    return f"UPDATE {table} SET {key} = {key}"  # noqa: S608 -- names of our tables


def url_of(archive: Archive) -> str:
    """Return the address of a database, as FASHEN_DATABASE_URL has it."""
    return archive.engine.url.render_as_string(hide_password=False)


def database_of(url: str) -> str:
    """Return the name of a database in its address."""
    return str(make_url(url).database)


@cache
def _furnished_here(furnish: Callable[[Archive], None]) -> Archive:
    archive = Archive(f"sqlite:///{mkdtemp(prefix='fashen-furnished-')}/office.db")
    archive.create_all()
    furnish(archive)
    return archive


def _furnished(furnish: Callable[[Archive], None]) -> str:
    """Return the name of the furnished database that others are copied from, made by whoever needs it first."""
    home, name = server(), f"furnished_{furnish.__module__.replace('.', '_')}_{furnish.__name__}"
    with (home.folder / "furnishing").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.has_database(name):
            made = home.create_database()
            archive = Archive(home.url(made))
            archive.create_all()
            furnish(archive)
            if ROLE != "postgres":
                _admit(home, made)
            archive.forget_connections()
            home.rename_database(made, name)
    return name


def _lent(name: str) -> Archive:
    """Return the archive of a database that is dropped when nobody holds the archive any more."""
    archive = Archive(server().url(name, user=ROLE), pool=2)
    weakref.finalize(archive, server().drop_database, name).atexit = False
    return archive


def _admit(home: Server, name: str) -> None:
    """Let the application's role work in a database whose tables are not its own."""
    role = sql.Identifier(ROLE)
    with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        home.execute(sql.SQL("CREATE ROLE {} LOGIN").format(role))
    home.execute(
        sql.SQL("GRANT ALL ON ALL TABLES IN SCHEMA public TO {}").format(role),
        sql.SQL("GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {}").format(role),
        database=name,
    )
