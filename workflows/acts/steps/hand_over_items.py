"""移交涉案物品: things and papers are with the police; the case can be closed (310号令12条)."""

from workflows.acts.clocks import start_clock
from workflows.acts.step import Step


def perform(step: Step) -> None:
    """Keep the receipt and let the period for closing run."""
    start_clock(step, "closing_15wd", on=step.answers.day("handed_on"))
    step.summary = f"移交：{step.answers.text('items')}（{step.answers.text('receipt')}）"
