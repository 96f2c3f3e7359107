"""签署法制审核意见: one overall conclusion, borne out by findings, on the draft as it stands today (处罚法58条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.handling import handler_ids
from workflows.guards.reliance import defects_of, excluded_titles, relied_records
from workflows.guards.reviewing import (
    CONCLUSIONS,
    RETURN_STAGES,
    content_changed_at,
    judged_items,
    judgements_of,
    last_heard_at,
    nothing_to_review,
    objections_to_reviewing,
    open_review,
    refusing,
    steps_since,
)
from workflows.records.reviews import Review
from workflows.rules.evidence import objections_to_excluded, objections_to_relying
from workflows.rules.review import (
    CONCLUSION,
    PASSING,
    Category,
    Finding,
    Passed,
    objection_to_passed,
    objection_to_reasons,
    objection_to_return,
    objection_to_signer,
    objection_to_stale_draft,
    objections_to_conclusions,
    objections_to_items,
    objections_to_passing,
)
from workflows.rules.separation import objection_to_reviewer
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

CATEGORIES = (
    (Category.EVIDENCE.value, N_("事实证据")),
    (Category.LAW.value, N_("法律适用、定性、裁量")),
    (Category.PROCEDURE.value, N_("程序")),
    (Category.WORDING.value, N_("文书表述")),
    (Category.NO_PENALTY.value, N_("不予处罚或者撤销案件")),
    (Category.TRANSFER.value, N_("移送")),
)
_CATEGORY_OF_ITEM = {
    "facts": Category.EVIDENCE,
    "law": Category.LAW,
    "papers": Category.WORDING,
    "crime": Category.TRANSFER,
    "authority": Category.TRANSFER,
}
_COLLECTING = ("add_evidence", "record_interview", "record_inspection")
_PROCEDURAL = ("category", (Category.PROCEDURE.value,))


def form(desk: Desk) -> Form:
    """Return conclusion, findings opened with the items' problems, reasons and what the returned work must bring."""
    stages = _stages(desk)
    returning = (CONCLUSION, tuple(one for one in CONCLUSIONS if one not in PASSING))
    columns = (
        Field("category", N_("类别"), Kind.CHOICE, options=CATEGORIES),
        Field("text", N_("问题"), Kind.PARAGRAPH),
        Field("basis", N_("依据"), required=False, limit=300),
        Field("suggestion", N_("修改补充要求"), Kind.PARAGRAPH, required=False),
        Field("return_to", N_("从哪一环节改起"), Kind.CHOICE, required=False, options=stages, shown_when=_PROCEDURAL),
    )
    return Form(
        (
            Field(CONCLUSION, N_("总体结论"), Kind.CHOICE, options=tuple(CONCLUSIONS.items())),
            Field(
                "return_to",
                N_("退回环节"),
                Kind.CHOICE,
                required=False,
                options=stages,
                shown_when=(CONCLUSION, ("return_procedure",)),
            ),
            Field("findings", N_("审核意见（逐条）"), Kind.ROWS, required=False, columns=columns),
            Field("opinion", N_("审核意见的理由"), Kind.PARAGRAPH, required=False),
            Field("correction_due_on", N_("修改补充期限"), Kind.DAY, required=False, shown_when=returning),
            Field("dissent", N_("审核人员的不同意见"), Kind.PARAGRAPH, required=False, help=N_("有不同意见的如实保留")),
        )
    ).with_initial(_known(desk))


