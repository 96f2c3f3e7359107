"""Moves 迁移版本: which cases went from one version of their flow to another, what stood before, who asked for it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy import ForeignKey, func, select, update
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from workflows.records.cases import Case
from workflows.records.clocks import Clock
from workflows.records.jobs import FormDraft
from workflows.records.keyset import FIRST, MOST_COUNTED, Leaf, Turn, leaf_of, turned
from workflows.records.measures import ExitProposal
from workflows.records.run_tables import bundles, finished_steps, open_tasks, runs
from workflows.records.runs import RunRow, TaskRow
from workflows.records.schema import Record

# Of an open task, what the drawing says and nobody typed or decided.
DRAWN = ("node", "label", "part", "stage", "role", "unit", "form")


class MoveProposal(Record):
    """提请迁移: a flow administrator proposes to move running cases, with reason and provision, onto a version.

    ``mapping`` names the nodes of that version on which steps that vanished go on.
    """

    __tablename__ = "move_proposals"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    to_sha: Mapped[str] = mapped_column(ForeignKey("bundles.sha"), index=True)
    reason: Mapped[str]
    provision: Mapped[str]
    mapping: Mapped[dict[str, object]]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    proposed_by_name: Mapped[str]
    proposed_at: Mapped[datetime]


class RunMove(Record):
    """One case moved, or moved back; sealed. ``undoes`` is the move that this one takes back.

    ``state``, ``facts`` and ``tasks`` (of each open task what the drawing said, and who held it) are those before;
    ``version`` is the run's afterwards, so that it tells whether anything has been done since.
    """

    __tablename__ = "run_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"), index=True)
    from_sha: Mapped[str] = mapped_column(ForeignKey("bundles.sha"))
    to_sha: Mapped[str] = mapped_column(ForeignKey("bundles.sha"), index=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("move_proposals.id"))
    undoes: Mapped[int | None] = mapped_column(ForeignKey("run_moves.id"), unique=True)
    state: Mapped[bytes]
    facts: Mapped[dict[str, object]]
    tasks: Mapped[list[object]]
    stage: Mapped[str]
    version: Mapped[int]
    reason: Mapped[str]
    provision: Mapped[str]
    moved_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    moved_by_name: Mapped[str]
    moved_at: Mapped[datetime]
    key: Mapped[str] = mapped_column(unique=True)

    def tasks_before(self) -> dict[str, Mapping[str, object]]:
        """Return the open tasks as they were before, by the engine's number."""
        rows = cast("list[Mapping[str, object]]", self.tasks)
        return {str(row["engine_id"]): row for row in rows}


@dataclass(frozen=True, slots=True)
class FinishedStep:
    """What was done, without the answers: enough to ask the promises of another version."""

    act: str
    node: str
    site: str
    persons: frozenset[int]
    done_on: date
    facts: Mapping[str, str | bool | int]


@dataclass(frozen=True, slots=True)
class RunningCase:
    """Everything a move is judged by: the run, the cover of its case, and what is open, done, typed and counted."""

    run_id: int
    case_id: int
    agency_id: int
    bundle_sha: str
    version: int
    state: bytes
    facts: Mapping[str, str | bool | int]
    status: str
    number: str
    title: str
    stage: str
    tasks: Sequence[TaskRow]
    steps: Sequence[FinishedStep]
    clocks: frozenset[str]
    has_proposed_exit: bool
    typed: Mapping[int, Sequence[Mapping[str, object]]]


@dataclass(frozen=True, slots=True)
class KeptMove:
    """A move with the case it is about, who proposed it, and what stands there now."""

    move: RunMove
    number: str
    title: str
    proposed_by: str
    run: RunRow
    tasks: Sequence[TaskRow]
    is_undone: bool


def list_moves(session: Session, *, agency_id: int, to_sha: str, size: int, turn: Turn = FIRST) -> Leaf[KeptMove]:
    """Return a page of the moves of an agency's cases to a version, newest first, each with whether it was undone."""
    back = aliased(RunMove)
    query = (
        select(RunMove, Case.number, Case.title, MoveProposal.proposed_by_name, back.id, *runs.c)
        .join(Case, Case.id == RunMove.case_id)
        .join(MoveProposal, MoveProposal.id == RunMove.proposal_id)
        .join(runs, runs.c.id == RunMove.run_id)
        .outerjoin(back, back.undoes == RunMove.id)
        .where(Case.agency_id == agency_id, RunMove.to_sha == to_sha, RunMove.undoes.is_(None))
    )
    rows = session.execute(turned(query, [RunMove.__table__.c.id], turn, newest_first=True).limit(size + 1)).all()
    tasks = _tasks(session, [row[0].run_id for row in rows])
    kept = [
        KeptMove(move, number, title, by, RunRow(*run), tasks[move.run_id], undone is not None)
        for move, number, title, by, undone, *run in rows
    ]
    return leaf_of(kept, turn, size=size, key=lambda one: (one.move.id,))


def list_moves_of_run(session: Session, run_id: int) -> list[RunMove]:
    """Return every move of a run, those that take one back included, oldest first."""
    return list(session.scalars(select(RunMove).where(RunMove.run_id == run_id).order_by(RunMove.id)))


