"""Cases 案件, the party 当事人 and the officers 办案人员 each is bound to."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from workflows.records.schema import Record


class Case(Record):
    """A case: what it is about, where it came from, and how far it has come (``stage``, ``status``)."""

    __tablename__ = "cases"
    # The newest cases of an agency and of a unit are found without looking at the others.
    # The fence asks for the agency: without it in the index each case of a unit would be read.
    __table_args__ = (Index(None, "agency_id", "id"), Index(None, "unit_id", "id", "agency_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    number: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    matter: Mapped[str]
    cause: Mapped[str]
    category: Mapped[str] = mapped_column(default="penalty")
    source_kind: Mapped[str]
    source_detail: Mapped[str] = mapped_column(default="")
    informant: Mapped[dict[str, object]]
    summary: Mapped[str]
    received_on: Mapped[date]
    registered_at: Mapped[datetime]
    registered_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    filed_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    archived_on: Mapped[date | None]
    stage: Mapped[str] = mapped_column(default="filing")
    status: Mapped[str] = mapped_column(default="open", index=True)


class Party(Record):
    """The party 当事人 of a case; ``code`` is the 统一社会信用代码 or the 公民身份号码."""

    __tablename__ = "parties"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(index=True)
    code: Mapped[str] = mapped_column(default="", index=True)
    legal_rep: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    is_enterprise: Mapped[bool] = mapped_column(default=False)


class CaseOfficer(Record):
    """A person bound to a case for a role, from ``bound_at`` to ``released_at``; may be bound again later.

    ``place`` orders those of one role: the first handler is in charge 主办.
    """

    __tablename__ = "case_officers"
    __table_args__ = (Index(None, "person_id", "case_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    role: Mapped[str]
    place: Mapped[int] = mapped_column(default=0)
    bound_at: Mapped[datetime]
    released_at: Mapped[datetime | None]
