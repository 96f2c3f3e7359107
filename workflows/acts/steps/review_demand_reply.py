"""催告申辩复核: what the party said to the demand, and the answer, stay on file (强制法36条)."""

from workflows.acts.step import Step
from workflows.guards.review_demand_reply import REPLIES


def perform(step: Step) -> None:
    """Keep the review; its rows are the step's own answers."""
    step.summary = f"{dict(REPLIES)[step.answers.text('reply')]}；{step.answers.text('conclusion')}"
