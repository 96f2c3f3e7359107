"""Open tasks 待办: who has what to do; rewritten with every step, never a second truth beside the run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session

from workflows.records.cases import Case, Party
from workflows.records.clocks import Clock
from workflows.records.keyset import FIRST, MOST_COUNTED, Leaf, Turn, leaf_of, turned
from workflows.records.run_tables import open_tasks, withdrawn_tasks
from workflows.records.runs import TaskRow
from workflows.records.schema import Instant, count_changed
from workflows.rules.permissions import held_roles
from workflows.vocabulary.roles import HANDLING_UNIT, Actor


@dataclass(frozen=True, slots=True)
class Sieve:
    """What a list of tasks keeps: a lamp between ``bounds``, words of case, party or step, one stage."""

    lamp: str = ""
    bounds: tuple[date, date] | None = None
    words: str = ""
    stage: str = ""

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return what a task must meet to be kept."""
        found: list[ColumnElement[bool]] = []
        if self.lamp and self.bounds:
            found.append(_lamp_conditions(self.bounds)[self.lamp])
        if self.stage:
            found.append(open_tasks.c.stage == self.stage)
        for word in self.words.split():
            places = (Case.number, Case.title, Party.name, open_tasks.c.label)
            found.append(or_(*(place.contains(word, autoescape=True) for place in places)))
        return found


KEEP_ALL = Sieve()


@dataclass(frozen=True, slots=True)
class WithdrawnTask:
    """A task the case left behind: ``withdrawn_by`` did ``cause``, after which it was no longer needed."""

    id: int
    case_id: int
    node: str
    act: str
    label: str
    withdrawn_at: datetime
    withdrawn_by: str
    cause: str


# Made once: every step runs them, and putting them together takes longer than running them.
_ADD = insert(open_tasks)
_REMOVE = delete(open_tasks).where(open_tasks.c.engine_id == bindparam("gone"))
_OF_RUN = select(open_tasks).where(open_tasks.c.run_id == bindparam("run_id")).order_by(open_tasks.c.id)


