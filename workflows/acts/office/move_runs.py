"""迁移版本: a running case goes to the version in force, as a flow administrator proposed and the legal head decides.

The open tasks stay the same tasks with the same holders, limits and typed answers; finished steps, facts and clocks
are not touched. The move is one transaction for each case and can be taken back until something is done in the case.
"""

from collections.abc import Mapping
from datetime import datetime

from workflows.acts.office.moving import Mover, changed, refuse
from workflows.acts.pressing import Press
from workflows.errors import ConflictError, NotFoundError, RefusedError
from workflows.events import MoveProposed, RunMoved
from workflows.forms import Posted
from workflows.guards.means import Means
from workflows.guards.move_run import (
    Judge,
    find_target,
    objection_to_moving,
    objection_to_proposing,
    proposal_form,
)
from workflows.process.bundle import Bundle
from workflows.process.run import Run
from workflows.records.cases import Case
from workflows.records.dossier import Dossier
from workflows.records.moves import DRAWN, MoveProposal, RunMove, RunningCase, change_drawn, list_running
from workflows.records.runs import RunRow
from workflows.records.transaction import Records
from workflows.vocabulary.facts import told_facts
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection


def propose_moves(
    to_sha: str,
    posted: Posted,
    mapping: Mapping[str, str],
    *,
    actor: Actor,
    records: Records,
    means: Means,
    now: datetime,
) -> int:
    """Propose to move running cases to a version, with reason and provision; return the proposal's number.

    ``mapping`` names, for steps that the version has no more, those on which cases go on.
    """
    refuse(objection_to_proposing(actor=actor))
    mover = Mover(actor, records, now, "")
    find_target(to_sha, actor=actor, records=records, means=means, today=mover.today)
    answers = proposal_form().read(posted)
    proposal = records.add(
        MoveProposal(
            agency_id=actor.agency_id,
            to_sha=to_sha,
            reason=answers.text("reason"),
            provision=answers.text("provision"),
            mapping=dict(mapping),
            proposed_by=actor.id,
            proposed_by_name=actor.name,
            proposed_at=now,
        )
    )
    placed = [f"{old} → {new}" for old, new in mapping.items()]
    mover.note(0, MoveProposed(proposal.id, to_sha, proposal.reason, proposal.provision, placed))
    return proposal.id


def move_run(
    run_id: int, *, proposal_id: int, press: Press, actor: Actor, records: Records, means: Means, now: datetime
) -> RunMove:
    """Move one case as proposed and return the move; the same press twice is one move."""
    proposal = records.get(MoveProposal, proposal_id)
    if proposal.agency_id != actor.agency_id:
        raise NotFoundError(proposal_id)
    mover = Mover(actor, records, now, press.key)
    run = mover.lock(run_id)
    refuse(objection_to_moving(proposal, actor=actor, dossier=Dossier(records, run)))
    done = mover.find_done(run_id)
    if done is not None:
        return done
    if run.version != press.version:
        raise ConflictError(changed(run))
    new = find_target(proposal.to_sha, actor=actor, records=records, means=means, today=mover.today)
    case = _find_case(records, run, new)
    mapping = {old: str(node) for old, node in proposal.mapping.items()}
    verdict = Judge(new, agency_id=actor.agency_id, records=records, means=means).judge(case, mapping)
    for objection in verdict.objections:
        raise RefusedError(objection)
    there = Run.resume(new, verdict.state, dict(case.facts))
    move = mover.keep(run, proposal, to_sha=new.sha, reason=proposal.reason, undoes=None)
    mover.save(run, move, state=verdict.state, facts=told_facts(there.facts), what=N_("迁移流程版本"))
    _redraw(case, there, records)
    mover.note(case.case_id, _told(mover, move, proposal, there))
    return move


def _redraw(case: RunningCase, there: Run, records: Records) -> None:
    """Let the open tasks, and the case's stage with them, say what the new drawing says."""
    drawn = {task.id: {name: getattr(task, name) for name in DRAWN} for task in there.open_tasks()}
    for task in case.tasks:
        change_drawn(records.session, task.engine_id, drawn[task.engine_id])
    stages = [drawn[task.engine_id]["stage"] for task in case.tasks if task.stage == case.stage]
    if stages and stages[0] and case.stage not in stages:
        records.get(Case, case.case_id).stage = stages[0]


def _told(mover: Mover, move: RunMove, proposal: MoveProposal, there: Run) -> RunMoved:
    return RunMoved(
        move_id=move.id,
        from_sha=move.from_sha,
        to_sha=move.to_sha,
        from_version=mover.version_of(move.from_sha),
        to_version=mover.version_of(move.to_sha),
        steps=[task.label for task in there.open_tasks()],
        proposed_by=proposal.proposed_by_name,
        reason=move.reason,
        provision=move.provision,
    )


def _find_case(records: Records, run: RunRow, new: Bundle) -> RunningCase:
    found = list_running(records.session, agency_id=run.agency_id, process=new.process, but=new.sha, run_id=run.id)
    if not found:
        text = N_("本案已经在该版本上，或者已经办结，或者不属于同一流程，不能迁移")
        raise RefusedError(Objection("not-to-be-moved", text))
    return found[0]
