"""延长办案期限: the period is longer by what was granted, with who granted it."""

from workflows.acts.clocks import extend_clock
from workflows.acts.papers import approval_of_period, issue
from workflows.acts.step import Step
from workflows.errors import NotFoundError
from workflows.guards.extend_period import rule_of, running_period


def perform(step: Step) -> None:
    """Lengthen 办案期限; those who deliberated sign with the leader."""
    clock = running_period(step.desk)
    if clock is None:
        message = "penalty_90d"
        raise NotFoundError(message)
    members = step.answers.people("members")
    extend_clock(
        step,
        clock,
        days=step.answers.number("days"),
        article=rule_of(step.desk, clock),
        reason=step.answers.text("reason"),
        is_collective=bool(members),
    )
    names = "、".join(step.desk.name_of(one) for one in members)
    fields = approval_of_period(step, "延长办案期限", rule_of(step.desk, clock))
    days = step.answers.number("days")
    issue(step, "period_approval", {**fields, "days": days, "due_on": clock.due_on, "members": names})
    step.signed_by(members)
    step.summary = f"延长{step.answers.number('days')}日，至{clock.due_on.isoformat()}"
