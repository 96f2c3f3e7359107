"""Steps nothing leads to, and steps that lead nowhere."""

from tests.process.checks.flows import a_flow, found, shipped, the_only, words
from tests.process.drawing import Drawing
from workflows.process.checks.everything_is_reached import unreached_nodes


def test_a_step_that_nothing_leads_to_is_found() -> None:
    def change(drawing: Drawing) -> None:
        drawing.task("lost", act="investigate", role="handler")
        drawing.flow("lost", "end")

    finding = the_only(unreached_nodes, a_flow(change))

    assert (finding.element, *words(finding)) == ("lost", "从开始事件到不了这里", "请连线或者删除")


def test_a_step_that_leads_nowhere_is_found() -> None:
    def change(drawing: Drawing) -> None:
        for name in ("one", "two"):
            drawing.task(name, act="investigate", role="handler")
        drawing.boundary("away", "second", "exit_approved")
        drawing.line("away", "one", "two", "one")

    assert found(unreached_nodes, a_flow(change)) == [("endless", "one"), ("endless", "two"), ("endless", "away")]


def test_everything_shipped_is_reached() -> None:
    assert found(unreached_nodes, shipped()) == []
