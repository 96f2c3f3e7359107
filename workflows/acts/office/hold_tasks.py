"""签收、指派、转办、暂存: who holds a task, and what has been typed into it; nothing legal happens here."""

from datetime import datetime

from workflows.acts.pressing import answers_in
from workflows.errors import ConflictError, NotFoundError, RefusedError
from workflows.events import TaskMoved
from workflows.forms import SHANGHAI, Posted
from workflows.guards.desk import lay_desk
from workflows.guards.holding import objection_to_holder, objection_to_transfer
from workflows.guards.means import Means
from workflows.guards.standing import objection_to_standing
from workflows.guards.taking_part import may
from workflows.records.dossier import Dossier
from workflows.records.jobs import keep_draft
from workflows.records.runs import TaskRow
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection


def claim_task(task_id: int, *, actor: Actor, records: Records, means: Means, now: datetime) -> int:
    """Take a task out of the pool; return its case. Who is second hears who was first."""
    task, dossier = _open(task_id, actor, records)
    if task.person_id is not None and task.person_id != actor.id:
        raise ConflictError(_taken(dossier, task))
    desk = lay_desk(dossier, actor=actor, means=means, now=now, task=task)
    objection = objection_to_standing(desk, ACTS[task.act]) or objection_to_holder(desk, task, person_id=actor.id)
    if objection is not None:
        raise RefusedError(objection)
    if task.person_id is None and not records.tasks.claim(task_id, person_id=actor.id):
        raise ConflictError(_taken(dossier, task))
    _note(records, task, actor, now, change="claimed", to_id=actor.id, reason="")
    return task.case_id


def transfer_task(
    task_id: int, *, to_id: int, reason: str, actor: Actor, records: Records, means: Means, now: datetime
) -> int:
    """Give a task to somebody else, with a reason; return its case. Separation is asked again for the new holder."""
    task, dossier = _open(task_id, actor, records)
    desk = lay_desk(dossier, actor=actor, means=means, now=now, task=task)
    objection = objection_to_transfer(desk, task, to_id=to_id, reason=reason)
    if objection is not None:
        raise RefusedError(objection)
    records.tasks.change(
        task_id, person_id=to_id, origin="reassigned", sent_by=actor.name, reason=reason.strip(), is_frozen=False
    )
    _note(records, task, actor, now, change="transferred", to_id=to_id, reason=reason.strip())
    return task.case_id


def save_form(task_id: int, posted: Posted, *, actor: Actor, records: Records, now: datetime) -> None:
    """Keep what a person has typed into the form of an open task of a case they may read."""
    task = records.tasks.find(task_id)
    run = records.runs.of_case(task.case_id) if task is not None else None
    if run is None or not may(Dossier(records, run), Permission.SEE_CASE, actor=actor):
        raise NotFoundError(task_id)
    # Two windows of one person may both be the first to keep something.
    keep_draft(records.session, task_id=task_id, person_id=actor.id, typed=dict(answers_in(posted)), now=now)


def _open(task_id: int, actor: Actor, records: Records) -> tuple[TaskRow, Dossier]:
    """Return an open task, locked, with the file of its case; NotFoundError for whoever may not read that case."""
    opened = records.lock_of_task(task_id)
    dossier = Dossier(records, opened[0]) if opened is not None else None
    if opened is None or dossier is None or not may(dossier, Permission.SEE_CASE, actor=actor):
        raise NotFoundError(task_id)
    return opened[1], dossier


def _taken(dossier: Dossier, task: TaskRow) -> Objection:
    holder = dossier.staff.get(task.person_id or 0)
    when = task.opened_at.astimezone(SHANGHAI).strftime("%m-%d %H:%M")
    params = {"who": holder.name if holder else "", "when": when}
    return Objection("task-taken", N_("此待办（{when} 到达）已由{who}签收"), params)


def _note(
    records: Records, task: TaskRow, actor: Actor, now: datetime, *, change: str, to_id: int, reason: str
) -> None:
    event = TaskMoved(task.id, task.act, change, to_id, reason)
    records.journal.append(
        task.case_id, kind=event.kind(), actor_id=actor.id, actor=actor.name, now=now, body=event.body()
    )
