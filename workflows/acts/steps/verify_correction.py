"""改正复查: every open order gets its verification (处罚法28条1款)."""

from workflows.acts.step import Step
from workflows.guards.verify_correction import RESULTS, open_corrections


def perform(step: Step) -> None:
    """Record who looked, when, and what they found."""
    answers = step.answers
    result, officers = answers.text("correction"), list(answers.people("officers"))
    for one in open_corrections(step.desk):
        one.verified_on, one.verifiers = answers.day("verified_on"), officers
        one.result, one.findings = result, answers.text("findings")
    step.signed_by(officers)
    step.set(correction=result)
    step.summary = f"{dict(RESULTS)[result]}：{answers.text('findings')}"
