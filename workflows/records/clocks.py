"""Statutory clocks 期限: one row a clock, with its suspensions and extensions (design decision 7)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from workflows.records.schema import Record


class Clock(Record):
    """One running, paused, stopped or fired clock of a run.

    ``started_on`` is the day of the event, which is not counted; ``due_on`` the rolled last day (or, where
    ``is_limit`` is false, the earliest lawful day); ``strict_due_on`` the day before roll-over; ``is_agency`` tells the
    agency's own limits from the party's periods. A limit 本机关期限 that a diagram gives to one step carries the label
    of that step in ``term`` and the engine's id of its open task; the clocks of the law leave both empty.
    """

    __tablename__ = "clocks"
    # What is due is found among the running ones of a name, however many limits have run out unheeded.
    __table_args__ = (Index("ix_clocks_state", "state", "name", "due_on"),)

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
