"""Properties nobody reads."""

from tests.process.checks.flows import a_flow, another, found, the_only, words
from tests.process.drawing import Drawing
from workflows.process.checks.known_properties import unknown_properties


def test_every_property_of_a_correct_flow_is_read() -> None:
    assert (
        found(unknown_properties, a_flow(another(act="investigate", limit="3wd", article="x", returns="first"))) == []
    )


def test_a_misspelt_property_is_told_with_the_right_one() -> None:
    finding = the_only(unknown_properties, a_flow(another(act="investigate", retruns="first")))

    assert (finding.code, finding.element, finding.hinders) == ("unknown-property", "extra", False)
    assert words(finding) == ("属性 retruns 在这里不起作用", "请删除，或者改为 returns")


def test_a_unit_there_is_not_is_told() -> None:
    assert found(unknown_properties, a_flow(another(act="investigate", unit="handlng"))) == [("unknown-unit", "extra")]


def test_a_lane_has_a_role_and_a_unit_and_nothing_else() -> None:
    def change(drawing: Drawing) -> None:
        drawing.lane("别的", [], role="handler", act="investigate")

    assert found(unknown_properties, a_flow(change)) == [("unknown-property", "lane_1")]
