"""How a decision is performed or enforced."""

from dataclasses import replace
from datetime import date

import pytest

from workflows.rules.execution import (
    Enforcement,
    Instalment,
    Owed,
    objection_to_demand,
    objection_to_done,
    objection_to_ending,
    objections_to_court,
    objections_to_instalments,
    objections_to_surcharge,
    surcharge_for,
)
from workflows.vocabulary.wording import Objection

FINE = 6_000_000
TODAY = date(2027, 3, 1)
RIPE = Enforcement(date(2026, 10, 13), date(2027, 2, 11), date(2027, 5, 11))


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


@pytest.mark.parametrize(
    ("unpaid", "days", "surcharge"),
    [
        (FINE, 0, 0),
        (FINE, -3, 0),
        (FINE, 1, 180_000),
        (FINE, 33, 5_940_000),
        (FINE, 34, FINE),
        (FINE, 400, FINE),
        (1_000_000, 10, 300_000),
        (33, 1, 0),
    ],
)
def test_the_surcharge_is_three_percent_a_day_and_never_above_the_fine(unpaid: int, days: int, surcharge: int) -> None:
    assert surcharge_for(unpaid_fine=unpaid, fine=FINE, days_late=days) == surcharge


@pytest.mark.parametrize(
    ("amount", "fine", "lawful", "served", "remedy", "stay", "codes"),
    [
        (180_000, FINE, 180_000, True, "none", False, []),
        (180_000, FINE, 180_000, False, "none", False, ["decision-unserved"]),
        (180_000, FINE, 180_000, True, "open", False, ["surcharge-during-remedy"]),
        (180_000, FINE, 180_000, True, "upheld", False, []),
        (180_000, FINE, 180_000, True, "none", True, ["execution-stayed"]),
        (FINE, FINE, FINE, True, "none", False, []),
        (1, 0, 0, True, "none", False, ["surcharge-without-fine"]),
        (FINE + 1, FINE, FINE, True, "none", False, ["surcharge-above-fine"]),
        (180_001, FINE, 180_000, True, "none", False, ["surcharge-above-rate"]),
    ],
)
def test_a_surcharge_keeps_its_bounds(
    *, amount: int, fine: int, lawful: int, served: bool, remedy: str, stay: bool, codes: list[str]
) -> None:
    found = objections_to_surcharge(
        amount=amount, fine=fine, lawful=lawful, decision_served=served, remedy=remedy, stay=stay
    )

    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("served", "performance", "stay", "code"),
    [
        (True, "overdue", False, ""),
        (True, "none", False, ""),
        (False, "none", False, "decision-unserved"),
        (True, "overdue", True, "execution-stayed"),
        (True, "done", False, "nothing-to-demand"),
        (True, "ended", False, "nothing-to-demand"),
    ],
)
def test_a_demand_follows_service(*, served: bool, performance: str, stay: bool, code: str) -> None:
    assert code_of(objection_to_demand(decision_served=served, performance=performance, stay=stay)) == code


OWED = Owed(fine=FINE, confiscation=2_580_000)


@pytest.mark.parametrize(
    ("paid", "code"),
    [
        (OWED, ""),
        (Owed(fine=FINE), "performance-incomplete"),
        (Owed(fine=FINE - 1, confiscation=2_580_000), "performance-incomplete"),
        (Owed(fine=8_580_000), "performance-incomplete"),
        (replace(OWED, fine=FINE + 1), "performance-excessive"),
    ],
    ids=["85800元", "未缴没收", "少缴一分", "没收错记为罚款", "多缴一分"],
)
def test_performance_is_done_when_exactly_everything_is_paid(paid: Owed, code: str) -> None:
    found = objection_to_done(owed=OWED, paid=paid)

    assert code_of(found) == code
    assert found is None or found.when == ("performance", "done")


def test_an_unpaid_surcharge_is_not_done() -> None:
    assert code_of(objection_to_done(owed=replace(OWED, surcharge=1), paid=OWED)) == "performance-incomplete"


