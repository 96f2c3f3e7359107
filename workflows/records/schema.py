"""What all tables share: the base class, the column types and the naming of constraints."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import JSON, CursorResult, DateTime, Executable, MetaData, inspect
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware moment, kept in UTC on every database."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Turn an aware moment into naive UTC for the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment without time zone may not be recorded"
            raise ValueError(message)
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 -- SQLAlchemy's signature
        """Turn the stored moment into an aware one."""
        return value.replace(tzinfo=UTC) if value is not None else None


class Record(DeclarativeBase):
    """The base of every table kept through the ORM."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: Instant, dict[str, object]: JSON, list[object]: JSON, list[int]: JSON}  # noqa: RUF012 -- read once by SQLAlchemy


def count_changed(session: Session, statement: Executable, values: Mapping[str, object] | None = None) -> int:
    """Execute an UPDATE or DELETE and return how many rows it changed."""
    return cast("CursorResult[Any]", session.execute(statement, values)).rowcount


def insert_one(session: Session, statement: Executable, values: Mapping[str, object] | None = None) -> int:
    """Execute an INSERT of one row and return its number."""
    key = cast("CursorResult[Any]", session.execute(statement, values)).inserted_primary_key
    return int(key[0]) if key is not None else 0


def values_of(row: Record) -> dict[str, object]:
    """Return a row's values by column."""
    return {one.key: getattr(row, one.key) for one in inspect(type(row)).column_attrs}
