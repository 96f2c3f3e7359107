"""送达: two servers, the proof of each way, the day that counts, and the public notice as the last resort."""

from datetime import date
from typing import Any

import pytest

from tests.acts.prepared import a_case_before
from tests.acts.rounds import LARGE, a_case_to_tell, a_told_case, desk_of, objections, walked_once
from tests.builders import Office
from workflows.acts.due_clocks import fire, fire_due_clocks, is_due, list_due
from workflows.forms import FormError
from workflows.questions.my_tasks import list_my_tasks, list_pool
from workflows.records.clocks import Clock


@walked_once
def a_case_to_serve() -> Office:
    office = a_case_to_tell(LARGE).at("2026-08-03")
    office.do("issue_notice")
    return office


@walked_once
def failed_once() -> Office:
    office = a_case_to_serve()
    office.do("choose_service", way="mail")
    office.do("record_service", result="failed", failure="原址查无此单位，退件")
    return office


@walked_once
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
        "serve_notice",
        {"notice": "served", "change": "none", "change_cause": "none"},
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
        date(2026, 8, 5),
        date(2026, 9, 4),
        date(2026, 9, 4),
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
        "penalty_90d": "running",
        "statement_5wd": "stopped",
    }


def test_an_earliest_date_comes_at_its_beginning_and_a_limit_at_its_end() -> None:
    office = a_case_to_tell().at("2026-10-13", hour=0)
    day = date(2026, 10, 13)

    assert is_due(Clock(is_limit=False, due_on=day), office.now) is True
    assert is_due(Clock(is_limit=True, due_on=day), office.now) is False
    assert is_due(Clock(is_limit=False, due_on=date(2026, 10, 14)), office.now) is False
    assert is_due(Clock(is_limit=True, due_on=date(2026, 10, 12)), office.now) is True


def test_each_paper_counts_its_own_attempts_at_service() -> None:
    office = a_case_before("collect_disclosure")
    first = office.task("choose_service")
    office.do("choose_service", way="mail")
    office.do("record_service", result="failed", failure="查无此人")
    again = office.task("choose_service")

    assert [(one.site, one.round) for one in (first, again)] == [("serve_decision", 1), ("serve_decision", 2)]


def test_lists_say_which_paper_is_to_be_served() -> None:
    office = a_case_before("collect_disclosure")
    with office.archive.reading() as records:
        actor = office.actor(office.usual_holder("choose_service"))
        asked: dict[str, Any] = {"records": records, "actor": actor, "means": office.means, "today": office.now.date()}
        lines = [*list_my_tasks(**asked).lines, *list_pool(**asked).lines]

    assert [one.site for one in lines if one.label == "选择送达方式"] == ["送达行政处罚决定书"]
    assert {one.site for one in lines if one.label != "选择送达方式"} <= {""}