def _stages(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return where a case may go back to; to a hearing only where one was granted in this round."""
    heard = desk.facts["hearing_request"] == "accepted"
    return tuple((stage, term) for stage, term in RETURN_STAGES.items() if stage != "hearing" or heard)


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Return who may not sign, which conclusions are barred today, and what the answers leave unsupported."""
    review = open_review(desk.dossier)
    if review is None:
        return (nothing_to_review(),)
    found = [*_objections_to_signing(desk, review), *_objections_to_any_pass(desk, review)]
    found += objections_to_items(judgements=judgements_of(review))
    findings = findings_in(answers) if answers is not None else ()
    found += objections_to_passing(judgements=judgements_of(review), findings=findings)
    if answers is not None:
        found += _objections_to_answers(answers, findings)
    return found


def findings_in(answers: Answers) -> tuple[Finding, ...]:
    """Return the findings as the rules judge them."""
    return tuple(
        Finding(Category(row.text("category")), row.text("text"), row.text("return_to"))
        for row in answers.rows("findings")
    )


def return_target(answers: Answers) -> str:
    """Return the stage the case goes back to: fixed by the conclusion, chosen only for a return on procedure."""
    fixed = {"return_evidence": "investigate", "return_law": "report"}
    conclusion = answers.text(CONCLUSION)
    return answers.text("return_to") if conclusion == "return_procedure" else fixed.get(conclusion, "none")


def _objections_to_signing(desk: Desk, review: Review) -> Sequence[Objection]:
    by_lane = desk.task is not None and desk.task.role == Role.REVIEWER.value
    signer = objection_to_signer(roles=desk.actor.roles, one_person_office=by_lane)
    handled = objection_to_reviewer(person_id=desk.actor.id, handler_ids=handler_ids(desk.dossier))
    examiner = objections_to_reviewing(desk, review.reviewer_id, review) if review.reviewer_id else []
    return [one for one in (signer, handled, *examiner) if one is not None]


def _objections_to_any_pass(desk: Desk, review: Review) -> Sequence[Objection]:
    """Return what bars a pass however the items were judged; returning the case is never barred by it."""
    draft, since = desk.dossier.last_draft(), steps_since(desk.dossier, "submit_review")
    current = draft.content_hash if draft is not None else ""
    stale = objection_to_stale_draft(submitted_hash=review.content_hash, current_hash=current)
    overtaken = objection_to_passed(
        passed=Passed(review.content_hash, review.submitted_at, review.reviewer_id or 0),
        content_hash=current,
        last_heard_at=last_heard_at(since),
        content_changed_at=content_changed_at(since),
    )
    barring = stale or overtaken
    found = refusing(barring, CONCLUSION) if barring is not None else []
    if any(step.act in _COLLECTING for step in since):
        text = N_("送审后又补充了证据，审核不得就旧材料通过，请退回补充调查，由承办机构据以重新拟稿后送审")
        found += refusing(Objection("evidence-since-submission", text, article="处罚法58条1款"), CONCLUSION)
    relied, defective = relied_records(desk, draft), defects_of(desk)
    found += objections_to_relying(relied_on=relied, defective=list(defective), field=CONCLUSION, answers=PASSING)
    found += objections_to_excluded(titles=excluded_titles(desk, draft), field=CONCLUSION, answers=PASSING)
    return found


def _objections_to_answers(answers: Answers, findings: Sequence[Finding]) -> Sequence[Objection]:
    returning = objection_to_return(
        conclusion=answers.text(CONCLUSION), return_to=answers.text("return_to"), findings=findings
    )
    reasons = objection_to_reasons(text=answers.text("opinion"))
    return [*objections_to_conclusions(findings=findings), *(one for one in (returning, reasons) if one is not None)]


def _known(desk: Desk) -> dict[str, object]:
    review = open_review(desk.dossier)
    if review is None:
        return {}
    problems = [one for one in judged_items(review) if one["result"] == "problem"]
    rows = tuple(
        Answers(
            category=_CATEGORY_OF_ITEM.get(one["item"], Category.PROCEDURE).value,
            text=one["problem"],
            basis=one["basis"],
            suggestion=one["suggestion"],
        )
        for one in problems
    )
    clean = N_("经审核，事实清楚，证据确凿，适用依据正确，程序合法，裁量适当")
    return {"findings": rows} if rows else {"opinion": clean}
