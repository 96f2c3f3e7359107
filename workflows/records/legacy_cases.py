"""Cases closed before this system: what the old one kept of them, taken over as it was, and no run of any flow.

A batch comes in by pieces, each a short transaction; as long as it has a row among the arrivals nobody sees its cases.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, delete, func, insert, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.records.case_words import OLDER, hits_of, legacy_texts
from workflows.records.errands import Errand
from workflows.records.keyset import Leaf, Turn, leaf_of, turned
from workflows.records.schema import Record, count_changed
from workflows.vocabulary.errands import ErrandState


class LegacyCase(Record):
    """A closed case 历史案件 from an older register; amounts in 分, ``batch`` is the hash of what came in together."""

    __tablename__ = "legacy_cases"
    __table_args__ = (
        UniqueConstraint("agency_id", "number"),
        Index("ix_legacy_cases_newest", "agency_id", "closed_on", "id"),
        Index("ix_legacy_cases_batch", "agency_id", "batch", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    number: Mapped[str]
    title: Mapped[str]
    cause: Mapped[str]
    party_kind: Mapped[str]
    party_name: Mapped[str]
    party_code: Mapped[str]
    filed_on: Mapped[date]
    decided_on: Mapped[date | None]
    closed_on: Mapped[date]
    outcome: Mapped[str]
    decision_number: Mapped[str]
    fine: Mapped[int] = mapped_column(BigInteger)
    confiscation: Mapped[int] = mapped_column(BigInteger)
    remark: Mapped[str]
    source: Mapped[str]
    batch: Mapped[str]
    imported_by: Mapped[str]
    imported_at: Mapped[datetime]


class LegacyArrival(Record):
    """A batch on its way in: its first ``taken`` rows are there and not yet to be seen; the row goes with the last one.

    ``errand_id`` is whose work it is, none for the server's console.
    """

    __tablename__ = "legacy_arrivals"
    __table_args__ = (UniqueConstraint("agency_id", "batch"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    batch: Mapped[str]
    errand_id: Mapped[int | None] = mapped_column(ForeignKey("errands.id"), index=True)
    taken: Mapped[int] = mapped_column(default=0)
    begun_at: Mapped[datetime]


_UNINDEXED = (
    ~select(legacy_texts.c.case_id).where(legacy_texts.c.case_id == LegacyCase.id).exists(),
    ~select(LegacyArrival.id)
    .where(LegacyArrival.agency_id == LegacyCase.agency_id, LegacyArrival.batch == LegacyCase.batch)
    .exists(),
)


def search_legacy(
    session: Session, agency_id: int, *, words: str, size: int, turn: Turn, batch: str = ""
) -> Leaf[LegacyCase]:
    """Return a page of an agency's older cases whose texts contain every word, newest first; the index finds them."""
    table = LegacyCase.__table__.c
    arriving = select(LegacyArrival.batch).where(LegacyArrival.agency_id == agency_id)
    query = select(LegacyCase).where(LegacyCase.agency_id == agency_id, LegacyCase.batch.not_in(arriving))
    if batch:
        query = query.where(LegacyCase.batch == batch)
    if words.split():
        query = query.where(LegacyCase.id.in_(hits_of(session, agency_id, words, OLDER)))
    ordered = turned(query, [table.closed_on, table.id], turn, newest_first=True).limit(size + 1)
    rows = session.scalars(ordered).all()
    return leaf_of(rows, turn, size=size, key=lambda row: (row.closed_on, row.id))


def list_unindexed(session: Session, *, limit: int) -> Sequence[LegacyCase]:
    """Return the next older cases of all agencies that the index does not know yet."""
    return session.scalars(select(LegacyCase).where(*_UNINDEXED).order_by(LegacyCase.id).limit(limit)).all()


def count_unindexed(session: Session) -> int:
    """Return how many older cases the index does not know yet: for a rebuilding, which writes all of them."""
    return session.scalar(select(func.count()).select_from(LegacyCase).where(*_UNINDEXED)) or 0


def count_older(session: Session, agency_id: int) -> int:
    """Return how many older cases an agency has: for an export, never for a page."""
    return session.scalar(select(func.count()).select_from(LegacyCase).where(LegacyCase.agency_id == agency_id)) or 0


def add_older(session: Session, rows: Sequence[Mapping[str, object]]) -> None:
    """Record rows of an older register, in their order."""
    session.execute(insert(LegacyCase), list(rows))


def take_back_older(session: Session, arrival: LegacyArrival, *, limit: int) -> int:
    """Take the last rows that came in out again; return how many there were."""
    mine = (LegacyCase.agency_id == arrival.agency_id, LegacyCase.batch == arrival.batch)
    last = select(LegacyCase.id).where(*mine).order_by(LegacyCase.id.desc()).limit(limit)
    gone = count_changed(session, delete(LegacyCase).where(LegacyCase.id.in_(last)))
    arrival.taken = max(0, arrival.taken - gone)
    session.flush()
    return gone


def lock_arrival(session: Session, agency_id: int, batch: str) -> LegacyArrival | None:
    """Return a batch on its way in for writing, as it stands now, or None."""
    mine = (LegacyArrival.agency_id == agency_id, LegacyArrival.batch == batch)
    query = select(LegacyArrival).where(*mine).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def find_arrival_of(session: Session, errand_id: int) -> LegacyArrival | None:
    """Return what an errand is bringing in, or None."""
    return session.scalars(select(LegacyArrival).where(LegacyArrival.errand_id == errand_id)).one_or_none()


def list_forgotten(session: Session, before: datetime) -> Sequence[LegacyArrival]:
    """Return what began to come in before a moment and nobody is at."""
    is_resting = or_(Errand.id.is_(None), Errand.state != ErrandState.RUNNING.value)
    query = select(LegacyArrival).outerjoin(Errand, Errand.id == LegacyArrival.errand_id)
    return session.scalars(query.where(LegacyArrival.begun_at < before, is_resting)).all()
