"""When a review opinion 法制审核意见 may be signed, and what a passed one is good for (处罚法58条, 118号文)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

ITEM_TERMS: dict[str, str] = {
    "subject": N_("执法主体是否合法，执法人员是否具备执法资格"),
    "procedure": N_("执法程序是否合法"),
    "facts": N_("案件事实是否清楚，证据是否合法充分"),
    "law": N_("适用法律、法规、规章是否准确，裁量基准运用是否适当"),
    "authority": N_("执法是否超越法定权限"),
    "papers": N_("执法文书是否完备、规范"),
    "crime": N_("违法行为是否涉嫌犯罪、需要移送司法机关"),
    "other": N_("其他事项：时效、管辖、回避、一事不二罚、公平竞争、社会风险"),
}
"""The seven items of 118号文 and the eighth, in the order of the form."""

PASSING = ("pass", "pass_edit")
CONCLUSION = "conclusion"
"""The field of the form whose answer is the overall conclusion; objections are limited to it."""


class Category(StrEnum):
    """What a finding 审核意见 is about; ``WORDING`` alone is no finding of substance."""

    EVIDENCE = "evidence"
    LAW = "law"
    PROCEDURE = "procedure"
    WORDING = "wording"
    NO_PENALTY = "no_penalty"
    TRANSFER = "transfer"


@dataclass(frozen=True, slots=True)
class ItemJudgement:
    """How one item was judged; ``problem`` says what is wrong when ``has_problem``; None: not judged."""

    item: str
    has_problem: bool | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; a procedural one names the stage where the cure begins in ``return_to``."""

    category: Category
    text: str
    return_to: str = ""


@dataclass(frozen=True, slots=True)
class Passed:
    """A signed opinion that passed a draft; ``edit_confirmed`` is False while edited wording awaits the reviewer.

    ``signer_id`` is who signed it, 0 while unsigned.
    """

    content_hash: str
    signed_at: datetime
    reviewer_id: int
    conclusion: str = "pass"
    edit_confirmed: bool = True
    signer_id: int = 0


# A problem with one of these is never a mere flaw of wording 非实质瑕疵.
_SUBSTANTIVE = frozenset({"subject", "facts", "law", "authority", "crime"})

# Where the case goes on, upstream first: a conclusion must lead at least as far back as each finding asks.
_STAGES = ("investigate", "report", "notice", "hearing")
_RETURNS = {"return_evidence": "investigate", "return_law": "report"}
_STARTS = {Category.EVIDENCE: "investigate", Category.LAW: "report"}
_NEEDED = {
    "return_evidence": Category.EVIDENCE,
    "return_law": Category.LAW,
    "return_procedure": Category.PROCEDURE,
    "suggest_no_penalty": Category.NO_PENALTY,
    "suggest_transfer": Category.TRANSFER,
    "pass_edit": Category.WORDING,
}


def objections_to_items(*, judgements: Sequence[ItemJudgement]) -> tuple[Objection, ...]:
    """Refuse an opinion that leaves an item unjudged or a problem unexplained (118号文)."""
    given = {one.item: one for one in judgements}
    found = list[Objection]()
    for item, term in ITEM_TERMS.items():
        one = given.get(item)
        if one is None or one.has_problem is None:
            text = N_("审核事项“{item}”尚未作出判断，请逐项审核")
            found.append(Objection("item-unjudged", text, {"item": term}, article="国办发〔2018〕118号"))
        elif one.has_problem and not one.problem.strip():
            text = N_("审核事项“{item}”存在问题，请写明具体问题")
            found.append(Objection("item-problem-unexplained", text, {"item": term}, article="国办发〔2018〕118号"))
    return tuple(found)


def objections_to_passing(*, judgements: Sequence[ItemJudgement], findings: Sequence[Finding]) -> tuple[Objection, ...]:
    """Refuse a pass while a finding of substance stands, and one without edits while any problem stands (58条1款)."""
    found = list[Objection]()
    grave = any(one.has_problem and one.item in _SUBSTANTIVE for one in judgements)
    if grave or any(one.category is not Category.WORDING for one in findings):
        text = N_("尚有事实、证据、法律适用或者程序方面的问题，不得审核通过，请选择退回或者建议变更的结论")
        found += [
            Objection("pass-with-finding", text, article="处罚法58条1款", when=(CONCLUSION, one)) for one in PASSING
        ]
    if findings or any(one.has_problem for one in judgements):
        text = N_("审核事项中有存在问题的，不得作出无修改意见的同意结论，请选择“同意，附修改意见”或者退回")
        found.append(Objection("pass-with-problem", text, article="处罚法58条1款", when=(CONCLUSION, "pass")))
    return tuple(found)


def objections_to_conclusions(*, findings: Sequence[Finding]) -> tuple[Objection, ...]:
    """Refuse every conclusion no finding bears out: a return for evidence needs one on evidence (118号文)."""
    categories = {one.category for one in findings}
    text = N_("该审核结论没有对应的审核意见支持，请补充相应的审核意见或者改选结论")
    return tuple(
        Objection("conclusion-without-finding", text, article="国办发〔2018〕118号", when=(CONCLUSION, conclusion))
        for conclusion, category in _NEEDED.items()
        if category not in categories
    )


