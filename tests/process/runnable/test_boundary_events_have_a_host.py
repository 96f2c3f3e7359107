"""Boundary events on nothing that waits."""

import pytest

from tests.process.runnable.drawn import a_drawing, found
from workflows.process.runnable.boundary_events_have_a_host import loose_boundary_events


@pytest.mark.parametrize(
    ("host", "expected"),
    [("work", []), ("part", []), ("ask", [("boundary-host", "late")]), ("gone", [("boundary-host", "late")])],
)
def test_only_tasks_and_calls_carry_boundary_events(host: str, expected: list[tuple[str, str]]) -> None:
    drawing = a_drawing()
    drawing.call("part", "q")
    drawing.boundary("late", host, "clock:review_days")

    assert found(loose_boundary_events, drawing.xml()) == expected
