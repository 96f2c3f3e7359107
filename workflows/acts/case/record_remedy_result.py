"""登记复议诉讼结果: the remedy has ended; a decision changed or revoked is published no longer (处罚法48条2款)."""

from workflows.acts.clocks import resume_clock, start_clock
from workflows.acts.step import Step
from workflows.errors import NotFoundError
from workflows.guards.record_remedy_result import RESULTS, open_remedy


def perform(step: Step) -> None:
    """Write the result; the stay ends with the remedy."""
    row = open_remedy(step.desk)
    if row is None:
        message = "open remedy"
        raise NotFoundError(message)
    answers = step.answers
    row.result, row.result_on = answers.text("result"), answers.day("result_on")
    row.result_text = f"{answers.text('document')} {answers.text('result_text')}"
    step.set(remedy=row.result, stay=False)
    for clock in step.dossier.clocks:
        if clock.name == "surcharge" and clock.state == "paused":
            resume_clock(step, clock, until=row.result_on)
    if row.result in {"changed", "revoked"} and step.dossier.facts["disclosure"] == "published":
        start_clock(step, "withdraw_3wd", on=row.result_on)
    step.summary = f"{dict(RESULTS)[row.result]}：{row.result_text[:80]}"
