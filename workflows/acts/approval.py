"""行政处罚决定审批表 (law.md §4.2 no. 33): every opinion and conclusion the leader signs upon, from the file alone."""

from workflows.acts.drafting import paper_findings, paper_penalties
from workflows.acts.history import statement_text
from workflows.acts.papers import handled, signed
from workflows.acts.step import Step
from workflows.guards.deliberate import OUTCOMES
from workflows.guards.limited import day_of
from workflows.guards.reviewing import CONCLUSIONS, signed_review
from workflows.guards.summaries import proposal_of
from workflows.records.drafts import Draft
from workflows.rules.days import in_words


def approval_fields(step: Step, draft: Draft) -> dict[str, object]:
    """Return the form's fields; what did not take place is left out."""
    return {
        **paper_findings(step, draft),
        "penalties": paper_penalties(draft),
        "statement": statement_text(step, draft),
        "handlers": handled(step, [draft.made_by], f"建议作出如下处罚：{proposal_of(draft)}", on=draft.made_on),
        "unit_head": _unit_head(step),
        "review_conclusion": _reviewed(step),
        "deliberation_conclusion": _met(step),
        "leader": signed(step, step.actor.id, step.answers.text("opinion")),
        "draft_fingerprint": draft.content_hash,
    }


def _unit_head(step: Step) -> dict[str, object]:
    """Return what the head of the unit last signed: the submission to review, or else the endorsement of the report."""
    submitted, endorsed = step.dossier.last_step("submit_review"), step.dossier.last_step("endorse_report")
    if submitted is not None:
        head = int(str(submitted.answers["unit_head"]))
        said = {"opinion": submitted.answers["opinion"], "signed_on": submitted.done_on}
        return {"name": step.desk.name_of(head), **said}
    if endorsed is not None:
        return {"name": endorsed.by_name, "opinion": endorsed.answers["opinion"], "signed_on": endorsed.done_on}
    return {}


def _reviewed(step: Step) -> str:
    review = signed_review(step.dossier)
    if review is None or review.signed_at is None or step.desk.facts["review_basis"] == "none":
        return ""
    number = next((one.number for one in step.dossier.papers if one.id == review.paper_id), "")
    told = f"{in_words(day_of(review.signed_at))}，法制审核意见书（{number}）：{CONCLUSIONS[review.conclusion]}"
    confirmed = [one for one in step.dossier.confirmations if one.review_id == review.id]
    if not confirmed:
        return told
    return f"{told}；{in_words(day_of(confirmed[-1].confirmed_at))}，审核人员确认修改稿仅作文字修改"


def _met(step: Step) -> str:
    met = step.dossier.deliberations[-1] if step.dossier.deliberations else None
    if met is None or step.desk.facts["deliberation"] != "approved":
        return ""
    number = next((one.number for one in step.dossier.papers if one.id == met.paper_id), "")
    return f"{in_words(day_of(met.held_at))}，集体讨论（{number}）：{OUTCOMES[met.outcome]}，理由：{met.reasons}"
