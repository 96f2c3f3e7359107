"""The background work: periodic rounds and jobs; every effect exactly once, whatever dies in between.

Rounds are taken turns at the same way on both databases. Jobs are claimed one after the other on SQLite, and called by
Procrastinate on PostgreSQL; both do them in the same way.
"""

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import uuid4

from workflows.acts.due_clocks import fire_clocks
from workflows.called_jobs import CalledJobs
from workflows.guards.background import Background
from workflows.guards.means import Means
from workflows.jobs import KINDS, PERIODIC, Kind, Periodic
from workflows.records.calls import STALLED_AFTER_SECONDS
from workflows.records.jobs import LEASE, OUTSIDE, UNHURRIED, Job
from workflows.records.periodic import is_round_due
from workflows.records.transaction import Archive, Records
from workflows.settings import Settings, read_settings

PAUSE_SECONDS = 1.0
PAUSE_AFTER_FAILURE_SECONDS = 10.0
SIGN_EVERY_SECONDS = 15.0
CUT_OFF = "the worker ended before the job did"

log = logging.getLogger(__name__)


def name_of_worker() -> str:
    """Return a name no other worker has: its machine, its process, and a number against repeated process numbers."""
    return f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}"


@dataclass(frozen=True, slots=True)
class Worker:
    """One worker: it reads the clock through ``now`` and writes through the archive's own transactions.

    Any number of workers share one database. A job or a round belongs to the worker that took it last; one that lost it
    writes nothing more.
    """

    archive: Archive
    means: Means
    now: Callable[[], datetime]
    system_now: Callable[[], datetime]
    settings: Settings = field(default_factory=lambda: read_settings({}))
    kinds: Mapping[str, Kind] = field(default_factory=lambda: KINDS)
    periodic: Mapping[str, Periodic] = field(default_factory=lambda: PERIODIC)
    name: str = field(default_factory=name_of_worker)
    stalled_after: float = STALLED_AFTER_SECONDS

    @property
    def background(self) -> Background:
        """Return what background work is given."""
        return Background(self.archive, self.means, self.settings, self.now, self.system_now)

    def run_once(self) -> int:
        """Fire every clock and do every job that is due now; return how many things were done.

        A clock that cannot fire holds up nothing else: it is raised when everything else has been done.
        """
        done, failed = 0, list[Exception]()
        try:
            done += fire_clocks(self.background)
        except ExceptionGroup as some:
            failed.extend(some.exceptions)
        done += self.do_jobs()
        if failed:
            raise failed[0]
        return done

    def do_jobs(self) -> int:
        """Do every job that is due now; return how many there were."""
        done = list[int]()
        if self.archive.is_shared:
            if self._is_any_due():
                self._called(done.append).do_all()
        else:
            while (job_id := self.claim_one()) is not None:
                done.append(job_id)
        return len(done)

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; what fails is logged and tried again."""
        has_ended = threading.Event()
        life = threading.Thread(target=self._give_signs, args=(has_ended,), daemon=True)
        # Beside the rounds: no clock waits until a long job has ended.
        jobs = [threading.Thread(target=hand.follow, args=(stop,), daemon=True) for hand in self._hands()]
        life.start()
        for one in jobs:
            one.start()
        try:
            while not stop.is_set():
                is_well = self._try(self.do_rounds)
                stop.wait(PAUSE_SECONDS if is_well else PAUSE_AFTER_FAILURE_SECONDS)
        finally:
            for one in jobs:
                one.join()
            has_ended.set()
            life.join()

    def follow(self, stop: threading.Event) -> None:
        """Do the jobs of these kinds, one after the other, until told to stop."""
        if self.archive.is_shared:
            self._called().run(stop)
        else:
            self._claim_until(stop)

    def _hands(self) -> Iterator["Worker"]:
        """Yield this worker once for each sort of jobs: no slow receiver and no long export holds up a paper."""
        for sort in (set(self.kinds) - UNHURRIED, UNHURRIED - OUTSIDE, OUTSIDE):
            kinds = {name: kind for name, kind in self.kinds.items() if name in sort}
            if kinds:
                yield replace(self, kinds=kinds)

    def do_rounds(self) -> int:
        """Do the periodic work that is due and that nobody else is at; return how many rounds were done."""
        now = self.system_now()
        with self.archive.reading() as records:
            known = records.rota.by_name()
            due = [
                name for name, work in self.periodic.items() if is_round_due(known.get(name), every=work.every, now=now)
            ]
        return sum(self._do_round(name) for name in due)

    def _is_any_due(self) -> bool:
        with self.archive.reading() as records:
            return records.jobs.is_any_due(self.kinds, now=self.system_now())

    def _claim_until(self, stop: threading.Event) -> None:
        """Claim and do one job after the other; what fails is logged and tried again."""
        while not stop.is_set():
            found = list[int | None]()
            is_well = self._try(lambda found=found: found.append(self.claim_one()))  # type: ignore[misc]
            if found in ([], [None]):
                stop.wait(PAUSE_SECONDS if is_well else PAUSE_AFTER_FAILURE_SECONDS)

    def claim_one(self) -> int | None:
        """Claim the oldest due job and do it; return its number, None when there was none."""
        if not self._is_any_due():
            return None
        with self.archive.transaction() as records:
            job = records.jobs.claim(self.kinds, holder=self.name, now=self.system_now())
        if job is None:
            return None
        with self._held(lambda records, now: records.jobs.renew(job.id, holder=self.name, now=now)):
            self._do(job)
        return job.id

    def _called(self, tell: Callable[[int], object] = lambda _: None) -> CalledJobs:
        """Return the jobs Procrastinate calls this worker for."""

        def do(job_id: int) -> timedelta | None:
            with self.archive.transaction() as records:
                job = records.jobs.begin(job_id, holder=self.name)
            if job is None:
                return None
            tell(job_id)
            return self._do(job)

        return CalledJobs(self.archive, self.kinds, do, self.system_now, self.stalled_after)

    def _do(self, job: Job) -> timedelta | None:
        """Do a job that was taken; return after which pause it is tried again, None when it is not."""
        kind = self.kinds[job.kind]
        pauses = kind.pauses[job.attempts - 1 :]
        if job.attempts > len(kind.pauses) + 1:
            self._put_off(job.id, job.error or CUT_OFF, None)
            return None
        try:
            effect = kind.handle(dict(job.arguments), self.background)
            with self.archive.transaction() as records:
                if records.jobs.finish(job.id, holder=self.name) and effect is not None:
                    effect(records)
        except Exception as error:
            log.warning("job %s failed", job.id, exc_info=error)
            pause = pauses[0] if pauses else None
            self._put_off(job.id, f"{type(error).__name__}: {error}", pause)
            return pause
        return None

    def _put_off(self, job_id: int, told: str, pause: timedelta | None) -> None:
        """Write down why a job failed; without a pause it has failed for good."""
        now = self.system_now()
        with self.archive.transaction() as records:
            if pause is not None:
                records.jobs.fail(job_id, holder=self.name, error=told, again_at=now + pause)
            else:
                records.jobs.bury(job_id, holder=self.name, error=told, now=now)

    def _do_round(self, name: str) -> bool:
        work = self.periodic[name]
        with self.archive.transaction() as records:
            if not records.rota.claim(name, every=work.every, holder=self.name, now=self.system_now()):
                return False
        try:
            with self._held(lambda records, now: records.rota.renew(name, holder=self.name, now=now)):
                work.round(self.background)
        except Exception as error:
            log.exception("periodic work %s failed and is tried again", name)
            with self.archive.transaction() as records:
                records.rota.fail(name, holder=self.name, error=f"{type(error).__name__}: {error}")
            return True
        with self.archive.transaction() as records:
            records.rota.finish(name, holder=self.name, now=self.system_now())
        return True

    @contextmanager
    def _held(self, renew: Callable[[Records, datetime], None]) -> Iterator[None]:
        """Renew a lease from a thread of its own for as long as the work takes."""
        is_over = threading.Event()

        def go_on() -> None:
            while not is_over.wait(LEASE.total_seconds() / 3):
                self._try(self._writing(renew))

        keeper = threading.Thread(target=go_on, daemon=True)
        keeper.start()
        try:
            yield
        finally:
            is_over.set()
            keeper.join()

    def _writing(self, write: Callable[[Records, datetime], None]) -> Callable[[], None]:
        def do() -> None:
            with self.archive.transaction() as records:
                write(records, self.system_now())

        return do

    def _give_signs(self, has_ended: threading.Event) -> None:
        """Show that this worker lives, also while one job takes long; say goodbye at the end."""
        started_at = self.system_now()
        while not has_ended.is_set():
            self._try(self._writing(lambda records, now: records.rota.sign(self.name, started_at=started_at, now=now)))
            has_ended.wait(SIGN_EVERY_SECONDS)
        self._try(self._writing(lambda records, _: records.rota.leave(self.name)))

    @staticmethod
    def _try(work: Callable[[], object]) -> bool:
        """Do something that may fail, as when the database restarts; say whether it went well."""
        try:
            work()
        except Exception:
            log.exception("background work failed and is tried again")
            return False
        return True
