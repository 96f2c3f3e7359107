"""调查终结报告: the intended decision with its reasons, the income reckoned, the judgement on crime (处罚法57条1款)."""

from collections.abc import Sequence
from dataclasses import replace

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.intended import content_of, draft_fields, known_draft, rule_draft_of, wording_of
from workflows.guards.limited import as_warnings, only_when
from workflows.guards.officers import known_officers, officer_choices
from workflows.guards.party_code import missing_code_fields
from workflows.guards.ranges import objection_to_fine, objections_to_kinds
from workflows.guards.reliance import warnings_of_reliance
from workflows.guards.routes import EXITS, ROUTE_CHOICES, objection_to_keeping_crime
from workflows.guards.suspended import objection_to_suspended
from workflows.records.drafts import Draft
from workflows.rules.income import Income, Receipt, objection_to_refund, unlawful_income, warning_of_other_income
from workflows.rules.penalties import PenaltyKind, total_of
from workflows.rules.qualification import objections_to_team
from workflows.vocabulary.wording import N_, Objection, Phrase

SUSPECTED = "suspected"
CRIME_VIEWS = (("none", N_("未发现涉嫌犯罪")), (SUSPECTED, N_("涉嫌犯罪，应当移送")))
_PENALISE = ("suggestion", ("penalise",))


def form(desk: Desk) -> Form:
    """Return the questions of the report, opened with the last intended decision."""
    fields = (
        Field("officers", N_("报告人（至少两名执法人员）"), Kind.PEOPLE, options=officer_choices(desk), least=2),
        *missing_code_fields(desk),
        Field("suggestion", N_("处理建议"), Kind.CHOICE, options=ROUTE_CHOICES),
        *(_as_reported(one) for one in draft_fields(desk)),
        Field("income", N_("违法所得逐项计算"), Kind.ROWS, required=False, columns=_INCOME, help=_income_help(desk)),
        *_JUDGEMENTS,
        *(_IMPACT if desk.dossier.party.is_enterprise else ()),
        Field("reason", N_("建议的理由"), Kind.PARAGRAPH),
    )
    return Form(fields).with_initial({**_known(desk), **known_draft(desk.dossier.last_draft()), **_said_before(desk)})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a report fewer than two officers sign or that keeps a crime; tell what the reviewer will find."""
    found: list[Objection | None] = [objection_to_suspended(desk)]
    if answers is None:
        found += warnings_of_reliance(desk, desk.dossier.last_draft())
        return [one for one in found if one is not None]
    found += objections_to_team(officers=desk.officers(answers.people("officers")), day=desk.today)
    intended = Draft(content=content_of(desk, answers), wording=wording_of(answers))
    found += only_when("suggestion", "penalise", (_objection_to_no_evidence(answers),))
    found += only_when("suggestion", "penalise", objections_to_kinds(desk, intended))
    if answers.text("crime_view") == SUSPECTED:
        found += [
            one
            for way in (*EXITS, "penalise")
            if way != "transfer_crime"
            for one in only_when("suggestion", way, (objection_to_keeping_crime(desk),))
        ]
    found += _warnings(desk, answers, intended)
    return [one for one in found if one is not None]


def income_of(desk: Desk, answers: Answers) -> Income | None:
    """Return the reckoned unlawful income, or None when nothing was reckoned."""
    receipts = _receipts(answers)
    return unlawful_income(receipts=receipts, in_force_from=desk.matter.source.effective_from) if receipts else None


_INCOME = (
    Field("item", N_("项目"), limit=100),
    Field("on", N_("行为日期"), Kind.DAY),
    Field("amount", N_("收取金额（元）"), Kind.MONEY),
    Field("refunded", N_("已退赔（元）"), Kind.MONEY, required=False),
)
_JUDGEMENTS = (
    Field("party_claims", N_("当事人主张与核实"), Kind.PARAGRAPH),
    Field("characterisation", N_("性质认定与法律适用"), Kind.PARAGRAPH, help=N_("竞合、从旧兼从轻、追责时效")),
    Field("crime_view", N_("涉罪研判"), Kind.CHOICE, options=CRIME_VIEWS),
    Field("crime_assessment", N_("涉罪研判的理由"), Kind.PARAGRAPH),
    Field("review_assessment", N_("是否属于重大执法决定、是否应当法制审核"), Kind.PARAGRAPH),
    Field("hearing_assessment", N_("是否符合听证条件"), Kind.PARAGRAPH),
    Field("grave", N_("情节复杂或者重大违法行为"), Kind.FLAG, required=False),
    Field("public_interest", N_("涉及重大公共利益"), Kind.FLAG, required=False),
    Field("legal_relations", N_("案件疑难复杂、涉及多个法律关系"), Kind.FLAG, required=False),
    Field("mitigated", N_("拟减轻处罚"), Kind.FLAG, required=False, help=N_("裁量说理须写明法定减轻情节")),
)
_IMPACT = (Field("business_impact", N_("涉企经济影响评估"), Kind.PARAGRAPH),)
_KEPT = tuple(one.name for one in (*_JUDGEMENTS, *_IMPACT) if one.kind is not Kind.FLAG)


def _as_reported(field: Field) -> Field:
    """Ask penalties and the step of discretion only for a penalty; a case that is not made out may rest on nothing."""
    if field.name in {"penalties", "benchmark"}:
        return replace(field, shown_when=_PENALISE)
    return replace(field, required=False) if field.name == "evidence" else field


def _income_help(desk: Desk) -> str:
    since = desk.matter.source.effective_from.isoformat()
    return Phrase(N_("罚则自{since}起施行，此前的行为和已退赔的款项自动剔除"), since=since)


def _known(desk: Desk) -> dict[str, object]:
    matter, dossier = desk.matter, desk.dossier
    return {
        "officers": known_officers(desk),
        "violated": matter.violated,
        "penalty_basis": matter.source.citation,
        "evidence": tuple(str(one.id) for one in dossier.evidence),
        **{name: bool(desk.facts[name]) for name in ("grave", "public_interest", "legal_relations", "mitigated")},
    }


def _said_before(desk: Desk) -> dict[str, object]:
    """Return what an earlier report said beside the intended decision; new evidence is offered ticked."""
    step = desk.dossier.last_step("report_findings")
    if step is None:
        return {}
    kept = {name: step.answers[name] for name in (*_KEPT, "reason") if name in step.answers}
    return {**kept, "evidence": tuple(str(one.id) for one in desk.dossier.evidence)}


def _receipts(answers: Answers) -> list[Receipt]:
    return [Receipt(row.day("on"), row.money("amount"), row.money("refunded")) for row in answers.rows("income")]


def _objection_to_no_evidence(answers: Answers) -> Objection | None:
    if answers.choices("evidence"):
        return None
    return Objection("no-evidence-listed", N_("拟给予处罚的，请选定据以认定事实的证据"), article="处罚法40条、46条")


def _warnings(desk: Desk, answers: Answers, intended: Draft) -> list[Objection | None]:
    found: list[Objection | None] = [
        objection_to_refund(receipts=_receipts(answers)),
        *warnings_of_reliance(desk, intended),
    ]
    income = income_of(desk, answers)
    if answers.text("suggestion") == "penalise" and income is not None:
        confiscated = total_of(rule_draft_of(intended).penalties, PenaltyKind.CONFISCATE_INCOME)
        found.append(warning_of_other_income(confiscated=confiscated, income=income))
    if not answers.flag("mitigated"):
        fine = objection_to_fine(desk, intended)
        found += as_warnings([fine] if fine else [])
    return found
