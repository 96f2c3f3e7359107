"""Every fault of a flow itself: one flow that has it, shown in the real engine, and a twin drawn right."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from tests.process.drawing import Drawing
from tests.process.proof.corpus import drawing, flow
from workflows.errors import BrokenDiagramError
from workflows.process.proof.prover import prove
from workflows.process.proof.report import Verdict


def _side_by_side(*, met_by: str) -> Drawing:
    """Two steps at the same time, met by a gateway of this kind, then a last step."""
    drawn = drawing()
    for name, act in (("one", "investigate"), ("two", "report_findings"), ("last", "close_case")):
        drawn.task(name, act=act)
    drawn.fork("both")
    drawn.node(met_by, "met")
    drawn.line("p_start", "both", "one", "met", "last", "p_end")
    drawn.line("both", "two", "met")
    return drawn


def _one_or_both(*, met_by: str) -> Drawing:
    """One of two steps, or both, or neither; those that were begun are met by a gateway of this kind."""
    drawn = drawing()
    for name, act in (("find", "report_findings"), ("one", "deliberate"), ("two", "decide_route")):
        drawn.task(name, act=act)
    drawn.some("asked")
    drawn.node(met_by, "met")
    drawn.xor("over")
    drawn.line("p_start", "find", "asked")
    drawn.flow("asked", "one", "grave")
    drawn.flow("asked", "two", "heavy_kind")
    drawn.flow("asked", "over", default=True)
    drawn.line("one", "met", "over", "p_end")
    drawn.flow("two", "met")
    return drawn


def _without_default(kind: str) -> Drawing:
    """Two ways out of a gateway of this kind, each under a condition of its own."""
    drawn = drawing()
    for name, act in (("find", "report_findings"), ("one", "deliberate")):
        drawn.task(name, act=act)
    drawn.node(kind, "asked")
    drawn.xor("met")
    drawn.line("p_start", "find", "asked")
    drawn.flow("asked", "one", "grave")
    drawn.flow("asked", "met", "heavy_kind")
    drawn.line("one", "met", "p_end")
    return drawn


def _round(*, with_people: bool) -> Drawing:
    """What is grave goes round again, with somebody in the circle or nobody."""
    drawn = drawing()
    drawn.task("find", act="report_findings")
    drawn.xor("again")
    drawn.xor("asked")
    drawn.line("p_start", *(("again", "find") if with_people else ("find", "again")), "asked")
    drawn.flow("asked", "again", "grave")
    drawn.flow("asked", "p_end", default=True)
    return drawn


def _apart(*, is_led_back: bool) -> Drawing:
    """What is grave goes to a step apart, which leads back to the road or to itself."""
    drawn = drawing()
    for name, act in (("find", "report_findings"), ("apart", "deliberate"), ("last", "close_case")):
        drawn.task(name, act=act)
    for name in ("asked", "again", "met"):
        drawn.xor(name)
    drawn.line("p_start", "find", "asked")
    drawn.flow("asked", "again", "grave")
    drawn.flow("asked", "met", default=True)
    drawn.line("again", "apart", "met" if is_led_back else "again")
    drawn.line("met", "last", "p_end")
    return drawn


def _asked_again(second: str) -> Drawing:
    """What is not grave is asked a second question, before a step."""
    drawn = drawing()
    for name, act in (("find", "report_findings"), ("one", "deliberate")):
        drawn.task(name, act=act)
    for name in ("first", "second", "met"):
        drawn.xor(name)
    drawn.line("p_start", "find", "first")
    drawn.flow("first", "met", "grave")
    drawn.flow("first", "second", default=True)
    drawn.flow("second", "one", second)
    drawn.flow("second", "met", default=True)
    drawn.line("one", "met", "p_end")
    return drawn


@dataclass(frozen=True)
class Twins:
    """A flow with a fault and the step it is shown at, and its twin without."""

    spoilt: Drawing
    at: str
    sound: Drawing


TWINS: Mapping[str, Twins] = {
    "double-token": Twins(
        _side_by_side(met_by="exclusiveGateway"), "met", _side_by_side(met_by="parallelGateway")
    ),
    "stuck": Twins(_one_or_both(met_by="parallelGateway"), "met", _one_or_both(met_by="inclusiveGateway")),
    "automatic-circle": Twins(_round(with_people=False), "again", _round(with_people=True)),
    "never-ends": Twins(_apart(is_led_back=False), "apart", _apart(is_led_back=True)),
    "dead-step": Twins(_asked_again("grave"), "one", _asked_again("heavy_kind")),
}  # fmt: skip


@pytest.mark.parametrize("code", TWINS)
def test_a_fault_is_found_where_it_is(code: str) -> None:
    report = prove(flow(TWINS[code].spoilt), statutory={})

    assert report.verdict is Verdict.VIOLATED
    assert [(one.code, one.element) for one in report.violations] == [(code, TWINS[code].at)]
    assert report.violations[0].file == "parts/p.bpmn"
    assert report.violations[0].cure


@pytest.mark.parametrize("code", [code for code in TWINS if code != "dead-step"])
def test_a_fault_is_shown_by_a_case_the_engine_goes_too(code: str) -> None:
    shown = prove(flow(TWINS[code].spoilt), statutory={}).violations[0].counterexample

    assert shown is not None
    assert shown.replayed
    assert shown.steps[0].kind == "start"


@pytest.mark.parametrize("code", TWINS)
def test_the_twin_is_sound(code: str) -> None:
    report = prove(flow(TWINS[code].sound), statutory={})

    assert report.violations == ()
    assert report.verdict is Verdict.PROVED


@pytest.mark.parametrize("kind", ["exclusiveGateway", "inclusiveGateway"])
def test_a_gateway_without_a_way_for_the_rest_is_refused_before_any_proof(kind: str) -> None:
    """So ``no-way`` cannot be drawn: the reader refuses what could lead there."""
    with pytest.raises(BrokenDiagramError, match="没有默认出线"):
        flow(_without_default(kind))
