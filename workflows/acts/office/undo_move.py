"""撤销迁移: a case that was moved to another version stands again exactly where it stood, until something was done."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from workflows.acts.office.moving import Mover, refuse
from workflows.errors import RefusedError
from workflows.events import RunMovedBack
from workflows.forms import Posted
from workflows.guards.means import Means
from workflows.guards.move_run import (
    objection_to_moving,
    objection_to_undoing,
    objections_to_typed,
    sheet_of,
    undo_form,
)
from workflows.records.cases import Case
from workflows.records.dossier import Dossier
from workflows.records.jobs import FormDraft
from workflows.records.moves import MoveProposal, RunMove, change_drawn
from workflows.records.runs import TaskRow
from workflows.records.transaction import Records
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_


def undo_move(
    move_id: int, posted: Posted, *, key: str, actor: Actor, records: Records, means: Means, now: datetime
) -> RunMove:
    """Take a move back, with a reason, and return that; the same press twice is once."""
    move = records.get(RunMove, move_id)
    proposal = records.get(MoveProposal, move.proposal_id)
    mover = Mover(actor, records, now, key)
    run = mover.lock(move.run_id)
    refuse(objection_to_moving(proposal, actor=actor, dossier=Dossier(records, run)))
    done = mover.find_done(run.id)
    if done is not None:
        return done
    answers, tasks = undo_form().read(posted), records.tasks.of_run(run.id)
    is_undone = records.find_where(RunMove, RunMove.undoes == move.id) is not None
    refuse(objection_to_undoing(move, run=run, tasks=tasks, is_undone=is_undone))
    _refuse_losing_typed(move, tasks, records=records, means=means)
    back = mover.keep(run, proposal, to_sha=move.from_sha, reason=answers.text("reason"), undoes=move.id)
    facts = cast("Mapping[str, FactValue]", move.facts)
    mover.save(run, back, state=move.state, facts=facts, what=N_("撤销迁移流程版本"))
    for engine_id, task in move.tasks_before().items():
        change_drawn(records.session, engine_id, task)
    records.get(Case, run.case_id).stage = move.stage
    versions = mover.version_of(back.from_sha), mover.version_of(back.to_sha)
    mover.note(run.case_id, RunMovedBack(back.id, move.id, back.from_sha, back.to_sha, *versions, back.reason))
    return back


def _refuse_losing_typed(move: RunMove, tasks: Sequence[TaskRow], *, records: Records, means: Means) -> None:
    """Refuse to go back to a form that could not show what somebody has typed since."""
    here, there = means.flow(records, move.to_sha), means.flow(records, move.from_sha)
    for task in tasks:
        typed = [one.typed for one in records.list_where(FormDraft, FormDraft.task_id == task.id)]
        before = str(move.tasks_before()[task.engine_id]["form"])
        for objection in objections_to_typed(typed, sheet_of(here, task.form), sheet_of(there, before)):
            raise RefusedError(objection)
