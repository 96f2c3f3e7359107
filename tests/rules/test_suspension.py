"""When an investigation is suspended and resumed."""

from datetime import date

import pytest

from workflows.rules.suspension import objection_to_resuming, objections_to_suspending, pauses
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import Objection

GROUNDS = {"court_case": "市监程序规定46条1款1项", "nameless": ""}
DAY = date(2026, 6, 3)


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


@pytest.mark.parametrize(
    ("ground", "reason", "roles", "suspended", "codes"),
    [
        ("court_case", "须以另案结果为依据", {Role.LEADER}, False, []),
        ("court_case", "须以另案结果为依据", {Role.PRINCIPAL}, False, []),
        ("holiday", "放假", {Role.LEADER}, False, ["suspension-without-ground"]),
        ("nameless", "无条款", {Role.LEADER}, False, ["suspension-without-ground"]),
        ("court_case", " ", {Role.LEADER}, False, ["suspension-without-reason"]),
        ("court_case", "须以另案结果为依据", {Role.HANDLER}, False, ["suspension-not-leader"]),
        ("court_case", "须以另案结果为依据", {Role.LEADER}, True, ["already-suspended"]),
    ],
)
def test_a_suspension_has_ground_article_reason_and_approval(
    *, ground: str, reason: str, roles: set[Role], suspended: bool, codes: list[str]
) -> None:
    found = objections_to_suspending(ground=ground, reason=reason, grounds=GROUNDS, roles=roles, suspended=suspended)

    assert [one.code for one in found] == codes


def test_without_a_rule_there_is_no_ground_at_all() -> None:
    found = objections_to_suspending(
        ground="court_case", reason="另案", grounds={}, roles={Role.LEADER}, suspended=False
    )

    assert [one.code for one in found] == ["suspension-without-ground"]


@pytest.mark.parametrize(
    ("suspended", "since", "resumed_on", "code"),
    [
        (True, DAY, DAY, ""),
        (True, DAY, date(2026, 6, 2), "resumed-before-suspension"),
        (False, None, DAY, "not-suspended"),
        (False, DAY, DAY, "not-suspended"),
    ],
)
def test_only_what_is_suspended_is_resumed(*, suspended: bool, since: date | None, resumed_on: date, code: str) -> None:
    found = objection_to_resuming(suspended=suspended, suspended_on=since, resumed_on=resumed_on)

    assert code_of(found) == code


@pytest.mark.parametrize(
    ("clock", "paused"),
    [
        ("penalty_90d", True),
        ("preservation_7wd", False),
        ("statement_5wd", False),
        ("hearing_request_5wd", False),
        ("disclosure_7wd", False),
        ("limitation", False),
    ],
)
def test_a_suspension_stops_only_the_period_for_the_case(*, clock: str, paused: bool) -> None:
    assert pauses(clock) is paused
