"""提请撤销、终止或移送: the proposal waits for the leader; the case stays where it is."""

from workflows.acts.step import Step
from workflows.guards.routes import ROUTE_TERMS
from workflows.records.measures import ExitProposal


def perform(step: Step) -> None:
    """Write the proposal."""
    propose(step, step.answers.text("route"), step.answers.text("reason"))


def propose(step: Step, route: str, reason: str) -> None:
    """Write a proposal of one way out; nothing moves."""
    step.dossier.add(
        ExitProposal(
            run_id=step.run_id,
            route=route,
            reason=reason,
            proposed_by=step.actor.id,
            proposed_at=step.now,
            decision="",
            decision_reason="",
        )
    )
    step.summary = f"提请{ROUTE_TERMS[route]}：{reason[:80]}"
