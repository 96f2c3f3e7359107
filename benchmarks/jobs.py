"""How soon a job begins after its act, and how many are done in a second: called on PostgreSQL, claimed on either.

Run:  .venv/bin/python -m benchmarks.jobs [--jobs 400]

The jobs do nothing; one worker does them. Claiming on PostgreSQL is not what the product does, and is measured to be
compared with.
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

from tests.builders import an_office
from tests.postgres import a_server_of_its_own
from workflows.guards.background import Arguments, Background
from workflows.jobs import Kind
from workflows.records.migrate import upgrade
from workflows.records.transaction import Archive
from workflows.worker import PAUSE_SECONDS, Worker

STARTS = 20


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


def main() -> None:
    """Measure the three one after the other."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--jobs", type=int, default=400)
    jobs = parser.parse_args().jobs
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
