"""处理方向审查: the direction is decided; a case sent back for a new direction has found it."""

from workflows.acts.step import Step
from workflows.guards.routes import ROUTE_TERMS


def perform(step: Step) -> None:
    """Set the direction the diagram follows."""
    route = step.answers.text("route")
    step.set(route=route, reconsider=False)
    step.summary = f"{ROUTE_TERMS[route]}：{step.answers.text('reason')[:80]}"
