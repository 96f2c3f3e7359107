"""移送审批: approved, 24 hours run; refused, the reason is on file and the investigation goes on (310号令5条)."""

from typing import cast

from workflows.acts.clocks import start_clock
from workflows.acts.papers import issue, named, signed
from workflows.acts.step import Step
from workflows.errors import NotFoundError
from workflows.guards.approve_referral import DECISIONS
from workflows.records.runs import StepRow


def perform(step: Step) -> None:
    """Write the principal's decision with the paper that bears every signature."""
    decision, reason = step.answers.text("referral"), step.answers.text("reason")
    step.set(referral=decision, police="none", refusal_objected=False)
    if decision == "approved":
        start_clock(step, "handover_24h")
        step.summary = f"批准移送：{step.answers.text('opinion')}"
    else:
        point = {"item": "移送公安机关", "problem": reason, "basis": "", "suggestion": "继续调查，依法处理"}
        step.send_back("主要负责人不批准移送", [point])
        step.summary = f"不批准移送：{reason}"
    issue(step, "crime_referral_approval", _fields(step, _report(step)))


def _report(step: Step) -> StepRow:
    report = step.dossier.last_step("form_referral_team")
    if report is None:
        message = "report of the referral team"
        raise NotFoundError(message)
    return report


def _fields(step: Step, report: StepRow) -> dict[str, object]:
    said, answers = report.answers, step.answers
    team, head = cast("list[int]", said["team"]), cast("int", said["unit_head"])
    names = ("suspected_crime", "crime_provision", "evidence_summary", "property_status", "police_body", "team_opinion")
    opinion = answers.text("opinion") or f"不批准移送的理由：{answers.text('reason')}"
    return {
        **{name: said[name] for name in names},
        "facts": said["report"],
        "reported_on": report.done_on,
        "team": [named(step.dossier.staff[one]) for one in team],
        "unit_head": {
            "name": step.desk.name_of(head),
            "opinion": said["unit_head_opinion"],
            "signed_on": report.done_on,
        },
        "principal": {**signed(step, step.actor.id, opinion), "decision": dict(DECISIONS)[answers.text("referral")]},
    }
