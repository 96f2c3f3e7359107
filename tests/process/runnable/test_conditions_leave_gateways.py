"""Conditions where nothing asks them."""

from tests.process.runnable.drawn import a_drawing, found
from workflows.process.runnable.conditions_leave_gateways import misplaced_conditions


def test_a_condition_on_a_flow_that_leaves_a_task_is_found() -> None:
    drawing = a_drawing()
    assert found(misplaced_conditions, drawing.xml()) == []

    drawing.flow("work", "end", "heard")
    assert found(misplaced_conditions, drawing.xml()) == [("flow-condition", "f4_p")]


def test_a_default_of_a_parallel_gateway_is_told() -> None:
    drawing = a_drawing()
    drawing.fork("split")
    drawing.flow("split", "end", default=True)

    assert found(misplaced_conditions, drawing.xml()) == [("idle-default", "split")]
