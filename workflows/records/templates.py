"""Templates of papers 文书模板: what an agency uploaded over the shipped ones, by version, and which is in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, ForeignKey, ScalarSelect, String, UniqueConstraint, cast, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.records.schema import Record

DRAFT, SUBMITTED, APPROVED, RETURNED, DROPPED = "draft", "submitted", "approved", "returned", "dropped"
SHIPPED = 1
"""The number of the version that comes with the program; an agency's own begin after it."""


class PaperTemplate(Record):
    """One version of a template; its file is kept by content hash and never changes.

    An approved version is in force from ``effective_from`` until another's day comes. ``restored_from`` names the
    version whose file was taken up again. ``uses`` are the fields it prints; unknown of what was uploaded before 0013.
    """

    __tablename__ = "paper_templates"
    __table_args__ = (UniqueConstraint("agency_id", "kind", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    kind: Mapped[str]
    version: Mapped[int]
    sha: Mapped[str]
    size: Mapped[int]
    uses: Mapped[list[object] | None]
    note: Mapped[str]
    provision: Mapped[str] = mapped_column(default="")
    restored_from: Mapped[int | None]
    status: Mapped[str] = mapped_column(default=DRAFT)
    uploaded_by: Mapped[int]
    uploaded_by_name: Mapped[str]
    uploaded_at: Mapped[datetime]
    submitted_by: Mapped[int | None]
    effective_from: Mapped[date | None]
    decided_by_name: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    returned_reason: Mapped[str] = mapped_column(default="")


@dataclass(frozen=True, slots=True)
class ApprovedTemplate:
    """One approved version: of which paper, from which day, its file, and the fields it uses where they are known."""

    kind: str
    version: int
    effective_from: date
    sha: str
    uses: frozenset[str] | None = None


def newest_approved(agency_id: ColumnElement[int] | int) -> ScalarSelect[str]:
    """Return the mark of an agency's approved templates: what tells the newest approval, which is never undone."""
    one = PaperTemplate
    mark = cast(one.id, String) + " " + one.sha + " " + cast(one.effective_from, String)
    approved = select(mark).where(one.agency_id == agency_id, one.status == APPROVED)
    return approved.order_by(one.decided_at.desc(), one.id.desc()).limit(1).scalar_subquery()


def list_approved(session: Session, *, agency_id: int) -> tuple[ApprovedTemplate, ...]:
    """Return every approved version of an agency, the one that begins last first."""
    one = PaperTemplate
    query = (
        select(one.kind, one.version, one.effective_from, one.sha, one.uses)
        .where(one.agency_id == agency_id, one.status == APPROVED)
        .order_by(one.effective_from.desc(), one.version.desc())
    )
    rows = session.execute(query)
    return tuple(
        ApprovedTemplate(kind, version, day or date.min, sha, frozenset(map(str, uses)) if uses is not None else None)
        for kind, version, day, sha, uses in rows
    )


def find_in_force(approved: Iterable[ApprovedTemplate], *, kind: str, on: date) -> ApprovedTemplate | None:
    """Return the version in force on a day, or None while the shipped one is."""
    return next((one for one in approved if one.kind == kind and one.effective_from <= on), None)


def find_template(session: Session, *, agency_id: int, kind: str, version: int) -> PaperTemplate | None:
    """Return one of an agency's own versions for reading, or None."""
    query = select(PaperTemplate).where(_of(agency_id, kind), PaperTemplate.version == version)
    return session.execute(query).scalar_one_or_none()


def lock_template(session: Session, *, agency_id: int, kind: str, version: int) -> PaperTemplate | None:
    """Return one of an agency's own versions for writing, or None; whoever comes second sees what the first did."""
    query = select(PaperTemplate).where(_of(agency_id, kind), PaperTemplate.version == version)
    return session.execute(query.with_for_update(), execution_options={"populate_existing": True}).scalar_one_or_none()


def list_templates(session: Session, *, agency_id: int, kind: str = "") -> list[PaperTemplate]:
    """Return an agency's own versions, of one kind when asked, the newest first; dropped ones are left out."""
    query = select(PaperTemplate).where(PaperTemplate.agency_id == agency_id, PaperTemplate.status != DROPPED)
    if kind:
        query = query.where(PaperTemplate.kind == kind)
    return list(session.execute(query.order_by(PaperTemplate.kind, PaperTemplate.version.desc())).scalars())


def next_version(session: Session, *, agency_id: int, kind: str) -> int:
    """Return the number of the next version of a template."""
    query = select(func.max(PaperTemplate.version)).where(_of(agency_id, kind))
    return (session.execute(query).scalar_one() or SHIPPED) + 1


def _of(agency_id: int, kind: str) -> ColumnElement[bool]:
    return (PaperTemplate.agency_id == agency_id) & (PaperTemplate.kind == kind)
