"""The application's role adds to the record and reads it; even by raw SQL it can change, empty or unseal nothing.

Hypothesis: with the application's rights every act can be done, and no statement changes, empties or unseals a sealed
row. Negative control: the same statements of whoever runs the server, once the seals are lifted, all succeed.
"""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from tests.builders import Office, an_office, move_in
from tests.journeys.served_office import FASHEN
from tests.postgres import Server, server
from workflows.records.migrate import upgrade
from workflows.records.rights import grant_again, grant_rights, rights_of
from workflows.records.seals import SEALED
from workflows.records.tables import metadata
from workflows.records.transaction import Archive

TRIES = [
    "UPDATE {table} SET {column} = {column}",
    "DELETE FROM {table}",
    "TRUNCATE {table} CASCADE",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "DROP TRIGGER sealed_{table} ON {table}",
    "ALTER TABLE {table} DROP COLUMN {column} CASCADE",
    "DROP TABLE {table} CASCADE",
]


@pytest.fixture(name="home", scope="module")
def _home() -> Iterator[tuple[Server, str, str]]:
    """A migrated database whose tables belong to one role and whose application is another."""
    home = server()
    name = home.create_database()
    application, migration = f"app_{name}", f"owner_{name}"
    archive = Archive(home.url(name))
    upgrade(archive.engine)
    for _ in range(2):
        statements = rights_of(archive.engine, application=application, migration=migration)
        grant_rights(archive.engine, statements, migration=migration)
    yield home, name, application
    home.drop_database(name)


@pytest.fixture(name="worked_in", scope="module")
def _worked_in(home: tuple[Server, str, str]) -> Office:
    """An office whose acts are done with the application's rights alone, up to the signed opinion."""
    database, name, application = home
    furnished = an_office()
    archive = Archive(database.url(name, user=application))
    office = replace(furnished, archive=archive)
    move_in(archive)
    office.a_case()
    return office.walk_to("deliberate")


def test_the_application_can_do_every_act_of_its_own(worked_in: Office) -> None:
    worked_in.do("deliberate")

    with worked_in.archive.reading() as records:
        assert records.journal.find_break() is None
    assert "deliberate" in [step.act for step in worked_in.dossier().steps]


@pytest.mark.parametrize("attempt", TRIES)
def test_it_cannot_change_what_is_sealed_even_by_raw_sql(
    home: tuple[Server, str, str], worked_in: Office, attempt: str
) -> None:
    database, name, application = home
    allowed = []
    with psycopg.connect(host=str(database.folder), user=application, dbname=name, autocommit=True) as connection:
        for table in SEALED:
            words = attempt.format(table=table, column=next(iter(metadata.tables[table].columns)).name)
            try:
                connection.execute(words.encode())
                allowed.append(words)
            except psycopg.errors.InsufficientPrivilege:
                pass

    assert allowed == []
    assert worked_in.dossier().steps


@pytest.mark.parametrize("attempt", TRIES)
def test_who_runs_the_server_and_lifts_the_seals_can(
    home: tuple[Server, str, str], worked_in: Office, attempt: str
) -> None:
    """The negative control: the statements are right, and it is rights and seals that stop them; all is taken back."""
    database, name, _ = home
    with psycopg.connect(host=str(database.folder), user="postgres", dbname=name) as connection:
        # What a trigger says counts for nothing from here on.
        connection.execute("SET session_replication_role = replica")
        for table in SEALED:
            words = attempt.format(table=table, column=next(iter(metadata.tables[table].columns)).name)
            connection.execute(b"SAVEPOINT whole")
            connection.execute(words.encode())
            connection.execute(b"ROLLBACK TO SAVEPOINT whole")
        connection.rollback()

    assert worked_in.dossier().steps


