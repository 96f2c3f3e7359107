"""Nothing is back-dated and nothing has happened tomorrow: what happened outside lies where it can lie."""

from typing import Any

import pytest

from tests.acts.prepared import a_case_before
from tests.acts.rounds import walked_once
from tests.acts.test_hearing import an_announced_case
from tests.builders import Office, an_office
from workflows.forms import FormError

ANCIENT = "0001-01-01"
# The first moment of the calendar lies before it in UTC, in which moments are kept: no form reads it.
ANCIENT_MORNING = "0001-01-02"


@pytest.mark.parametrize(
    ("act_id", "answers", "code"),
    [
        ("verify_source", {"verified_on": "2026-05-19"}, "in-the-future"),
        ("verify_source", {"verified_on": "2026-05-17"}, "too-early"),
        ("verify_source", {"act_ended_on": "2026-05-19"}, "in-the-future"),
        ("verify_source", {"act_ended_on": ANCIENT}, "long-ago"),
        ("record_service", {"served_on": "2026-05-17"}, "service-before-paper"),
        ("record_service", {"served_on": "2026-05-19"}, "in-the-future"),
        ("record_service", {"served_on": ANCIENT}, "long-ago"),
    ],
)
def test_a_step_is_dated_between_what_it_follows_and_today(act_id: str, answers: dict[str, Any], code: str) -> None:
    office = a_case_before(act_id)
    assert office.refusal(act_id, **answers).code == code
    office.do(act_id)


@pytest.mark.parametrize(
    ("act_id", "answers"),
    [
        ("add_evidence", {"collected_at": f"{ANCIENT_MORNING}T00:00"}),
        ("record_interview", {"started_at": f"{ANCIENT_MORNING}T00:00"}),
        ("record_interview", {"started_at": f"{ANCIENT_MORNING}T00:00", "ended_at": f"{ANCIENT_MORNING}T01:00"}),
        ("record_inspection", {"started_at": f"{ANCIENT_MORNING}T00:00", "ended_at": f"{ANCIENT_MORNING}T01:00"}),
    ],
)
def test_a_slip_of_the_pen_is_named_and_breaks_nothing(act_id: str, answers: dict[str, Any]) -> None:
    office = a_case_before("investigate")
    assert office.refusal(act_id, **answers).code == "long-ago"
    assert office.open_acts() == ["investigate"]


@pytest.mark.parametrize(
    ("act_id", "answers"),
    [
        ("add_evidence", {"collected_at": "2026-05-18T10:01"}),
        ("record_interview", {"ended_at": "2026-05-18T10:01"}),
        ("record_inspection", {"started_at": "2026-05-18T10:01", "ended_at": "2026-05-18T10:02"}),
    ],
)
def test_nothing_was_collected_a_minute_from_now(act_id: str, answers: dict[str, Any]) -> None:
    assert a_case_before("investigate").refusal(act_id, **answers).code == "in-the-future"


@pytest.mark.parametrize(
    ("received_on", "code"),
    [("2026-05-19", "received-in-future"), ("2026-03-29", "matter-not-in-force"), (ANCIENT, "matter-not-in-force")],
)
def test_a_lead_came_in_while_its_matter_was_forbidden_and_not_tomorrow(received_on: str, code: str) -> None:
    office = an_office()
    with pytest.raises(FormError) as wrong:
        office.a_case(received_on=received_on)
    assert {name: one.code for name, one in wrong.value.errors.items()} == {"received_on": code}
    office.a_case(received_on="2026-03-30")


@pytest.mark.parametrize("code", ["in-the-future", "hearing-too-early"])
def test_a_hearing_was_not_held_tomorrow_nor_before_its_day(code: str) -> None:
    office = an_announced_case().at("2026-06-24")
    day = "2026-06-25" if code == "in-the-future" else "2026-06-23"
    answers = {"held_at": f"{day}T09:00", "ended_at": f"{day}T09:50"}
    assert office.refusal("hold_hearing", **answers).code == code


def test_the_party_is_told_of_an_exit_after_it_was_approved() -> None:
    office = an_office()
    office.a_case()
    report = {"suggestion": "revoke_filing", "penalties": []}
    direction = {"route": "revoke_filing", "reason": "无管辖权"}
    office.walk_to("approve_exit", report_findings=report, decide_route=direction)
    office.do("approve_exit")
    assert office.refusal("inform_party", informed_on="2026-05-17").code == "too-early"
    office.do("inform_party")


def test_an_informant_is_answered_after_the_lead_came_in() -> None:
    office = an_office()
    office.a_case(informant_name="李某", informant_phone="13800000000")
    office.walk_to("approve_filing").do("approve_filing", filing="refused", reason="没有违法事实")
    assert office.refusal("answer_informant", answered_on="2026-05-17").code == "too-early"
    office.do("answer_informant")


@pytest.mark.parametrize(("day", "code"), [("2026-05-17", "too-early"), ("2026-05-19", "in-the-future")])
def test_time_to_pay_is_asked_for_after_the_decision_and_not_tomorrow(day: str, code: str) -> None:
    office = a_served_case()
    plan = [{"amount": "60000", "due_on": "2026-07-01"}]
    asked: dict[str, Any] = {"performance": "instalments", "payments": [], "hardship": "资金周转困难", "plan": plan}
    assert office.refusal("record_performance", requested_on=day, **asked).code == code
    office.do("record_performance", requested_on="2026-05-18", **asked)


@pytest.mark.parametrize("act_id", ["approve_filing", "decide_route", "sign_opinion", "decide_penalty"])
def test_approvals_opinions_and_decisions_take_the_systems_time(act_id: str) -> None:
    office = a_case_before(act_id)
    office.do(act_id)
    step = next(one for one in reversed(office.dossier().steps) if one.act == act_id)
    assert (step.done_on, step.done_at) == (office.now.date(), office.now)
    days = [name for name, value in step.answers.items() if isinstance(value, str) and value[:4].isdigit()]
    assert days == []


@walked_once
def a_served_case() -> Office:
    office = a_case_before("decide_penalty")
    office.do("decide_penalty")
    office.do("choose_service")
    office.do("record_service")
    return office
