"""自定义表单: the answers stay with the finished step; those with a closed list of values become its own facts."""

from workflows.acts.step import Step
from workflows.guards.form import own_sheet


def perform(step: Step) -> None:
    """Set the facts of the step's own fields, every one of them anew; what was not asked is as if never answered."""
    sheet, task = own_sheet(step.desk), step.desk.task
    if task is not None:
        step.sets.update(sheet.facts_from(task.node, sheet.values(step.answers)))
        step.summary = task.label
