"""People 人员, the roles they are appointed to, and the credentials 执法证件 they hold."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.records.schema import Record


class Person(Record):
    """A person with an account; ``password_hash`` is argon2, ``is_assistant`` marks 辅助人员.

    ``must_change_password`` holds after somebody else set it; ``subject`` is who they are at the single sign-on.
    """

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str]
    is_active: Mapped[bool] = mapped_column(default=True)
    is_assistant: Mapped[bool] = mapped_column(default=False)
    first_reviewed_on: Mapped[date | None]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    password_changed_at: Mapped[datetime | None]
    subject: Mapped[str | None] = mapped_column(unique=True)


class RoleGrant(Record):
    """A role a person is appointed to."""

    __tablename__ = "role_grants"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(index=True)


class RoleChange(Record):
    """A role about to be granted or withdrawn: one administrator proposed it, one of the other kind decides.

    ``change`` is grant or withdraw, ``proposed_as`` the role the proposer held; ``decision`` is empty while it waits.
    """

    __tablename__ = "role_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str]
    change: Mapped[str]
    reason: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    proposed_by_name: Mapped[str]
    proposed_as: Mapped[str]
    proposed_at: Mapped[datetime]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    decided_by_name: Mapped[str] = mapped_column(default="")
    decided_at: Mapped[datetime | None]
    decision: Mapped[str] = mapped_column(default="")


class Credential(Record):
    """A credential: 行政执法证 (enforcement), 法律职业资格 (legal_profession) or 法制审核资格 (review)."""

    __tablename__ = "credentials"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[str]
    number: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    suspended_on: Mapped[date | None]
    revoked_on: Mapped[date | None]
    restored_on: Mapped[date | None]
    past_suspensions: Mapped[list[object]] = mapped_column(default=list)
    reason: Mapped[str] = mapped_column(default="")
    changed_at: Mapped[datetime | None]


def withdraw_role(session: Session, person_id: int, role: str) -> None:
    """Take a role from a person."""
    session.execute(delete(RoleGrant).where(RoleGrant.person_id == person_id, RoleGrant.role == role))
