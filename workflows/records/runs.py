"""Runs 运行, open tasks 待办 and finished steps: the hot path, kept with SQLAlchemy Core."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.orm import Session

from workflows.records.journal import GENESIS, Journal, case_journal
from workflows.records.run_tables import finished_steps, runs
from workflows.records.schema import count_changed, insert_one


@dataclass(frozen=True, slots=True)
class RunRow:
    """One walk through a flow, as last saved."""

    id: int
    case_id: int
    agency_id: int
    bundle_sha: str
    version: int
    state: bytes
    facts: Mapping[str, str | bool | int]
    status: str
    changed_at: datetime
    changed_by: str
    changed_what: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One open task 待办; ``person_id`` None means it waits in its unit's pool 待签收."""

    id: int
    run_id: int
    case_id: int
    agency_id: int
    engine_id: str
    node: str
    label: str
    act: str
    site: str
    part: str
    stage: str
    role: str
    unit: str
    form: str
    person_id: int | None
    origin: str
    round: int
    sent_by: str
    reason: str
    points: Sequence[Mapping[str, str]] | None
    opened_at: datetime
    due_on: date | None
    is_frozen: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """One finished step: who did which act when, the facts it set and the answers given."""

    id: int
    run_id: int
    case_id: int
    task_id: int | None
    node: str
    act: str
    site: str
    stage: str
    by_id: int
    by_name: str
    persons: Sequence[int]
    round: int
    opened_at: datetime | None
    done_at: datetime
    done_on: date
    facts: Mapping[str, str | bool | int]
    answers: Mapping[str, object]
    summary: str
    key: str | None


@dataclass(frozen=True, slots=True)
class LastStep:
    """The last step of one act at one node, with how often that act and that node were done."""

    step: StepRow
    times_act: int
    times_node: int


def _run(row: Row[tuple[object, ...]]) -> RunRow:
    return RunRow(**row._mapping)


def _task(row: Row[tuple[object, ...]]) -> TaskRow:
    return TaskRow(**row._mapping)


def _step(row: Row[tuple[object, ...]]) -> StepRow:
    return StepRow(**row._mapping)


