"""对不予立案的异议: the police decide again, or the case comes back to be dealt with here (310号令9条、10条)."""

from workflows.acts.clocks import start_clock
from workflows.acts.step import Step
from workflows.guards.object_refusal import WAYS


def perform(step: Step) -> None:
    """Set whether the agency objected; an objection gives the police their three days again."""
    answers = step.answers
    objected = answers.text("objected") == "yes"
    step.set(refusal_objected=objected)
    if objected:
        start_clock(step, "police_3d")
        step.summary = f"{dict(WAYS)[answers.text('way')]}：{answers.text('reason')}"
    else:
        step.summary = f"没有异议，依法处理：{answers.text('reason')}"
