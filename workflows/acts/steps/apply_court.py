"""申请法院强制执行: the agency without power of enforcement turns to the court, or leaves it (强制法53条)."""

from workflows.acts.step import Step


def perform(step: Step) -> None:
    """Ask the court; where it is not asked, execution goes on to be ended."""
    if step.answers.text("application") == "withhold":
        step.summary = f"不申请法院强制执行：{step.answers.text('reason')}"
        return
    step.set(performance="court")
    step.summary = f"向{step.answers.text('court')}申请：{step.answers.text('request')}"
