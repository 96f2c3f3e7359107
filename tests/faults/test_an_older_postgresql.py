"""A new database comes up on the oldest PostgreSQL that the guide names, which forbids what newer ones allow.

Before version 17 a value added to a type is of no use within the transaction that adds it. The wheel of the tests
brings version 16 as well; what holds there holds on 15, whose rule is the same.

Hypothesis (P23): a database made from nothing on version 16 has every table, Procrastinate's too.
Negative control: the same scripts as they are packaged fail there.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.postgres import MEETING_PLACE, OLDER_VERSION, OTHER_PROGRAMS, OTHER_VERSION
from workflows.records.calls import with_all_values

MADE = "CREATE TYPE mood AS ENUM (\n    'calm', -- as ever\n    'cross'  -- seldom\n);\nSELECT 1;"
ADDED = "ALTER TYPE mood ADD VALUE 'merry' BEFORE 'cross';\nALTER TYPE mood ADD VALUE 'sad';\nSELECT 2;"

# Makes an office the way an operator does, and lets a job be called.
UPGRADED = """
from sqlalchemy import text
from tests.postgres import server
from workflows.records.migrate import upgrade
from workflows.records.transaction import Archive
home = server()
url = home.url(home.create_database())
archive = Archive(url)
upgrade(archive.engine)
with archive.engine.connect() as connection:
    print(connection.execute(text("SHOW server_version")).scalar_one().split(".")[0])
    print(connection.execute(text("SELECT count(*) FROM procrastinate_jobs")).scalar_one())
"""


# What would happen without the scripts being put together anew.
PACKAGED = """
from importlib.resources import files
from tests.postgres import server
import psycopg
home = server()
scripts = sorted((files("procrastinate.sql") / "migrations").iterdir(), key=lambda one: one.name)
with psycopg.connect(host=str(home.folder), user="postgres", dbname=home.create_database()) as connection:
    try:
        for script in scripts:
            connection.execute(script.read_text("utf-8").encode())
    except psycopg.errors.UnsafeNewEnumValueUsage as refused:
        print(type(refused).__name__)
"""


def on_version_16(program: str) -> "subprocess.CompletedProcess[str]":
    """Run a program whose PostgreSQL is the older one."""
    environment = {name: value for name, value in os.environ.items() if name not in {MEETING_PLACE, OTHER_PROGRAMS}}
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**environment, OTHER_VERSION: OLDER_VERSION},
        timeout=120,
    )


def test_a_type_is_made_with_what_later_scripts_add_to_it() -> None:
    made, added = with_all_values([MADE, ADDED])

    assert "CREATE TYPE mood AS ENUM ('calm', 'merry', 'cross', 'sad');" in made
    assert "ADD VALUE" not in added
    assert "SELECT 1;" in made
    assert "SELECT 2;" in added


def test_what_is_added_to_a_type_of_before_stays_an_addition() -> None:
    assert with_all_values([ADDED]) == [ADDED]


def test_a_new_database_comes_up_on_version_16() -> None:
    done = on_version_16(UPGRADED)

    assert done.stdout.split() == ["16", "0"], done.stderr[-2000:]


def test_the_scripts_as_they_are_packaged_fail_on_version_16() -> None:
    """The negative control: without being put together anew they do not come up there."""
    done = on_version_16(PACKAGED)

    assert done.stdout.split() == ["UnsafeNewEnumValueUsage"], done.stderr[-2000:]
