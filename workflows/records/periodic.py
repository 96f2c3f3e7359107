"""What is done again and again, and which workers live: shared by all workers of an installation."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.records.jobs import LEASE, insert_new, is_free
from workflows.records.schema import Record, count_changed

LONGEST_PAUSE = timedelta(minutes=1)
FORGOTTEN_AFTER = timedelta(days=1)


class PeriodicWork(Record):
    """When something periodic last began and ended, who does it now, and how it failed."""

    __tablename__ = "periodic_work"

    name: Mapped[str] = mapped_column(primary_key=True)
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    holder: Mapped[str] = mapped_column(default="")
    failures: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")


def is_round_due(row: PeriodicWork | None, *, every: timedelta, now: datetime) -> bool:
    """Say whether a round may begin; asked before a writer's turn is taken, and decided again by the claim."""
    if row is None or row.began_at is None:
        return True
    is_waiting = now - pause_of(every, row.failures) < row.began_at <= now + LEASE
    is_held = row.lease_until is not None and now <= row.lease_until <= now + 2 * LEASE
    return not is_waiting and not is_held


def pause_of(every: timedelta, failures: int) -> timedelta:
    """Return how long a round waits for the next: longer after every failure, up to a minute if it is a short one."""
    longer = every * int(2 ** min(failures, 10))
    return min(longer, max(every, LONGEST_PAUSE))


class WorkerSeen(Record):
    """The last sign of life of one worker."""

    __tablename__ = "workers"

    name: Mapped[str] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class Rota:
    """The periodic work of an installation: each of it in one pair of hands at a time."""

    def __init__(self, session: Session) -> None:
        """Work inside the caller's transaction."""
        self._session = session

    def by_name(self) -> dict[str, PeriodicWork]:
        """Return what is known of every periodic work."""
        return {row.name: row for row in self._session.scalars(select(PeriodicWork))}

    def claim(self, name: str, *, every: timedelta, holder: str, now: datetime) -> bool:
        """Begin a round when one is due and nobody is at it; say whether it is the holder's."""
        self._session.execute(insert_new(self._session, PeriodicWork), [{"name": name}])
        row = PeriodicWork
        is_due = or_(row.began_at.is_(None), row.began_at <= now - every, row.began_at > now + LEASE)
        taken = {"began_at": now, "lease_until": now + LEASE, "holder": holder}
        query = update(row).where(row.name == name, is_due, is_free(row.lease_until, now)).values(taken)
        return count_changed(self._session, query) == 1

    def renew(self, name: str, *, holder: str, now: datetime) -> None:
        """Go on holding a round that takes long."""
        self._change(name, holder, {"lease_until": now + LEASE})

    def finish(self, name: str, *, holder: str, now: datetime) -> None:
        """Write down that a round has ended well."""
        self._change(name, holder, {"ended_at": now, "lease_until": None, "failures": 0, "error": ""})

    def fail(self, name: str, *, holder: str, error: str) -> None:
        """Keep why a round failed; the next one is tried when it is due."""
        failures = PeriodicWork.failures + 1
        self._change(name, holder, {"lease_until": None, "failures": failures, "error": error[:2000]})

    def note(self, name: str, *, now: datetime) -> None:
        """Write down that something nobody takes turns at has been done, as a backup."""
        self._session.execute(insert_new(self._session, PeriodicWork), [{"name": name}])
        done = {"began_at": now, "ended_at": now}
        self._session.execute(update(PeriodicWork).where(PeriodicWork.name == name).values(done))

    def sign(self, worker: str, *, started_at: datetime, now: datetime) -> None:
        """Write down that a worker lives, and forget those not seen for long."""
        self._session.execute(
            insert_new(self._session, WorkerSeen), [{"name": worker, "started_at": started_at, "seen_at": now}]
        )
        self._session.execute(update(WorkerSeen).where(WorkerSeen.name == worker).values(seen_at=now))
        self._session.execute(delete(WorkerSeen).where(WorkerSeen.seen_at < now - FORGOTTEN_AFTER))

    def signs(self) -> list[datetime]:
        """Return when every worker not forgotten was last seen."""
        return list(self._session.scalars(select(WorkerSeen.seen_at)))

    def leave(self, worker: str) -> None:
        """Write down that a worker has stopped by itself."""
        self._session.execute(delete(WorkerSeen).where(WorkerSeen.name == worker))

    def _change(self, name: str, holder: str, kept: dict[str, object]) -> None:
        mine = update(PeriodicWork).where(PeriodicWork.name == name, PeriodicWork.holder == holder)
        self._session.execute(mine.values(kept))
