"""Looking through a journal of millions: the newest entries of each person, found in the index and then put together.

An agency's people left few of all entries. To walk back through everybody's until a page is full would read the whole
journal where they did little, or where what is asked for is rare; so on PostgreSQL each is asked for a page, by the
index.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Integer, Table, func, literal, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from workflows.records.keyset import Query, Turn, turned


@dataclass(frozen=True, slots=True)
class Sieve:
    """Which entries of a journal are wanted: of these people, of one kind, from ``since`` on and before ``until``."""

    by: Collection[int]
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def conditions(self, table: Table) -> list[ColumnElement[bool]]:
        """Return what an entry of a wanted person must meet to be kept."""
        found: list[ColumnElement[bool]] = []
        if self.kind:
            found.append(table.c.kind == self.kind)
        if self.since is not None:
            found.append(table.c.entered_at >= self.since)
        if self.until is not None:
            found.append(table.c.entered_at < self.until)
        return found


def page_of_entries(session: Session, table: Table, sieve: Sieve, *, size: int, turn: Turn) -> Query:
    """Return the query for a page of the entries a sieve keeps, newest first, and one more."""
    if session.get_bind().dialect.name == "sqlite":
        # Small enough to be walked through; and asking each person by themselves costs it more than that. Added to
        # nothing, the person is no way into an index: else all that these people ever left would be put in order.
        person = table.c.actor_id + 0 if len(sieve.by) > 1 and not sieve.kind else table.c.actor_id
        return _newest(select(table).where(person.in_(sieve.by)), table, sieve, size, turn)
    people = func.unnest(literal(list(sieve.by), ARRAY(Integer))).table_valued("id").render_derived(name="people")
    own = select(table.c.id, table.c.entered_at).where(table.c.actor_id == people.c.id)
    newest = _newest(own, table, sieve, size, turn).lateral("newest")
    ends = Turn(is_back=turn.is_back)
    chosen = select(newest.c.id).select_from(people.join(newest, true()))
    page = turned(chosen, [newest.c.entered_at, newest.c.id], ends, newest_first=True).limit(size + 1)
    kept = select(table).where(table.c.id.in_(page.scalar_subquery()))
    return turned(kept, [table.c.entered_at, table.c.id], ends, newest_first=True)


def _newest(query: Query, table: Table, sieve: Sieve, size: int, turn: Turn) -> Query:
    kept = query.where(*sieve.conditions(table))
    return turned(kept, [table.c.entered_at, table.c.id], turn, newest_first=True).limit(size + 1)
