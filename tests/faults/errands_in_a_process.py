"""A worker in a process of its own that does errands alone, to be killed in the middle of one."""

import multiprocessing
from dataclasses import dataclass
from datetime import datetime, timedelta
from multiprocessing.process import BaseProcess

from tests.faults.step_in_a_process import LAW, PAPERS
from tests.faults.worker_in_a_process import SILENCE_SECONDS, system_now
from webapp.serving import work_until_stopped
from workflows.errands.doing import JOB
from workflows.guards.means import Means
from workflows.jobs import KINDS
from workflows.records.transaction import Archive
from workflows.storage import Storage
from workflows.worker import Worker


@dataclass(frozen=True)
class ErrandDesk:
    """Where errands are done: a database and its files."""

    url: str
    files: str

    def worker(self, archive: Archive, *, later: timedelta = timedelta()) -> Worker:
        """Return a worker whose clock is so much later."""
        means = Means(law=LAW, papers=PAPERS, storage=Storage(self.files))

        def now() -> datetime:
            return system_now() + later

        kinds = {JOB: KINDS[JOB]}
        return Worker(archive, means, now, now, kinds=kinds, periodic={}, stalled_after=SILENCE_SECONDS)

    def start(self) -> BaseProcess:
        """Start a process that does errands until it is killed."""
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
        process = context.Process(target=_work, args=(self,))
        process.start()
        return process


def _work(desk: ErrandDesk) -> None:
    work_until_stopped(desk.worker(Archive(desk.url, pool=2)))
