"""Events that nothing may lead into."""

from tests.process.runnable.drawn import a_drawing, found
from workflows.process.runnable.events_begin_ways import entered_events


def test_a_flow_into_a_start_or_boundary_event_is_found() -> None:
    drawing = a_drawing()
    drawing.boundary("late", "work", "clock:review_days")
    drawing.flow("late", "end")
    assert found(entered_events, drawing.xml()) == []

    drawing.flow("ask", "start", "heard")
    drawing.flow("ask", "late", "stay")
    assert found(entered_events, drawing.xml()) == [("entered", "start"), ("entered", "late")]
