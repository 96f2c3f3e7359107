"""按意见修改: a new wording of the same content waits for its reviewer's confirmation (处罚法58条)."""

from workflows.acts.drafting import write_draft
from workflows.acts.step import Step


def perform(step: Step) -> None:
    """Record the amended draft."""
    write_draft(step, "amended")
    step.set(edit_confirmed=False)
    step.summary = step.answers.text("note")[:80]
