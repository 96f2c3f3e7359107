"""What every act around legal review 法制审核 asks of the file: who may review, what was passed, what voided it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import cast

from workflows.guards.desk import Desk
from workflows.guards.handling import handler_ids
from workflows.lawbook import Lawbook
from workflows.records.dossier import Dossier
from workflows.records.reviews import Review
from workflows.records.runs import StepRow
from workflows.rules.qualification import objection_to_reviewer_qualification
from workflows.rules.review import ITEM_TERMS, PASSING, ItemJudgement, Passed, objection_to_passed
from workflows.rules.separation import objection_to_rereviewer, objection_to_reviewer
from workflows.vocabulary.wording import N_, Objection

CONCLUSIONS: dict[str, str] = {
    "pass": N_("同意"),
    "pass_edit": N_("同意，附文书、表述修改意见"),
    "return_evidence": N_("退回补充调查"),
    "return_law": N_("建议纠正适用依据、定性或者裁量"),
    "return_procedure": N_("建议补正或者纠正程序"),
    "suggest_no_penalty": N_("建议不予处罚或者撤销案件"),
    "suggest_transfer": N_("建议移送有管辖权的机关或者司法机关"),
}
"""The overall conclusions a signed opinion may have; sending materials back is no opinion."""

RETURN_STAGES: dict[str, str] = {
    "investigate": N_("调查取证"),
    "report": N_("调查终结报告"),
    "notice": N_("事先告知"),
    "hearing": N_("听证"),
}


def open_review(dossier: Dossier) -> Review | None:
    """Return the review under way: submitted, not sent back for materials, not yet signed."""
    last = dossier.last_review()
    return last if last is not None and last.signed_at is None and not last.missing else None


def signed_review(dossier: Dossier) -> Review | None:
    """Return the newest signed opinion, or None."""
    return next((one for one in reversed(dossier.reviews) if one.signed_at is not None), None)


def rereviews_before(dossier: Dossier, review: Review) -> int:
    """Return how often this round has been reviewed a second time 复审."""
    return sum(1 for one in dossier.reviews if one.round == review.round and one.is_rereview)


def disputed_reviewer_ids(dossier: Dossier, review: Review) -> set[int]:
    """Return who judged the items in the opinion that a second review disputes."""
    earlier = [one for one in dossier.reviews if one.round == review.round and one.id < review.id and one.signed_at]
    return {one.reviewer_id for one in earlier if one.reviewer_id} if review.is_rereview else set()


def objections_to_reviewing(desk: Desk, person_id: int, review: Review | None) -> list[Objection]:
    """Return why a person may not review this case: own case, no qualification, own disputed opinion."""
    person = desk.dossier.staff[person_id].person
    found = [
        objection_to_reviewer(person_id=person_id, handler_ids=handler_ids(desk.dossier)),
        objection_to_reviewer_qualification(
            reviewer=desk.officer(person_id), first_review_on=person.first_reviewed_on, day=desk.today
        ),
    ]
    if review is not None:
        disputed = disputed_reviewer_ids(desk.dossier, review)
        found.append(objection_to_rereviewer(person_id=person_id, earlier_reviewer_ids=disputed))
    return [one for one in found if one is not None]


def nothing_to_review() -> Objection:
    """Return the objection that no package lies here to be reviewed."""
    return Objection("no-review-open", N_("没有待审核的送审材料，请由承办机构送审"), article="处罚法58条1款")


def item_key(number: int, own: str) -> str:
    """Return an item of the law pack as the rules name it; both count the seven items and the eighth alike."""
    names = list(ITEM_TERMS)
    return own if own in names else names[number - 1] if 0 < number <= len(names) else own


def item_titles(law: Lawbook, on: date) -> dict[str, str]:
    """Return the review items in force on a day by their key in the rules, in their order."""
    return {item_key(one.number, one.id): one.title for one in law.review_items(on=on)}


def judged_items(review: Review) -> list[Mapping[str, str]]:
    """Return the judged items as they were stored."""
    return cast("list[Mapping[str, str]]", review.items or [])


def judgements_of(review: Review) -> tuple[ItemJudgement, ...]:
    """Return the stored items as the rules judge them."""
    return tuple(
        ItemJudgement(one["item"], has_problem=one["result"] == "problem", problem=one["problem"])
        for one in judged_items(review)
    )


def stored_findings(review: Review) -> list[Mapping[str, str]]:
    """Return the findings 审核意见 of a signed opinion as they were stored."""
    return cast("list[Mapping[str, str]]", review.findings or [])


def points_of(review: Review) -> list[dict[str, str]]:
    """Return the findings of an opinion as the points a returned task opens with."""
    return [
        {"item": one["label"], "problem": one["text"], "basis": one["basis"], "suggestion": one["suggestion"]}
        for one in stored_findings(review)
    ]


def steps_since(dossier: Dossier, act: str) -> Sequence[StepRow]:
    """Return the steps after the last time an act was done; every step when it never was."""
    last = dossier.last_step(act)
    return dossier.steps_after(last.id if last is not None else 0)


def last_heard_at(steps: Sequence[StepRow]) -> datetime | None:
    """Return when a hearing was held among these steps, or None."""
    return next((step.done_at for step in reversed(steps) if step.act == "hold_hearing"), None)


def content_changed_at(steps: Sequence[StepRow]) -> datetime | None:
    """Return when one of these steps voided the review (CONTENT_RESET), or None."""
    return next((step.done_at for step in reversed(steps) if step.facts.get("review") == "none"), None)


def passed_of(dossier: Dossier) -> Passed | None:
    """Return the newest signed opinion as the rules ask of it, with what was confirmed since.

    A draft whose wording alone changed after an unqualified pass needs its confirmation too (design decision 8).
    """
    review, draft = signed_review(dossier), dossier.last_draft()
    if review is None or review.signed_at is None or draft is None:
        return None
    confirmed = any(
        one.review_id == review.id and one.text_hash == draft.text_hash and one.content_hash == draft.content_hash
        for one in dossier.confirmations
    )
    as_reviewed = review.conclusion == "pass" and review.text_hash == draft.text_hash
    return Passed(
        content_hash=review.content_hash,
        signed_at=review.signed_at,
        reviewer_id=review.reviewer_id or review.signed_by or 0,
        signer_id=review.signed_by or 0,
        conclusion=review.conclusion,
        edit_confirmed=confirmed or as_reviewed,
    )


def objection_to_review_passed(desk: Desk) -> Objection | None:
    """Return why the newest review does not carry the present draft, whether or not the case needs one."""
    draft, since = desk.dossier.last_draft(), steps_since(desk.dossier, "sign_opinion")
    return objection_to_passed(
        passed=passed_of(desk.dossier),
        content_hash=draft.content_hash if draft else "",
        last_heard_at=last_heard_at(since),
        content_changed_at=content_changed_at(since),
    )


def refusing(objection: Objection, field: str, answers: Sequence[str] = PASSING) -> list[Objection]:
    """Return an objection limited to some answers of the form."""
    return [replace(objection, when=(field, answer)) for answer in answers]
