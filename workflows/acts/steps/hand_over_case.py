"""移送有管辖权机关: the case is with the agency that has jurisdiction (处罚法22—25条)."""

from workflows.acts.clocks import start_clock
from workflows.acts.step import Step


def perform(step: Step) -> None:
    """Keep the receipt and let the period for closing run."""
    start_clock(step, "closing_15wd", on=step.answers.day("handed_on"))
    step.summary = f"移送{step.answers.text('receiver')}（{step.answers.text('receipt')}）"
