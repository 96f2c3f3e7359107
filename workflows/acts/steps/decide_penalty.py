"""作出行政处罚决定: the reviewed draft becomes the decision unchanged, with number, history and signature (59条)."""

from workflows.acts.clocks import start_clock
from workflows.acts.drafting import paper_evidence, paper_findings, paper_penalties
from workflows.acts.history import days_of, investigation_text, statement_text
from workflows.acts.papers import issue, signed
from workflows.acts.step import Step
from workflows.guards.decide_penalty import relief_text
from workflows.guards.summaries import proposal_of
from workflows.records.drafts import Draft


def perform(step: Step) -> None:
    """Sign the decision, or return the draft with what must be changed."""
    if step.answers.text("signing") == "returned":
        _return(step)
        return
    draft = step.dossier.drafts[-1]
    step.set(signing="signed", decision="penalty")
    step.dossier.case.decided_on = step.today
    paper = issue(step, "penalty_decision", _fields(step, draft))
    start_clock(step, "service_7wd")
    start_clock(step, "disclosure_7wd")
    step.summary = f"{paper.number}：{proposal_of(draft)}"


def _return(step: Step) -> None:
    step.set(signing="returned")
    lines = [line.strip() for line in step.answers.text("reason").splitlines() if line.strip()]
    points = [{"item": "拟作决定", "problem": line, "basis": "", "suggestion": line} for line in lines]
    step.send_back("机关负责人退回拟作决定", points)
    step.summary = "退回：" + "；".join(lines)[:80]


def _fields(step: Step, draft: Draft) -> dict[str, object]:
    owed = int(step.desk.facts["fine"]) + int(step.desk.facts["confiscation"])
    payment = step.desk.law.clock("payment_15d", on=step.today)
    return {
        **paper_findings(draft), "evidence": paper_evidence(step, draft), "penalties": paper_penalties(draft),
        "investigation": investigation_text(step), "notice": _notice(step), "statement": statement_text(step, draft),
        **days_of(step), "correction": "；".join(one.demand for one in step.dossier.corrections),
        "payable": owed or None, "payment_days": payment.length if owed else None, "reconsideration_first": False,
        "relief": relief_text(step.desk), "draft_fingerprint": draft.content_hash,
        "leader": signed(step, step.actor.id, step.answers.text("opinion")),
    }


def _notice(step: Step) -> dict[str, object]:
    notice = step.dossier.served_notice()
    if notice is None:
        return {}
    number = next((one.number for one in step.dossier.papers if one.id == notice.paper_id), "")
    return {"number": number, "served_on": notice.served_on, "with_hearing": notice.right == "with_hearing"}
