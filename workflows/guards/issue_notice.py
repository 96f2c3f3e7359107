"""制发事先告知书: the party is told what is intended, why, and which rights it has (处罚法44条、63条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.intended import rule_draft_of, told_draft
from workflows.records.drafts import Draft
from workflows.rules.notice import NoticeContent, objection_to_change, objections_to_content
from workflows.rules.penalties import PENALTY_TERMS, Change, compare
from workflows.vocabulary.wording import N_, Objection, listed

CAUSES = (
    ("new_evidence", N_("有新的证据")),
    ("legal_correction", N_("纠正法律适用")),
    ("defence", N_("当事人陈述申辩（不得以此加重）")),
)


def form(desk: Desk) -> Form:
    """Ask for the evidence in brief and, where an earlier notice is replaced, why."""
    fields = [Field("evidence_summary", N_("主要证据概述"), Kind.PARAGRAPH)]
    if desk.dossier.served_notice() is not None:
        fields.append(Field("replaced_reason", N_("重新告知的原因"), limit=300))
    if _asks_cause(desk):
        fields.append(Field("change_cause", N_("较原告知加重的原因"), Kind.CHOICE, options=CAUSES))
    return Form(tuple(fields)).with_initial({"evidence_summary": _evidence_in_brief(desk)})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a notice nobody decided upon, or that would lack what the law prescribes."""
    draft = desk.dossier.last_draft()
    found = [_objection_to_route(desk), _objection_to_draft(draft)]
    if draft is not None:
        right = bool(desk.facts["hearing_right"])
        found.extend(objections_to_content(content=_content(desk, draft, told=right), hearing_right=right))
    if answers is not None and _asks_cause(desk):
        found.append(objection_to_change(change="heavier", cause=answers.text("change_cause")))
    return [one for one in found if one is not None]


def _asks_cause(desk: Desk) -> bool:
    draft, told = desk.dossier.last_draft(), told_draft(desk)
    if draft is None or told is None or draft.change_cause != "none":
        return False
    return compare(rule_draft_of(told), rule_draft_of(draft)) is Change.HEAVIER


def _objection_to_route(desk: Desk) -> Objection | None:
    if desk.facts["filing"] == "filed" and desk.facts["route"] == "penalise":
        return None
    text = N_("机关负责人尚未审查调查结果并确定拟予处罚，不得告知，请先办理处理方向审查")
    return Objection("route-not-penalise", text, article="处罚法57条1款")


def _objection_to_draft(draft: Draft | None) -> Objection | None:
    if draft is not None:
        return None
    text = N_("尚无拟处罚内容，请先提交案件调查终结报告")
    return Objection("nothing-to-tell", text, article="处罚法44条")


def _content(desk: Desk, draft: Draft, *, told: bool) -> NoticeContent:
    intended = rule_draft_of(draft)
    return NoticeContent(
        party=desk.dossier.party.name,
        facts="\n".join(sorted(intended.facts)),
        reasons=str(draft.wording["discretion"]),
        basis="、".join(sorted(intended.basis)),
        penalties=listed(PENALTY_TERMS[one.kind] for one in intended.penalties),
        statement_right=True,
        hearing_right_told=told,
    )


def _evidence_in_brief(desk: Desk) -> str:
    draft = desk.dossier.last_draft()
    relied = rule_draft_of(draft).evidence_ids if draft else frozenset()
    return "；".join(f"{one.name}，证明{one.proves}" for one in desk.dossier.evidence if one.id in relied)
