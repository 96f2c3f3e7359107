"""Tables nobody asks."""

from tests.process.checks.flows import a_flow, found, shipped
from tests.process.drawing import Drawing, dmn
from workflows.process.checks.tables_are_asked import unasked_tables

TABLE = dmn("d", inputs=["fine"], outputs=["heard"], rules=[])


def asking(drawing: Drawing) -> None:
    drawing.boundary("away", "second", "exit_approved")
    drawing.line("away", drawing.table("decide", "d"), "end")


def test_a_table_that_no_step_asks_is_told() -> None:
    assert found(unasked_tables, a_flow(d=TABLE)) == [("unasked-table", "d")]
    assert found(unasked_tables, a_flow(asking, d=TABLE)) == []
    assert found(unasked_tables, shipped()) == []
