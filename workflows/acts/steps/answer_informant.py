"""答复实名举报人: the answer stays with the step; who reported is not repeated in it."""

from workflows.acts.step import Step


def perform(step: Step) -> None:
    """Say in one line whether and when the informant was answered."""
    day = step.answers.find_day("answered_on")
    step.summary = f"已于{day.isoformat()}答复实名举报人" if day is not None else "没有实名举报人"
