"""登记法院裁定: the court's ruling is on file (强制法56条、57条)."""

from workflows.acts.step import Step
from workflows.guards.record_court import RULINGS


def perform(step: Step) -> None:
    """Keep the ruling; the step's answers are the record."""
    answers = step.answers
    step.summary = f"{answers.text('court')}{answers.text('document')}：{dict(RULINGS)[answers.text('ruling')]}"
