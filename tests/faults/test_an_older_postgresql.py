"""A new database comes up on the oldest PostgreSQL that the guide names, which forbids what newer ones allow.

Before version 17 a value added to a type is of no use within the transaction that adds it. The wheel of the tests
brings version 16 as well; what holds there holds on 15, whose rule is the same.
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


def test_a_type_is_made_with_what_later_scripts_add_to_it() -> None:
    made, added = with_all_values([MADE, ADDED])

    assert "CREATE TYPE mood AS ENUM ('calm', 'merry', 'cross', 'sad');" in made
    assert "ADD VALUE" not in added
    assert "SELECT 1;" in made
    assert "SELECT 2;" in added


def test_what_is_added_to_a_type_of_before_stays_an_addition() -> None:
    assert with_all_values([ADDED]) == [ADDED]


def test_a_new_database_comes_up_on_version_16() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in {MEETING_PLACE, OTHER_PROGRAMS}}

    done = subprocess.run(
        [sys.executable, "-c", UPGRADED],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**environment, OTHER_VERSION: OLDER_VERSION},
        timeout=120,
    )

    assert done.stdout.split() == ["16", "0"], done.stderr[-2000:]
