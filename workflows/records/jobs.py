"""Jobs: what is done right after an act, enqueued in the act's own transaction, effect exactly once.

The row is what is owed, on either database. On SQLite workers claim rows themselves, with a lease; on PostgreSQL
Procrastinate calls a worker for each (``calls.py``), and there are no leases.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, ForeignKey, Insert, String, and_, case, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.records.calls import LOCK, call, calls, take_back, take_from_the_dead, wait_for_turn
from workflows.records.schema import Record, count_changed

LEASE = timedelta(seconds=60)

# What takes long, or waits for somebody outside, and nobody stands at the counter for: it comes after papers and the
# search index, and a worker has other hands for it.
OUTSIDE: Final = frozenset({"webhook"})
UNHURRIED: Final = frozenset({"errand", "index_older_cases", *OUTSIDE})

# The longest a failed job waits for its next attempt; what seems to wait longer was put off before the clock went back.
LONGEST_PAUSE = timedelta(hours=8)


class Job(Record):
    """One thing to do in the background; ``key`` makes it unique; when done it is struck off.

    ``holder`` works on it until ``lease_until``; ``due_at`` puts the next attempt off after a failure; with ``died_at``
    it has failed for good and waits for a person.
    """

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    arguments: Mapped[dict[str, object]]
    enqueued_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    holder: Mapped[str] = mapped_column(default="")
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")
    died_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class JobCount:
    """How many jobs of one kind wait, how many of these failed before, how many are given up; since when."""

    kind: str
    waiting: int
    failing: int
    dead: int
    oldest_at: datetime


class Upload(Record):
    """A file someone sent, kept by content hash until an act takes it into a case; ``key`` tells a repetition."""

    __tablename__ = "uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str]
    sent_by: Mapped[int]
    sent_at: Mapped[datetime]
    key: Mapped[str | None] = mapped_column(index=True, unique=True)


class FormDraft(Record):
    """What a person has typed into the form of a task and not yet submitted 暂存."""

    __tablename__ = "form_drafts"

    task_id: Mapped[int] = mapped_column(ForeignKey("open_tasks.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True)
    typed: Mapped[dict[str, object]]
    saved_at: Mapped[datetime]


def is_free(lease: Any, now: datetime) -> ColumnElement[bool]:  # noqa: ANN401 -- a column of leases
    """Return the condition that nobody holds a row; a lease far in the future is of a clock that was set back."""
    return or_(lease.is_(None), lease < now, lease > now + 2 * LEASE)


class Jobs:
    """The background jobs."""

    def __init__(self, session: Session) -> None:
        """Work inside the caller's transaction."""
        self._session = session
        self._waiting: list[dict[str, object]] = []

    def enqueue(self, kind: str, *, key: str, arguments: dict[str, object], now: datetime) -> None:
        """Ask for a job; the same key twice is one job, also while the first still waits."""
        self._waiting.append({"kind": kind, "key": key, "arguments": arguments, "enqueued_at": now})

    def flush(self) -> None:
        """Write the jobs that wait, all in one statement, and on PostgreSQL have a worker called for each."""
        if not self._waiting:
            return
        written = insert_new(self._session, Job)
        if self.are_called:
            new = self._session.execute(written.returning(Job.id, Job.kind), self._waiting)
            call(self._session, [(job_id, kind, haste_of(kind)) for job_id, kind in new])
        else:
            self._session.execute(written, self._waiting)
        self._waiting = []

    @property
    def are_called(self) -> bool:
        """Say whether Procrastinate brings the jobs to the workers, so that these need not look for them."""
        return self._session.get_bind().dialect.name == "postgresql"

    def call_owed(self, *, now: datetime, silent_for: float) -> None:
        """Mend what a dead worker, a copy put back or another clock left: each owed job has one call, and in time."""
        wait_for_turn(self._session)
        take_from_the_dead(self._session, silent_for=silent_for)
        self._call(or_(Job.due_at.is_(None), Job.due_at <= now))

    def is_any_due(self, kinds: Collection[str], *, now: datetime) -> bool:
        """Say whether there is anything to claim; asked before a writer's turn is taken."""
        return self._session.execute(select(Job.id).where(_is_due(kinds, now)).limit(1)).first() is not None

    def count_by_kind(self) -> list[JobCount]:
        """Return how many jobs of every kind wait, fail and are given up."""
        is_dead = Job.died_at.is_not(None)
        waiting, failing = case((is_dead, 0), else_=1), case((is_dead, 0), (Job.error != "", 1), else_=0)
        sums = [func.sum(one) for one in (waiting, failing, case((is_dead, 1), else_=0))]
        query = select(Job.kind, *sums, func.min(Job.enqueued_at)).group_by(Job.kind).order_by(Job.kind)
        return [
            JobCount(kind, int(waits), int(fails), int(dead), oldest_at)
            for kind, waits, fails, dead, oldest_at in self._session.execute(query)
        ]

    def claim(self, kinds: Collection[str], *, holder: str, now: datetime) -> Job | None:
        """Take the oldest due job of these kinds that nobody holds, with a lease; what is unhurried comes last."""
        order = (case((Job.kind.in_(sorted(UNHURRIED)), 1), else_=0), Job.id)
        query = select(Job).where(_is_due(kinds, now)).order_by(*order).limit(1).with_for_update(skip_locked=True)
        job = self._session.execute(query).scalar_one_or_none()
        if job is not None:
            job.holder, job.lease_until = holder, now + LEASE
            job.attempts += 1
            self._session.flush()
        return job

    def begin(self, job_id: int, *, holder: str) -> Job | None:
        """Take a job one was called for; None when it is done or given up. Whoever held it writes nothing more."""
        query = select(Job).where(Job.id == job_id, Job.died_at.is_(None)).with_for_update()
        job = self._session.execute(query).scalar_one_or_none()
        if job is not None:
            job.holder = holder
            job.attempts += 1
            self._session.flush()
        return job

    def renew(self, job_id: int, *, holder: str, now: datetime) -> None:
        """Go on holding a job that takes long."""
        self._session.execute(update(Job).where(_is_held(job_id, holder)).values(lease_until=now + LEASE))

    def finish(self, job_id: int, *, holder: str) -> bool:
        """Strike a job off; False when it is no longer the holder's, so that its effect is not written twice."""
        return count_changed(self._session, delete(Job).where(_is_held(job_id, holder))) == 1

    def fail(self, job_id: int, *, holder: str, error: str, again_at: datetime) -> None:
        """Keep why a job failed, and when it is tried again."""
        kept = {"error": error[:2000], "lease_until": None, "holder": "", "due_at": again_at}
        self._session.execute(update(Job).where(_is_held(job_id, holder)).values(kept))

    def bury(self, job_id: int, *, holder: str, error: str, now: datetime) -> None:
        """Give a job up until a person looks at it."""
        kept = {"error": error[:2000], "lease_until": None, "holder": "", "died_at": now}
        self._session.execute(update(Job).where(_is_held(job_id, holder)).values(kept))

    def revive(self, *job_ids: int) -> int:
        """Try jobs again at once, all that failed when none is named; return how many."""
        named = [Job.id.in_(job_ids)] if job_ids else []
        failed = or_(Job.died_at.is_not(None), Job.due_at.is_not(None))
        kept = {"died_at": None, "due_at": None, "attempts": 0}
        revived = count_changed(
            self._session, update(Job).where(failed, Job.lease_until.is_(None), *named).values(kept)
        )
        if self.are_called:
            wait_for_turn(self._session)
            self._call(Job.due_at.is_(None))
        return revived

    def _call(self, may_start: ColumnElement[bool]) -> None:
        """Call for the owed jobs that have no call, and anew for those that may start and are called only later."""
        is_owed, is_its_call = Job.died_at.is_(None), calls.c.queueing_lock == LOCK + Job.id.cast(String)
        is_late = and_(calls.c.status == "todo", calls.c.scheduled_at > func.now())
        late = select(calls.c.id).join(Job, is_its_call).where(is_owed, is_late, may_start)
        take_back(self._session, self._session.scalars(late).all())
        is_called = select(calls.c.id).where(is_its_call, calls.c.status.in_(("todo", "doing"))).exists()
        uncalled = self._session.execute(select(Job.id, Job.kind).where(is_owed, ~is_called).order_by(Job.id))
        call(self._session, [(job_id, kind, haste_of(kind)) for job_id, kind in uncalled])


