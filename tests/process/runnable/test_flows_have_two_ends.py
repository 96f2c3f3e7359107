"""Flows that come from nowhere or lead to nothing."""

from tests.process.runnable.drawn import a_drawing, found
from workflows.process.runnable.flows_have_two_ends import loose_flows


def test_both_ends_are_nodes() -> None:
    drawing = a_drawing()
    assert found(loose_flows, drawing.xml()) == []

    drawing.flow("work", "gone")
    drawing.flow("nowhere", "end")
    assert found(loose_flows, drawing.xml()) == [("flow-ends", "f4_p"), ("flow-ends", "f5_p")]
