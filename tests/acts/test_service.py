"""送达: two servers, the proof of each way, the day that counts, and the public notice as the last resort."""

from datetime import date
from typing import Any

import pytest

from tests.acts.rounds import LARGE, a_case_to_tell, a_told_case, desk_of, objections
from tests.builders import Office, an_office
from workflows.acts.due_clocks import fire, fire_due_clocks, is_due, list_due
from workflows.forms import FormError
from workflows.records.clocks import Clock


def a_case_to_serve() -> Office:
    office = a_case_to_tell(LARGE).at("2026-08-03")
    office.do("issue_notice")
    return office


def failed_once() -> Office:
    office = a_case_to_serve()
    office.do("choose_service", way="mail")
    office.do("record_service", result="failed", failure="原址查无此单位，退件")
    return office


def in_public() -> Office:
    office = failed_once().at("2026-08-05")
    office.do("choose_service", way="public_notice", reason="下落不明，邮寄退回")
    office.do("publish_service_notice")
    return office


def test_a_paper_waiting_to_be_rendered_is_not_served() -> None:
    desk = desk_of(a_case_to_serve(), "choose_service")
    assert objections(desk, "choose_service") == ["public-notice-too-soon"]

    desk.dossier.paper_files.clear()

    assert objections(desk, "choose_service") == ["paper-not-rendered", "public-notice-too-soon"]


def test_two_servers_serve() -> None:
    office = a_case_to_serve()

    with pytest.raises(FormError) as refused:
        office.do("choose_service", servers=[office.person("林静")])

    assert list(refused.value.errors) == ["servers"]


@pytest.mark.parametrize(
    ("way", "missing", "code"),
    [
        ("direct", {"receiver": ""}, "receipt-unsigned"),
        ("mail", {"receiver": ""}, "receipt-unsigned"),
        ("left", {"refusal": ""}, "left-without-refusal"),
        ("left", {"has_video": False}, "left-without-witness"),
    ],
)
def test_each_way_has_its_own_proof(way: str, missing: dict[str, Any], code: str) -> None:
    office = a_case_to_serve()
    office.do("choose_service", way=way)

    assert office.refusal("record_service", **missing).code == code
    office.do("record_service")

    assert (office.facts["service_way"], office.facts["notice"]) == (way, "served")


def test_electronic_service_needs_the_signed_confirmation() -> None:
    office = a_case_to_serve()

    assert office.refusal("choose_service", way="electronic").code == "electronic-without-confirmation"
    office.do("choose_service", way="electronic", confirmation_signed=True)
    office.do("record_service")

    assert office.facts["notice"] == "served"


@pytest.mark.parametrize(
    ("day", "code"), [(date(2026, 8, 2), "service-before-paper"), (date(2026, 8, 4), "in-the-future")]
)
def test_the_day_of_service_lies_between_the_paper_and_today(day: date, code: str) -> None:
    office = a_case_to_serve()
    office.do("choose_service")

    assert office.refusal("record_service", served_on=day).code == code


def test_the_receipt_names_paper_way_day_and_servers() -> None:
    office = a_case_to_serve()
    office.do("choose_service")
    office.do("record_service")

    receipt, told = office.dossier().last_paper("service_receipt"), office.dossier().last_paper("prior_notice")
    assert receipt is not None
    assert told is not None
    assert receipt.id in office.dossier().paper_files
    assert receipt.fields["documents"] == [{"name": told.title, "number": told.number, "copies": 1}]
    assert (receipt.fields["way"], receipt.fields["served_on"]) == ("direct", "2026-08-03")
    assert [one["name"] for one in receipt.fields["servers"]] == ["林静", "赵宁"]  # type: ignore[attr-defined]


def test_service_finishes_the_site_act_and_signs_for_both_servers() -> None:
    office = a_case_to_serve()
    office.do("choose_service")
    office.do("record_service")

    site, recorded = office.dossier().steps[-2:]
    assert (site.act, dict(site.facts)) == (
        "serve_notice", {"notice": "served", "change": "none", "change_cause": "none"}
    )
    assert (recorded.act, recorded.site) == ("record_service", "serve_notice")
    assert site.persons == recorded.persons == [office.person("林静"), office.person("赵宁")]