def haste_of(kind: str) -> int:
    """Return the priority of a kind as Procrastinate has it: the higher comes first."""
    return 0 if kind in UNHURRIED else 1


def insert_new(session: Session, table: type[Record]) -> Insert:
    """Return the INSERT that passes over rows whose key is there already."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def keep_draft(session: Session, *, task_id: int, person_id: int, typed: dict[str, object], now: datetime) -> None:
    """Keep what a person has typed into the form of a task, over what was kept of it before."""
    row = {"task_id": task_id, "person_id": person_id, "typed": typed, "saved_at": now}
    if not session.execute(insert_new(session, FormDraft).returning(FormDraft.task_id), row).all():
        mine = (FormDraft.task_id == task_id, FormDraft.person_id == person_id)
        session.execute(update(FormDraft).where(*mine).values(typed=typed, saved_at=now))


def _is_due(kinds: Collection[str], now: datetime) -> ColumnElement[bool]:
    may_start = or_(Job.due_at.is_(None), Job.due_at <= now, Job.due_at > now + 2 * LONGEST_PAUSE)
    return and_(Job.died_at.is_(None), Job.kind.in_(sorted(kinds)), may_start, is_free(Job.lease_until, now))


def _is_held(job_id: int, holder: str) -> ColumnElement[bool]:
    return and_(Job.id == job_id, Job.holder == holder)
