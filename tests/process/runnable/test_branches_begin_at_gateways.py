"""Hidden splits."""

from tests.process.runnable.drawn import a_drawing, found
from workflows.process.runnable.branches_begin_at_gateways import implicit_splits


def test_a_step_with_two_ways_out_is_found_and_a_gateway_is_not() -> None:
    drawing = a_drawing()
    assert found(implicit_splits, drawing.xml()) == []

    drawing.flow("work", "end")
    drawing.flow("start", "end")
    assert found(implicit_splits, drawing.xml()) == [("implicit-split", "start"), ("implicit-split", "work")]
