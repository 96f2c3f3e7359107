"""延期分期缴纳审批: the plan's last day takes the place of the fifteen days (处罚法66条2款、72条2款)."""

from workflows.acts.clocks import start_clock
from workflows.acts.step import Step
from workflows.guards.approve_instalment import DECISIONS


def perform(step: Step) -> None:
    """Approve the plan, or leave the period as it runs."""
    decision = step.answers.text("approval")
    step.summary = dict(DECISIONS)[decision]
    if decision == "refused":
        return
    last = step.answers.rows("plan")[-1].day("due_on")
    start_clock(step, "payment_15d", length=(last - step.today).days)
    step.set(performance="none")
    step.summary += f"，至{last.isoformat()}"
