"""作出行政处罚决定: the reviewed draft becomes the decision unchanged, with number, history and signature (59条)."""

from workflows.acts.approval import approval_fields
from workflows.acts.clocks import start_clocks
from workflows.acts.drafting import paper_evidence, paper_findings, paper_penalties
from workflows.acts.history import credentials_shown, days_of, investigation_text, standing_orders, statement_text
from workflows.acts.papers import issue
from workflows.acts.step import Step
from workflows.guards.decide_penalty import relief_text
from workflows.guards.intended import rule_draft_of
from workflows.guards.summaries import proposal_of
from workflows.records.drafts import Draft
from workflows.rules.penalties import PenaltyKind


def perform(step: Step) -> None:
    """Sign the decision, or return the draft with what must be changed."""
    if step.answers.text("signing") == "returned":
        _return(step)
        return
    draft = step.dossier.drafts[-1]
    step.set(signing="signed", decision="penalty")
    issue(step, "penalty_approval", approval_fields(step, draft))
    paper = issue(step, "penalty_decision", _fields(step, draft))
    step.dossier.case.decided_on = step.today
    start_clocks(step, "service_7wd", "disclosure_7wd")
    step.summary = f"{paper.number}：{proposal_of(draft)}"


def _return(step: Step) -> None:
    step.set(signing="returned")
    lines = [line.strip() for line in step.answers.text("reason").splitlines() if line.strip()]
    points = [{"item": "拟作决定", "problem": line, "basis": "", "suggestion": line} for line in lines]
    step.send_back("机关负责人退回拟作决定", points)
    step.summary = "退回：" + "；".join(lines)[:80]


def _fields(step: Step, draft: Draft) -> dict[str, object]:
    fine, taken = int(step.desk.facts["fine"]), int(step.desk.facts["confiscation"])
    owed = fine + taken
    payment = step.desk.law.clock("payment_15d", on=step.today)
    return {
        **paper_findings(step, draft),
        "evidence": paper_evidence(step, draft),
        "penalties": paper_penalties(draft),
        "investigation": investigation_text(step),
        "notice": _notice(step),
        "statement": statement_text(step, draft),
        **days_of(step),
        "correction": standing_orders(step),
        "credentials_shown": credentials_shown(step),
        "payable": owed or None,
        "payment_days": payment.length if owed else None,
        "has_fine": bool(fine),
        "has_confiscation": bool(taken),
        "has_duty": _has_duty(draft),
        "relief": relief_text(step.desk),
        "draft_fingerprint": draft.content_hash,
    }


_WITHOUT_DUTY = frozenset({PenaltyKind.WARNING, PenaltyKind.CRITICISM, PenaltyKind.FINE, PenaltyKind.CONFISCATE_INCOME})


def _has_duty(draft: Draft) -> bool:
    """Say whether a penalty asks more of the party than money and a reproof taken."""
    return any(one.kind not in _WITHOUT_DUTY for one in rule_draft_of(draft).penalties)


def _notice(step: Step) -> dict[str, object]:
    notice = step.dossier.served_notice()
    if notice is None:
        return {}
    number = next((one.number for one in step.dossier.papers if one.id == notice.paper_id), "")
    return {"number": number, "served_on": notice.served_on, "with_hearing": notice.right == "with_hearing"}
