"""Drafts 拟决定 and the notices 事先告知 that told the party of one (design decision 8)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workflows.records.schema import Record


class Draft(Record):
    """One state of the intended decision; ``content_hash`` gates, ``text_hash`` only asks for confirmation.

    ``content`` holds party, facts found, evidence list, basis, kinds, amounts, periods, benchmark step;
    ``wording`` the reasons and the text of the paper. ``stage`` is report, draft or amended.
    """

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    number: Mapped[int]
    stage: Mapped[str]
    content: Mapped[dict[str, object]]
    wording: Mapped[dict[str, object]]
    content_hash: Mapped[str]
    text_hash: Mapped[str]
    change: Mapped[str] = mapped_column(default="none")
    change_cause: Mapped[str] = mapped_column(default="none")
    change_reasons: Mapped[list[object]]
    made_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    made_on: Mapped[date]


class Notice(Record):
    """One round of prior notice 事先告知: which draft it told, which rights, when it was served, what came back."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    round: Mapped[int]
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"))
    right: Mapped[str]
    paper_id: Mapped[int] = mapped_column(ForeignKey("papers.id"))
    issued_at: Mapped[datetime]
    served_on: Mapped[date | None]
    statement_waived_on: Mapped[date | None]
    hearing_waived_on: Mapped[date | None]
    waiver_form: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]


class Statement(Record):
    """A statement 陈述申辩, a hearing request 听证申请 or a waiver 放弃 received in a notice round."""

    __tablename__ = "statements"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"))
    kind: Mapped[str]
    form: Mapped[str]
    received_on: Mapped[date]
    arguments: Mapped[list[object]]
    speaker: Mapped[str] = mapped_column(default="")
    entered_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    entered_at: Mapped[datetime]
    answers: Mapped[list[object] | None]
