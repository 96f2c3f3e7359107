"""恢复调查: 办案期限 runs again from today; the days before, back to the suspension, are not counted."""

from workflows.acts.clocks import resume_clock
from workflows.acts.papers import approval_of_period, issue
from workflows.acts.step import Step
from workflows.errors import NotFoundError
from workflows.guards.suspended import open_suspension
from workflows.rules.suspension import pauses


def perform(step: Step) -> None:
    """End the suspension; the day it began is never counted, the day of resuming is."""
    suspension = open_suspension(step.desk)
    if suspension is None:
        message = "open suspension"
        raise NotFoundError(message)
    suspension.until = step.today
    for clock in step.dossier.clocks:
        if pauses(clock.name) and clock.state == "paused":
            resume_clock(step, clock, until=step.today)
    step.set(suspended=False)
    period = step.dossier.clock("penalty_90d")
    fields = approval_of_period(step, "恢复调查", suspension.article, ground=suspension.ground)
    issue(step, "period_approval", {**fields, "due_on": period.due_on if period is not None else None})
    until = f"，办案期限至{period.due_on.isoformat()}" if period is not None else ""
    step.summary = f"{step.answers.text('reason')[:80]}{until}"