def test_a_failed_attempt_asks_for_another_way_and_starts_nothing() -> None:
    office = failed_once()

    assert office.facts["service_way"] == "none"
    assert office.facts["notice"] == "issued"
    task = office.task("choose_service")
    assert (task.origin, task.reason) == ("returned", "邮寄送达未成：原址查无此单位，退件")
    assert office.dossier().clock("statement_5wd") is None
    assert [step.act for step in office.dossier().steps][-1] == "record_service"
    assert office.dossier().last_paper("service_receipt") is None


def test_a_public_notice_comes_only_after_another_way_failed() -> None:
    office = a_case_to_serve()

    assert office.refusal("choose_service", way="public_notice", reason="下落不明").code == "public-notice-too-soon"


def test_a_public_notice_is_announced_and_counts_as_served_on_the_thirtieth_day() -> None:
    office = in_public()
    assert office.open_acts() == []
    office.at("2026-09-04", hour=23)
    assert office.facts["notice"] == "issued"

    office.at("2026-09-05", hour=0)

    service, notice = office.dossier().services[-1], office.dossier().last_notice()
    assert notice is not None
    assert (service.published_on, service.served_on, notice.served_on) == (
        date(2026, 8, 5), date(2026, 9, 4), date(2026, 9, 4)
    )
    assert office.facts["notice"] == "served"
    assert office.open_acts() == ["await_statement"]
    site, recorded = office.dossier().steps[-2:]
    assert [site.act, recorded.act] == ["serve_notice", "record_service"]
    assert [site.by_name, recorded.by_name] == ["系统", "系统"]
    announcement, receipt = (office.dossier().last_paper(kind) for kind in ("service_announcement", "service_receipt"))
    assert announcement is not None
    assert receipt is not None
    assert {announcement.id, receipt.id} <= set(office.dossier().paper_files)


def test_a_clock_fires_once() -> None:
    office = a_told_case()
    number = next(one.id for one in office.dossier().clocks if one.name == "statement_5wd")
    office.now = office.now.replace(day=27)

    with office.archive.transaction() as records:
        assert list_due(records, office.now) == [number]
        first = fire(number, records, office.means, office.now)
    with office.archive.transaction() as records:
        second = fire(number, records, office.means, office.now)

    assert first is not None
    assert first.summary == "陈述申辩期于2026-06-26届满"
    assert second is None
    assert [step.act for step in office.dossier().steps].count("await_statement") == 1


def test_a_clock_that_is_not_due_or_that_nobody_waits_for_stays_as_it_is() -> None:
    office = a_told_case()
    with office.archive.transaction() as records:
        assert fire_due_clocks(records, office.means, office.now) == []
        ninety = next(one for one in records.list_where(Clock) if one.name == "penalty_90d")
        later = office.now.replace(year=2027)
        assert fire(ninety.id, records, office.means, later) is None
    with office.archive.transaction() as records:
        paused = next(one for one in records.list_where(Clock) if one.name == "statement_5wd")
        paused.state = "paused"
        records.session.flush()
        assert fire(paused.id, records, office.means, later) is None
        paused.state = "running"
    office.do("await_statement")
    with office.archive.transaction() as records:
        stopped = next(one for one in records.list_where(Clock) if one.name == "statement_5wd")
        assert fire(stopped.id, records, office.means, later) is None

    assert {one.name: one.state for one in office.dossier().clocks} == {
        "penalty_90d": "running", "statement_5wd": "stopped"
    }


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
        "payment_15d": ("2026-08-05", "2026-08-20"), "reconsider_60d": ("2026-08-05", "2026-10-08"),
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


def a_case_before_no_penalty() -> Office:
    office = an_office().at("2026-08-03")
    office.a_case()
    return office.walk_to("decide_no_penalty", decide_route={"route": "no_penalty"})


def test_an_earliest_date_comes_at_its_beginning_and_a_limit_at_its_end() -> None:
    office = a_case_to_tell().at("2026-10-13", hour=0)
    day = date(2026, 10, 13)

    assert is_due(Clock(is_limit=False, due_on=day), office.now) is True
    assert is_due(Clock(is_limit=True, due_on=day), office.now) is False
    assert is_due(Clock(is_limit=False, due_on=date(2026, 10, 14)), office.now) is False
    assert is_due(Clock(is_limit=True, due_on=date(2026, 10, 12)), office.now) is True


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
