"""A diagram that can run, as the rules see it, and what one rule finds in a drawing."""

from collections.abc import Callable, Iterator

from tests.process.drawing import Drawing
from workflows.process.diagram import Diagram
from workflows.process.diagram_reader import find_diagram
from workflows.process.findings import Faults, Finding

Rule = Callable[[Diagram], Iterator[Finding]]


def a_drawing() -> Drawing:
    """start → work → ask → end, or back to work."""
    drawing = Drawing("p")
    drawing.start()
    drawing.task("work")
    drawing.xor("ask")
    drawing.end()
    drawing.line("start", "work", "ask")
    drawing.flow("ask", "work", "grave")
    drawing.flow("ask", "end", default=True)
    return drawing


def found(rule: Rule, raw: bytes) -> list[tuple[str, str]]:
    """Return the code and the element of everything a rule finds in a file."""
    diagram = find_diagram(raw, Faults("p.bpmn"))
    assert diagram is not None
    return [(finding.code, finding.element) for finding in rule(diagram)]
