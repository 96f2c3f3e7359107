"""中止调查: the case stands still from today on, and 办案期限 with it; every other period runs on."""

from workflows.acts.clocks import pause_clock
from workflows.acts.papers import approval_of_period, issue
from workflows.acts.step import Step
from workflows.guards.suspend_case import grounds_of
from workflows.records.measures import Suspension
from workflows.rules.suspension import pauses


def perform(step: Step) -> None:
    """Write the suspension and pause the clocks that it stops."""
    ground = next(one for one in grounds_of(step.desk) if one.id == step.answers.text("ground"))
    article, reason = ground.source.citation, step.answers.text("reason")
    step.dossier.add(
        Suspension(
            run_id=step.run_id,
            ground=ground.term,
            article=article,
            reason=reason,
            approved_by=step.actor.id,
            since=step.today,
            entered_at=step.now,
        )
    )
    paper = issue(step, "period_approval", approval_of_period(step, "中止调查", article, ground=ground.term))
    for clock in step.dossier.clocks:
        if pauses(clock.name) and clock.state == "running":
            pause_clock(step, clock, ground=ground.term, article=article, since=step.today, paper_id=paper.id)
    step.set(suspended=True)
    step.summary = f"{ground.term}：{reason[:80]}"
