"""Agencies 行政机关 and their units 内设机构, a tree of any depth."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workflows.records.schema import Record


class Agency(Record):
    """An enforcement agency 行政机关; ``short_name`` opens its paper numbers (青峦民)."""

    __tablename__ = "agencies"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("agencies.id"), index=True)
    name: Mapped[str]
    short_name: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True)
    uscc: Mapped[str]
    level: Mapped[str]
    domain: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    reconsideration_body: Mapped[str] = mapped_column(default="")
    court: Mapped[str] = mapped_column(default="")
    police: Mapped[str] = mapped_column(default="")
    bank: Mapped[str] = mapped_column(default="")
    bank_account: Mapped[str] = mapped_column(default="")


class Unit(Record):
    """A unit 内设机构 of an agency; ``kind`` is what lanes name (handling, legal, leaders, archive …)."""

    __tablename__ = "units"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    name: Mapped[str]
    kind: Mapped[str]