PLAN = (Instalment(3_000_000, date(2027, 4, 1)), Instalment(3_000_000, date(2027, 5, 1)))


@pytest.mark.parametrize(
    ("requested", "hardship", "plan", "codes"),
    [
        (True, "停业亏损", PLAN, []),
        (True, "停业亏损", (Instalment(FINE, date(2027, 6, 1)),), []),
        (False, "停业亏损", PLAN, ["instalments-unrequested"]),
        (True, "", PLAN, ["instalments-without-hardship"]),
        (True, "停业亏损", PLAN[:1], ["instalments-wrong-sum"]),
        (True, "停业亏损", (), ["instalments-wrong-sum"]),
        (True, "停业亏损", (*PLAN, Instalment(0, date(2027, 6, 1))), ["instalments-wrong-sum"]),
        (True, "停业亏损", PLAN[::-1], ["instalments-wrong-days"]),
        (True, "停业亏损", (PLAN[0], PLAN[0]), ["instalments-wrong-days"]),
        (True, "停业亏损", (replace(PLAN[0], due_on=TODAY), PLAN[1]), ["instalments-wrong-days"]),
    ],
)
def test_instalments_are_asked_for_and_cover_the_fine(
    *, requested: bool, hardship: str, plan: tuple[Instalment, ...], codes: list[str]
) -> None:
    found = objections_to_instalments(
        requested_by_party=requested, hardship=hardship, fine=FINE, plan=plan, today=TODAY
    )

    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("enforcement", "today", "codes"),
    [
        (RIPE, date(2027, 2, 12), []),
        (RIPE, date(2027, 5, 11), []),
        (RIPE, date(2027, 2, 11), ["litigation-period-open"]),
        (RIPE, date(2027, 5, 12), ["court-too-late"]),
        (replace(RIPE, earliest_on=None), TODAY, ["demand-unserved"]),
        (replace(RIPE, earliest_on=date(2027, 3, 2)), TODAY, ["court-too-early"]),
        (replace(RIPE, earliest_on=TODAY), TODAY, []),
        (replace(RIPE, litigation_ends_on=None, due_on=None), TODAY, ["litigation-period-open"]),
    ],
)
def test_the_court_is_asked_in_its_window(enforcement: Enforcement, today: date, codes: list[str]) -> None:
    found = objections_to_court(enforcement=enforcement, today=today, performance="overdue", remedy="none")

    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("performance", "remedy", "stay", "codes"),
    [
        ("overdue", "upheld", False, []),
        ("done", "none", False, ["nothing-to-enforce"]),
        ("ended", "none", False, ["nothing-to-enforce"]),
        ("overdue", "open", False, ["court-during-remedy"]),
        ("overdue", "revoked", False, ["decision-overturned"]),
        ("overdue", "changed", False, ["decision-overturned"]),
        ("overdue", "none", True, ["execution-stayed"]),
    ],
)
def test_the_court_is_not_asked_for_what_is_done_or_disputed(
    *, performance: str, remedy: str, stay: bool, codes: list[str]
) -> None:
    found = objections_to_court(enforcement=RIPE, today=TODAY, performance=performance, remedy=remedy, stay=stay)

    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("ground", "reason", "code"),
    [
        ("death", "无遗产", ""),
        ("decision_revoked", "复议撤销", ""),
        ("tired", "算了", "end-without-ground"),
        ("other", " ", "end-without-reason"),
    ],
)
def test_execution_ends_on_a_ground(ground: str, reason: str, code: str) -> None:
    assert code_of(objection_to_ending(ground=ground, reason=reason)) == code


def test_by_default_nothing_is_stayed_and_nothing_is_owed() -> None:
    assert objection_to_demand(decision_served=True, performance="overdue") is None
    assert objections_to_surcharge(amount=1, fine=FINE, lawful=1, decision_served=True, remedy="none") == ()
    assert objection_to_done(owed=Owed(), paid=Owed(0, 0, 0)) is None
    assert code_of(objection_to_done(owed=Owed(0, 0, 0), paid=Owed(0, 0, 1))) == "performance-excessive"
