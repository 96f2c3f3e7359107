"""结案审批: the case is closed and its archiving falls due (处罚法47条)."""

from datetime import date

from workflows.acts.clocks import start_clock
from workflows.acts.endorsing import endorsement, sign_endorsement
from workflows.acts.papers import issue, signed
from workflows.acts.step import Step
from workflows.guards.outcome import (
    closing_kind,
    correction_text,
    decision_text,
    disclosure_text,
    performance_text,
    property_text,
    remedy_periods_text,
    remedy_text,
)
from workflows.records.papers import Paper


def perform(step: Step) -> None:
    """Close the case with its form and start the period for archiving."""
    step.dossier.case.closed_on = step.today
    sign_endorsement(step)
    paper = issue(step, "closing_approval", _fields(step))
    start_clock(step, "archive_days")
    step.summary = f"{paper.number}：{closing_kind(step.desk)}"


def _fields(step: Step) -> dict[str, object]:
    desk, answers = step.desk, step.answers
    decision = _decision(step)
    return {
        "decision_number": decision.number if decision else None,
        "decision_on": decision.issued_on if decision else None,
        "decision_served_on": _served_on(step),
        "decision_summary": decision_text(desk),
        "performance": performance_text(desk),
        "correction": correction_text(desk),
        "remedy": remedy_text(desk),
        "property_disposal": property_text(desk),
        "disclosure": disclosure_text(desk),
        "closing_kind": closing_kind(desk),
        "remedy_periods": remedy_periods_text(desk),
        **endorsement(step),
        "leader": signed(step, step.actor.id, answers.text("opinion")),
    }


def _decision(step: Step) -> Paper | None:
    return step.dossier.last_paper("penalty_decision") or step.dossier.last_paper("no_penalty_decision")


def _served_on(step: Step) -> date | None:
    sites = {"serve_decision", "serve_no_penalty"}
    served = [one.served_on for one in step.dossier.services if one.site in sites and one.served_on is not None]
    return served[-1] if served else None
