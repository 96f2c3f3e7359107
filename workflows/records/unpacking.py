"""Rows that were read as plain values, given to the session as if it had loaded them.

For every statement it runs the ORM prepares each column of each table anew, and asks each table about each row. Where
many tables are read together, as a case file is, that takes longer than reading them; so the file is read as plain
values, and what somebody looks at becomes the row that acts change.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import inspect
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Mapper, Session, make_transient_to_detached

from workflows.records.schema import Record

Row = TypeVar("Row", bound=Record)
Reader = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Shape:
    """The names of a table's columns in their order, and where among them its key stands."""

    mapper: Mapper[Any]
    names: tuple[str, ...]
    key: tuple[int, ...]


def unpack(session: Session, table: type[Row], values: Sequence[Any]) -> Row:
    """Return the row of a table with these values, in the order of its columns; the session's own where it has one."""
    shape = _shape(table)
    primary = tuple(values[place] for place in shape.key)
    known = session.identity_map.get(shape.mapper.identity_key_from_primary_key(primary))
    if known is not None:
        return cast("Row", known)
    row = table()
    # Past the ORM's own setters, which would note each value as a change; what is not a change stands as read.
    row.__dict__.update(zip(shape.names, values, strict=True))
    make_transient_to_detached(row)
    session.add(row)
    return row


@lru_cache(maxsize=256)
def readers(table: type[Record], dialect: Dialect) -> tuple[Reader | None, ...]:
    """Return how what the driver gives for each column is read; None where it is right as it comes."""
    types = [column.type.dialect_impl(dialect) for column in inspect(table).columns]
    return tuple(one.result_processor(dialect, None) for one in types)


@lru_cache(maxsize=256)
def _shape(table: type[Record]) -> _Shape:
    mapper = inspect(table)
    names = tuple(mapper.columns.keys())
    key = tuple(names.index(mapper.get_property_by_column(one).key) for one in mapper.primary_key)
    return _Shape(mapper, names, key)
