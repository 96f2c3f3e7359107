"""Dead ends."""

from tests.process.runnable.drawn import a_drawing, found
from workflows.process.runnable.steps_lead_on import dead_ends


def test_a_step_without_a_way_out_and_an_end_with_one_are_found() -> None:
    drawing = a_drawing()
    assert found(dead_ends, drawing.xml()) == []

    drawing.task("stuck")
    drawing.flow("end", "stuck")
    assert found(dead_ends, drawing.xml()) == [("end-leaves", "end"), ("dead-end", "stuck")]
