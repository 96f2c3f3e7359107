"""Two ways of a choice that could both be taken."""

import pytest

from tests.process.checks.flows import a_flow, found, shipped, the_only, words
from tests.process.drawing import Drawing
from workflows.process.bundle import Bundle
from workflows.process.checks.conditions_exclude_each_other import overlapping_conditions


def three_ways(first: str, second: str) -> Bundle:
    def change(drawing: Drawing) -> None:
        drawing.xor("which", "去哪里？")
        drawing.boundary("away", "second", "exit_approved")
        drawing.flow("away", "which")
        drawing.flow("which", "first", first, label="甲")
        drawing.flow("which", "second", second, label="乙")
        drawing.flow("which", "end", default=True, label="丙")

    return a_flow(change)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('review == "pass"', 'review == "pass_edit"'),
        ("fine >= 100", "fine < 100"),
        ("heard", "not heard"),
        ("grave and heard", "grave and not heard"),
        ("grav", "grav"),
    ],
)
def test_conditions_that_exclude_each_other_are_fine(first: str, second: str) -> None:
    assert found(overlapping_conditions, three_ways(first, second)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [("heard", "grave"), ("fine >= 100", "fine <= 100"), ('review == "pass"', 'review in ["pass", "pass_edit"]')],
)
def test_conditions_that_can_hold_together_are_told(first: str, second: str) -> None:
    assert found(overlapping_conditions, three_ways(first, second)) == [("overlapping-conditions", "f8_p")]


def test_the_warning_names_the_other_way_and_an_example() -> None:
    finding = the_only(overlapping_conditions, three_ways("heard", 'review == "pass"'))

    assert not finding.hinders
    assert words(finding) == (
        "与“甲”的条件可以同时成立（例如曾经听证为是、审核结论为审核通过），此时按“甲”办理",
        "请收窄其中一个条件，使二者互相排斥",
    )


def test_an_amount_in_the_example_is_told_in_yuan() -> None:
    finding = the_only(overlapping_conditions, three_ways("fine <= 100050", "fine <= 200"))

    assert words(finding)[0].startswith("与“甲”的条件可以同时成立（例如拟罚款为0元），")


def test_the_ways_shipped_exclude_each_other() -> None:
    assert found(overlapping_conditions, shipped()) == []
