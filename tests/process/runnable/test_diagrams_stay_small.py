"""The size of a diagram."""

import pytest

from tests.process.drawing import Drawing
from tests.process.runnable.drawn import found
from workflows.process.runnable.diagrams_stay_small import oversized


@pytest.mark.parametrize(("tasks", "expected"), [(198, []), (199, [("too-many-nodes", "p")])])
def test_a_diagram_has_at_most_two_hundred_nodes(tasks: int, expected: list[tuple[str, str]]) -> None:
    drawing = Drawing("p")
    drawing.line(drawing.start(), *(drawing.task(f"t{number}") for number in range(tasks)), drawing.end())

    assert found(oversized, drawing.xml()) == expected
