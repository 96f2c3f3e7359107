"""撤销立案或终止审批: the leader's approval ends the investigation (处罚法57条1款)."""

from workflows.acts.step import Step
from workflows.guards.routes import ROUTE_TERMS


def perform(step: Step) -> None:
    """Keep the approval; the diagram leads on to the party or to the other agency."""
    route = str(step.desk.facts["route"])
    step.summary = f"批准{ROUTE_TERMS[route]}：{step.answers.text('reason')}"
