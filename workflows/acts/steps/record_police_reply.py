"""登记公安机关答复: what comes back goes on where it stood, never anew (310号令8、10、12条; 处罚法60条)."""

from workflows.acts.clocks import resume_stopped_clocks, start_clock
from workflows.acts.step import Step
from workflows.guards.record_police_reply import REPLIES


def perform(step: Step) -> None:
    """Set the reply and the period that it begins; a case that comes back takes its clock up again."""
    answers = step.answers
    reply, day = answers.text("police"), answers.day("replied_on")
    step.set(police=reply)
    if reply == "filed":
        start_clock(step, "items_3d", on=day)
    else:
        resume_stopped_clocks(step, ground="移送公安机关期间", article="310号令8条", on=day)
        step.send_back(dict(REPLIES)[reply], [_point(step)])
    if reply == "declined":
        start_clock(step, "objection_3d", on=day)
    step.summary = f"{dict(REPLIES)[reply]}：{answers.text('document')}"


def _point(step: Step) -> dict[str, str]:
    answers = step.answers
    said = {"problem": answers.text("reason"), "basis": answers.text("document")}
    return {"item": "公安机关答复", **said, "suggestion": "依法继续办理"}
