"""Drafts of flows 流程草稿: files that several administrators change, each file with its own revision, and who did."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.records.schema import Record
from workflows.vocabulary.roles import Actor

DRAFTING, SUBMITTED, PUBLISHED, DROPPED = "drafting", "submitted", "published", "dropped"


class FlowDraft(Record):
    """A flow about to change, made from a published version; ``revision`` counts every change of its files.

    ``sha`` is the hash of the files as submitted, ``newest_sha`` the newest version when that was done; ``report``
    the proof as it was told; ``shipped_sha`` marks a draft that arrived with a release of the software, whatever
    becomes of it. ``effective_from``, ``reason``, ``provision`` and ``transition`` are those of the last submission.
    """

    __tablename__ = "flow_drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    process: Mapped[str]
    base_sha: Mapped[str] = mapped_column(ForeignKey("bundles.sha"))
    title: Mapped[str]
    status: Mapped[str] = mapped_column(default=DRAFTING)
    revision: Mapped[int] = mapped_column(default=0)
    created_by: Mapped[int]
    created_by_name: Mapped[str]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    shipped_sha: Mapped[str] = mapped_column(default="", index=True)
    submitted_by: Mapped[int | None]
    submitted_by_name: Mapped[str] = mapped_column(default="")
    submitted_at: Mapped[datetime | None]
    sha: Mapped[str] = mapped_column(default="")
    newest_sha: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    provision: Mapped[str] = mapped_column(default="")
    effective_from: Mapped[date | None]
    transition: Mapped[str] = mapped_column(default="")
    report: Mapped[dict[str, object]] = mapped_column(default=dict)
    returned_by_name: Mapped[str] = mapped_column(default="")
    returned_reason: Mapped[str] = mapped_column(default="")
    published_sha: Mapped[str] = mapped_column(default="")


class FlowFile(Record):
    """One file of a draft; ``text`` is None once it was removed, so that a late save is told who did."""

    __tablename__ = "flow_files"
    __table_args__ = (UniqueConstraint("draft_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("flow_drafts.id"), index=True)
    name: Mapped[str]
    text: Mapped[str | None]
    revision: Mapped[int] = mapped_column(default=1)
    saved_by: Mapped[int]
    saved_by_name: Mapped[str]
    saved_at: Mapped[datetime]


class FlowEditor(Record):
    """Who has a draft open, seen last when; ``saved_at`` is when they last changed it, None for who only looked."""

    __tablename__ = "flow_editors"
    __table_args__ = (UniqueConstraint("draft_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("flow_drafts.id"), index=True)
    person_id: Mapped[int]
    person_name: Mapped[str]
    seen_at: Mapped[datetime]
    saved_at: Mapped[datetime | None]


def lock_draft(session: Session, draft_id: int) -> FlowDraft | None:
    """Return a draft for writing, or None: whoever else writes it waits."""
    return session.get(FlowDraft, draft_id, with_for_update=True, populate_existing=True)


def find_file(session: Session, draft_id: int, name: str) -> FlowFile | None:
    """Return one file of a draft, removed or not, or None when it never had one of that name."""
    query = select(FlowFile).where(FlowFile.draft_id == draft_id, FlowFile.name == name)
    return session.scalars(query).one_or_none()


def list_files(session: Session, draft_id: int) -> list[FlowFile]:
    """Return the files a draft has now, by name."""
    kept = (FlowFile.draft_id == draft_id, FlowFile.text.is_not(None))
    return list(session.scalars(select(FlowFile).where(*kept).order_by(FlowFile.name)))


def texts_of(session: Session, draft_id: int) -> dict[str, bytes]:
    """Return the files of a draft as a bundle would have them."""
    return {one.name: (one.text or "").encode() for one in list_files(session, draft_id)}


def list_editors(session: Session, draft_id: int) -> list[FlowEditor]:
    """Return who was ever seen at a draft, in the order they came."""
    return list(session.scalars(select(FlowEditor).where(FlowEditor.draft_id == draft_id).order_by(FlowEditor.id)))


def count_submitted(session: Session, agency_id: int) -> int:
    """Return how many drafts of an agency wait for an approval."""
    waiting = (FlowDraft.agency_id == agency_id, FlowDraft.status == SUBMITTED)
    return session.execute(select(func.count()).select_from(FlowDraft).where(*waiting)).scalar_one()


def note_editor(session: Session, draft_id: int, *, actor: Actor, now: datetime, has_saved: bool) -> None:
    """Note that somebody is at a draft, and whether they changed it."""
    mine = (FlowEditor.draft_id == draft_id, FlowEditor.person_id == actor.id)
    row = session.scalars(select(FlowEditor).where(*mine)).one_or_none()
    if row is None:
        row = FlowEditor(draft_id=draft_id, person_id=actor.id, person_name=actor.name)
        session.add(row)
    row.seen_at = now
    if has_saved:
        row.saved_at = now
    session.flush()
