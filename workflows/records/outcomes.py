"""What follows a decision: disclosure 公示, payments 缴款, remedies 复议诉讼."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from workflows.records.schema import Record


class Disclosure(Record):
    """The public text of a decision: collected, examined, published or exempted, withdrawn."""

    __tablename__ = "disclosures"
    __table_args__ = (Index("ix_disclosures_published_on", "published_on", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    content: Mapped[dict[str, object]]
    collected_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    collected_at: Mapped[datetime]
    examined_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    examined_at: Mapped[datetime | None]
    examination: Mapped[dict[str, object] | None]
    exempt_ground: Mapped[str] = mapped_column(default="")
    exempted_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    exempted_at: Mapped[datetime | None]
    published_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    published_at: Mapped[datetime | None]
    published_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    withdrawn_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(default="")
    paper_id: Mapped[int | None]
    withdrawal_paper_id: Mapped[int | None]


class Payment(Record):
    """Money received from the party, in 分: fine, confiscation or surcharge 加处罚款."""

    __tablename__ = "payments"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    fine: Mapped[int] = mapped_column(BigInteger, default=0)
    confiscation: Mapped[int] = mapped_column(BigInteger, default=0)
    surcharge: Mapped[int] = mapped_column(BigInteger, default=0)
    paid_on: Mapped[date]
    receipt: Mapped[str]
    entered_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime]


class Remedy(Record):
    """A reconsideration 复议 or lawsuit 诉讼 against the decision, and its result."""

    __tablename__ = "remedies"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    kind: Mapped[str]
    body: Mapped[str]
    accepted_on: Mapped[date]
    is_stayed: Mapped[bool] = mapped_column(default=False)
    entered_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime]
    result: Mapped[str] = mapped_column(default="")
    result_on: Mapped[date | None]
    result_text: Mapped[str] = mapped_column(default="")
