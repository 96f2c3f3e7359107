"""Past cases as a replay needs them: numbers of cases, what was done in order and what it set; nothing else is read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from workflows.records.cases import Case
from workflows.records.run_tables import bundles, finished_steps, open_tasks, runs


@dataclass(frozen=True, slots=True)
class Span:
    """Cases of one agency and one procedure, registered from a moment on and before another."""

    agency_id: int
    process: str
    since: datetime
    before: datetime


@dataclass(frozen=True, slots=True)
class PastRun:
    """One run: its number, its case and the case's number, the version it is on, and whether it is closed."""

    id: int
    case_id: int
    number: str
    bundle_sha: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class PastRow:
    """One finished step of a run, or with no facts one open task."""

    act: str
    node: str
    site: str
    facts: Mapping[str, str | bool | int]
    done_on: date
    by_system: bool


def count_past_runs(session: Session, span: Span) -> int:
    """Return how many runs a span holds."""
    return int(session.execute(select(func.count()).select_from(_runs(span).subquery())).scalar_one())


def list_past_runs(session: Session, span: Span, *, after: int, limit: int) -> list[PastRun]:
    """Return the runs of a span in order, those after a number, at most so many."""
    query = _runs(span).where(runs.c.id > after).order_by(runs.c.id).limit(limit)
    return [_run(row) for row in session.execute(query)]


def find_past_run(session: Session, number: str, *, agency_id: int, process: str) -> PastRun | None:
    """Return the latest run of a case by its number in one agency, or None."""
    query = (
        select(runs.c.id, Case.id, Case.number, runs.c.bundle_sha, runs.c.status)
        .join(Case, Case.id == runs.c.case_id)
        .join(bundles, bundles.c.sha == runs.c.bundle_sha)
        .where(Case.number == number, runs.c.agency_id == agency_id, bundles.c.process == process)
        .order_by(runs.c.id.desc())
        .limit(1)
    )
    row = session.execute(query).one_or_none()
    return _run(row) if row is not None else None


def steps_of_runs(session: Session, run_ids: Sequence[int]) -> dict[int, list[PastRow]]:
    """Return the finished steps of several runs, oldest first; what a service site leaves as a trace is left out."""
    table = finished_steps.c
    query = (
        select(table.run_id, table.act, table.node, table.site, table.facts, table.done_on, table.by_id)
        .where(table.run_id.in_(run_ids), table.act != table.site)
        .order_by(table.run_id, table.id)
    )
    return _by_run(
        (row[0], PastRow(row[1], row[2], row[3], row[4], row[5], row[6] == 0)) for row in session.execute(query)
    )


def open_in_runs(session: Session, run_ids: Sequence[int]) -> dict[int, list[PastRow]]:
    """Return the open tasks of several runs."""
    table = open_tasks.c
    query = select(table.run_id, table.act, table.node, table.site).where(table.run_id.in_(run_ids)).order_by(table.id)
    rows = session.execute(query)
    return _by_run((row[0], PastRow(row[1], row[2], row[3], {}, date.min, by_system=False)) for row in rows)


def _run(row: Row[Any]) -> PastRun:
    run_id, case_id, number, sha, status = tuple(row)
    return PastRun(run_id, case_id, number, sha, status == "closed")


def _by_run(rows: Iterable[tuple[int, PastRow]]) -> dict[int, list[PastRow]]:
    found: dict[int, list[PastRow]] = {}
    for run_id, row in rows:
        found.setdefault(run_id, []).append(row)
    return found


def _runs(span: Span) -> Select[tuple[int, int, str, str, str]]:
    return (
        select(runs.c.id, Case.id, Case.number, runs.c.bundle_sha, runs.c.status)
        .join(Case, Case.id == runs.c.case_id)
        .join(bundles, bundles.c.sha == runs.c.bundle_sha)
        .where(
            runs.c.agency_id == span.agency_id,
            bundles.c.process == span.process,
            Case.registered_at >= span.since,
            Case.registered_at < span.before,
        )
    )
