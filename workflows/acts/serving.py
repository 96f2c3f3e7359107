"""What follows once a paper is served 送达之后: its proof, and the rights and periods that begin on that day.

One entry per call of the part ``service``; who recorded the service (a server, or 系统 after a public notice) makes no
difference.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from workflows.acts.clocks import start_clock, start_clocks, stop_clocks
from workflows.acts.papers import issue, named
from workflows.acts.step import Step
from workflows.records.papers import Paper
from workflows.records.services import Service
from workflows.records.staff import Colleague
from workflows.vocabulary.facts import FactValue

Effect: TypeAlias = Callable[[Step, date], Mapping[str, FactValue]]


def _notice_served(step: Step, day: date) -> Mapping[str, FactValue]:
    """Begin the party's periods on the day of service (处罚法44条、45条、64条1项)."""
    notice = step.dossier.notices[-1]
    notice.served_on = day
    rights = ("statement_5wd", "hearing_request_5wd") if notice.right == "with_hearing" else ("statement_5wd",)
    start_clocks(step, *rights, on=day)
    return {"notice": "served", "change": "none", "change_cause": "none"}


def _hearing_notice_served(step: Step, day: date) -> Mapping[str, FactValue]:
    """Count the seven working days before the hearing (64条2项)."""
    hearing = step.dossier.hearings[-1]
    hearing.notice_served_on = day
    start_clock(step, "hearing_notice_7wd", on=day)
    return {}


def _decision_served(step: Step, day: date) -> Mapping[str, FactValue]:
    """Begin payment, where there is something to pay, and the party's remedies (67条3款; 复议法20条; 行诉法46条)."""
    return _remedies_open(step, day, *(("payment_15d",) if step.dossier.facts["penalty_total"] else ()))


def _no_penalty_served(step: Step, day: date) -> Mapping[str, FactValue]:
    """Begin the party's remedies and the period for closing the case."""
    return _remedies_open(step, day, "closing_15wd")


def _remedies_open(step: Step, day: date, *also: str) -> Mapping[str, FactValue]:
    start_clocks(step, *also, "reconsider_60d", "litigate_6mo", on=day)
    return {"decision_served": True}


def _demand_served(step: Step, day: date) -> Mapping[str, FactValue]:
    """Count the ten working days before an application to the court (强制法54条)."""
    start_clock(step, "demand_10wd", on=day)
    return {}


EFFECTS: Mapping[str, Effect] = {
    "serve_notice": _notice_served,
    "serve_hearing_notice": _hearing_notice_served,
    "serve_decision": _decision_served,
    "serve_no_penalty": _no_penalty_served,
    "serve_demand": _demand_served,
}


def deliver(step: Step, service: Service, *, on: date, proof: Mapping[str, object]) -> None:
    """Count a paper as served: its receipt, what the day of service begins, and the site's own finished step."""
    shown = {**service.proof, **proof}
    facts = EFFECTS[service.site](step, on)
    step.set(**facts)
    stop_clocks(step, service.site)
    receipt = issue(step, "service_receipt", _receipt(step, service, on, shown))
    service.is_delivered, service.served_on, service.entered_at = True, on, step.now
    service.proof, service.receipt_paper_id = shown, receipt.id
    _finish_site(step, service, on, facts)


def served_paper(step: Step, service: Service) -> Paper:
    """Return the paper an attempt serves."""
    return next(one for one in step.dossier.papers if one.id == service.paper_id)


def _finish_site(step: Step, service: Service, on: date, facts: Mapping[str, FactValue]) -> None:
    """Write the step of the site act (serve_notice …); it has no form of its own."""
    task = step.desk.task
    before = step.dossier.times_done(service.site)
    step.records.runs.add_step(
        run_id=step.run_id,
        case_id=step.case_id,
        task_id=None,
        node="",
        act=service.site,
        site=service.site,
        stage=task.stage if task else "",
        by_id=step.actor.id,
        by_name=step.actor.name,
        persons=list(service.servers),
        round=before + 1,
        opened_at=service.chosen_at,
        done_at=step.now,
        done_on=step.today,
        facts=dict(facts),
        answers={"served_on": on.isoformat()},
    )


def _receipt(step: Step, service: Service, on: date, proof: Mapping[str, object]) -> dict[str, object]:
    paper = served_paper(step, service)
    return {
        "documents": [{"name": paper.title, "number": paper.number or "（无文号）", "copies": 1}],
        "recipient": step.dossier.party.name,
        "place": "" if service.way == "public_notice" else service.place,
        "way": service.way,
        "served_on": on,
        "received_by": proof.get("receiver"),
        "receiver_relation": proof.get("receiver_relation"),
        "refusal_reason": proof.get("refusal"),
        "witness": proof.get("witness"),
        "recording_number": proof.get("recording_number"),
        "tracking": proof.get("tracking"),
        "electronic_proof": proof.get("electronic_proof"),
        "announcement": proof.get("announcement"),
        "servers": [named(one) for one in _servers(step, service.servers)],
    }


def _servers(step: Step, person_ids: Sequence[int]) -> list[Colleague]:
    return [step.dossier.staff[one] for one in person_ids if one in step.dossier.staff]
