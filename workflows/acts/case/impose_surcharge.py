"""加处罚款: the amount so far stays with the step, where demand and performance read it (guards/surcharge.py)."""

from workflows.acts.step import Step
from workflows.rules.money import in_yuan


def perform(step: Step) -> None:
    """Say what was imposed."""
    step.summary = f"加处罚款{in_yuan(step.answers.money('amount'))}"
