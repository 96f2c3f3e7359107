"""登记复议或者诉讼: the remedy is open; 加处罚款 is not counted meanwhile (处罚法73条3款)."""

from workflows.acts.clocks import pause_clock
from workflows.acts.step import Step
from workflows.guards.record_remedy import KINDS
from workflows.records.outcomes import Remedy


def perform(step: Step) -> None:
    """Write the remedy, stay execution where it is stayed, let the surcharge stand still."""
    answers = step.answers
    row = step.dossier.add(
        Remedy(
            run_id=step.run_id,
            kind=answers.text("kind"),
            body=answers.text("body"),
            accepted_on=answers.day("accepted_on"),
            is_stayed=answers.flag("is_stayed"),
            entered_by=step.actor.id,
            entered_at=step.now,
            result="",
            result_text="",
        )
    )
    step.set(remedy="open", stay=row.is_stayed)
    for clock in step.dossier.clocks:
        if clock.name == "surcharge" and clock.state == "running":
            pause_clock(step, clock, ground="行政复议或者行政诉讼", article="处罚法73条3款", since=row.accepted_on)
    stayed = "，停止执行" if row.is_stayed else ""
    step.summary = f"{row.body}于{row.accepted_on.isoformat()}受理{dict(KINDS)[row.kind]}{stayed}"