class Tasks:
    """The open tasks of all runs."""

    def __init__(self, session: Session) -> None:
        """Work inside the caller's transaction."""
        self._session = session

    def find(self, task_id: int) -> TaskRow | None:
        """Return an open task, or None when it is finished or never was."""
        row = self._session.execute(select(open_tasks).where(open_tasks.c.id == task_id)).one_or_none()
        return TaskRow(*row) if row is not None else None

    def of_run(self, run_id: int) -> list[TaskRow]:
        """Return the run's open tasks, oldest first."""
        return [TaskRow(*row) for row in self._session.execute(_OF_RUN, {"run_id": run_id})]

    def of_person(self, person_id: int) -> list[TaskRow]:
        """Return the open tasks a person holds, oldest first."""
        query = select(open_tasks).where(open_tasks.c.person_id == person_id).order_by(open_tasks.c.id)
        return [TaskRow(*row) for row in self._session.execute(query)]

    def add(self, rows: Sequence[Mapping[str, object]]) -> None:
        """Record newly opened tasks."""
        if rows:
            self._session.execute(_ADD, [dict(row) for row in rows])

    def remove(self, engine_ids: Sequence[str]) -> None:
        """Forget tasks that are finished or withdrawn; what was done stays in the finished steps."""
        if engine_ids:
            self._session.execute(_REMOVE, [{"gone": one} for one in engine_ids])

    def note_withdrawn(self, engine_ids: Sequence[str], *, at: datetime, by: str, cause: str) -> None:
        """Keep which tasks the case leaves behind, who did what, before they are removed."""
        if not engine_ids:
            return
        left = select(
            open_tasks.c.id,
            open_tasks.c.case_id,
            open_tasks.c.node,
            open_tasks.c.act,
            open_tasks.c.label,
            literal(at, Instant),
            literal(by),
            literal(cause),
        ).where(open_tasks.c.engine_id.in_(engine_ids))
        self._session.execute(insert(withdrawn_tasks).from_select(withdrawn_tasks.c.keys(), left))

    def list_withdrawn(self, case_id: int) -> list[WithdrawnTask]:
        """Return the tasks a case has left behind, oldest first."""
        query = select(withdrawn_tasks).where(withdrawn_tasks.c.case_id == case_id).order_by(withdrawn_tasks.c.id)
        return [WithdrawnTask(**row._mapping) for row in self._session.execute(query)]

    def find_withdrawn(self, task_id: int) -> WithdrawnTask | None:
        """Return a task that was withdrawn, or None."""
        row = self._session.execute(select(withdrawn_tasks).where(withdrawn_tasks.c.id == task_id)).one_or_none()
        return WithdrawnTask(**row._mapping) if row is not None else None

    def change(self, task_id: int, **values: object) -> None:
        """Change who holds a task, or what it says."""
        self._session.execute(update(open_tasks).where(open_tasks.c.id == task_id).values(**values))

    def claim(self, task_id: int, *, person_id: int) -> bool:
        """Take a task from the pool; False when somebody else was faster."""
        query = update(open_tasks).where(open_tasks.c.id == task_id, open_tasks.c.person_id.is_(None))
        return count_changed(self._session, query.values(person_id=person_id)) == 1

    def freeze(self, person_id: int, *, is_frozen: bool) -> int:
        """Freeze or thaw all open tasks of a person; return how many."""
        query = update(open_tasks).where(open_tasks.c.person_id == person_id)
        return count_changed(self._session, query.values(is_frozen=is_frozen))

    def count_frozen(self, agency_id: int) -> dict[int, int]:
        """Return how many frozen tasks each person of the agency holds."""
        query = (
            select(open_tasks.c.person_id, func.count())
            .where(
                open_tasks.c.agency_id == agency_id,
                open_tasks.c.person_id.is_not(None),
                open_tasks.c.is_frozen.is_(True),
            )
            .group_by(open_tasks.c.person_id)
        )
        return {int(row[0]): int(row[1]) for row in self._session.execute(query)}

    def workload(self, agency_id: int) -> dict[int, int]:
        """Return how many open tasks each person of the agency holds."""
        query = (
            select(open_tasks.c.person_id, func.count())
            .where(open_tasks.c.agency_id == agency_id, open_tasks.c.person_id.is_not(None))
            .group_by(open_tasks.c.person_id)
        )
        return {int(row[0]): int(row[1]) for row in self._session.execute(query)}

    def list_mine(
        self, person_id: int, *, size: int, turn: Turn = FIRST, sieve: Sieve = KEEP_ALL
    ) -> Leaf[Mapping[str, object]]:
        """Return a page of the person's tasks with case, party and limit, most urgent first."""
        return self._leaf(_listing().where(open_tasks.c.person_id == person_id, *sieve.conditions()), size, turn)

    def count_by_lamp(self, person_id: int, bounds: tuple[date, date]) -> dict[str, int]:
        """Return how many of a person's first thousand tasks are overdue, due soon, fine or paused."""
        lit = _lamp_conditions(bounds)
        mine = select(*(condition.label(name) for name, condition in lit.items()))
        some = mine.where(open_tasks.c.person_id == person_id).limit(MOST_COUNTED + 1).subquery()
        counted = [func.sum(case((some.c[name], 1), else_=0)).label(name) for name in lit]
        row = self._session.execute(select(*counted)).one()
        return {name: int(count or 0) for name, count in row._mapping.items()}

    def list_pool(
        self, actor: Actor, *, size: int, turn: Turn = FIRST, sieve: Sieve = KEEP_ALL
    ) -> Leaf[Mapping[str, object]]:
        """Return a page of the unclaimed tasks that this person may claim, most urgent first."""
        return self._leaf(_listing().where(_IN_POOL, *sieve.conditions()), size, turn, _as_asked(actor))

    def count_mine(self, person_id: int, *, sieve: Sieve = KEEP_ALL) -> int:
        """Return how many tasks the person holds that a sieve keeps; one more than a thousand stands for any more."""
        counted = _counted(_counting(sieve).where(open_tasks.c.person_id == person_id))
        return int(self._session.execute(counted).scalar_one())

    def count_pool(self, actor: Actor, *, sieve: Sieve = KEEP_ALL) -> int:
        """Return how many tasks wait for this person to claim them, counted like one's own."""
        counted = _POOL_COUNTED if sieve == KEEP_ALL else _counted(_counting(sieve).where(_IN_POOL))
        return int(self._session.execute(counted, _as_asked(actor)).scalar_one())

    def _leaf(
        self,
        query: Select[tuple[object, ...]],
        size: int,
        turn: Turn,
        asked: Mapping[str, object] = MappingProxyType({}),
    ) -> Leaf[Mapping[str, object]]:
        urgent = turned(query, [_URGENCY, open_tasks.c.opened_at, open_tasks.c.id], turn).limit(size + 1)
        rows: list[Mapping[str, object]] = [dict(row._mapping) for row in self._session.execute(urgent, asked)]
        return leaf_of(rows, turn, size=size, key=lambda row: (row["urgency"], row["opened_at"], row["id"]))


