"""拟定决定书草案: the draft that will be reviewed, or the word that nothing is to be punished any more (处罚法57条)."""

from workflows.acts.drafting import write_draft
from workflows.acts.step import Step
from workflows.rules.notice import needs_new_notice
from workflows.vocabulary.facts import CONTENT_RESET
from workflows.vocabulary.wording import N_

CHANGE_TERMS = {
    "none": N_("与告知一致"),
    "wording": N_("仅文字修改"),
    "lighter": N_("较告知减轻"),
    "basis": N_("事实、证据或者依据较告知有变更"),
    "heavier": N_("较告知加重"),
}


def perform(step: Step) -> None:
    """Write the draft and what follows from its difference to the notice."""
    step.set(signing="none")
    if step.answers.text("direction") == "reconsider":
        step.set(reconsider=True, route="none")
        step.send_back(step.answers.text("direction_reason"))
        step.summary = f"不再拟予处罚：{step.reason}"
        return
    draft = write_draft(step, "draft")
    renotice = step.desk.law.profile(on=step.today).renotice_on_lighter
    again = needs_new_notice(change=draft.change, renotice_on_lighter=renotice)
    cause = draft.change_cause if draft.change == "heavier" else "none"
    step.set(change=draft.change, change_cause=cause, notice="none" if again else "done")
    if draft.change not in {"none", "wording"}:
        step.set(**CONTENT_RESET)
    elif draft.change == "wording":
        step.set(edit_confirmed=False)
    step.summary = CHANGE_TERMS[draft.change]
