"""履行: paid in full to the 分, paid later by a plan that a leader approved, or overturned (处罚法66、67条)."""

from datetime import date
from typing import Any

import pytest

from tests.acts.decided import FINE, TAKEN, TWO_PARTS, a_requested_case, a_served_case, paid, plan, state_of
from tests.acts.prepared import change, change_json, opened_with
from workflows.forms import FormError


def test_payment_in_full_ends_execution_and_begins_the_period_for_closing() -> None:
    office = a_served_case()
    office.do("record_performance")
    rows = office.dossier().payments
    assert [(row.fine, row.confiscation, row.surcharge, row.receipt) for row in rows] == [
        (6_000_000, 2_580_000, 0, "票据0001")
    ]
    assert office.facts["performance"] == "done"
    assert (state_of(office, "payment_15d")[0], state_of(office, "closing_15wd")[0]) == ("stopped", "running")
    assert state_of(office, "closing_15wd")[1] == date(2026, 6, 8)


@pytest.mark.parametrize(
    ("payments", "code"),
    [
        ([{"fine": FINE, "confiscation": "25799.99"}], "performance-incomplete"),
        ([{"fine": "59999.99", "confiscation": TAKEN}], "performance-incomplete"),
        ([], "performance-incomplete"),
        ([{"fine": FINE, "confiscation": "25800.01"}], "performance-excessive"),
        ([{"fine": "85800"}], "performance-incomplete"),
        ([{"fine": FINE, "confiscation": TAKEN}, {"fine": "0"}], "payment-of-nothing"),
    ],
)
def test_full_performance_is_the_exact_sum_of_each_kind(payments: list[dict[str, str]], code: str) -> None:
    office = a_served_case()
    rows = [paid(office, **row) for row in payments]
    assert office.refusal("record_performance", payments=rows).code == code


@pytest.mark.parametrize(
    ("day", "code"), [(date(2026, 5, 19), "in-the-future"), (date(2026, 5, 17), "payment-before-decision")]
)
def test_a_payment_lies_between_the_decision_and_today(day: date, code: str) -> None:
    office = a_served_case()
    row = {"fine": FINE, "confiscation": TAKEN, "paid_on": day, "receipt": "1"}
    assert office.refusal("record_performance", payments=[row]).code == code


def test_nothing_is_overdue_before_the_last_day_has_ended() -> None:
    office = a_served_case().at("2026-06-02")
    assert office.refusal("record_performance", performance="overdue", payments=[]).code == "payment-period-open"
    assert office.open_acts() == ["collect_disclosure", "record_performance"]
    office.at("2026-06-03")
    assert (office.facts["performance"], "issue_demand" in office.open_acts()) == ("overdue", True)


def test_an_unpaid_plan_may_be_called_overdue_by_hand_where_no_clock_waits() -> None:
    office = a_served_case()
    change(office, "UPDATE clocks SET due_on = '2026-05-17', state = 'paused' WHERE name = 'payment_15d'")
    office.do("record_performance", performance="overdue", payments=[paid(office, fine="100")])
    assert (office.facts["performance"], office.dossier().payments[0].fine) == ("overdue", 10_000)
    assert "issue_demand" in office.open_acts()


@pytest.mark.parametrize("result", ["changed", "revoked"])
def test_what_was_overturned_is_performed_no_further(result: str) -> None:
    office = a_served_case()
    with pytest.raises(FormError, match="不在可选范围内"):
        office.do("record_performance", performance="ended", payments=[])
    office.do("record_remedy")
    office.do("record_remedy_result", result=result)
    office.do("record_performance", performance="ended", payments=[])
    assert (office.facts["performance"], state_of(office, "payment_15d")[0]) == ("ended", "stopped")
    assert state_of(office, "closing_15wd")[0] == "running"


def test_the_partys_plan_goes_to_a_leader_and_takes_the_place_of_the_fifteen_days() -> None:
    office = a_requested_case()
    assert "approve_instalment" in office.open_acts()
    opened = opened_with(office, "approve_instalment", by="吴岚")
    assert opened["plan"] == (
        {"amount": 3_000_000, "due_on": date(2026, 7, 1)},
        {"amount": 3_000_000, "due_on": date(2026, 8, 3)},
    )
    office.do("approve_instalment", plan=TWO_PARTS)
    assert (office.facts["performance"], state_of(office, "payment_15d")) == ("none", ("running", date(2026, 8, 3)))
    office.at("2026-07-30").do("record_performance")
    assert office.facts["performance"] == "done"


def test_an_approved_plan_that_is_not_kept_leads_to_the_demand() -> None:
    office = a_requested_case()
    office.do("approve_instalment", plan=TWO_PARTS)
    office.at("2026-08-03")
    assert "record_performance" in office.open_acts()
    office.at("2026-08-04")
    assert "issue_demand" in office.open_acts()


def test_a_refused_plan_leaves_the_fifteen_days_running() -> None:
    office = a_requested_case()
    office.do("approve_instalment", approval="refused", opinion="不属于经济困难")
    assert state_of(office, "payment_15d") == ("running", date(2026, 6, 2))
    assert "record_performance" in office.open_acts()
    office.at("2026-06-03")
    assert office.facts["performance"] == "overdue"


@pytest.mark.parametrize(
    ("parts", "hardship", "code"),
    [
        (plan(("30000", "2026-07-01"), ("29999", "2026-08-03")), "亏损", "instalments-wrong-sum"),
        (plan(("60000", "2026-05-18")), "亏损", "instalments-wrong-days"),
        (plan(("30000", "2026-08-03"), ("30000", "2026-07-01")), "亏损", "instalments-wrong-days"),
        (plan(("60000", "2026-07-01")), None, "instalments-without-hardship"),
    ],
)
def test_a_plan_covers_the_fine_in_order_and_states_the_hardship(
    parts: list[dict[str, Any]], hardship: str | None, code: str
) -> None:
    assert a_requested_case().refusal("approve_instalment", plan=parts, hardship=hardship).code == code


def test_a_plan_is_asked_for_the_fine_still_unpaid() -> None:
    office = a_served_case()
    office.do("record_performance", performance="instalments", payments=[paid(office, fine="20000")], plan=TWO_PARTS)
    assert office.refusal("approve_instalment", plan=TWO_PARTS).code == "instalments-wrong-sum"
    office.do("approve_instalment", plan=plan(("40000", "2026-07-01")))
    assert state_of(office, "payment_15d") == ("running", date(2026, 7, 1))


def test_time_is_asked_for_a_fine_alone() -> None:
    office = a_served_case()
    change_json(office, "runs.facts", fine=0)
    refused = office.refusal("record_performance", performance="instalments", payments=[], plan=TWO_PARTS)
    assert refused.code == "no-fine-unpaid"
