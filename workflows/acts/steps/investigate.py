"""调查取证: the stage is concluded; whatever was reviewed before no longer carries the case (path.md CONTENT_RESET)."""

from workflows.acts.step import Step
from workflows.guards.investigate import FINDINGS
from workflows.vocabulary.facts import CONTENT_RESET


def perform(step: Step) -> None:
    """Keep who concluded the investigation and undo what rested on an earlier one."""
    step.signed_by(step.answers.people("officers"))
    step.set(reconsider=False, return_to="none", **CONTENT_RESET)
    step.summary = f"{dict(FINDINGS)[step.answers.text('finding')]}：{step.answers.text('summary')[:80]}"
