"""指派办案人员: the case is bound to its handlers, the first of them in charge (处罚法42条)."""

from workflows.acts.step import Step


def perform(step: Step) -> None:
    """Release whoever handled the lead and bind the assigned officers, first the one in charge 主办."""
    chosen = step.answers.people("officers")
    for bound in step.dossier.officers:
        if bound.role == "handler" and bound.person_id not in chosen:
            bound.released_at = step.now
    still = [one for one in step.dossier.officers if one.released_at is None]
    step.dossier.officers[:] = still
    for person_id in chosen:
        step.bind(person_id, "handler")
    order = {person_id: place for place, person_id in enumerate(chosen)}
    step.dossier.officers.sort(key=lambda one: order.get(one.person_id, -1) if one.role == "handler" else -1)
    names = [step.desk.name_of(one) for one in chosen]
    step.signed_by([])
    step.summary = "办案人员：" + "、".join(names)
