"""Statutory clocks 期限: one row a clock, with its suspensions and extensions (design decision 7)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, ForeignKey, Index, and_, func, or_, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.records.keyset import MOST_COUNTED
from workflows.records.run_tables import runs
from workflows.records.schema import Record

# Few clocks are due and untold, however many there are: a small index holds these. SQLite uses it for its very words.
_UNTOLD: Final = "{0}state = 'running' AND ({0}due_told_on IS NULL OR {0}due_told_on <> {0}due_on)"
UNTOLD: Final = text(_UNTOLD.format(""))


class Clock(Record):
    """One running, paused, stopped or fired clock of a run.

    ``started_on`` is the day of the event, which is not counted; ``due_on`` the rolled last day (or, where
    ``is_limit`` is false, the earliest lawful day); ``strict_due_on`` the day before roll-over; ``is_agency`` tells the
    agency's own limits from the party's periods. A limit 本机关期限 that a diagram gives to one step carries the label
    of that step in ``term`` and the engine's id of its open task; the clocks of the law leave both empty.
    ``due_told_on`` is the due day other systems were told of; one that was moved since is told again.
    """

    __tablename__ = "clocks"
    # What is due is found among the running ones of a name, however many limits have run out unheeded.
    __table_args__ = (
        Index("ix_clocks_state", "state", "name", "due_on"),
        Index("ix_clocks_untold", "due_on", sqlite_where=UNTOLD, postgresql_where=UNTOLD),
        Index(
            "ix_clocks_provisional",
            "state",
            sqlite_where=text("is_provisional = 1"),
            postgresql_where=text("is_provisional"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    name: Mapped[str]
    basis: Mapped[str]
    length: Mapped[int]
    unit: Mapped[str]
    is_limit: Mapped[bool] = mapped_column(default=True)
    is_agency: Mapped[bool] = mapped_column(default=True)
    subject_id: Mapped[int | None]
    started_on: Mapped[date]
    started_at: Mapped[datetime]
    due_on: Mapped[date] = mapped_column(index=True)
    strict_due_on: Mapped[date]
    due_at: Mapped[datetime | None]
    is_provisional: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default="running")
    ended_at: Mapped[datetime | None]
    ended_on: Mapped[date | None]
    law_sha: Mapped[str] = mapped_column(default="")
    term: Mapped[str] = mapped_column(default="")
    engine_id: Mapped[str] = mapped_column(default="")
    due_told_on: Mapped[date | None]

    @property
    def entered_as(self) -> str:
        """Return what the journal calls the clock: its id in the law, or the label of the step it belongs to."""
        return f"{self.term}（本机关期限）" if self.engine_id else self.name


class ClockPause(Record):
    """A suspension 中止 of a clock, with its ground and the paper that ordered it; open while ``until`` is empty."""

    __tablename__ = "clock_pauses"

    id: Mapped[int] = mapped_column(primary_key=True)
    clock_id: Mapped[int] = mapped_column(ForeignKey("clocks.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    ground: Mapped[str]
    article: Mapped[str]
    paper_id: Mapped[int | None]


class ClockExtension(Record):
    """An extension 延长 of a clock, with who approved it."""

    __tablename__ = "clock_extensions"

    id: Mapped[int] = mapped_column(primary_key=True)
    clock_id: Mapped[int] = mapped_column(ForeignKey("clocks.id"), index=True)
    days: Mapped[int]
    article: Mapped[str]
    reason: Mapped[str]
    approved_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    approved_at: Mapped[datetime]
    is_collective: Mapped[bool] = mapped_column(default=False)


class CalendarNotice(Record):
    """An imported notice 放假通知: the holidays by day and the make-up working days of one year, and their hash."""

    __tablename__ = "calendar_notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    title: Mapped[str]
    is_regional: Mapped[bool] = mapped_column(default=False)
    holidays: Mapped[dict[str, object]]
    make_up_days: Mapped[list[object]]
    sha: Mapped[str]
    imported_by: Mapped[str]
    imported_at: Mapped[datetime]


def runs_with_touched(session: Session, since: date) -> Sequence[int]:
    """Return the runs with open clocks that are provisional or due from a day on, in their order."""
    return session.scalars(select(Clock.run_id).where(_is_touched(since)).distinct().order_by(Clock.run_id)).all()


def list_touched(session: Session, since: date, run_id: int) -> Sequence[Clock]:
    """Return the open clocks of a run that are provisional or due from a day on, as they stand now."""
    query = select(Clock).where(Clock.run_id == run_id, _is_touched(since)).order_by(Clock.id)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def _is_touched(since: date) -> ColumnElement[bool]:
    return and_(Clock.state.in_(("running", "paused")), or_(Clock.is_provisional, Clock.due_on >= since))


def list_untold(session: Session, since: Mapping[int, date], *, until: date, most: int) -> Sequence[Clock]:
    """Return running clocks that are due and that nobody was told of, of these agencies from these days on."""
    if not since:
        return ()
    own = or_(*(and_(runs.c.agency_id == agency_id, Clock.due_on >= day) for agency_id, day in since.items()))
    due = Clock.due_on.between(min(since.values()), until)
    query = select(Clock).join(runs, runs.c.id == Clock.run_id).where(text(_UNTOLD.format("clocks.")), due, own)
    query = query.where(runs.c.status == "open")
    return session.scalars(query.order_by(Clock.due_on, Clock.id).limit(most)).all()


def count_provisional(session: Session) -> int:
    """Return how many clocks still run on a calendar nobody has announced; a thousand and one stands for any more."""
    waiting = select(Clock.id).where(Clock.state.in_(("running", "paused")), Clock.is_provisional)
    some = waiting.limit(MOST_COUNTED + 1).subquery()
    return int(session.execute(select(func.count()).select_from(some)).scalar_one())
