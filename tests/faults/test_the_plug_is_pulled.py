"""kill -9 in the middle of the work: what was acknowledged is there, nothing is there twice, nothing half.

Hypothesis (P1, P2): whichever process dies at whichever moment, PostgreSQL's own included, which then comes back from
its log on a real disk, an acknowledged act is recorded, and recorded once.
Negative controls: a registration sent again without its key is counted as doubled; PostgreSQL that does not wait for
its disk loses acts that were acknowledged, and SQLite's file of before an act lacks it.
``make faults`` goes on until a thousand acts are acknowledged; FASHEN_TEST_ENGINE chooses the database.
"""

import os
import random
import sqlite3
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from tests.engines import ENGINE, IS_POSTGRESQL, an_empty_database
from tests.faults.clerks import REGISTRATION, Clerk
from tests.journeys.served_office import FASHEN, PATIENCE_SECONDS, ServedOffice, a_served_office
from tests.postgres import Server, a_server_of_its_own, start, stop
from workflows.records.transaction import Archive

IS_LONG = os.environ.get("FASHEN_TEST_FAULTS") == "long"
ACTS = 1000 if IS_LONG else 60
MOST_KILLS = 400
# Cases registered and verified while the database does not wait for its disk.
CARELESS_ACTS = 20
HANDS = 8 if IS_LONG else 3
WORKERS = 2


@dataclass
class Staff:
    """The background processes beside the web."""

    office: ServedOffice
    processes: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def start(self) -> None:
        """Start as many as are missing, as a supervisor does."""
        self.processes = [one for one in self.processes if one.poll() is None]
        while len(self.processes) < WORKERS:
            with (self.office.home / "worker.log").open("ab") as log:
                process = subprocess.Popen([FASHEN, "worker"], env=self.office.environment, stdout=log, stderr=log)
            self.processes.append(process)

    def kill(self) -> None:
        """Kill one in the middle of whatever it does."""
        process = self.processes.pop()
        process.kill()
        process.wait(PATIENCE_SECONDS)


@pytest.fixture(name="server", scope="module")
def _server() -> Iterator[Server | None]:
    """The PostgreSQL of this file alone, on a real disk, because it is killed too; None on SQLite."""
    if not IS_POSTGRESQL:
        yield None
        return
    with a_server_of_its_own() as server:
        yield server


@pytest.fixture(name="office", scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory, server: Server | None) -> Iterator[ServedOffice]:
    home = tmp_path_factory.mktemp("office")
    settings = {
        "FASHEN_DEMO_DATABASE_URL": server.url("postgres") if server is not None else an_empty_database(home),
        "FASHEN_WORKS_INSIDE": "0",
        "FASHEN_PROCESSES": "1" if server is None else "2",
    }
    with a_served_office(home, day="2026-05-18", **settings) as office, working(office):
        yield office


@contextmanager
def working(office: ServedOffice) -> Iterator[Staff]:
    """Let background processes work until the test is done with them."""
    staff = Staff(office)
    office.staff = staff  # type: ignore[attr-defined]
    staff.start()
    try:
        yield staff
    finally:
        while staff.processes:
            staff.kill()


def restart(server: Server, **settings: str) -> None:
    """Pull the plug of the database, and let it come back from its log."""
    stop(server.folder)
    start(server.folder, lives_with=os.getpid(), careless=False, settings=settings)


def rows(office: ServedOffice, query: str) -> list[tuple[Any, ...]]:
    """Ask the database of the office."""
    with archive_of(office).reading() as records:
        return [tuple(row) for row in records.session.execute(text(query))]


def archive_of(office: ServedOffice) -> Archive:
    """Return the database of the office."""
    return Archive(office.settings["FASHEN_DEMO_DATABASE_URL"], pool=1)


def lost(office: ServedOffice, acknowledged: set[str]) -> set[str]:
    """Return the acknowledged acts that are not recorded."""
    return acknowledged - {str(key) for (key,) in rows(office, "SELECT key FROM finished_steps")}


def doubled(office: ServedOffice) -> set[str]:
    """Return what was done twice: acts by their key, cases by what was written into each once."""
    steps = Counter(str(key) for (key,) in rows(office, "SELECT key FROM finished_steps"))
    cases = Counter(str(told) for (told,) in rows(office, "SELECT source_detail FROM cases"))
    return {key for counted in (steps, cases) for key, times in counted.items() if times > 1}


def pull_plugs(office: ServedOffice, server: Server | None, chance: random.Random) -> Counter[str]:
    """Kill workers, the database where it is told to, and the web in the end, at moments nobody chose."""
    staff: Staff = office.staff  # type: ignore[attr-defined]
    kills = Counter[str](web=1)
    for _ in range(chance.randrange(3)):
        time.sleep(chance.uniform(0.2, 1.0))
        staff.kill()
        staff.start()
        kills["worker"] += 1
    if server is not None:
        time.sleep(chance.uniform(0.6, 2.0))
        restart(server)
        kills["database"] += 1
    time.sleep(chance.uniform(0.6, 2.0))
    office.kill()
    return kills


