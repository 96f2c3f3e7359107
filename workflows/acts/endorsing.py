"""The signature blocks of an approval form that stand before the leader's: handlers and unit head (law.md §4.3)."""

from workflows.acts.papers import handled, signed
from workflows.acts.step import Step


def sign_endorsement(step: Step) -> None:
    """Keep who signed the form beside the actor."""
    step.signed_by([*step.answers.people("handlers"), step.answers.person("unit_head")])


def endorsement(step: Step) -> dict[str, object]:
    """Return the blocks as the form prints them: only who signed, and what they wrote."""
    answers = step.answers
    return {
        "handlers": handled(step, answers.people("handlers"), answers.text("handler_opinion")),
        "unit_head": signed(step, answers.person("unit_head"), answers.text("unit_head_opinion")),
    }
