"""线索核查: what two officers found about the lead, and who the party is, is put on file."""

from workflows.acts.identifying import learn_code
from workflows.acts.step import Step


def perform(step: Step) -> None:
    """Keep who verified and what identifies the party; the findings stay with the step."""
    learn_code(step)
    step.signed_by(step.answers.people("officers"))
    step.summary = step.answers.text("findings")[:80]
