"""A worker in a process of its own, which a test kills or asks to stop while it is in the middle of a job."""

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path

from tests.faults.step_in_a_process import LAW, PAPERS
from webapp.serving import work_until_stopped
from workflows.events import Viewed
from workflows.guards.background import Arguments, Background, Effect
from workflows.guards.means import Means
from workflows.jobs import SECONDS, Kind
from workflows.records.transaction import Archive, Records
from workflows.storage import Storage
from workflows.worker import Worker

PATIENCE_SECONDS = 30
# Short enough for a test to wait for.
SILENCE_SECONDS = 1.0


def system_now() -> datetime:
    """Return the true moment."""
    return datetime.now(UTC)  # noqa: TID251 -- what Procrastinate goes by


@dataclass(frozen=True)
class Desk:
    """Where a worker works: its database, and a folder in which it says what it has begun and waits to be let go on."""

    url: str
    folder: Path

    def worker(self, archive: Archive) -> Worker:
        """Return a worker whose jobs are notes in the access journal."""
        means = Means(law=LAW, papers=PAPERS, storage=Storage(str(self.folder)))
        kinds = {"note": Kind(self.note, pauses=(SECONDS, SECONDS))}
        return Worker(archive, means, system_now, system_now, kinds=kinds, periodic={}, stalled_after=SILENCE_SECONDS)

    def note(self, arguments: Arguments, _: Background) -> Effect:
        """Say that the job has begun; when it may end, write its name once."""
        name = str(arguments["name"])
        (self.folder / f"{name}.begun").touch()
        wait_until((self.folder / "go").exists)
        return lambda records: write(name, records)

    def start(self) -> BaseProcess:
        """Start a process that works here until it is stopped or killed."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
        process = context.Process(target=_work, args=(self,))
        process.start()
        return process

    def has_begun(self, name: str) -> bool:
        """Say whether somebody has begun a job."""
        return (self.folder / f"{name}.begun").exists()

    def let_go_on(self) -> None:
        """Let the jobs end that have begun."""
        (self.folder / "go").touch()


def write(name: str, records: Records) -> None:
    """Write an effect where it can be counted: into a journal."""
    event = Viewed("job", name)
    records.access.append(0, kind=event.kind(), actor_id=0, actor=name, now=system_now(), body=event.body())


def wait_until(is_so: Callable[[], bool]) -> float:
    """Wait for something and return how long it took; it must not take forever."""
    start = time.monotonic()
    while not is_so():
        assert time.monotonic() - start < PATIENCE_SECONDS
        time.sleep(0.005)
    return time.monotonic() - start


def _work(desk: Desk) -> None:
    work_until_stopped(desk.worker(Archive(desk.url, pool=2)))