class Runs:
    """The runs, their open tasks and their finished steps."""

    def __init__(self, session: Session, journal: Journal) -> None:
        """Work inside the caller's transaction, beside its case journal."""
        self._session = session
        self._journal = journal

    def add(self, **values: object) -> int:
        """Record a new run and return its number."""
        return insert_one(self._session, insert(runs).values(**values))

    def lock(self, run_id: int) -> RunRow | None:
        """Return the run for writing (SQLite: the transaction is IMMEDIATE; PostgreSQL: FOR UPDATE).

        The head of its case's journal comes along, so that the act's entry needs no statement to find it.
        """
        entries = case_journal.c
        newest = (
            select(entries.id)
            .where(entries.case_id == runs.c.case_id)
            .order_by(entries.seq.desc())
            .limit(1)
            .correlate(runs)
            .scalar_subquery()
        )
        query = (
            select(runs, entries.seq.label("head_seq"), entries.hash.label("head_hash"))
            .outerjoin(case_journal, entries.id == newest)
            .where(runs.c.id == run_id)
            .with_for_update(of=runs)
        )
        row = self._session.execute(query).one_or_none()
        if row is None:
            return None
        values = dict(row._mapping)
        seq, digest = values.pop("head_seq"), values.pop("head_hash")
        self._journal.stand_at(values["case_id"], seq or 0, digest or GENESIS)
        return RunRow(**values)

    def find(self, run_id: int) -> RunRow | None:
        """Return the run for reading, or None."""
        row = self._session.execute(select(runs).where(runs.c.id == run_id)).one_or_none()
        return _run(row) if row is not None else None

    def of_case(self, case_id: int) -> RunRow | None:
        """Return the latest run of a case, or None."""
        query = select(runs).where(runs.c.case_id == case_id).order_by(runs.c.id.desc()).limit(1)
        row = self._session.execute(query).one_or_none()
        return _run(row) if row is not None else None

    def save(self, run_id: int, *, version: int, **values: object) -> bool:
        """Write a run over ``version``; False when somebody else was faster."""
        query = update(runs).where(runs.c.id == run_id, runs.c.version == version)
        return count_changed(self._session, query.values(version=version + 1, **values)) == 1

    def add_step(self, **values: object) -> int:
        """Record a finished step and return its number."""
        return insert_one(self._session, insert(finished_steps).values(**values))

    def list_steps(self, run_id: int, *, after: int = 0) -> list[StepRow]:
        """Return the run's finished steps, oldest first; only those after one of them when asked."""
        query = (
            select(finished_steps)
            .where(finished_steps.c.run_id == run_id, finished_steps.c.id > after)
            .order_by(finished_steps.c.id)
        )
        return [_step(row) for row in self._session.execute(query)]

    def list_last_steps(self, run_id: int) -> list[LastStep]:
        """Return the last step of every act at every node, oldest first: one statement however old the run is."""
        steps = finished_steps.c
        # Counted over the index alone; only the rows that are last are read.
        numbered = (
            select(
                steps.id,
                func.count().over(partition_by=steps.act).label("times_act"),
                func.count().over(partition_by=steps.node).label("times_node"),
                func.row_number().over(partition_by=(steps.act, steps.node), order_by=steps.id.desc()).label("place"),
            )
            .where(steps.run_id == run_id)
            .subquery()
        )
        query = (
            select(finished_steps, numbered.c.times_act, numbered.c.times_node)
            .join(numbered, numbered.c.id == steps.id)
            .where(numbered.c.place == 1)
            .order_by(steps.id)
        )
        found = []
        for row in self._session.execute(query):
            values = dict(row._mapping)
            times_act, times_node = values.pop("times_act"), values.pop("times_node")
            found.append(LastStep(StepRow(**values), times_act, times_node))
        return found

    def list_signers(self, run_id: int) -> list[tuple[str, int, Sequence[int]]]:
        """Return (act, who did it, who signed) of all steps, each combination once."""
        steps = finished_steps.c
        query = select(steps.act, steps.by_id, steps.persons).where(steps.run_id == run_id).distinct()
        return [(row[0], row[1], row[2]) for row in self._session.execute(query)]

    def find_unjournalled(self) -> tuple[int, int] | None:
        """Return (case, entries that should be there) of a case whose journal tells fewer acts than were finished.

        A chain cannot show that its newest entries were cut off; the sealed finished steps can. The step of a service
        site is written with its act's entry, so it has none of its own.
        """
        steps, entries = finished_steps.c, case_journal.c
        told = (
            select(entries.case_id, func.count().label("acts"), func.max(entries.seq).label("last"))
            .where(entries.kind == "ActDone")
            .group_by(entries.case_id)
            .subquery()
        )
        query = (
            select(steps.case_id, func.coalesce(func.max(told.c.last), 0))
            .outerjoin(told, told.c.case_id == steps.case_id)
            .where(steps.act != steps.site)
            .group_by(steps.case_id)
            .having(func.count() > func.coalesce(func.max(told.c.acts), 0))
            .limit(1)
        )
        row = self._session.execute(query).one_or_none()
        return (int(row[0]), int(row[1]) + 1) if row is not None else None

    def find_step_by_key(self, key: str) -> StepRow | None:
        """Return the step that a pressing of a button already did, or None."""
        row = self._session.execute(select(finished_steps).where(finished_steps.c.key == key)).one_or_none()
        return _step(row) if row is not None else None

    def find_step_of_task(self, task_id: int) -> StepRow | None:
        """Return the step that finished a task, or None."""
        query = select(finished_steps).where(finished_steps.c.task_id == task_id).limit(1)
        row = self._session.execute(query).one_or_none()
        return _step(row) if row is not None else None
