"""Decided cases on their way to being paid 履行, demanded 催告 or taken to court, as the tests of execution begin."""

from datetime import date
from typing import Any

from tests.acts.prepared import a_case_before
from tests.acts.rounds import walked_once
from tests.builders import Office

FINE, TAKEN = "60000", "25800"
PAST_COURT, IN_TIME = "2027-03-01", "2026-12-01"


@walked_once
def a_served_case(*, correction: bool = False) -> Office:
    """Return the example case whose decision was served on 2026-05-18; payment is due until 2026-06-02."""
    office = a_case_before("collect_disclosure")
    if correction:
        office.do("order_correction")
    office.do("choose_service")
    office.do("record_service")
    return office


@walked_once
def a_demanded_case() -> Office:
    """Return a case whose demand was served on 2026-06-03; the court may be asked from 2026-06-18."""
    office = a_served_case().at("2026-06-03")
    for act in ("issue_demand", "choose_service", "record_service"):
        office.do(act)
    return office


@walked_once
def a_case_for_the_court() -> Office:
    """Return a case whose demand went unanswered and whose time to sue ended on 2026-11-18."""
    office = a_demanded_case().at(IN_TIME)
    office.do("review_demand_reply")
    return office


def state_of(office: Office, name: str) -> tuple[str, date]:
    clock = office.dossier().clock(name)
    assert clock is not None
    return clock.state, clock.due_on


def paid(office: Office, **amounts: str) -> dict[str, Any]:
    return {**amounts, "paid_on": office.now.date(), "receipt": "票据0002"}


def plan(*parts: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"amount": amount, "due_on": day} for amount, day in parts]


TWO_PARTS = plan(("30000", "2026-07-01"), ("30000", "2026-08-03"))


@walked_once
def a_requested_case() -> Office:
    office = a_served_case()
    office.do("record_performance", performance="instalments", payments=[], plan=TWO_PARTS)
    return office
