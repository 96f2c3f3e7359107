"""The address of a page of a list: the last row seen, written so that nobody reads meaning into it."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Generic, TypeAlias, TypeVar

import orjson

from workflows.records.keyset import FIRST, MOST_COUNTED, Key, Leaf, Turn

__all__ = ["FIRST", "MOST_COUNTED", "Page", "Turn", "page_of", "read_turn", "worded"]

Line = TypeVar("Line")
Row = TypeVar("Row")

# What each part of a list's key is.
Kinds: TypeAlias = tuple[type[int] | type[date] | type[datetime], ...]

_LONGEST = 200
# A row's number has an end on PostgreSQL.
LARGEST_ROW: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Page(Generic[Line]):
    """The lines of one page, and the words by which the pages before and behind it are asked for, empty where none."""

    lines: Sequence[Line]
    before: str = ""
    behind: str = ""


def page_of(lines: Sequence[Line], leaf: Leaf[Row]) -> Page[Line]:
    """Return a page that shows the rows of a leaf as these lines."""
    return Page(lines, worded(leaf.before), worded(leaf.behind))


def read_turn(*, before: str, behind: str, kinds: Kinds) -> Turn:
    """Return where a list goes on; words that no page of this list gave lead to its beginning."""
    given = before or behind
    key = _read(given, kinds) if given and len(given) <= _LONGEST else ()
    return Turn(key, is_back=bool(before)) if key else FIRST


def worded(key: Key) -> str:
    """Return a key as it stands in an address."""
    if not key:
        return ""
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode().rstrip("=")


def _read(given: str, kinds: Kinds) -> Key:
    try:
        parts = orjson.loads(base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)))
        if not isinstance(parts, list) or len(parts) != len(kinds):
            return ()
        return tuple(_part(part, kind) for part, kind in zip(parts, kinds, strict=True))
    except (ValueError, TypeError, OverflowError, binascii.Error):
        return ()


def _part(part: object, kind: type[int] | type[date] | type[datetime]) -> object:
    if kind is int:
        if type(part) is not int or not 0 <= part <= LARGEST_ROW:
            message = "no number"
            raise ValueError(message)
        return part
    if not isinstance(part, str):
        message = "no day"
        raise TypeError(message)
    found = datetime.fromisoformat(part) if kind is datetime else date.fromisoformat(part)
    if isinstance(found, datetime) and found.tzinfo is None:
        message = "no moment"
        raise ValueError(message)
    # A moment at the end of the calendar has none that is its like in UTC.
    return found.astimezone(UTC) if isinstance(found, datetime) else found
