"""指派办案人员: the case is bound to its handlers, the first of them in charge (处罚法42条)."""

from workflows.acts.step import Step
from workflows.guards.assign_officers import officers_of


def perform(step: Step) -> None:
    """Release whoever handled the lead and bind the assigned officers, first the one in charge 主办."""
    chosen = officers_of(step.answers)
    step.release("handler", but=chosen)
    for place, person_id in enumerate(chosen):
        step.bind(person_id, "handler", place=place)
    names = [step.desk.name_of(one) for one in chosen]
    step.signed_by([])
    step.summary = "办案人员：" + "、".join(names)
