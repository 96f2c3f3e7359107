"""Names that are missing or too long."""

from tests.process.checks.flows import a_flow, found, shipped, words
from tests.process.drawing import Drawing
from workflows.process.checks.labels_can_be_read import unreadable_labels


def test_names_that_are_missing_or_too_long_are_told() -> None:
    def change(drawing: Drawing) -> None:
        drawing.node("userTask", "nameless")
        drawing.node("userTask", "long", name="很" * 41)
        drawing.node("userTask", "explained", f"<bpmn:documentation>{'说' * 4001}</bpmn:documentation>", name="说明")
        drawing.xor("which")
        drawing.boundary("away", "second", "exit_approved")
        drawing.line("away", "nameless", "long", "explained", "which")
        drawing.flow("which", "first", "heard", label="是")
        drawing.flow("which", "end", default=True)

    told = list(unreadable_labels(a_flow(change)))

    assert {(finding.element, words(finding)[0]) for finding in told} == {
        ("nameless", "没有名称"),
        ("explained", "说明过长"),
        ("which", "网关没有名称"),
        ("f11_p", "出线没有名称"),
        ("long", "名称过长"),
    }
    assert not any(finding.hinders for finding in told)


def test_a_gateway_that_only_joins_needs_no_name() -> None:
    def change(drawing: Drawing) -> None:
        drawing.xor("merge")
        drawing.boundary("away", "second", "exit_approved")
        drawing.line("away", "merge", "end")

    assert found(unreadable_labels, a_flow(change)) == []


def test_everything_shipped_has_its_name() -> None:
    assert found(unreadable_labels, shipped()) == []
