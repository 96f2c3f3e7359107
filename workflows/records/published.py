"""Published decisions, newest first: a page of the portal, and a page of what contains some words."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, or_, select
from sqlalchemy.orm import Session

from workflows.records.keyset import FIRST, Key, Leaf, Query, Turn, leaf_of, turned
from workflows.records.outcomes import Disclosure

# How many decisions one page of a search looks through; the next page goes on behind them.
REACH = 2000

_TABLE = Disclosure.__table__.c
_ORDER: Sequence[ColumnElement[Any]] = (_TABLE.published_on, _TABLE.id)


def list_disclosures(
    session: Session, words: Sequence[str], *, keys: Collection[str], today: date, size: int, turn: Turn = FIRST
) -> Leaf[Disclosure]:
    """Return a page of the texts published on a day whose ``keys`` contain every word, newest first."""
    shown = (
        _TABLE.published_on.is_not(None),
        _TABLE.withdrawn_at.is_(None),
        or_(_TABLE.ends_on.is_(None), _TABLE.ends_on >= today),
    )
    if not words:
        rows = _rows(session, select(Disclosure).where(*shown), turn, size)
        return leaf_of(rows, turn, size=size, key=_key)
    near = turned(select(*_ORDER).where(*shown), _ORDER, turn, newest_first=True).limit(REACH)
    looked_at = [(row[0], row[1]) for row in session.execute(near)]
    among = _TABLE.id.in_([number for _, number in looked_at])
    query = select(Disclosure).where(among, *(_contains(word, keys) for word in words))
    rows = _rows(session, query, Turn(is_back=turn.is_back), size)
    leaf = leaf_of(rows, turn, size=size, key=_key)
    if len(rows) > size or len(looked_at) < REACH:
        return leaf
    return replace(leaf, before=looked_at[-1]) if turn.is_back else replace(leaf, behind=looked_at[-1])


def _contains(word: str, keys: Collection[str]) -> ColumnElement[bool]:
    """Look into the whole text first: only where the word stands at all is it taken apart."""
    stands: ColumnElement[bool] = cast(_TABLE.content, String).icontains(word, autoescape=True)
    return and_(stands, or_(*(_TABLE.content[key].as_string().icontains(word, autoescape=True) for key in keys)))


def _rows(session: Session, query: Query, turn: Turn, size: int) -> list[Disclosure]:
    return list(session.scalars(turned(query, _ORDER, turn, newest_first=True).limit(size + 1)))


def _key(row: Disclosure) -> Key:
    return (row.published_on, row.id)
