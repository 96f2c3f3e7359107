"""Measures along the way: 登记保存, 责令改正, 中止, 提请, 回避."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workflows.records.schema import Record


class Preservation(Record):
    """Evidence registered and preserved 先行登记保存 (处罚法56条), and what became of it."""

    __tablename__ = "preservations"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    items: Mapped[list[object]]
    reason: Mapped[str]
    place: Mapped[str]
    keeper: Mapped[str]
    officers: Mapped[list[int]]
    approved_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    preserved_on: Mapped[date]
    entered_at: Mapped[datetime]
    paper_id: Mapped[int | None]
    disposed_on: Mapped[date | None]
    disposal: Mapped[str] = mapped_column(default="")
    disposal_reason: Mapped[str] = mapped_column(default="")
    disposal_paper_id: Mapped[int | None]


class Correction(Record):
    """An order to correct 责令改正 (处罚法28条) and its verification 复查."""

    __tablename__ = "corrections"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    demand: Mapped[str]
    article: Mapped[str]
    ordered_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    ordered_on: Mapped[date]
    due_on: Mapped[date | None]
    paper_id: Mapped[int | None]
    verified_on: Mapped[date | None]
    verifiers: Mapped[list[int] | None]
    result: Mapped[str] = mapped_column(default="")
    findings: Mapped[str] = mapped_column(default="")


class Suspension(Record):
    """A suspension 中止调查 of a case with its ground, and its end."""

    __tablename__ = "suspensions"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    ground: Mapped[str]
    article: Mapped[str]
    reason: Mapped[str]
    approved_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    entered_at: Mapped[datetime]


class ExitProposal(Record):
    """A proposal to leave the penalty road 提请撤销、终止或移送; only its approval moves the case."""

    __tablename__ = "exit_proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    route: Mapped[str]
    reason: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    proposed_at: Mapped[datetime]
    decision: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(default="")


class Recusal(Record):
    """A request for recusal 回避 of one person and the decision on it (处罚法43条); work goes on meanwhile."""

    __tablename__ = "recusals"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str]
    asked_by: Mapped[str]
    entered_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime]
    decision: Mapped[str] = mapped_column(default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str] = mapped_column(default="")
