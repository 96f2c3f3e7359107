"""送达决定书、催告书之后: the periods that begin on the day of service, and what happens when they end."""

from datetime import date
from typing import Any

from tests.acts.rounds import a_case_to_tell, walked_once
from tests.builders import Office, an_office


@walked_once
def a_decided_case(**penalties: Any) -> Office:
    """Return a case whose penalty was decided on 3 August; the decision is to be served."""
    office = a_case_to_tell().at("2026-08-03")
    office.walk_to("finalise_draft")
    office.do("finalise_draft", **penalties)
    office.walk_to("decide_penalty")
    office.do("decide_penalty")
    return office


def days_of(office: Office) -> dict[str, tuple[str, str]]:
    begun = [one for one in office.dossier().clocks if one.started_on >= date(2026, 8, 3)]
    return {one.name: (one.started_on.isoformat(), one.due_on.isoformat()) for one in begun}


def test_a_served_decision_begins_payment_and_remedies_on_that_day() -> None:
    office = a_decided_case().at("2026-08-05")
    office.do("choose_service")
    office.do("record_service")

    assert office.facts["decision_served"] is True
    days = days_of(office)
    assert {name: days[name] for name in ("payment_15d", "reconsider_60d", "litigate_6mo")} == {
        "payment_15d": ("2026-08-05", "2026-08-20"),
        "reconsider_60d": ("2026-08-05", "2026-10-08"),
        "litigate_6mo": ("2026-08-05", "2027-02-11"),
    }
    service = office.dossier().clock("service_7wd")
    assert service is not None
    assert service.state == "stopped"


def test_unpaid_money_is_overdue_the_day_after_its_last_day() -> None:
    office = a_decided_case().at("2026-08-05")
    office.do("choose_service")
    office.do("record_service")

    office.at("2026-08-20", hour=23)
    assert office.facts["performance"] == "none"
    office.at("2026-08-21", hour=0)

    assert office.facts["performance"] == "overdue"
    assert "issue_demand" in office.open_acts()
    payment = office.dossier().clock("payment_15d")
    assert payment is not None
    assert payment.state == "fired"


def test_a_warning_alone_leaves_nothing_to_pay() -> None:
    office = a_decided_case(penalties=[{"kind": "warning"}]).at("2026-08-05")
    office.do("choose_service")
    office.do("record_service")

    assert office.facts["decision_served"] is True
    assert "payment_15d" not in days_of(office)


def test_a_decision_served_in_public_counts_from_the_thirtieth_day() -> None:
    office = a_decided_case().at("2026-08-05")
    office.do("choose_service", way="mail")
    office.do("record_service", result="failed", failure="原址查无此单位，退件")
    office.do("choose_service", way="public_notice", reason="下落不明，邮寄退回")
    office.do("publish_service_notice")

    office.at("2026-09-05", hour=0)

    days = days_of(office)
    assert days["public_notice_30d"] == ("2026-08-05", "2026-09-04")
    assert days["payment_15d"] == ("2026-09-04", "2026-09-20")


def test_a_decision_not_to_punish_is_served_and_the_case_may_be_closed() -> None:
    office = a_case_before_no_penalty()
    office.do("decide_no_penalty")
    office.do("choose_service")
    office.do("record_service")

    assert office.facts["decision_served"] is True
    assert office.open_acts() == ["close_case"]
    assert {"closing_15wd", "reconsider_60d", "litigate_6mo"} <= set(days_of(office))


@walked_once
def a_case_before_no_penalty() -> Office:
    office = an_office().at("2026-08-03")
    office.a_case()
    return office.walk_to("decide_no_penalty", decide_route={"route": "no_penalty"})


def test_after_a_demand_the_way_to_the_court_opens_on_its_earliest_day() -> None:
    office = a_decided_case().at("2026-08-05")
    office.do("choose_service")
    office.do("record_service")
    office.at("2026-09-21").do("issue_demand", obligations="缴纳罚没款")
    office.do("choose_service")
    office.do("record_service")

    office.at("2026-10-12", hour=23)
    assert "record_performance" in office.open_acts()
    office.at("2026-10-13", hour=0)

    demand = office.dossier().clock("demand_10wd")
    assert demand is not None
    assert (demand.due_on, demand.state) == (date(2026, 10, 13), "fired")
    assert "review_demand_reply" in office.open_acts()
