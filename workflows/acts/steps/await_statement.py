"""听取陈述申辩: the party waives every right; what it said before is still to be reviewed (处罚法45条、62条)."""

from workflows.acts.step import Step
from workflows.guards.noticed import WAIVE_ALL, get_notice
from workflows.records.drafts import Statement


def perform(step: Step) -> None:
    """Write down the waiver and end the period."""
    notice = get_notice(step.desk)
    day, form = step.answers.day("waived_on"), step.answers.text("waiver_form")
    notice.waiver_form, notice.statement_waived_on, notice.closed_on = form, day, step.today
    step.dossier.add(
        Statement(
            run_id=step.run_id,
            notice_id=notice.id,
            kind=WAIVE_ALL,
            form=form,
            received_on=day,
            arguments=[],
            speaker=step.dossier.party.name,
            entered_by=step.actor.id,
            entered_at=step.now,
        )
    )
    if step.dossier.facts["statement"] != "made":
        step.set(statement="waived")
    if notice.right == "with_hearing":
        notice.hearing_waived_on = day
        step.set(hearing_request="waived")
    step.summary = f"当事人于{day.isoformat()}明确放弃全部权利"