def _in_pool() -> ColumnElement[bool]:
    """Say what waits for a person, as the regulation has it (Permission.CLAIM_TASK): the task's role, its unit."""
    whose = Case.__table__.alias("whose")
    # Who belongs to no unit claims no case that a unit handles.
    is_other_unit = and_(whose.c.unit_id.is_not(None), whose.c.unit_id.is_distinct_from(bindparam("own_unit")))
    is_of_another = exists().where(whose.c.id == open_tasks.c.case_id, is_other_unit)
    return and_(
        open_tasks.c.agency_id == bindparam("own_agency"),
        open_tasks.c.person_id.is_(None),
        open_tasks.c.role.in_(bindparam("own_roles", expanding=True)),
        or_(open_tasks.c.unit != HANDLING_UNIT, ~is_of_another),
    )


def _as_asked(actor: Actor) -> Mapping[str, object]:
    """Return for whom the pool is asked."""
    roles = [role.value for role in held_roles(actor)]
    return {"own_agency": actor.agency_id, "own_unit": actor.unit_id, "own_roles": roles}


# A task's own clock where it has one, else the nearest running limit of its run.
_RUN_LIMIT = (
    select(func.min(Clock.due_on))
    .where(Clock.run_id == open_tasks.c.run_id, Clock.state == "running", Clock.is_limit.is_(True), Clock.is_agency)
    .where(Clock.engine_id == "")
    .scalar_subquery()
)
_LIMIT = func.coalesce(open_tasks.c.due_on, _RUN_LIMIT)
# What has no limit comes last.
_URGENCY = func.coalesce(open_tasks.c.due_on, _RUN_LIMIT, literal(date.max, Date), type_=Date)
_PAUSED = (
    select(func.count())
    .where(Clock.run_id == open_tasks.c.run_id, Clock.state == "paused", Clock.name == "penalty_90d")
    .scalar_subquery()
)


def _lamp_conditions(bounds: tuple[date, date]) -> dict[str, ColumnElement[bool]]:
    today, soon = bounds
    running = _PAUSED == 0
    return {
        "overdue": and_(running, today > _LIMIT),
        "soon": and_(running, today <= _LIMIT, soon >= _LIMIT),
        "fine": and_(running, or_(_LIMIT.is_(None), soon < _LIMIT)),
        "paused": _PAUSED > 0,
    }


def _counting(sieve: Sieve) -> Select[tuple[int]]:
    """Count from the tasks alone unless words are looked for in their cases."""
    query = select(open_tasks.c.id).where(*sieve.conditions())
    return _with_cases(query) if sieve.words else query


def _counted(query: Select[tuple[int]]) -> Select[int]:
    return select(func.count()).select_from(query.limit(MOST_COUNTED + 1).subquery())


def _with_cases(query: Select[Any]) -> Select[Any]:
    return query.join(Case, Case.id == open_tasks.c.case_id).outerjoin(Party, Party.case_id == Case.id)


def _listing() -> Select[tuple[object, ...]]:
    return _with_cases(
        select(
            open_tasks,
            Case.number.label("case_number"),
            Case.title.label("case_title"),
            Party.name.label("party_name"),
            type_coerce(_LIMIT, Date).label("limit_on"),
            _URGENCY.label("urgency"),
            _PAUSED.label("paused_clocks"),
        )
    )


# Made once: every page asks how many tasks wait, and putting the statement together takes longer than running it.
_IN_POOL = _in_pool()
_POOL_COUNTED = _counted(_counting(KEEP_ALL).where(_IN_POOL))
