"""How soon a job begins after its act, and how many are done in a second: called on PostgreSQL, claimed on either.

Run:  .venv/bin/python -m benchmarks.jobs [--jobs 400] [--notices]

The jobs do nothing; one worker does them. Claiming on PostgreSQL is not what the product does, and is measured to be
compared with. ``--notices`` measures instead what Procrastinate's notice to the workers costs whoever commits, on a
disk that is waited for: eight write a job each, with its trigger and without, in turns.
"""

import argparse
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from tests.builders import an_office
from tests.postgres import a_server_of_its_own
from workflows.guards.background import Arguments, Background
from workflows.jobs import Kind
from workflows.records.migrate import upgrade
from workflows.records.transaction import Archive
from workflows.worker import PAUSE_SECONDS, Worker

STARTS = 20
CLIENTS = 8
TURNS = 5
TURN_SECONDS = 4.0
NOTICE = "procrastinate_jobs_notify_queue_job_inserted_v1"


def system_now() -> datetime:
    """Return the true moment."""
    return datetime.now(UTC)  # noqa: TID251 -- what Procrastinate goes by


@dataclass
class Bench:
    """One database, and when each of its jobs began."""

    archive: Archive
    name: str
    is_called: bool

    def __post_init__(self) -> None:
        self.began: dict[str, float] = {}
        office = an_office()
        self.worker = Worker(self.archive, office.means, system_now, system_now, periodic={})
        self.worker = replace(self.worker, kinds={"note": Kind(self.note)})

    def note(self, arguments: Arguments, _: Background) -> None:
        """Do nothing, and remember when."""
        self.began[str(arguments["name"])] = time.perf_counter()

    def enqueue(self, *names: str) -> float:
        """Ask for jobs and return when the transaction was written."""
        with self.archive.transaction() as records:
            for name in names:
                records.jobs.enqueue("note", key=name, arguments={"name": name}, now=system_now())
        return time.perf_counter()

    def run(self, stop: threading.Event) -> None:
        """Work as this database has it until told to stop."""
        if self.is_called or not self.archive.is_shared:
            self.worker.run(stop)
            return
        while not stop.is_set():
            while self.worker.claim_one() is not None:
                pass
            stop.wait(PAUSE_SECONDS)

    def measure(self, jobs: int) -> str:
        """Return how soon jobs began, and how many were done in a second."""
        stop = threading.Event()
        life = threading.Thread(target=self.run, args=(stop,))
        life.start()
        self.enqueue("warm")
        self._wait(lambda: "warm" in self.began)
        starts = []
        for number in range(STARTS):
            time.sleep(0.13)
            asked = self.enqueue(f"start {number}")
            self._wait(lambda number=number: f"start {number}" in self.began)  # type: ignore[misc]
            starts.append(1000 * (self.began[f"start {number}"] - asked))
        begun = self.enqueue(*(f"job {number}" for number in range(jobs)))
        self._wait(lambda: len(self.began) == jobs + STARTS + 1)
        took = max(self.began.values()) - begun
        stop.set()
        life.join()
        middle, worst = statistics.median(starts), max(starts)
        return f"{self.name}: begins after {middle:.0f} ms (worst {worst:.0f}), {jobs / took:.0f} jobs/s"

    @staticmethod
    def _wait(is_so: Callable[[], bool]) -> None:
        while not is_so():
            time.sleep(0.002)


def commits_in_a_second(archive: Archive, turn: str) -> float:
    """Return how many acts that leave a job eight people write in a second."""
    is_over, written = threading.Event(), list[int]()

    def write(hand: int) -> None:
        number = 0
        while not is_over.is_set():
            with archive.transaction() as records:
                records.jobs.enqueue("note", key=f"{turn} {hand} {number}", arguments={}, now=system_now())
            number += 1
        written.append(number)

    hands = [threading.Thread(target=write, args=(hand,)) for hand in range(CLIENTS)]
    began = time.perf_counter()
    for hand in hands:
        hand.start()
    time.sleep(TURN_SECONDS)
    is_over.set()
    for hand in hands:
        hand.join()
    return sum(written) / (time.perf_counter() - began)


def measure_notices() -> None:
    """Print commits per second with the notice and without."""
    with a_server_of_its_own() as server:
        archive = Archive(server.url(server.create_database()))
        upgrade(archive.engine)
        found: dict[str, list[float]] = {"ENABLE": [], "DISABLE": []}
        for turn in range(TURNS):
            for verb, rates in found.items():
                with archive.engine.begin() as connection:
                    connection.execute(text(f"ALTER TABLE procrastinate_jobs {verb} TRIGGER {NOTICE}"))
                rates.append(commits_in_a_second(archive, f"{verb} {turn}"))
        archive.forget_connections()
    told, untold = (statistics.median(rates) for rates in found.values())
    print(f"{CLIENTS} clients: {told:.0f} commits/s with the notice, {untold:.0f} without, ratio {told / untold:.2f}")


def main() -> None:
    """Measure the three one after the other, or the notices."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=400)
    parser.add_argument("--notices", action="store_true")
    asked = parser.parse_args()
    jobs = asked.jobs
    if asked.notices:
        measure_notices()
        return
    with tempfile.TemporaryDirectory() as folder, a_server_of_its_own() as server:
        places = (
            ("SQLite, claimed", f"sqlite:///{Path(folder)}/jobs.db", False),
            ("PostgreSQL, claimed", server.url(server.create_database()), False),
            ("PostgreSQL, called", server.url(server.create_database()), True),
        )
        for name, url, is_called in places:
            archive = Archive(url)
            upgrade(archive.engine)
            print(Bench(archive, name, is_called).measure(jobs))
            archive.forget_connections()


if __name__ == "__main__":
    main()