def test_it_cannot_touch_a_signed_opinion_nor_lift_its_seal(home: tuple[Server, str, str], worked_in: Office) -> None:
    database, name, application = home
    signed = [one.id for one in worked_in.dossier().reviews if one.signed_at is not None]
    with psycopg.connect(host=str(database.folder), user=application, dbname=name, autocommit=True) as connection:
        # Past the fence between agencies, which would show it no opinion at all.
        connection.execute("SET fashen.agency = '*'")
        for words in (
            "UPDATE reviews SET conclusion = 'return_law' WHERE signed_at IS NOT NULL",
            "DELETE FROM reviews WHERE signed_at IS NOT NULL",
        ):
            with pytest.raises(psycopg.errors.RaiseException, match="a signed opinion is sealed"):
                connection.execute(words.encode())
        for words in (
            "ALTER TABLE reviews DISABLE TRIGGER ALL",
            "TRUNCATE reviews CASCADE",
            "SET session_replication_role = replica",
            "ALTER FUNCTION refuse_change() RENAME TO allow",
            "CREATE TABLE here (x int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(words.encode())
    assert signed


def test_no_table_is_left_to_everybody_and_none_can_be_emptied(home: tuple[Server, str, str]) -> None:
    database, name, application = home
    query = (
        "SELECT c.relname, pg_get_userbyid(c.relowner), "
        "has_table_privilege(%(app)s, c.oid, 'TRUNCATE'), has_table_privilege(%(app)s, c.oid, 'TRIGGER'), "
        "has_table_privilege(%(app)s, c.oid, 'UPDATE'), has_table_privilege(%(app)s, c.oid, 'DELETE') "
        "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r'"
    )
    with psycopg.connect(host=str(database.folder), user="postgres", dbname=name) as connection:
        tables = connection.execute(query.encode(), {"app": application}).fetchall()

    assert {owner for _, owner, *_ in tables} == {f"owner_{name}"}
    assert [table for table, _, *may in tables if may[0] or may[1]] == []
    assert {table for table, *_, update, delete in tables if not update and not delete} == {*SEALED, "alembic_version"}


def test_an_upgrade_gives_the_application_its_rights_on_what_is_new(home: tuple[Server, str, str]) -> None:
    database, name, application = home
    query = sql.SQL(
        "SELECT has_table_privilege({}, 'new_one', 'INSERT'), has_table_privilege({}, 'new_one', 'TRUNCATE')"
    )
    asked = query.format(application, application)
    archives = [Archive(database.url(name, user=role)) for role in (application, f"owner_{name}")]
    worker, owner = archives
    with psycopg.connect(host=str(database.folder), user=f"owner_{name}", dbname=name, autocommit=True) as connection:
        connection.execute("CREATE TABLE new_one (id serial PRIMARY KEY)")
        before = connection.execute(asked).fetchone()
        grant_again(worker.engine)
        by_application = connection.execute(asked).fetchone()
        grant_again(owner.engine)
        after = connection.execute(asked).fetchone()
        connection.execute("DROP TABLE new_one")
    for archive in archives:
        archive.forget_connections()

    assert (before, by_application, after) == ((False, False), (False, False), (True, False))


def run(home: Path, url: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run a command over a database, as a person would type it."""
    settings = {**os.environ, "FASHEN_HOME": str(home), "FASHEN_DATABASE_URL": url}
    return subprocess.run([FASHEN, *arguments], env=settings, capture_output=True, text=True, check=False, timeout=120)


def test_the_command_prints_what_it_would_do_and_does_it_only_when_asked(tmp_path: Path) -> None:
    home = server()
    name = home.create_database()
    application, migration = f"app_{name}", f"owner_{name}"
    words = ["db", "roles", "--application", application, "--migration", migration]

    early = run(tmp_path, home.url(name), *words)
    assert run(tmp_path, home.url(name), "db", "upgrade").returncode == 0
    printed = run(tmp_path, home.url(name), *words)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(host=str(home.folder), user=application, dbname=name)
    applied = run(tmp_path, home.url(name), *words, "--apply")

    assert (early.returncode, early.stderr.strip()) == (2, "数据库尚未升级到当前版本，请先运行 fashen db upgrade")
    assert f'GRANT SELECT, INSERT ON "case_journal" TO "{application}";' in printed.stdout
    assert (applied.returncode, applied.stderr) == (0, "")
    started = [run(tmp_path, home.url(name, user=role), "db", "upgrade") for role in (application, migration)]
    assert [one.returncode for one in started] == [0, 0], started
    home.drop_database(name)


def test_the_application_is_told_that_it_may_not_migrate(home: tuple[Server, str, str], tmp_path: Path) -> None:
    database, _, application = home
    empty = database.create_database()

    told = run(tmp_path, database.url(empty, user=application), "db", "upgrade")

    assert told.returncode == 2
    assert "请用迁移角色（表的所有者）运行 fashen db upgrade" in told.stderr
    database.drop_database(empty)


def test_sqlite_has_no_roles_and_says_so(tmp_path: Path) -> None:
    told = run(tmp_path, "", "db", "roles")

    assert told.returncode == 2
    assert told.stderr.strip() == "SQLite 没有数据库角色；请先用 FASHEN_DATABASE_URL 指定 PostgreSQL"
