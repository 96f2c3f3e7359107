"""When the period for a case is extended."""

from datetime import date

import pytest

from workflows.rules.extension import objection_to_late_extension, objections_to_extending
from workflows.vocabulary.roles import Role

RULE = "市监程序规定64条"


@pytest.mark.parametrize(
    ("rule", "times", "days", "collective", "roles", "reason", "codes"),
    [
        (RULE, 0, 30, False, {Role.LEADER}, "案情复杂", []),
        (RULE, 0, 1, False, {Role.LEADER}, "案情复杂", []),
        (RULE, 1, 0, True, {Role.LEADER}, "案情复杂", ["extension-without-days"]),
        (RULE, 1, 60, True, {Role.MINUTE_TAKER}, "案情特别复杂", []),
        ("", 0, 30, False, {Role.LEADER}, "案情复杂", ["extension-not-allowed"]),
        (RULE, 0, 31, False, {Role.LEADER}, "案情复杂", ["extension-too-long"]),
        (RULE, 0, 0, False, {Role.LEADER}, "案情复杂", ["extension-without-days"]),
        (RULE, 0, 30, False, {Role.UNIT_HEAD}, "案情复杂", ["extension-not-leader"]),
        (RULE, 0, 30, False, {Role.PRINCIPAL}, " ", ["extension-without-reason"]),
        (RULE, 1, 30, False, {Role.PRINCIPAL}, "案情复杂", ["extension-not-collective"]),
    ],
)
def test_a_leader_extends_once_and_then_all_together(
    *, rule: str, times: int, days: int, collective: bool, roles: set[Role], reason: str, codes: list[str]
) -> None:
    found = objections_to_extending(
        rule=rule, times_before=times, days=days, collective=collective, roles=roles, reason=reason
    )

    assert [one.code for one in found] == codes


def test_a_period_is_extended_before_it_ends() -> None:
    found = objection_to_late_extension(today=date(2026, 8, 21), due_on=date(2026, 8, 20))

    assert found is not None
    assert found.code == "extension-after-expiry"
    assert objection_to_late_extension(today=date(2026, 8, 20), due_on=date(2026, 8, 20)) is None
