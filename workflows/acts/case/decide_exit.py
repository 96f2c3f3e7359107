"""审批提请事项: an approved exit interrupts the stage the case stands in; a refusal is recorded and moves nothing."""

from workflows.acts.step import Step
from workflows.guards.decide_exit import APPROVED, DECISIONS, chosen_proposal
from workflows.guards.routes import ROUTE_TERMS


def perform(step: Step) -> None:
    """Decide the proposal; the diagram waits for an approved exit wherever one is possible."""
    row, decision = chosen_proposal(step.desk, step.answers), step.answers.text("decision")
    row.decision, row.decision_reason = decision, step.answers.text("reason")
    row.decided_by, row.decided_at = step.actor.id, step.now
    if decision == APPROVED:
        step.set(route=row.route, reconsider=False, notice="none")
        step.message = "exit_approved"
    step.reason = row.decision_reason
    step.summary = f"{dict(DECISIONS)[decision]}{ROUTE_TERMS[row.route]}：{row.decision_reason[:80]}"
