"""决定回避: whoever is recused leaves the case at once; the tasks go back to the pool or to the successor (43条3款)."""

from datetime import datetime

from workflows.acts.step import Step
from workflows.guards.decide_recusal import DECISIONS, GRANTED, chosen_recusal
from workflows.records.cases import CaseOfficer


def perform(step: Step) -> None:
    """Decide the request; a refused one changes nothing."""
    row, decision = chosen_recusal(step.desk, step.answers), step.answers.text("recusal")
    row.decision, row.decision_reason = decision, step.answers.text("reason")
    row.decided_by, row.decided_at = step.actor.id, step.now
    step.signed_by(step.answers.people("members"))
    step.reason = row.decision_reason
    if decision == GRANTED:
        _release(step, row.person_id)
    step.summary = f"{step.desk.name_of(row.person_id)}：{dict(DECISIONS)[decision]}"


def _release(step: Step, person_id: int) -> None:
    handled = any(one.person_id == person_id and one.role == "handler" for one in step.dossier.officers)
    successor = step.answers.person("replacement") if handled else 0
    for bound in step.dossier.officers:
        if bound.person_id == person_id:
            bound.released_at = step.now
    step.dossier.officers[:] = [one for one in step.dossier.officers if one.released_at is None]
    if successor:
        _bind_again(step, successor, "handler", step.now)
    for task in step.records.tasks.of_run(step.run_id):
        if task.person_id == person_id:
            step.records.tasks.change(
                task.id,
                person_id=successor if successor and task.role == "handler" else None,
                origin="reassigned",
                sent_by=step.actor.name,
                reason=step.reason,
            )


def _bind_again(step: Step, person_id: int, role: str, now: datetime) -> None:
    """Bind a person who may have been released from this very role before."""
    released = step.records.find_where(
        CaseOfficer, CaseOfficer.case_id == step.case_id, CaseOfficer.person_id == person_id, CaseOfficer.role == role
    )
    if released is None:
        step.bind(person_id, role)
    elif released.released_at is not None:
        released.released_at, released.bound_at = None, now
        step.dossier.officers.append(released)
