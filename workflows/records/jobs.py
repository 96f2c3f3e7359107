"""Jobs: what is done right after an act, enqueued in the act's own transaction, effect exactly once."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, delete, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.records.schema import Record, count_changed

LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 5


class Job(Record):
    """One thing to do in the background; ``key`` makes it unique; when done it is struck off."""

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    arguments: Mapped[dict[str, object]]
    enqueued_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")


class Upload(Record):
    """A file someone sent, kept by content hash until an act takes it into a case."""

    __tablename__ = "uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha: Mapped[str]
    name: Mapped[str]
    size: Mapped[int]
    media_type: Mapped[str]
    sent_by: Mapped[int]
    sent_at: Mapped[datetime]


class FormDraft(Record):
    """What a person has typed into the form of a task and not yet submitted 暂存."""

    __tablename__ = "form_drafts"

    task_id: Mapped[int] = mapped_column(ForeignKey("open_tasks.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True)
    typed: Mapped[dict[str, object]]
    saved_at: Mapped[datetime]


class Jobs:
    """The background jobs."""

    def __init__(self, session: Session) -> None:
        """Work inside the caller's transaction."""
        self._session = session
        self._waiting: list[dict[str, object]] = []

    def enqueue(self, kind: str, *, key: str, arguments: dict[str, object], now: datetime) -> None:
        """Ask for a job; the same key twice is one job."""
        self._waiting.append({"kind": kind, "key": key, "arguments": arguments, "enqueued_at": now})

    def flush(self) -> None:
        """Write the jobs that wait, all in one statement."""
        if self._waiting:
            self._session.execute(insert(Job), self._waiting)
            self._waiting = []

    def claim(self, *, now: datetime) -> Job | None:
        """Take the oldest job nobody holds, with a lease; one that failed too often stays for people to see."""
        free = (Job.lease_until.is_(None)) | (Job.lease_until < now) | (Job.lease_until > now + 2 * LEASE)
        query = (
            select(Job)
            .where(Job.attempts < MOST_ATTEMPTS, free)
            .order_by(Job.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        job = self._session.execute(query).scalar_one_or_none()
        if job is not None:
            job.lease_until = now + LEASE
            job.attempts += 1
        return job

    def finish(self, job_id: int) -> bool:
        """Strike a job off; False when somebody did before, so that its effect is not written twice."""
        return count_changed(self._session, delete(Job).where(Job.id == job_id)) == 1

    def fail(self, job_id: int, *, error: str) -> None:
        """Keep why a job failed; it is tried again when its lease ends."""
        self._session.execute(update(Job).where(Job.id == job_id).values(error=error[:2000], lease_until=None))
