"""决定回避: whoever is recused leaves the case at once; the tasks go back to the pool or to the successor (43条3款)."""

from workflows.acts.step import Step
from workflows.guards.decide_recusal import DECISIONS, GRANTED, chosen_recusal


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
    left = [one for one in step.dossier.officers if one.person_id == person_id]
    handled = next((one for one in left if one.role == "handler"), None)
    successor = step.answers.person("replacement") if handled is not None else 0
    for bound in left:
        bound.released_at = step.now
    if handled is not None and successor:
        step.bind(successor, "handler", place=handled.place)
    for task in step.records.tasks.of_run(step.run_id):
        if task.person_id == person_id:
            step.records.tasks.change(
                task.id,
                person_id=successor if successor and task.role == "handler" else None,
                origin="reassigned",
                sent_by=step.actor.name,
                reason=step.reason,
            )
