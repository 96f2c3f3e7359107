"""Calls of nothing."""

from tests.process.runnable.drawn import a_drawing, found
from workflows.process.runnable.calls_name_what_they_call import calls_of_nothing


def test_a_table_task_and_a_call_that_name_nothing_are_found() -> None:
    drawing = a_drawing()
    drawing.call("part", "q")
    drawing.table("table", "d")
    assert found(calls_of_nothing, drawing.xml()) == []

    drawing.call("no_part", "")
    drawing.table("no_table", "")
    assert found(calls_of_nothing, drawing.xml()) == [("no-part", "no_part"), ("no-decision", "no_table")]
