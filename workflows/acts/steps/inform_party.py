"""通知当事人: the party knows; the period for closing runs (处罚法57条1款; 市监程序规定77条)."""

from workflows.acts.clocks import start_clock
from workflows.acts.step import Step


def perform(step: Step) -> None:
    """Keep how the party was told."""
    day = step.answers.day("informed_on")
    start_clock(step, "closing_15wd", on=day)
    step.summary = f"{day.isoformat()}通知{step.answers.text('receiver')}"