def objection_to_return(*, conclusion: str, return_to: str, findings: Sequence[Finding]) -> Objection | None:
    """Refuse a return to nowhere, or to a stage downstream of one a finding needs: most upstream wins (path.md A11)."""
    when = (CONCLUSION, conclusion)
    if conclusion == "return_procedure" and return_to not in _STAGES:
        text = N_("建议补正程序的，应当指明退回的环节：调查取证、调查终结报告、事先告知或者听证")
        return Objection("return-target-missing", text, article="处罚法58条1款", when=when)
    target = _RETURNS.get(conclusion, return_to if conclusion == "return_procedure" else "")
    if not target:
        return None
    needed = [stage for one in findings if (stage := _STARTS.get(one.category, one.return_to)) in _STAGES]
    if all(_STAGES.index(target) <= _STAGES.index(stage) for stage in needed):
        return None
    text = N_("审核意见中有须退回更早环节办理的问题，请按最靠前的环节选择结论和退回环节")
    return Objection("return-too-late", text, article="国办发〔2018〕118号", when=when)


def objection_to_reasons(*, text: str) -> Objection | None:
    """Refuse an opinion without reasons in words."""
    if text.strip():
        return None
    return Objection("opinion-without-reasons", N_("法制审核意见应当说明理由，请填写"), article="国办发〔2018〕118号")


def objection_to_signer(
    *, roles: Collection[Role], is_government_lawyer: bool = False, one_person_office: bool = False
) -> Objection | None:
    """Refuse a signer other than the head of the legal office 法制机构负责人, or a lone reviewer where so set (L)."""
    if is_government_lawyer:
        text = N_("公职律师、法律顾问协助审核，不署审核结论，请由法制机构负责人签署")
        return Objection("lawyer-signs-opinion", text, article="国办发〔2018〕118号")
    if Role.LEGAL_HEAD in roles or (one_person_office and Role.REVIEWER in roles):
        return None
    text = N_("法制审核意见由法制机构负责人签署，请提交法制机构负责人")
    return Objection("opinion-signer-wrong", text, article="国办发〔2018〕118号")


def objection_to_stale_draft(*, submitted_hash: str, current_hash: str) -> Objection | None:
    """Refuse to sign on a draft that is no longer the one submitted (58条1款)."""
    if submitted_hash == current_hash:
        return None
    text = N_("拟作决定的内容在送审后已经变更，审核意见不得针对旧稿签署，请由承办机构重新送审")
    return Objection("draft-changed-since-submission", text, article="处罚法58条1款")


def objection_to_confirming_edit(
    *, passed: Passed, current_hash: str, person_id: int, needs_same_reviewer: bool = True
) -> Objection | None:
    """Refuse to confirm an edit 修改确认 that changed the content, or by another than the reviewer who asked for it.

    ``needs_same_reviewer`` is False when that reviewer has left, was frozen or recused and another took the case over.
    """
    if passed.content_hash != current_hash:
        text = N_("修改已超出文字表述，改变了拟作决定的内容，不能以修改确认代替审核，请重新送审")
        return Objection("content-changed-by-edit", text, article="处罚法58条1款")
    if needs_same_reviewer and passed.reviewer_id != person_id:
        text = N_("修改确认由提出修改意见的审核人员办理，请转交该审核人员")
        return Objection("not-the-same-reviewer", text, article="国办发〔2018〕118号")
    return None


def objection_to_rereview(*, conclusion: str, rereviews_before: int, reason: str) -> Objection | None:
    """Refuse a second review 复审 of a pass, more than once, or without a reason (118号文; law.md §3.5)."""
    if conclusion in PASSING:
        text = N_("审核已经通过，无须申请复审")
        return Objection("rereview-of-pass", text, article="国办发〔2018〕118号")
    if rereviews_before:
        text = N_("对同一审核意见只能申请复审一次，请按复审意见办理或者提请协调")
        return Objection("rereview-twice", text, article="国办发〔2018〕118号")
    if not reason.strip():
        text = N_("申请复审应当说明不同意审核意见的理由，请填写")
        return Objection("rereview-without-reason", text, article="国办发〔2018〕118号")
    return None


def objection_to_passed(
    *,
    passed: Passed | None,
    content_hash: str,
    last_heard_at: datetime | None = None,
    content_changed_at: datetime | None = None,
) -> Objection | None:
    """Refuse a review that never passed, passed other content, or came before a hearing or change (58条1款)."""
    if passed is None or passed.conclusion not in PASSING:
        text = N_("本案应当经法制审核，未经审核或者审核未通过的，不得作出决定，请先送审")
        return Objection("review-not-passed", text, article="处罚法58条1款")
    if passed.content_hash != content_hash:
        text = N_("审核通过的不是现在的拟作决定，内容变更后须重新送审")
        return Objection("review-of-other-content", text, article="处罚法58条1款")
    if last_heard_at is not None and passed.signed_at <= last_heard_at:
        text = N_("经过听证的案件，法制审核应当在听证结束后进行，请重新送审")
        return Objection("review-before-hearing", text, article="处罚法58条1款2项")
    if content_changed_at is not None and passed.signed_at <= content_changed_at:
        text = N_("审核通过后事实、证据、依据或者处罚内容又有变更，须重新送审")
        return Objection("review-before-change", text, article="处罚法58条1款")
    if not passed.edit_confirmed:
        text = N_("拟作决定的文字修改尚未经审核人员确认，请先办理修改确认")
        return Objection("edit-unconfirmed", text, article="处罚法58条1款")
    return None
