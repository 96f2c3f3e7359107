"""The drawers of a case file: every table that belongs to one run, and how few statements read them.

An act that looks into many drawers would ask the database as often. ``Drawers`` asks first which drawers hold
anything (most are empty in most cases), reads the first of them alone, and whoever opens a second gets all the rest in
one statement: a UNION ALL in which each table fills its own columns and leaves the others empty, written out as text
because SQLAlchemy matches the columns of several entities in a text by their place.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeVar, cast

from sqlalchemy import Executable, TextClause, inspect, select, text
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
        for row in self._session.execute(_together(tables, self._session.get_bind().dialect), self._places):
            one = next(each for each in row if each is not None)
            found[type(one)].append(one)
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


@lru_cache(maxsize=256)
def _together(tables: tuple[type[Record], ...], dialect: Dialect) -> Executable:
    """Return the statement that reads several drawers at once."""
    columns = [column for table in tables for column in inspect(table).columns]
    parts = (
        f"SELECT {', '.join(_column(column, table, dialect) for column in columns)} "  # noqa: S608 -- our own names
        f"FROM {table.__tablename__} WHERE {_BELONGS[table].format(run=':run', case=':case')}"
        for table in tables
    )
    return select(*tables).from_statement(text(" UNION ALL ".join(parts)).columns(*columns))


def _column(column: Any, table: type[Record], dialect: Dialect) -> str:  # noqa: ANN401 -- a mapped column
    """Write a column of ``table`` itself, and nothing, but of the right type, for a column of another."""
    if column.table is table.__table__:
        return f'{table.__tablename__}."{column.name}"'
    return f"CAST(NULL AS {column.type.compile(dialect)})"
