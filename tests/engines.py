"""The database that an office of the tests stands on: SQLite, or PostgreSQL by FASHEN_TEST_ENGINE=postgresql."""

import fcntl
import os
import sqlite3
import weakref
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

import psycopg
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.engine import make_url

from tests.postgres import server
from workflows.records.migrate import FOLDER
from workflows.records.rights import APPLICATION, grant_rights, rights_of
from workflows.records.tables import metadata
from workflows.records.transaction import Archive

ENGINE: Final = os.environ.get("FASHEN_TEST_ENGINE", "sqlite")
IS_POSTGRESQL: Final = ENGINE == "postgresql"
assert ENGINE in {"sqlite", "postgresql"}, f"FASHEN_TEST_ENGINE={ENGINE}"

# What each driver raises when a seal, a missing right, or a fault of the tests refuses a write.
REFUSED: Final = (sqlite3.IntegrityError, psycopg.errors.RaiseException, psycopg.errors.InsufficientPrivilege)

# Databases that nobody holds any more.
_LEFT: Final[list[str]] = []
_OWNERS: Final[weakref.WeakKeyDictionary[Archive, Archive]] = weakref.WeakKeyDictionary()


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
    if archive.is_shared:
        unsealing = sql.SQL("ALTER TABLE {} DISABLE TRIGGER ALL").format(sql.Identifier(table))
        server().execute(unsealing, database=str(archive.engine.url.database))
        return
    with archive.engine.begin() as connection:
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


def as_owner(archive: Archive) -> Archive:
    """Return the database for whoever upgrades and backs up, and is bound by no right and no policy.

    It lives as long as the archive itself, so that no connection is let go while somebody still holds it.
    """
    if not archive.is_shared:
        return archive
    if archive not in _OWNERS:
        _OWNERS[archive] = Archive(server().url(str(archive.engine.url.database)), pool=2)
    return _OWNERS[archive]


def database_of(url: str) -> str:
    """Return the name of a database in its address."""
    return str(make_url(url).database)


@cache
def _furnished_here(furnish: Callable[[Archive], None]) -> Archive:
    archive = Archive(f"sqlite:///{mkdtemp(prefix='fashen-furnished-')}/office.db")
    _complete(archive)
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
            _complete(archive)
            furnish(archive)
            grant_rights(archive.engine, rights_of(archive.engine))
            archive.forget_connections()
            home.rename_database(made, name)
    return name


def _lent(name: str) -> Archive:
    """Return the archive of a database that may be dropped when nobody holds the archive any more.

    Whoever works in it has the application's rights and is bound by the policies, as in production.
    """
    # Not from within the garbage collector, which may come to the connections of an archive later than to itself.
    _LEFT[:] = [one for one in _LEFT if not server().drop_if_left(one)]
    archive = Archive(server().url(name, user=APPLICATION), pool=2)
    weakref.finalize(archive, _LEFT.append, name).atexit = False
    return archive


def _complete(archive: Archive) -> None:
    """Make every table, and let the database say which version it is of, as one made by ``fashen db upgrade`` does."""
    archive.create_all()
    with archive.engine.begin() as connection:
        MigrationContext.configure(connection).stamp(ScriptDirectory(str(FOLDER)), "head")
