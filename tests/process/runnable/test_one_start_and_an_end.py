"""Where a diagram begins and ends."""

from tests.process.drawing import Drawing
from tests.process.runnable.drawn import a_drawing, found
from workflows.process.runnable.one_start_and_an_end import missing_start_or_end


def test_each_start_too_many_is_found() -> None:
    drawing = a_drawing()
    assert found(missing_start_or_end, drawing.xml()) == []

    drawing.start("second")
    drawing.start("third")
    assert found(missing_start_or_end, drawing.xml()) == [("one-start", "second"), ("one-start", "third")]


def test_a_diagram_without_start_or_end_is_found() -> None:
    drawing = Drawing("p")
    drawing.task("work")

    assert found(missing_start_or_end, drawing.xml()) == [("one-start", "p"), ("no-end", "p")]
