"""Stages of the stage bar."""

from tests.process.checks.flows import a_flow, another, found, shipped, the_only, words
from tests.process.drawing import Drawing
from workflows.process.bundle import Bundle
from workflows.process.checks.stages_follow_in_order import misplaced_stages


def a_road(*stages: str) -> Bundle:
    drawing = Drawing("p")
    steps = [drawing.task(f"t{n}", act="investigate", stage=stage) for n, stage in enumerate(stages)]
    drawing.line(drawing.start(), *steps, drawing.end())
    return Bundle.from_files({"p.bpmn": drawing.xml()}, process="p")


def test_stages_in_their_order_are_fine() -> None:
    assert found(misplaced_stages, a_road("filing", "investigation", "investigation", "closing")) == []
    assert found(misplaced_stages, a_flow()) == []
    assert found(misplaced_stages, shipped()) == []


def test_an_earlier_stage_behind_a_later_one_is_told() -> None:
    finding = the_only(misplaced_stages, a_road("notice", "investigation"))

    assert (finding.code, finding.element, finding.hinders) == ("stage-order", "t1", False)
    assert words(finding)[0] == "“调查取证”只有经过“告知听证”才能到达，与法定阶段的次序相反"


def test_a_stage_there_is_not_hinders_and_a_step_without_one_is_told() -> None:
    assert found(misplaced_stages, a_flow(another(act="investigate", stage="investigaton"))) == [
        ("unknown-stage", "extra")
    ]
    assert found(misplaced_stages, a_flow(another(act="investigate", stage=""))) == [("no-stage", "extra")]
