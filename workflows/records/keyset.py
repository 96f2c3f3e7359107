"""Turning the pages of a long list by the last row seen: the thousandth page costs what the first one costs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import ColumnElement, Select, literal, tuple_

Row = TypeVar("Row")

Key: TypeAlias = tuple[object, ...]

# A SELECT of whatever columns.
Query: TypeAlias = Select[*tuple[Any, ...]]

# Counts on pages end here; what is more is shown as 1 000+.
MOST_COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Turn:
    """From which row a list goes on: behind it, or back before it; from the beginning when there is no key."""

    key: Key = ()
    is_back: bool = False


FIRST = Turn()


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Row]):
    """One page in its order; ``before`` and ``behind`` are the keys its neighbours begin at, empty where none is."""

    rows: Sequence[Row]
    before: Key = ()
    behind: Key = ()


def turned(query: Query, columns: Sequence[ColumnElement[Any]], turn: Turn, *, newest_first: bool = False) -> Query:
    """Return the query in the order of its columns, the last of them unique, beginning where the turn says."""
    falls = newest_first != turn.is_back
    if turn.key:
        given = tuple_(*(literal(value, column.type) for value, column in zip(turn.key, columns, strict=True)))
        query = query.where(tuple_(*columns) < given if falls else tuple_(*columns) > given)
    return query.order_by(*(column.desc() if falls else column.asc() for column in columns))


def leaf_of(rows: Sequence[Row], turn: Turn, *, size: int, key: Callable[[Row], Key]) -> Leaf[Row]:
    """Return the page that rows make, read in the direction of the turn and one more than a page holds."""
    has_more, kept = len(rows) > size, rows[:size]
    if not kept:
        return Leaf([])
    in_order = list(reversed(kept)) if turn.is_back else list(kept)
    is_first, is_last = (not has_more, False) if turn.is_back else (not turn.key, not has_more)
    return Leaf(in_order, () if is_first else key(in_order[0]), () if is_last else key(in_order[-1]))
