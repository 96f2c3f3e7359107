"""Two machines that are started for the very first time at the same moment, on one empty database, both come up.

Hypothesis: of two that find nothing, one makes the tables, publishes the flow and fills the demo; the other waits as
long as that takes, longer than any page would, and finds it done. Negative control: a page's patience is too short for
it, and whoever waits with that alone is turned away. One test of twenty seconds, on PostgreSQL alone (SQLite has one
machine): the shipped flow is proved while it runs.
"""

import os
import subprocess
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from tests.engines import an_empty_database, database_of
from tests.faults.worker_in_a_process import wait_until
from tests.journeys.served_office import FASHEN, PATIENCE_SECONDS
from tests.postgres import server
from workflows.acts.office.one_at_a_time import FLOWS
from workflows.errors import UnsavedError
from workflows.records.agencies import Agency
from workflows.records.transaction import ROOMS, Archive

LONGER_THAN_A_PAGE_WAITS = 5.5
ONE_THAT_PROVES = b"SELECT pg_advisory_lock(%s, hashtext(%s))"
WAITING = b"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND classid = %s"


def start(home: Path, url: str) -> "subprocess.Popen[str]":
    """Start the demo as ``fashen demo load`` on a machine of its own."""
    settings = {**os.environ, "FASHEN_HOME": str(home), "FASHEN_DEMO_DATABASE_URL": url}
    return subprocess.Popen(
        [FASHEN, "demo", "load"], env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


@pytest.mark.engine("postgresql")
def test_two_first_starts_at_the_same_moment_both_come_up(tmp_path: Path) -> None:
    url = an_empty_database(tmp_path)
    archive = Archive(url, pool=2)
    with psycopg.connect(host=str(server().folder), user="postgres", dbname=database_of(url)) as slow:
        slow.execute(ONE_THAT_PROVES, [ROOMS, FLOWS])
        machines = [start(tmp_path / name, url) for name in ("one", "two")]

        def waiting() -> int:
            row = slow.execute(WAITING, [ROOMS]).fetchone()
            return int(row[0]) if row is not None else 0

        wait_until(lambda: waiting() == 2)
        with pytest.raises(UnsavedError), archive.transaction() as records:
            records.take_turn(FLOWS)
        time.sleep(LONGER_THAN_A_PAGE_WAITS - 5)
        assert [one.poll() for one in machines] == [None, None]
    said = [one.communicate(timeout=PATIENCE_SECONDS)[0] for one in machines]

    assert [one.returncode for one in machines] == [0, 0], said
    assert sorted(bool(one.strip()) for one in said) == [False, True]
    with archive.reading() as records:
        versions = records.session.execute(text("SELECT count(*) FROM flow_versions")).scalar_one()
        assert (len(records.list_where(Agency)), versions) == (1, 1)
