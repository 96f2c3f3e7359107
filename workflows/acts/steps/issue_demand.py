"""催告: the demand with everything still owed is issued, to be served next (强制法35条、54条)."""

from datetime import date

from workflows.acts.clocks import start_clock
from workflows.acts.papers import issue
from workflows.acts.step import Step
from workflows.errors import NotFoundError
from workflows.guards.owing import court_window_opens_on, unpaid_of


def perform(step: Step) -> None:
    """Issue the demand; the three months for the court are shown from now on."""
    paper = issue(step, "demand_notice", _fields(step))
    opens_on = court_window_opens_on(step.desk)
    if opens_on is not None:
        start_clock(step, "court_3mo", on=opens_on)
    step.summary = f"{paper.number}：{step.answers.text('obligations')}"


def _fields(step: Step) -> dict[str, object]:
    unpaid = unpaid_of(step.desk)
    decision = step.dossier.last_paper("penalty_decision")
    if decision is None:
        message = "penalty decision"
        raise NotFoundError(message)
    days = step.desk.law.clock("demand_10wd", on=step.today).limit().length
    imposed = step.dossier.last_step("impose_surcharge")
    detail = f"计算至{imposed.done_on.isoformat()}，每日按罚款数额的百分之三计算" if imposed is not None else None
    return {
        "decision_number": decision.number,
        "decision_on": decision.issued_on,
        "decision_served_on": _served_on(step),
        "obligations": step.answers.text("obligations"),
        "principal": unpaid.fine + unpaid.confiscation,
        "is_fine_alone": not unpaid.confiscation,
        "surcharge": unpaid.surcharge or None,
        "surcharge_detail": detail if unpaid.surcharge else None,
        "total": unpaid.fine + unpaid.confiscation + unpaid.surcharge,
        "perform_days": days,
        "payment_code": step.answers.text("payment_code"),
    }


def _served_on(step: Step) -> date | None:
    served = [one.served_on for one in step.dossier.services if one.site == "serve_decision" and one.served_on]
    return served[-1] if served else None
