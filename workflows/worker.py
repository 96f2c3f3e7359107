"""The background loop: due clocks first, then jobs; every effect exactly once, whatever dies in between."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from workflows.acts.due_clocks import fire, list_due
from workflows.acts.render_paper import keep_paper_file, render_paper
from workflows.guards.means import Means
from workflows.records.transaction import Archive

PAUSE_SECONDS = 1.0
PAUSE_AFTER_FAILURE_SECONDS = 30.0

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Worker:
    """One worker: it reads the clock through ``now`` and writes through the archive's own transactions."""

    archive: Archive
    means: Means
    now: Callable[[], datetime]
    system_now: Callable[[], datetime]

    def run_once(self) -> int:
        """Do everything that is due now; return how many things were done.

        A clock that cannot fire holds up nothing else: it is raised when everything else has been done.
        """
        failures = list[Exception]()
        done = self._fire_clocks(failures)
        while self._do_one_job():
            done += 1
        if failures:
            raise failures[0]
        return done

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop, looking again every second; what fails is logged and tried again."""
        while not stop.is_set():
            try:
                self.run_once()
            except Exception:
                log.exception("background work failed and is tried again")
                stop.wait(PAUSE_AFTER_FAILURE_SECONDS)
            stop.wait(PAUSE_SECONDS)

    def _fire_clocks(self, failures: list[Exception]) -> int:
        """Fire what is due, each clock in a transaction of its own."""
        now = self.now()
        with self.archive.reading() as records:
            due = list_due(records, now)
        done = 0
        for clock_id in due:
            try:
                with self.archive.transaction() as records:
                    done += fire(clock_id, records, self.means, now) is not None
            except Exception as failure:  # noqa: BLE001 -- kept for run_once, which raises it when the rest is done
                failures.append(failure)
        return done

    def _do_one_job(self) -> bool:
        with self.archive.transaction() as records:
            job = records.jobs.claim(now=self.system_now())
            if job is None:
                return False
            job_id, arguments = job.id, dict(job.arguments)
        paper_id = int(str(arguments["paper_id"]))
        try:
            content = render_paper(paper_id, archive=self.archive, means=self.means)
        except Exception as error:  # noqa: BLE001 -- the one border of background work: kept, shown, tried again
            with self.archive.transaction() as records:
                records.jobs.fail(job_id, error=f"{type(error).__name__}: {error}")
            return True
        with self.archive.transaction() as records:
            if records.jobs.finish(job_id):
                keep_paper_file(paper_id, content, records=records, means=self.means, now=self.now())
        return True
