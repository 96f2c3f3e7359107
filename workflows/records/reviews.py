"""Legal review 法制审核, hearing 听证 and deliberation 集体讨论: rounds with their words and signatures."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workflows.records.schema import Record


class Review(Record):
    """One round of legal review: the package sent, the items judged, the findings, the signed conclusion."""

    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    round: Mapped[int]
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"))
    content_hash: Mapped[str]
    text_hash: Mapped[str]
    basis: Mapped[str]
    package: Mapped[list[object]]
    responses: Mapped[list[object]]
    submitted_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    submitted_at: Mapped[datetime]
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    accepted_at: Mapped[datetime | None]
    missing: Mapped[list[object] | None]
    items: Mapped[list[object] | None]
    findings: Mapped[list[object] | None]
    methods: Mapped[list[object] | None]
    opinion: Mapped[str] = mapped_column(default="")
    conclusion: Mapped[str] = mapped_column(default="")
    return_to: Mapped[str] = mapped_column(default="")
    signed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    signed_at: Mapped[datetime | None]
    paper_id: Mapped[int | None]
    rereview_reason: Mapped[str] = mapped_column(default="")
    is_rereview: Mapped[bool] = mapped_column(default=False)


class Confirmation(Record):
    """A reviewer's confirmation 修改确认 that a draft differs from the reviewed one in wording alone."""

    __tablename__ = "confirmations"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"))
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"))
    content_hash: Mapped[str]
    text_hash: Mapped[str]
    confirmed_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    confirmed_at: Mapped[datetime]


class Hearing(Record):
    """A hearing 听证 of one notice round, from acceptance to report."""

    __tablename__ = "hearings"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notices.id"))
    decided_at: Mapped[datetime]
    is_accepted: Mapped[bool]
    refusal_reason: Mapped[str] = mapped_column(default="")
    planned_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(default="")
    chair_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    clerk_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    members: Mapped[str] = mapped_column(default="")
    is_public: Mapped[bool] = mapped_column(default=True)
    closed_reason: Mapped[str] = mapped_column(default="")
    notice_paper_id: Mapped[int | None]
    notice_served_on: Mapped[date | None]
    announced_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(default="")
    held_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    record: Mapped[dict[str, object] | None]
    record_paper_id: Mapped[int | None]
    report: Mapped[dict[str, object] | None]
    report_paper_id: Mapped[int | None]
    reported_at: Mapped[datetime | None]


class Deliberation(Record):
    """A meeting of the agency's leaders 集体讨论: members, words in order, votes, dissent, outcome."""

    __tablename__ = "deliberations"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"))
    content_hash: Mapped[str]
    held_at: Mapped[datetime]
    place: Mapped[str]
    chair_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    clerk_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    expected: Mapped[int]
    members: Mapped[list[object]]
    attendees: Mapped[list[object]]
    words: Mapped[list[object]]
    outcome: Mapped[str]
    reasons: Mapped[str]
    dissent: Mapped[str] = mapped_column(default="")
    paper_id: Mapped[int | None]
    entered_at: Mapped[datetime]
