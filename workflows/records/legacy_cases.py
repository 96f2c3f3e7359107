"""Cases closed before this system: what the old one kept of them, taken over as it was, and no run of any flow."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.records.case_words import OLDER, hits_of, legacy_texts
from workflows.records.keyset import Leaf, Turn, leaf_of, turned
from workflows.records.schema import Record


class LegacyCase(Record):
    """A closed case 历史案件 from an older register; amounts in 分, ``batch`` is the hash of what came in together."""

    __tablename__ = "legacy_cases"
    __table_args__ = (
        UniqueConstraint("agency_id", "number"),
        Index("ix_legacy_cases_newest", "agency_id", "closed_on", "id"),
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


def search_legacy(
    session: Session, agency_id: int, *, words: str, size: int, turn: Turn, batch: str = ""
) -> Leaf[LegacyCase]:
    """Return a page of an agency's older cases whose texts contain every word, newest first; the index finds them."""
    table = LegacyCase.__table__.c
    query = select(LegacyCase).where(LegacyCase.agency_id == agency_id)
    if batch:
        query = query.where(LegacyCase.batch == batch)
    if words.split():
        query = query.where(LegacyCase.id.in_(hits_of(session, agency_id, words, OLDER)))
    ordered = turned(query, [table.closed_on, table.id], turn, newest_first=True).limit(size + 1)
    rows = session.scalars(ordered).all()
    return leaf_of(rows, turn, size=size, key=lambda row: (row.closed_on, row.id))


def list_unindexed(session: Session, *, limit: int) -> Sequence[LegacyCase]:
    """Return the next older cases of all agencies that the index does not know yet."""
    known = select(legacy_texts.c.case_id).where(legacy_texts.c.case_id == LegacyCase.id).exists()
    return session.scalars(select(LegacyCase).where(~known).order_by(LegacyCase.id).limit(limit)).all()
