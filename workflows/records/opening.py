"""Opening a case file for writing: one statement locks the run and brings along what nearly every act looks at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, bindparam, cast, select
from sqlalchemy.orm import Session

from workflows.records.agencies import Agency
from workflows.records.cases import Case, Party
from workflows.records.chain import GENESIS
from workflows.records.clocks import CalendarNotice
from workflows.records.drawers import full_drawers, inventory
from workflows.records.journal import Journal, case_journal
from workflows.records.run_tables import open_tasks, runs
from workflows.records.runs import RunRow, TaskRow
from workflows.records.schema import Record
from workflows.records.templates import newest_approved
from workflows.records.webhooks import is_told


@dataclass(frozen=True, slots=True)
class OpenFile:
    """A locked run with the cover of its file, the drawers that hold anything, the marks of calendar and templates.

    ``is_told``: another system wants to hear what happens in cases of this agency.
    """

    run: RunRow
    case: Case
    agency: Agency
    party: Party
    full: frozenset[type[Record]]
    calendar_mark: str | None
    template_mark: str | None
    is_told: bool


_NEWEST_NOTICE = (
    select(cast(CalendarNotice.id, String) + " " + CalendarNotice.sha)
    .order_by(CalendarNotice.id.desc())
    .limit(1)
    .scalar_subquery()
)


def calendar_mark(session: Session) -> str | None:
    """Return what changes with every imported notice: the number and hash of the newest one."""
    mark: str | None = session.execute(select(_NEWEST_NOTICE)).scalar_one()
    return mark


_ENTRIES = case_journal.c
_HEAD = (
    select(_ENTRIES.id)
    .where(_ENTRIES.case_id == runs.c.case_id)
    .order_by(_ENTRIES.seq.desc())
    .limit(1)
    .correlate(runs)
    .scalar_subquery()
)
# Made once: a statement this wide takes longer to put together than to run.
_OPENING = (
    select(Case, Agency, Party, _ENTRIES.seq, _ENTRIES.hash, _NEWEST_NOTICE, newest_approved(runs.c.agency_id))
    .add_columns(is_told(runs.c.agency_id))
    .add_columns(*runs.c, *inventory("runs.id", "runs.case_id"))
    .select_from(runs)
    .join(Case, Case.id == runs.c.case_id)
    .join(Agency, Agency.id == Case.agency_id)
    .join(Party, Party.case_id == Case.id)
    .outerjoin(case_journal, _ENTRIES.id == _HEAD)
)
_OF_RUN = _OPENING.where(runs.c.id == bindparam("run_id"))
_OF_TASK = (
    _OPENING.add_columns(*open_tasks.c)
    .join(open_tasks, open_tasks.c.run_id == runs.c.id)
    .where(open_tasks.c.id == bindparam("task_id"))
)
# The file is read by a statement of its own, after the wait: what somebody wrote meanwhile must be seen in it.
_LOCK_RUN = select(runs.c.id).where(runs.c.id == bindparam("id")).with_for_update()
_LOCK_RUN_OF_TASK = (
    select(runs.c.id)
    .where(runs.c.id == select(open_tasks.c.run_id).where(open_tasks.c.id == bindparam("id")).scalar_subquery())
    .with_for_update()
)


def _wait_for(session: Session, lock: Select[tuple[int]], key: int) -> None:
    """Wait for a run on PostgreSQL; on SQLite the transaction is IMMEDIATE and has waited already."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(lock, {"id": key})


def open_file(session: Session, journal: Journal, run_id: int) -> OpenFile | None:
    """Lock a run and return its file, or None.

    The head of the case's journal comes along too, so that the act's entry needs no statement to find it.
    """
    _wait_for(session, _LOCK_RUN, run_id)
    row = session.execute(_OF_RUN, {"run_id": run_id}).one_or_none()
    return _file(row, journal) if row is not None else None


def open_file_of_task(session: Session, journal: Journal, task_id: int) -> tuple[OpenFile, TaskRow] | None:
    """Lock the run of an open task and return its file and the task, or None when the task is not open."""
    _wait_for(session, _LOCK_RUN_OF_TASK, task_id)
    row = session.execute(_OF_TASK, {"task_id": task_id}).one_or_none()
    if row is None:
        return None
    before = len(row) - len(open_tasks.c)
    return _file(row[:before], journal), TaskRow(*row[before:])


def _file(row: Sequence[Any], journal: Journal) -> OpenFile:
    case, agency, party, seq, digest, mark, templates, has_listeners, *values = row
    of_run, is_full = values[: len(runs.c)], values[len(runs.c) :]
    journal.stand_at(case.id, seq or 0, digest or GENESIS)
    return OpenFile(RunRow(*of_run), case, agency, party, full_drawers(is_full), mark, templates, bool(has_listeners))