def test_acknowledged_steps_are_never_lost_and_none_is_doubled(office: ServedOffice, server: Server | None) -> None:
    clerks = [Clerk(office).sign_in() for _ in range(HANDS)]
    chance = random.Random(20260518)  # noqa: S311 -- when to pull the plug, not a secret
    kills = Counter[str]()
    while sum(len(clerk.acknowledged) for clerk in clerks) < ACTS or kills["web"] < 2:
        hands = [threading.Thread(target=clerk.work) for clerk in clerks]
        for hand in hands:
            hand.start()
        kills += pull_plugs(office, server if kills["web"] % 3 == 0 else None, chance)
        for hand in hands:
            hand.join(120)
        office.start()
        for clerk in clerks:
            clerk.press_again()
        assert kills.total() < MOST_KILLS, "the office hardly gets anything done"

    acknowledged = {key for clerk in clerks for key in clerk.acknowledged}
    print(f"{ENGINE}: {len(acknowledged)} acts acknowledged, killed {dict(kills)}")  # noqa: T201 -- what the long form tells
    assert (len(acknowledged) >= ACTS, kills["web"] > 1, kills["worker"] > 0) == (True, True, True)
    assert (kills["database"] > 0) is IS_POSTGRESQL
    assert (lost(office, acknowledged), doubled(office)) == (set(), set())


def test_no_case_is_half_there_and_no_number_is_skipped(office: ServedOffice) -> None:
    numbers = [str(number) for (number,) in rows(office, "SELECT number FROM cases ORDER BY number")]
    open_tasks = counted(office, "open_tasks")
    steps = counted(office, "finished_steps")
    parties = counted(office, "parties")
    everyone = [number for (number,) in rows(office, "SELECT id FROM cases")]

    assert [number.rpartition("-")[2] for number in numbers] == [f"{one:05d}" for one in range(1, len(numbers) + 1)]
    assert parties == open_tasks == dict.fromkeys(everyone, 1)
    assert set(steps) == set(everyone)
    assert set(steps.values()) <= {1, 2}


def counted(office: ServedOffice, table: str) -> dict[int, int]:
    """Return how many rows of a table each case has."""
    return dict(rows(office, f"SELECT case_id, count(*) FROM {table} GROUP BY case_id"))  # noqa: S608 -- names of our tables


def test_a_paper_that_was_being_made_when_the_plug_was_pulled_is_made_once(office: ServedOffice) -> None:
    staff: Staff = office.staff  # type: ignore[attr-defined]
    leader = Clerk(office).sign_in("wu")
    waiting = rows(
        office, "SELECT t.id, r.version FROM open_tasks t JOIN runs r ON r.id = t.run_id WHERE t.act = 'approve_filing'"
    )[:5]
    for task, version in waiting:
        form = {"filing": "filed", "opinion": "同意", "version": version, "key": f"filed-{task}"}
        assert leader.press(f"/tasks/{task}", form)
        staff.kill()
        staff.start()
    end = time.monotonic() + 2 * PATIENCE_SECONDS
    while rows(office, "SELECT id FROM jobs WHERE kind = 'render'") and time.monotonic() < end:
        # The dead worker's lease would end by itself within a minute.
        with archive_of(office).transaction() as records:
            records.session.execute(text("UPDATE jobs SET lease_until = NULL, due_at = NULL"))
        time.sleep(2)

    papers = [paper for (paper,) in rows(office, "SELECT id FROM papers ORDER BY id")]
    rendered = rows(office, "SELECT body FROM case_journal WHERE kind = 'PaperRendered'")
    assert len(papers) == len(waiting) == 5
    assert [paper for (paper,) in rows(office, "SELECT paper_id FROM paper_files ORDER BY paper_id")] == papers
    assert len(rendered) == len(papers)


def test_the_journals_are_whole_and_tell_every_step(office: ServedOffice) -> None:
    told = office.command("journal", "verify")
    noted = counted(office, "case_journal WHERE kind = 'ActDone'")

    assert (told.returncode, told.stdout.strip()) == (0, "全部日志链条校验一致")
    assert noted == counted(office, "finished_steps")
    if not IS_POSTGRESQL:
        assert rows(office, "PRAGMA integrity_check") == [("ok",)]


def test_a_form_sent_again_under_another_key_is_counted_as_doubled(office: ServedOffice) -> None:
    """A negative control, among the last, because it leaves a doubled case behind."""
    clerk = Clerk(office).sign_in()
    told = uuid4().hex
    for key in (uuid4().hex, uuid4().hex):
        assert clerk.press("/cases/new", {**REGISTRATION, "source_detail": told, "key": key})

    assert doubled(office) == {told}
    assert lost(office, set(clerk.acknowledged)) == set()


@pytest.mark.engine("postgresql")
def test_acts_of_a_database_that_does_not_wait_for_its_disk_are_counted_as_lost(
    office: ServedOffice, server: Server
) -> None:
    """A negative control, the last, because it leaves the office without what it acknowledged."""
    restart(server, synchronous_commit="off", wal_writer_delay="10000")
    clerk = Clerk(office).sign_in()
    for _ in range(CARELESS_ACTS):
        clerk.register(uuid4().hex)
    restart(server)

    assert len(clerk.acknowledged) >= CARELESS_ACTS
    assert lost(office, set(clerk.acknowledged)) != set()


@pytest.mark.engine("sqlite")
def test_acts_of_a_file_that_was_put_back_are_counted_as_lost(office: ServedOffice) -> None:
    """The negative control of SQLite, whose commits a kill cannot take back: its file of before the act is."""
    clerk = Clerk(office).sign_in()
    file = Path(str(archive_of(office).engine.url.database))
    office.kill()
    with closing(sqlite3.connect(file)) as now, closing(sqlite3.connect(file.with_suffix(".before"))) as before:
        now.backup(before)
    office.start()
    assert clerk.register(uuid4().hex)
    office.kill()
    with closing(sqlite3.connect(file)) as now, closing(sqlite3.connect(file.with_suffix(".before"))) as before:
        before.backup(now)

    assert lost(office, set(clerk.acknowledged)) == set(clerk.acknowledged)
