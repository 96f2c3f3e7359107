"""终结执行: execution is over, and the period for closing the case begins (强制法40条; 市监程序规定77条)."""

from workflows.acts.clocks import start_clock
from workflows.acts.paying import write_payments
from workflows.acts.step import Step
from workflows.rules.execution import END_TERMS, EndGround


def perform(step: Step) -> None:
    """Record what was collected and how execution ended."""
    outcome = step.answers.text("performance")
    write_payments(step)
    step.set(performance=outcome)
    start_clock(step, "closing_15wd")
    if outcome == "done":
        step.summary = "已经执行到位或者履行完毕"
    else:
        step.summary = f"终结执行：{END_TERMS[EndGround(step.answers.text('ground'))]}"
