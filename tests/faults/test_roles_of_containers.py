"""What the compose file has done before anybody serves: its own words, run on a real PostgreSQL.

The containers themselves are not here; the roles, their rights and their passwords are. A server and a database are
made for it from nothing, because roles belong to a whole server: that takes ten seconds.

Hypothesis: after the words have run, the role that serves can neither alter the record nor see past the fence, and it
alone has a password. Negative control: of the role that ran them the same questions say the opposite.
"""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import yaml

from tests.journeys.served_office import FASHEN
from tests.postgres import Server, a_server_of_its_own, programs
from workflows.records.fence import is_fenced
from workflows.records.rights import APPLICATION, MIGRATION, may_alter_the_record
from workflows.records.transaction import Archive

COMPOSE = Path(__file__).parents[2] / "deploy" / "container" / "compose.yaml"
# With what a careless shell or statement would stumble over.
WORD = 'it\'s $HOME; \\ "word"'


@pytest.fixture(name="prepared", scope="module")
def _prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    folder = tmp_path_factory.mktemp("home")
    upgrade = yaml.safe_load(COMPOSE.read_text("utf-8"))["services"]["upgrade"]
    shell, flags, words = upgrade["command"]
    with a_server_of_its_own(careless=True) as home:
        name = home.create_database()
        environment = {
            "PATH": f"{FASHEN.parent}:{programs()}:{os.environ['PATH']}",
            "LANG": "C.UTF-8",
            "FASHEN_HOME": str(folder),
            "FASHEN_SECRET": os.urandom(32).hex(),
            "FASHEN_DATABASE_URL": home.url(name),
            "APPLICATION_PASSWORD": WORD,
        }
        done = subprocess.run(
            [shell, flags, words.replace("$$", "$")],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert WORD not in done.stdout + done.stderr
        yield home, name


def test_who_serves_may_not_change_the_record_and_is_bound_by_the_fence(prepared: tuple[Server, str]) -> None:
    home, name = prepared
    address = yaml.safe_load(COMPOSE.read_text("utf-8"))["services"]["web"]["environment"]["FASHEN_DATABASE_URL"]
    role = address.removeprefix("postgresql://").partition(":")[0]
    archive = Archive(home.url(name, user=role), pool=1)

    try:
        assert not may_alter_the_record(archive.engine)
        assert is_fenced(archive.engine)
    finally:
        archive.forget_connections()


def test_who_made_the_database_may_change_the_record_and_is_bound_by_no_fence(prepared: tuple[Server, str]) -> None:
    """The negative control: the questions do tell one role from the other."""
    home, name = prepared
    archive = Archive(home.url(name), pool=1)

    try:
        assert may_alter_the_record(archive.engine)
        assert not is_fenced(archive.engine)
    finally:
        archive.forget_connections()


def test_who_serves_has_the_password_that_was_given_and_nobody_else_one(prepared: tuple[Server, str]) -> None:
    home, name = prepared
    query = "SELECT rolname, rolpassword LIKE 'SCRAM-SHA-256$%%', rolsuper FROM pg_authid WHERE rolname = ANY(%s)"
    with psycopg.connect(host=str(home.folder), user="postgres", dbname=name) as connection:
        found = connection.execute(query, [[APPLICATION, MIGRATION]]).fetchall()

    assert sorted(found) == [(APPLICATION, True, False), (MIGRATION, None, False)]
