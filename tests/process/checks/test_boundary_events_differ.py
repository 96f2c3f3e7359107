"""Boundary events that wait for the same."""

from tests.process.checks.flows import a_flow, found
from tests.process.drawing import Drawing
from workflows.process.checks.boundary_events_differ import equal_boundary_events


def test_two_events_of_one_step_that_wait_for_the_same_are_found() -> None:
    def change(drawing: Drawing) -> None:
        drawing.boundary("again", "first", "exit_approved")
        drawing.boundary("other", "second", "exit_approved")
        drawing.boundary("late", "first", "clock:verify_15wd")
        for name in ("again", "other", "late"):
            drawing.flow(name, "end")

    assert found(equal_boundary_events, a_flow(change)) == [("equal-events", "again")]
