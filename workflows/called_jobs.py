"""Jobs on PostgreSQL: Procrastinate calls, several are done at a time, and what a dead worker held is called again.

Procrastinate's worker ends when the database does. Here it is begun again, as often as it takes, until it is told to
stop; then it finishes what is at hand.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.jobs import DeleteJobCondition, Job

from workflows.records.calls import TASK
from workflows.records.connecting import driver_arguments
from workflows.records.transaction import Archive

CONCURRENCY = 2
# A notice that was missed costs no more than this; put-off jobs begin that much late.
LOOK_EVERY_SECONDS = 1.0
SIGNS_BEFORE_STALLED = 4
PAUSE_SECONDS = 1.0
PAUSE_AFTER_FAULT = timedelta(seconds=10)
MENDING = "mend"
EVERY_TEN_SECONDS = "* * * * * */10"

log = logging.getLogger(__name__)


class _AgainError(Exception):
    """A job failed and is called again after a pause; why is written in its row."""

    def __init__(self, pause: timedelta) -> None:
        super().__init__(f"again in {pause}")
        self.pause = pause


class _Again(BaseRetryStrategy):
    """Call a job again: after its kind's own pause, or soon when not even that could be written down."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision:  # noqa: ARG002 -- Procrastinate's signature
        pause = exception.pause if isinstance(exception, _AgainError) else PAUSE_AFTER_FAULT
        return RetryDecision(retry_in={"milliseconds": int(pause.total_seconds() * 1000)})


@dataclass(frozen=True, slots=True)
class CalledJobs:
    """The jobs of one worker: ``do`` does one by its number and says after which pause it is to be called again."""

    archive: Archive
    kinds: Collection[str]
    do: Callable[[int], timedelta | None]
    now: Callable[[], datetime]
    stalled_after: float

    def do_all(self) -> None:
        """Do every job that is due now, one after the other."""
        self.mend()
        # In a thread of its own: where this is asked, a loop may be running already.
        with ThreadPoolExecutor(max_workers=1) as hand:
            hand.submit(lambda: asyncio.run(self._follow(self._app(), is_watch=False))).result()

    def run(self, stop: threading.Event) -> None:
        """Follow calls until told to stop; what fails is logged and begun again."""
        while not stop.is_set():
            try:
                asyncio.run(self._watch(stop))
            except Exception:
                log.exception("the calls were cut off and are listened to again")
            stop.wait(PAUSE_SECONDS)

    def mend(self) -> None:
        """Have every job called that is owed and that no living worker was called for."""
        with self.archive.transaction() as records:
            records.jobs.call_owed(now=self.now(), silent_for=self.stalled_after)

    async def _watch(self, stop: threading.Event) -> None:
        app = self._app()

        @app.periodic(cron=EVERY_TEN_SECONDS)
        @app.task(name=MENDING, queue=MENDING, queueing_lock=MENDING)
        def mend(timestamp: int) -> None:  # noqa: ARG001 -- Procrastinate's signature
            self.mend()

        work = asyncio.create_task(self._follow(app, is_watch=True))
        while not (work.done() or stop.is_set()):
            await asyncio.wait({work}, timeout=0.2)
        if not work.done():
            work.cancel()
        try:
            await work
        except asyncio.CancelledError:
            log.info("what was at hand is done; no more calls are followed")

    async def _follow(self, app: App, *, is_watch: bool) -> None:
        async with app.open_async():
            await app.run_worker_async(
                queues=[*self.kinds, MENDING],
                concurrency=CONCURRENCY if is_watch else 1,
                wait=is_watch,
                listen_notify=is_watch,
                fetch_job_polling_interval=LOOK_EVERY_SECONDS,
                delete_jobs=DeleteJobCondition.ALWAYS,
                install_signal_handlers=False,
                update_heartbeat_interval=self.stalled_after / SIGNS_BEFORE_STALLED,
                stalled_worker_timeout=self.stalled_after,
            )

    def _app(self) -> App:
        arguments = driver_arguments(self.archive.engine, prepares=self.archive.prepares)
        app = App(connector=PsycopgConnector(kwargs=arguments, min_size=1, max_size=2))
        app.task(name=TASK, retry=_Again())(self._do)
        return app

    def _do(self, job_id: int) -> None:
        pause = self.do(job_id)
        if pause is not None:
            raise _AgainError(pause)
