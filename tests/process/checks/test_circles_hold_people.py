"""Circles that turn by themselves."""

import pytest

from tests.process.checks.flows import a_flow, found, two
from tests.process.drawing import Drawing
from workflows.process.checks.circles_hold_people import circles_without_people


def test_a_circle_with_a_person_is_fine() -> None:
    assert found(circles_without_people, a_flow()) == []


def test_a_circle_without_people_is_found() -> None:
    def change(drawing: Drawing) -> None:
        drawing.xor("x")
        drawing.xor("y")
        drawing.boundary("away", "second", "exit_approved")
        drawing.line("away", "x", "y")
        drawing.flow("y", "x", "heard")
        drawing.flow("y", "end", default=True)

    assert found(circles_without_people, a_flow(change)) == [("automatic-circle", "x")]


@pytest.mark.parametrize(("people", "elements"), [(True, []), (False, ["c"])])
def test_a_part_in_a_circle_counts_when_it_always_waits_for_somebody(people: bool, elements: list[str]) -> None:  # noqa: FBT001 -- a table's column
    case, part = Drawing("p"), Drawing("q")
    case.start()
    case.end()
    case.call("c", "q")
    case.xor("head")
    case.xor("ask")
    case.line("start", "head", "c", "ask")
    case.flow("ask", "head", "heard")
    case.flow("ask", "end", default=True)
    part.start("q_start")
    part.end("q_end")
    part.xor("x")
    part.task("t", act="investigate", role="handler")
    part.flow("q_start", "x")
    part.flow("x", "t", "grave")
    part.flow("x", "t" if people else "q_end", default=True)
    part.flow("t", "q_end")

    assert [element for _, element in found(circles_without_people, two(case, part))] == elements
