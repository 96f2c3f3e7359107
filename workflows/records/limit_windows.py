"""How often a door was knocked at: one row per door and visitor, shared by all processes and kept over restarts."""

from collections.abc import Sequence
from typing import cast

from sqlalchemy import Float, String, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.records.schema import Record, count_changed


class LimitWindow(Record):
    """The knocks that still count: as seconds since 1970, newest first, or of a fixed window how many there are.

    ``until`` is when the last ceases to count.
    """

    __tablename__ = "limit_windows"

    key: Mapped[str] = mapped_column(String(250), primary_key=True)
    hits: Mapped[list[object]]
    until: Mapped[float] = mapped_column(Float, index=True)


class Windows:
    """Count knocks within the caller's transaction; whoever counts waits for whoever counts the same door."""

    def __init__(self, session: Session) -> None:
        """Work inside the caller's transaction."""
        self._session = session

    def acquire(self, key: str, *, limit: int, span: float, amount: int, now: float) -> bool:
        """Count knocks unless they would be more than ``limit`` within ``span`` seconds; say whether they count."""
        row = self._locked(key, now)
        kept = [one for one in _moments(row) if one > now - span]
        if len(kept) + amount > limit:
            return False
        row.hits, row.until = [*[now] * amount, *kept], now + span
        self._session.flush()
        return True

    def moments(self, key: str, *, span: float, now: float) -> Sequence[float]:
        """Return the knocks within the last ``span`` seconds, newest first."""
        row = self._session.get(LimitWindow, key)
        return [one for one in _moments(row) if one > now - span] if row is not None else []

    def increase(self, key: str, *, span: float, amount: int, now: float) -> int:
        """Count knocks within a window that began with the first of them; return how many there are."""
        row = self._locked(key, now)
        if row.until <= now:
            row.hits, row.until = [], now + span
        # One number is enough of a fixed window, however often somebody knocks within it.
        total = sum(int(one) for one in _moments(row)) + amount
        row.hits = [total]
        self._session.flush()
        return total

    def count(self, key: str, *, now: float) -> tuple[int, float]:
        """Return how many knocks a window holds and when it ends."""
        row = self._session.get(LimitWindow, key)
        return (sum(int(one) for one in _moments(row)), row.until) if row is not None and row.until > now else (0, now)

    def clear(self, key: str = "") -> int:
        """Forget the knocks at one door, or at all of them; return at how many."""
        statement = delete(LimitWindow)
        return count_changed(self._session, statement.where(LimitWindow.key == key) if key else statement)

    def _locked(self, key: str, now: float) -> LimitWindow:
        insert = postgresql.insert if self._session.get_bind().dialect.name == "postgresql" else sqlite.insert
        missing = insert(LimitWindow).values(key=key, hits=[], until=now)
        # The row is locked by the same statement that finds it: whoever comes to a new door takes old ones away.
        kept = missing.on_conflict_do_update(index_elements=["key"], set_={"key": missing.excluded.key})
        self._session.execute(kept)
        query = select(LimitWindow).where(LimitWindow.key == key)
        row = self._session.scalars(query.execution_options(populate_existing=True)).one()
        if row.until == now and not row.hits:
            over = select(LimitWindow.key).where(LimitWindow.until < now).with_for_update(skip_locked=True)
            self._session.execute(delete(LimitWindow).where(LimitWindow.key.in_(over)))
        return row


def _moments(row: LimitWindow) -> list[float]:
    return cast("list[float]", row.hits)
