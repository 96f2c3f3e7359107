"""Conditions that decide nothing."""

import pytest

from tests.process.checks.flows import a_flow, found, shipped
from workflows.process.checks.conditions_can_hold import idle_conditions


@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        ("grave", []),
        ("fine > 5 and fine < 9", []),
        ('review == "pass" and review == "pass_edit"', ["never-true"]),
        ("fine > 9 and fine < 9", ["never-true"]),
        ("fine >= 0", ["always-true"]),
        ("heard or not heard", ["always-true"]),
        # Two amounts compared with each other are left to the proof, senseless conditions to their own check.
        ("fine > confiscation", []),
        ("grav and not grav", []),
    ],
)
def test_a_condition_can_hold_and_can_fail(condition: str, codes: list[str]) -> None:
    assert found(idle_conditions, a_flow(condition=condition)) == [(code, "f3_p") for code in codes]


def test_every_condition_shipped_decides_something() -> None:
    assert found(idle_conditions, shipped()) == []
