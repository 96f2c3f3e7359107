"""Flows drawn twice."""

from tests.process.checks.flows import a_flow, found, shipped
from tests.process.drawing import Drawing
from workflows.process.checks.flows_are_single import doubled_flows


def test_a_second_flow_between_the_same_nodes_is_found() -> None:
    def change(drawing: Drawing) -> None:
        drawing.flow("ask", "first", "heard", label="听证之后")

    assert found(doubled_flows, a_flow(change)) == [("doubled-flow", "f6_p")]


def test_flows_between_different_nodes_are_fine() -> None:
    assert found(doubled_flows, a_flow()) == []
    assert found(doubled_flows, shipped()) == []
