"""What must lie in the package 送审材料 before a case may be sent for legal review (处罚法58条, 118号文)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from workflows.vocabulary.wording import N_, Objection


class Material(StrEnum):
    """One material of the package."""

    APPLICATION = "application"
    REPORT = "report"
    DRAFT = "draft"
    EVIDENCE_LIST = "evidence_list"
    FILING_APPROVAL = "filing_approval"
    NOTICE = "notice"
    NOTICE_SERVICE = "notice_service"
    DEFENCE = "defence"
    DEFENCE_REVIEW = "defence_review"
    HEARING_RECORD = "hearing_record"
    HEARING_REPORT = "hearing_report"
    TEST_REPORT = "test_report"
    EXPERT_ADVICE = "expert_advice"
    ECONOMIC_IMPACT = "economic_impact"
    COERCION_PAPERS = "coercion_papers"
    CRIME_ASSESSMENT = "crime_assessment"
    CORRECTION_NOTE = "correction_note"


MATERIAL_TERMS: dict[Material, str] = {
    Material.APPLICATION: N_("送审申请表"),
    Material.REPORT: N_("调查终结报告"),
    Material.DRAFT: N_("拟作出的决定书代拟稿"),
    Material.EVIDENCE_LIST: N_("证据目录及证据材料"),
    Material.FILING_APPROVAL: N_("立案审批表"),
    Material.NOTICE: N_("事先告知书"),
    Material.NOTICE_SERVICE: N_("告知书送达回证"),
    Material.DEFENCE: N_("陈述申辩材料"),
    Material.DEFENCE_REVIEW: N_("陈述申辩复核意见"),
    Material.HEARING_RECORD: N_("听证笔录"),
    Material.HEARING_REPORT: N_("听证报告"),
    Material.TEST_REPORT: N_("评估、鉴定、检测报告"),
    Material.EXPERT_ADVICE: N_("专家论证意见"),
    Material.ECONOMIC_IMPACT: N_("涉企经济影响评估表"),
    Material.COERCION_PAPERS: N_("行政强制措施审批表、决定书和清单"),
    Material.CRIME_ASSESSMENT: N_("行刑衔接研判意见"),
    Material.CORRECTION_NOTE: N_("补正说明（逐条回应上轮审核意见）"),
}


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """What makes conditional materials 条件必备 due; ``round`` counts submissions from 1.

    ``is_large_amount`` is the agency's own threshold 大额; ``halts_business`` 责令停产停业.
    """

    round: int = 1
    noticed: bool = True
    statement_made: bool = False
    heard: bool = False
    tested: bool = False
    expert_consulted: bool = False
    is_enterprise: bool = False
    is_large_amount: bool = False
    halts_business: bool = False
    coerced: bool = False
    crime_suspected: bool = False


def list_required(*, facts: PackageFacts) -> tuple[Material, ...]:
    """Return the materials this package must hold, in the order of the list (law.md §3.2)."""
    conditional = (
        (facts.noticed, (Material.NOTICE, Material.NOTICE_SERVICE)),
        (facts.statement_made, (Material.DEFENCE, Material.DEFENCE_REVIEW)),
        (facts.heard, (Material.HEARING_RECORD, Material.HEARING_REPORT)),
        (facts.tested, (Material.TEST_REPORT,)),
        (facts.expert_consulted, (Material.EXPERT_ADVICE,)),
        (facts.is_enterprise and (facts.is_large_amount or facts.halts_business), (Material.ECONOMIC_IMPACT,)),
        (facts.coerced, (Material.COERCION_PAPERS,)),
        (facts.crime_suspected, (Material.CRIME_ASSESSMENT,)),
        (facts.round > 1, (Material.CORRECTION_NOTE,)),
    )
    always = (
        Material.APPLICATION, Material.REPORT, Material.DRAFT, Material.EVIDENCE_LIST, Material.FILING_APPROVAL,
    )  # fmt: skip
    return always + tuple(material for due, materials in conditional if due for material in materials)


def objections_to_package(*, facts: PackageFacts, supplied: Collection[str]) -> tuple[Objection, ...]:
    """Refuse to send an incomplete package; one objection for each missing material."""
    text = N_("送审材料缺少“{material}”，请补齐后送审")
    return tuple(
        Objection("package-incomplete", text, {"material": MATERIAL_TERMS[one]}, article="处罚法58条、118号文")
        for one in list_required(facts=facts)
        if one not in supplied
    )


def objections_to_answers(*, findings: Mapping[int, str], answers: Mapping[int, str]) -> tuple[Objection, ...]:
    """Refuse a further round that leaves a finding of the round before unanswered (118号文).

    ``findings`` maps each finding's number to its text, ``answers`` to what the handlers did about it.
    """
    text = N_("第{number}条审核意见“{finding}”尚未回应，请逐条说明处理情况后再送审")
    return tuple(
        Objection("finding-unanswered", text, {"number": number, "finding": finding}, article="国办发〔2018〕118号")
        for number, finding in findings.items()
        if not answers.get(number, "").strip()
    )


def objection_to_responsibility(*, unit_head_endorsed: bool) -> Objection | None:
    """Refuse a package the head of the handling unit has not answered for (118号文: 承办机构对材料负责)."""
    if unit_head_endorsed:
        return None
    text = N_("承办机构对送审材料的真实性、准确性、完整性负责，请由承办机构负责人审查同意后送审")
    return Objection("package-not-endorsed", text, article="国办发〔2018〕118号")


def objection_to_returning_materials(
    *, missing: Collection[str], returning: tuple[str, str] = ("review", "return_materials")
) -> Objection | None:
    """Refuse to send materials back without naming what is missing."""
    if any(one.strip() for one in missing):
        return None
    text = N_("退回材料应当一次性列明需要补齐的材料，请填写")
    return Objection("return-without-list", text, article="国办发〔2018〕118号", when=returning)
