"""Runs 运行, open tasks 待办 and finished steps: the hot path, kept with SQLAlchemy Core."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, String, bindparam, cast, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from workflows.errors import ConflictError
from workflows.records.journal import case_journal
from workflows.records.run_tables import finished_steps, runs
from workflows.records.schema import count_changed, insert_one
from workflows.vocabulary.wording import N_, Objection


# A row of each table becomes one of these by the order of its columns.
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
    press_sha: str


@dataclass(frozen=True, slots=True)
class Doing:
    """One act at one node and site by the same people: its last step, and how often they did it."""

    last: StepRow
    times: int


# As SQLite and PostgreSQL name the constraint that was broken.
_KEY_TAKEN = re.compile(r"finished_steps[._]key")


def count_places(doings: Iterable[Doing]) -> dict[tuple[str, str], int]:
    """Return how often the steps were done that somebody has read already, by node and site."""
    times = Counter[tuple[str, str]]()
    for one in doings:
        times[one.last.node, one.last.site] += one.times
    return times


def _doings() -> Select[*tuple[Any, ...]]:
    steps = finished_steps.c
    grouped = (
        select(func.max(steps.id).label("last_id"), func.count().label("times"))
        .where(steps.run_id == bindparam("run_id"))
        .group_by(steps.act, steps.node, steps.site, steps.by_id, cast(steps.persons, String))
        .subquery()
    )
    return select(finished_steps, grouped.c.times).join(grouped, grouped.c.last_id == steps.id).order_by(steps.id)


# Made once: every act runs them, and putting them together takes longer than running them.
_DOINGS = _doings()
_TIMES_AT = (
    select(finished_steps.c.node, finished_steps.c.site, func.count())
    .where(finished_steps.c.run_id == bindparam("run_id"))
    .where(finished_steps.c.node.in_(bindparam("nodes", expanding=True)))
    .group_by(finished_steps.c.node, finished_steps.c.site)
)
_ADD_RUN, _ADD_STEP = insert(runs), insert(finished_steps)
_SAVE = update(runs).where(runs.c.id == bindparam("run_id"), runs.c.version == bindparam("seen"))


class Runs:
    """The runs, their open tasks and their finished steps."""

    def __init__(self, session: Session) -> None:
        """Work inside the caller's transaction."""
        self._session = session

    def add(self, **values: object) -> int:
        """Record a new run and return its number."""
        return insert_one(self._session, _ADD_RUN, values)

    def find(self, run_id: int) -> RunRow | None:
        """Return the run for reading, or None."""
        row = self._session.execute(select(runs).where(runs.c.id == run_id)).one_or_none()
        return RunRow(*row) if row is not None else None

    def of_case(self, case_id: int) -> RunRow | None:
        """Return the latest run of a case, or None."""
        query = select(runs).where(runs.c.case_id == case_id).order_by(runs.c.id.desc()).limit(1)
        row = self._session.execute(query).one_or_none()
        return RunRow(*row) if row is not None else None

    def save(self, run_id: int, *, version: int, **values: object) -> bool:
        """Write a run over ``version``; False when somebody else was faster."""
        changed = {"run_id": run_id, "seen": version, "version": version + 1, **values}
        return count_changed(self._session, _SAVE, changed) == 1

    def add_step(self, **values: object) -> int:
        """Record a finished step and return its number; ConflictError when its key was pressed for another step."""
        try:
            return insert_one(self._session, _ADD_STEP, values)
        except IntegrityError as error:
            if _KEY_TAKEN.search(str(error.orig)) is None:
                raise
            text = N_("此页面已经提交过一次，请刷新页面，核对后再提交")
            raise ConflictError(Objection("key-used", text)) from error

    def list_steps(self, run_id: int, *, after: int = 0) -> list[StepRow]:
        """Return the run's finished steps, oldest first; only those after one of them when asked."""
        query = (
            select(finished_steps)
            .where(finished_steps.c.run_id == run_id, finished_steps.c.id > after)
            .order_by(finished_steps.c.id)
        )
        return [StepRow(*row) for row in self._session.execute(query)]

    def list_doings(self, run_id: int) -> list[Doing]:
        """Return every combination of act, node, site and people with its last step: one statement at any age."""
        rows = self._session.execute(_DOINGS, {"run_id": run_id})
        return [Doing(StepRow(*last), times) for *last, times in rows]

    def count_at(self, run_id: int, nodes: Collection[str]) -> dict[tuple[str, str], int]:
        """Return how often the steps at some nodes were done, by node and site; what never was is left out."""
        rows = self._session.execute(_TIMES_AT, {"run_id": run_id, "nodes": sorted(nodes)})
        return {(node, site): times for node, site, times in rows}

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

    def find_step(self, step_id: int) -> StepRow | None:
        """Return a finished step, or None."""
        row = self._session.execute(select(finished_steps).where(finished_steps.c.id == step_id)).one_or_none()
        return StepRow(*row) if row is not None else None

    def find_step_by_key(self, key: str) -> StepRow | None:
        """Return the step that a pressing of a button already did, or None."""
        row = self._session.execute(select(finished_steps).where(finished_steps.c.key == key)).one_or_none()
        return StepRow(*row) if row is not None else None

    def find_step_of_task(self, task_id: int) -> StepRow | None:
        """Return the step that finished a task, or None."""
        query = select(finished_steps).where(finished_steps.c.task_id == task_id).limit(1)
        row = self._session.execute(query).one_or_none()
        return StepRow(*row) if row is not None else None
