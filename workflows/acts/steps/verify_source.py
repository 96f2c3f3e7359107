"""线索核查: what two officers found about the lead is put on file."""

from workflows.acts.step import Step


def perform(step: Step) -> None:
    """Keep who verified; the findings stay with the step."""
    step.signed_by(step.answers.people("officers"))
    step.summary = step.answers.text("findings")[:80]
