"""发现涉嫌犯罪: the suspicion is proposed for referral; the principal leader decides."""

from workflows.acts.case.propose_exit import propose
from workflows.acts.step import Step
from workflows.guards.suspect_crime import WAY


def perform(step: Step) -> None:
    """Write the proposal with the crime it names."""
    answers = step.answers
    propose(step, WAY, f"涉嫌{answers.text('crime')}（{answers.text('provision')}）。{answers.text('reason')}")
