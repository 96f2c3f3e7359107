"""签署法制审核意见: the opinion is written once, sealed with its signature, and says where the case goes (58条)."""

from collections.abc import Mapping

from workflows.acts.papers import cited, issue, signed
from workflows.acts.step import Step
from workflows.guards.examine_case import RESULTS
from workflows.guards.limited import day_of
from workflows.guards.reviewing import CONCLUSIONS, judged_items
from workflows.guards.sign_opinion import CATEGORIES, return_target
from workflows.guards.summaries import facts_of, proposal_of, review_ground
from workflows.records.papers import Paper
from workflows.records.reviews import Review
from workflows.rules.review import PASSING
from workflows.vocabulary.facts import CONTENT_RESET

_SUGGESTING = ("suggest_no_penalty", "suggest_transfer")


def perform(step: Step) -> None:
    """Issue the paper, seal the review, set the facts, and send a failed case back with its points."""
    review, conclusion = step.dossier.reviews[-1], step.answers.text("conclusion")
    findings = _findings(step)
    paper = issue(step, "review_opinion", _fields(step, review, findings))
    _seal(step, review, findings, paper)
    _set_facts(step, review, conclusion)
    step.signed_by([review.reviewer_id or 0])
    if conclusion != "pass":
        step.send_back(CONCLUSIONS[conclusion], _points(findings))
    step.summary = CONCLUSIONS[conclusion]


def _seal(step: Step, review: Review, findings: list[dict[str, str]], paper: Paper) -> None:
    """Write everything in one update: the database lets nobody touch a signed opinion again."""
    review.findings = list(findings)
    review.conclusion, review.return_to = step.answers.text("conclusion"), return_target(step.answers)
    review.opinion, review.paper_id = step.answers.text("opinion"), paper.id
    review.signed_by, review.signed_at = step.actor.id, step.now
    step.records.session.flush()


def _set_facts(step: Step, review: Review, conclusion: str) -> None:
    step.set(**CONTENT_RESET)
    step.set(review=conclusion, return_to=return_target(step.answers), edit_confirmed=conclusion == "pass")
    step.set(review_returned=conclusion not in PASSING)
    if review.is_rereview:
        step.set(rereview="done")
    if conclusion in _SUGGESTING:
        step.set(reconsider=True, route="none")
    elif review.is_rereview and conclusion in PASSING and _was_suggested(step, review):
        # The second review withdraws the suggestion, so the direction the leader had decided stands again.
        step.set(reconsider=False, route="penalise")


def _was_suggested(step: Step, review: Review) -> bool:
    earlier = [one for one in step.dossier.reviews if one.round == review.round and one.id < review.id]
    return bool(earlier) and earlier[-1].conclusion in _SUGGESTING


def _findings(step: Step) -> list[dict[str, str]]:
    terms = dict(CATEGORIES)
    return [
        {
            "category": row.text("category"),
            "label": terms[row.text("category")],
            "text": row.text("text"),
            "basis": row.text("basis"),
            "suggestion": row.text("suggestion"),
            "return_to": row.text("return_to"),
        }
        for row in step.answers.rows("findings")
    ]


def _points(findings: list[dict[str, str]]) -> list[dict[str, str]]:
    return [
        {"item": one["label"], "problem": one["text"], "basis": one["basis"], "suggestion": one["suggestion"]}
        for one in findings
    ]


def _fields(step: Step, review: Review, findings: list[dict[str, str]]) -> dict[str, object]:
    dossier, draft = step.dossier, next(one for one in step.dossier.drafts if one.id == review.draft_id)
    submitted, examined = dossier.last_paper("review_submission"), dossier.last_step("examine_case")
    return {
        "round": review.round,
        "unit_name": dossier.staff[review.submitted_by].unit_name,
        "legal_unit": dossier.staff[step.actor.id].unit_name,
        "reviewers": [_reviewer(step, review)],
        "submission_number": submitted.number if submitted is not None else "",
        **_acceptance(step, review),
        "case_summary": facts_of(draft),
        "proposed_decision": proposal_of(draft),
        "review_basis": review_ground(step.desk),
        "review_way": "、".join(str(one) for one in review.methods or ()),
        "items": _items(review),
        "key_issues": str(examined.answers["key_issues"]) if examined is not None else "",
        "conclusion": CONCLUSIONS[step.answers.text("conclusion")],
        "requirements": "\n".join(_requirement(step, number, one) for number, one in enumerate(findings, start=1)),
        "correction_due_on": step.answers.find_day("correction_due_on"),
        "dissent": step.answers.text("dissent"),
        "draft_fingerprint": review.content_hash,
        "reviewed_on": examined.done_on if examined else step.today,
        "legal_head": signed(step, step.actor.id, step.answers.text("opinion")),
    }


def _acceptance(step: Step, review: Review) -> dict[str, object]:
    """Return when the package was accepted and until when it had to be reviewed, as the file has it."""
    clock = step.dossier.clock("review_days")
    if review.accepted_at is None or clock is None:
        return {}
    return {"received_on": day_of(review.accepted_at), "review_due_on": clock.due_on}


def _requirement(step: Step, number: int, finding: Mapping[str, str]) -> str:
    """Return one finding as its receiver reads it: what is wrong, on what ground, what is to be done."""
    parts = (finding["text"], cited(step, finding["basis"]), finding["suggestion"])
    problem, basis, advice = (one.rstrip("。；，") for one in parts)
    told = f"{number}. 【{finding['label']}】{problem}" + (f"（{basis}）" if basis else "")
    return told + (f"。要求：{advice}" if advice else "")


def _reviewer(step: Step, review: Review) -> dict[str, str]:
    colleague = step.dossier.staff[review.reviewer_id or step.actor.id]
    number = colleague.credential_number("legal_profession") or colleague.credential_number("review")
    return {"name": colleague.name, "qualification": number or "2018年以前已从事法制审核"}


def _items(review: Review) -> list[dict[str, str]]:
    terms = dict(RESULTS)
    return [
        {
            "label": one["label"],
            "conclusion": terms[one["result"]],
            "problem": one["problem"],
            "basis": one["basis"],
            "advice": one["suggestion"],
        }
        for one in judged_items(review)
    ]
