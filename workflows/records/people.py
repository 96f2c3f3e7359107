"""People 人员, the roles they are appointed to, and the credentials 执法证件 they hold."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from workflows.records.schema import Record


class Person(Record):
    """A person with an account; ``password_hash`` is argon2, ``is_assistant`` marks 辅助人员."""

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


class RoleGrant(Record):
    """A role a person is appointed to."""

    __tablename__ = "role_grants"
    __table_args__ = (UniqueConstraint("person_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[str] = mapped_column(index=True)


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