def list_covers(session: Session, *, agency_id: int, run_ids: Sequence[int]) -> dict[int, tuple[int, str, str]]:
    """Return (case, number, title) of the agency's runs among these, by run."""
    query = select(runs.c.id, Case.id, Case.number, Case.title).join(Case, Case.id == runs.c.case_id)
    return {
        run_id: (case_id, number, title)
        for some in _portions(run_ids)
        for run_id, case_id, number, title in session.execute(
            query.where(runs.c.id.in_(some), runs.c.agency_id == agency_id)
        )
    }


def count_moves(session: Session, *, agency_id: int, to_sha: str) -> int:
    """Return how often a case of an agency was moved to a version; one more than a thousand stands for any more."""
    some = (
        select(RunMove.id)
        .join(Case, Case.id == RunMove.case_id)
        .where(Case.agency_id == agency_id, RunMove.to_sha == to_sha, RunMove.undoes.is_(None))
        .limit(MOST_COUNTED + 1)
    )
    return int(session.execute(select(func.count()).select_from(some.subquery())).scalar_one())


def list_running(
    session: Session, *, agency_id: int, process: str, but: str = "", run_id: int | None = None
) -> list[RunningCase]:
    """Return the open cases of an agency on any version of a procedure ``but`` one, oldest first; or one run alone."""
    query = (
        select(runs, Case.number, Case.title, Case.stage.label("case_stage"))
        .join(Case, Case.id == runs.c.case_id)
        .join(bundles, bundles.c.sha == runs.c.bundle_sha)
        .where(runs.c.agency_id == agency_id, runs.c.status == "open", bundles.c.process == process)
        .where(runs.c.bundle_sha != but)
        .order_by(runs.c.id)
    )
    if run_id is not None:
        query = query.where(runs.c.id == run_id)
    rows = session.execute(query).all()
    of_runs = [row.id for row in rows]
    tasks, steps, clocks = _tasks(session, of_runs), _steps(session, of_runs), _clocks(session, of_runs)
    leaving = _leaving(session, of_runs)
    typed = _typed(session, [task.id for held in tasks.values() for task in held])
    return [
        RunningCase(
            run_id=row.id,
            case_id=row.case_id,
            agency_id=row.agency_id,
            bundle_sha=row.bundle_sha,
            version=row.version,
            state=row.state,
            facts=row.facts,
            status=row.status,
            number=row.number,
            title=row.title,
            stage=row.case_stage,
            tasks=tasks[row.id],
            steps=steps[row.id],
            clocks=frozenset(clocks[row.id]),
            has_proposed_exit=row.id in leaving,
            typed=typed,
        )
        for row in rows
    ]


def change_drawn(session: Session, engine_id: str, values: Mapping[str, object]) -> None:
    """Let an open task say what the drawing of its version says; whoever holds it, holds it still."""
    query = update(open_tasks).where(open_tasks.c.engine_id == engine_id)
    session.execute(query.values(**{name: values[name] for name in DRAWN}))


def _tasks(session: Session, of_runs: Sequence[int]) -> dict[int, list[TaskRow]]:
    found = defaultdict[int, list[TaskRow]](list)
    for some in _portions(of_runs):
        query = select(open_tasks).where(open_tasks.c.run_id.in_(some)).order_by(open_tasks.c.id)
        for row in session.execute(query):
            found[row.run_id].append(TaskRow(**row._mapping))
    return found


def _steps(session: Session, of_runs: Sequence[int]) -> dict[int, list[FinishedStep]]:
    found = defaultdict[int, list[FinishedStep]](list)
    steps = finished_steps.c
    columns = (steps.run_id, steps.act, steps.node, steps.site, steps.by_id, steps.persons, steps.done_on, steps.facts)
    for some in _portions(of_runs):
        for row in session.execute(select(*columns).where(steps.run_id.in_(some)).order_by(steps.id)):
            persons = frozenset(one for one in (row.by_id, *row.persons) if one)
            found[row.run_id].append(FinishedStep(row.act, row.node, row.site, persons, row.done_on, row.facts))
    return found


def _clocks(session: Session, of_runs: Sequence[int]) -> dict[int, list[str]]:
    found = defaultdict[int, list[str]](list)
    for some in _portions(of_runs):
        query = select(Clock.run_id, Clock.name).where(Clock.run_id.in_(some), Clock.state.in_(("running", "paused")))
        for run_id, name in session.execute(query):
            found[run_id].append(name)
    return found


def _leaving(session: Session, of_runs: Sequence[int]) -> set[int]:
    """Return the runs in which somebody's proposal to leave the road waits for an answer."""
    waiting = ExitProposal.decided_at.is_(None)
    return {
        run_id
        for some in _portions(of_runs)
        for run_id in session.scalars(select(ExitProposal.run_id).where(ExitProposal.run_id.in_(some), waiting))
    }


def _typed(session: Session, tasks: Sequence[int]) -> dict[int, list[Mapping[str, object]]]:
    found = defaultdict[int, list[Mapping[str, object]]](list)
    for some in _portions(tasks):
        query = select(FormDraft.task_id, FormDraft.typed).where(FormDraft.task_id.in_(some))
        for task_id, typed in session.execute(query):
            found[task_id].append(typed)
    return found


def _portions(numbers: Sequence[int]) -> Iterable[Sequence[int]]:
    """Yield a long list in pieces a statement can name."""
    return (numbers[start : start + 500] for start in range(0, len(numbers), 500))
