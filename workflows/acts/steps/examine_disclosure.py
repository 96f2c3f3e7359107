"""公示审查脱敏: the examined text replaces the collected one; the checks stay on file (处罚法48条、50条)."""

from workflows.acts.step import Step
from workflows.guards.examine_disclosure import CHECKS, RESULTS
from workflows.guards.public_text import written


def perform(step: Step) -> None:
    """Keep the examination with every check, and what the text has become."""
    row, answers = step.dossier.disclosures[-1], step.answers
    result = answers.text("disclosure_review")
    row.content = {**row.content, **written(answers)}
    row.examined_by, row.examined_at = step.actor.id, step.now
    row.examination = {
        "result": result,
        "ground": answers.text("ground"),
        "reason": answers.text("reason"),
        "opinion": answers.text("opinion"),
        "checks": {name: answers.flag(name) for name in CHECKS},
    }
    step.set(disclosure_review=result)
    step.summary = f"{dict(RESULTS)[result]}：{answers.text('opinion')}"
