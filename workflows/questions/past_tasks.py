"""不在办的待办: what became of a task that is no longer open, and what was typed into it too late, with its labels."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.errors import NotFoundError
from workflows.forms import Field, Kind, Posted
from workflows.guards.desk import lay_desk
from workflows.guards.means import Means
from workflows.questions.filled_in import fields_at
from workflows.questions.viewing import open_dossier
from workflows.records.transaction import Records
from workflows.vocabulary.acts import step_term
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_


@dataclass(frozen=True, slots=True)
class PastTask:
    """A task that was finished, or withdrawn by ``cause``: by whom, and when."""

    act: str
    node: str
    label: str
    case_id: int
    case_number: str
    case_title: str
    who: str
    when: datetime
    is_mine: bool
    cause: str = ""

    @property
    def is_withdrawn(self) -> bool:
        """Say whether the case went another way before anybody finished the task."""
        return bool(self.cause)


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """What was typed into one field: its label (and its row's), and the answers; ``is_translated`` are marked words."""

    label: str
    answers: Sequence[str]
    group: str = ""
    row: int = 0
    is_translated: bool = False


def ask_past_task(task_id: int, *, records: Records, actor: Actor) -> PastTask:
    """Return what became of a task; NotFoundError where it never was, or for whoever may not read its case."""
    step = records.runs.find_step_of_task(task_id)
    if step is not None:
        case = open_dossier(records, step.case_id, actor=actor).case
        is_mine = step.by_id == actor.id
        term = step_term(step.act, step.summary)
        return PastTask(
            step.act, step.node, term, case.id, case.number, case.title, step.by_name, step.done_at, is_mine
        )
    gone = records.tasks.find_withdrawn(task_id)
    if gone is None:
        raise NotFoundError(task_id)
    case = open_dossier(records, gone.case_id, actor=actor).case
    return PastTask(
        gone.act,
        gone.node,
        gone.label,
        case.id,
        case.number,
        case.title,
        gone.withdrawn_by,
        gone.withdrawn_at,
        is_mine=False,
        cause=gone.cause,
    )


def ask_typed_too_late(
    task_id: int, typed: Posted, *, records: Records, actor: Actor, means: Means, now: datetime
) -> tuple[PastTask | None, list[TypedAnswer]]:
    """Return what became of the task, and what was typed by the labels of its form; by bare names if nobody may say."""
    try:
        task = ask_past_task(task_id, records=records, actor=actor)
    except NotFoundError:
        return None, list_typed(typed)
    dossier = open_dossier(records, task.case_id, actor=actor)
    desk = lay_desk(dossier, actor=actor, means=means, now=now, task=None)
    return task, list_typed(typed, fields_at(desk, task.act, task.node))


def list_typed(typed: Posted, fields: Sequence[Field] = ()) -> list[TypedAnswer]:
    """Return every answer that is not empty, by the labels of these fields; a name no field has stands for itself."""
    known = {one.name: one for one in fields}
    given = {name: [part for part in parts if part.strip()] for name, parts in typed.items()}
    return [_typed(name, parts, known) for name, parts in given.items() if parts]


def _typed(name: str, parts: Sequence[str], known: Mapping[str, Field]) -> TypedAnswer:
    if name in known:
        return _answered(known[name], parts)
    place = re.fullmatch(r"(.+?)-([0-9]{1,4})-(.+)", name)
    rows = known.get(place[1]) if place else None
    column = next((one for one in rows.columns if place and one.name == place[3]), None) if rows else None
    if place is None or rows is None or column is None:
        return TypedAnswer(name, parts)
    return _answered(column, parts, group=rows.label, row=int(place[2]) + 1)


def _answered(one: Field, parts: Sequence[str], *, group: str = "", row: int = 0) -> TypedAnswer:
    if one.kind is Kind.FLAG:
        return TypedAnswer(one.label, (N_("是"),), group, row, is_translated=True)
    if one.kind is Kind.FILE:
        return TypedAnswer(one.label, (N_("文件已上传"),), group, row, is_translated=True)
    if one.options:
        terms = dict(one.options)
        return TypedAnswer(one.label, [terms.get(part, part) for part in parts], group, row, is_translated=True)
    shown = [part.replace("T", " ") for part in parts] if one.kind is Kind.MOMENT else parts
    return TypedAnswer(one.label, shown, group, row)
