"""Papers 文书 and their number series 文号: issued papers are frozen, numbers never skip or repeat."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.records.schema import Record


class Paper(Record):
    """An issued paper: its number, frozen fields and template, and the file first rendered from them."""

    __tablename__ = "papers"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    kind: Mapped[str]
    title: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    fields: Mapped[dict[str, object]]
    fields_sha: Mapped[str]
    template_sha: Mapped[str]
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str]


class PaperFile(Record):
    """The file of an issued paper; one row, written once: the first rendering wins."""

    __tablename__ = "paper_files"

    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id"), primary_key=True)
    sha: Mapped[str]
    size: Mapped[int]
    rendered_at: Mapped[datetime]


class PaperSeries(Record):
    """The last number given in one series: agency, type code 代字 and year."""

    __tablename__ = "paper_series"
    __table_args__ = (UniqueConstraint("agency_id", "code", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    code: Mapped[str]
    year: Mapped[int]
    last: Mapped[int] = mapped_column(default=0)


# Made once: nearly every paper takes a number, and putting the statement together takes longer than running it.
_LAST = PaperSeries.__table__.c["last"]
_RAISED = {
    name: insert(PaperSeries)
    .on_conflict_do_update(index_elements=["agency_id", "code", "year"], set_={"last": _LAST + 1})
    .returning(_LAST)
    for name, insert in (("sqlite", sqlite.insert), ("postgresql", postgresql.insert))
}


def take_number(session: Session, *, agency_id: int, code: str, year: int) -> int:
    """Return the next number of a series; given back when the transaction fails, so none is skipped."""
    raised = _RAISED[session.get_bind().dialect.name]
    return int(session.execute(raised, {"agency_id": agency_id, "code": code, "year": year, "last": 1}).scalar_one())


def last_number(session: Session, *, agency_id: int, code: str, year: int) -> int:
    """Return the last number given in a series, 0 before the first."""
    at = (PaperSeries.agency_id == agency_id, PaperSeries.code == code, PaperSeries.year == year)
    return session.execute(select(PaperSeries.last).where(*at)).scalar_one_or_none() or 0
