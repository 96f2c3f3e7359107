"""承办机构负责人审查: the report becomes a paper with both signatures; sent back, it names what is to be done."""

from collections.abc import Mapping
from datetime import date
from typing import cast

from workflows.acts.chronicle import chronicle
from workflows.acts.drafting import paper_findings, paper_penalties
from workflows.acts.papers import handled, issue, signed
from workflows.acts.step import Step
from workflows.errors import NotFoundError
from workflows.guards.endorse_report import BACK
from workflows.guards.limited import day_of
from workflows.guards.routes import ROUTE_TERMS
from workflows.records.drafts import Draft
from workflows.records.evidence import Evidence
from workflows.records.runs import StepRow
from workflows.rules.days import in_words
from workflows.rules.evidence import EVIDENCE_TERMS, EvidenceKind
from workflows.rules.income import Receipt, unlawful_income
from workflows.rules.money import in_yuan


def perform(step: Step) -> None:
    """Issue the report with the unit head's opinion; hand it on, or back with the points to answer."""
    endorsement = step.answers.text("endorsement")
    report, draft = step.dossier.last_step("report_findings"), step.dossier.last_draft()
    if report is None or draft is None:
        message = "report_findings"
        raise NotFoundError(message)
    issue(step, "findings_report", _fields(step, report, draft))
    step.set(endorsement=endorsement)
    if endorsement == BACK:
        points = [{"item": "调查终结报告", "basis": "", **_texts(row)} for row in step.answers.rows("points")]
        step.send_back(step.answers.text("opinion"), points)
    step.summary = step.answers.text("opinion")


def _texts(row: Mapping[str, object]) -> dict[str, str]:
    return {"problem": str(row.get("problem") or ""), "suggestion": str(row.get("suggestion") or "")}


def _fields(step: Step, report: StepRow, draft: Draft) -> dict[str, object]:
    said = report.answers
    suggestion = _suggestion(str(said["suggestion"]))
    names = ("party_claims", "crime_assessment", "review_assessment", "hearing_assessment")
    return {
        **paper_findings(step, draft),
        **{name: said[name] for name in names},
        "route": said["suggestion"],
        "penalties": paper_penalties(draft),
        "timeline": chronicle(step.dossier),
        "evidence": _evidence(step, draft),
        "characterisation": "\n".join(one for one in (str(said["characterisation"]), _income(step, said)) if one),
        "business_impact": said.get("business_impact"),
        "proposal": f"{suggestion}。{said['reason']}",
        "round": step.dossier.times_done("report_findings"),
        "handlers": handled(step, report.persons, suggestion, on=report.done_on),
        "unit_head": signed(step, step.actor.id, step.answers.text("opinion")),
    }


def _suggestion(route: str) -> str:
    """Return what the handlers suggest: 建议给予行政处罚；违法事实不能成立，建议不予行政处罚."""
    ground, _, proposal = ROUTE_TERMS[route].removeprefix("拟").rpartition("，")
    return f"{ground}，建议{proposal}" if ground else f"建议{proposal}"


def _evidence(step: Step, draft: Draft) -> list[dict[str, str]]:
    relied = cast("list[int]", draft.content["evidence"])
    return [
        {"name": one.name, "proves": one.proves, "obtained": _obtained(one)}
        for one in step.dossier.evidence
        if one.id in relied
    ]


def _obtained(one: Evidence) -> str:
    day = in_words(day_of(one.collected_at))
    return f"{EVIDENCE_TERMS[EvidenceKind(one.kind)]}，{day}，{one.source}"


def _income(step: Step, said: Mapping[str, object]) -> str:
    """Return the reckoning of the unlawful income in one sentence, or nothing when it was not reckoned."""
    rows = cast("list[Mapping[str, object]]", said.get("income") or [])
    if not rows:
        return ""
    receipts = [_receipt(row) for row in rows]
    income = unlawful_income(receipts=receipts, in_force_from=step.desk.matter.source.effective_from)
    return (
        f"违法所得计算：收取{in_yuan(income.gross)}，剔除罚则施行前{in_yuan(income.before_force)}、"
        f"已退赔{in_yuan(income.refunded)}，计{in_yuan(income.net)}。"
    )


def _receipt(row: Mapping[str, object]) -> Receipt:
    taken, refunded = cast("int", row["amount"]), cast("int", row.get("refunded") or 0)
    return Receipt(date.fromisoformat(str(row["on"])), taken, refunded)
