"""The drawers of a case file: every table that belongs to one run, and how few statements read them.

An act that looks into many drawers would ask the database as often. ``Drawers`` asks first which drawers hold
anything (most are empty in most cases), reads the first of them alone, and whoever opens a second gets all the rest in
one statement: a UNION ALL in which the tables share their columns by type, so that a row is hardly wider than the
widest table alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import TextClause, inspect, select, text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session

from workflows.records.cases import CaseOfficer
from workflows.records.clocks import Clock, ClockExtension, ClockPause
from workflows.records.drafts import Draft, Notice, Statement
from workflows.records.evidence import Evidence, InvestigationRecord
from workflows.records.measures import Correction, ExitProposal, Preservation, Recusal, Suspension
from workflows.records.outcomes import Disclosure, Payment, Remedy
from workflows.records.papers import Paper, PaperFile
from workflows.records.reviews import Confirmation, Deliberation, Hearing, Review
from workflows.records.runs import RunRow
from workflows.records.schema import Record
from workflows.records.services import Service
from workflows.records.unpacking import readers, unpack

Drawer = TypeVar("Drawer", bound=Record)

_OF_RUN: tuple[type[Record], ...] = (
    Clock,
    Confirmation,
    Correction,
    Deliberation,
    Disclosure,
    Draft,
    Evidence,
    ExitProposal,
    Hearing,
    InvestigationRecord,
    Notice,
    Paper,
    Payment,
    Preservation,
    Recusal,
    Remedy,
    Review,
    Service,
    Statement,
    Suspension,
)

# What makes a row one of the run's; {run} and {case} are their numbers in SQL.
_BELONGS: dict[type[Record], str] = {
    **dict.fromkeys(_OF_RUN, "run_id = {run}"),
    ClockPause: "clock_id IN (SELECT id FROM clocks WHERE run_id = {run})",
    ClockExtension: "clock_id IN (SELECT id FROM clocks WHERE run_id = {run})",
    PaperFile: "paper_id IN (SELECT id FROM papers WHERE run_id = {run})",
    # Who was ever bound to the case and still works here.
    CaseOfficer: "case_id = {case} AND person_id IN (SELECT id FROM people WHERE is_active)",
}


class Drawers:
    """The drawers of one run, each read at most once in a transaction."""

    def __init__(self, session: Session, run: RunRow, full: frozenset[type[Record]] | None) -> None:
        """Stand before the closed drawers; ``full`` are those that hold anything, when that is known already."""
        self._session = session
        self._places = {"run": run.id, "case": run.case_id}
        self._read: dict[type[Record], list[Any]] = {}
        self._full = full

    def all(self) -> dict[str, list[Record]]:
        """Return the rows of every drawer by the name of its table."""
        return {table.__tablename__: list(self.rows(table)) for table in _BELONGS}

    def rows(self, table: type[Drawer]) -> list[Drawer]:
        """Return the rows of a table that belong to the run, in the order they were made."""
        if table not in self._read:
            self._open(table)
        return cast("list[Drawer]", self._read[table])

    def lay(self, row: Record) -> None:
        """Lay a new row into its drawer, when that has been read already."""
        if type(row) in self._read:
            self._read[type(row)].append(row)

    def _open(self, table: type[Record]) -> None:
        if self._full is None:
            self._full = full_drawers(self._session.execute(select(*inventory(":run", ":case")), self._places).one())
        if not self._read:
            self._read.update({each: [] for each in _BELONGS if each not in self._full})
            wanted = self._full & {table}
        else:
            wanted = self._full.difference(self._read)
        if wanted:
            self._read.update(self._rows_of(tuple(each for each in _BELONGS if each in wanted)))

    def _rows_of(self, tables: tuple[type[Record], ...]) -> dict[type[Record], list[Any]]:
        found: dict[type[Record], list[Any]] = {table: [] for table in tables}
        dialect = self._session.get_bind().dialect
        together = _together(tables, dialect)
        for number, *row in self._session.execute(together.statement, self._places):
            table = tables[number]
            values = _read([row[place] for place in together.places[number]], table, dialect)
            found[table].append(unpack(self._session, table, values))
        for table, rows in found.items():
            rows.sort(key=inspect(table).primary_key_from_instance)
        return found


def inventory(run: str, case: str) -> list[TextClause]:
    """Return columns that say of each drawer whether it holds anything; ``run`` and ``case`` are numbers in SQL."""
    return [
        text(f"EXISTS (SELECT 1 FROM {table.__tablename__} WHERE {belongs.format(run=run, case=case)})")  # noqa: S608 -- our own names
        for table, belongs in _BELONGS.items()
    ]


def full_drawers(row: Iterable[object]) -> frozenset[type[Record]]:
    """Return the drawers that hold anything, from a row of ``inventory``."""
    return frozenset(table for table, is_full in zip(_BELONGS, row, strict=True) if is_full)


@dataclass(frozen=True, slots=True)
class _Together:
    """The statement that reads several drawers at once, and where in its rows the columns of each table lie."""

    statement: TextClause
    places: tuple[tuple[int, ...], ...]


@lru_cache(maxsize=256)
def _together(tables: tuple[type[Record], ...], dialect: Dialect) -> _Together:
    kinds = {table: [column.type.compile(dialect) for column in inspect(table).columns] for table in tables}
    most = Counter[str]()
    for each in kinds.values():
        most |= Counter(each)
    shared = list(most.elements())
    places = tuple(tuple(_places_of(each, shared)) for each in kinds.values())
    parts = (
        f"SELECT {number}, {', '.join(_columns(table, places[number], shared))} "  # noqa: S608 -- our own names
        f"FROM {table.__tablename__} WHERE {_BELONGS[table].format(run=':run', case=':case')}"
        for number, table in enumerate(tables)
    )
    return _Together(text(" UNION ALL ".join(parts)), places)


def _places_of(kinds: Iterable[str], shared: Sequence[str]) -> Iterator[int]:
    """Yield for each column, by its type, the first shared place of that type that none before it has taken."""
    free = [*enumerate(shared)]
    for kind in kinds:
        taken = next(one for one in free if one[1] == kind)
        free.remove(taken)
        yield taken[0]


def _columns(table: type[Record], places: Sequence[int], shared: Sequence[str]) -> Iterator[str]:
    """Yield what one table lays into each shared place: its column, or nothing, but of the right type."""
    own = dict(zip(places, inspect(table).columns, strict=True))
    for place, kind in enumerate(shared):
        yield f'{table.__tablename__}."{own[place].name}"' if place in own else f"CAST(NULL AS {kind})"


def _read(values: Sequence[Any], table: type[Record], dialect: Dialect) -> list[Any]:
    pairs = zip(readers(table, dialect), values, strict=True)
    return [value if reader is None else reader(value) for reader, value in pairs]
