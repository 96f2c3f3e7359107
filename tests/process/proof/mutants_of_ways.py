"""Mutants of ways: exits that lead on, clocks that stand for consent, joins and splits swapped, circles, returns."""

from collections.abc import Iterator
from functools import partial

from lxml import etree

from tests.process.proof.mutants import ANYWAY, Mutant, needed_for, nodes_of, the_shipped_flow
from tests.process.proof.redrawing import BPMN, MAIN, Redrawing

_XSI = "{http://www.w3.org/2001/XMLSchema-instance}type"


def exits_that_lead_on() -> Iterator[Mutant]:
    """以退出代替办理: an approved exit leads back to the road, or straight to closing.

    Who has left the penalty road may not be punished without a new direction (PO-02b), nor is a case closed that has no
    outcome (PO-23c).
    """
    for event in nodes_of("boundaryEvent", file=MAIN):
        host = str(the_shipped_flow().node(event).get("attachedToRef"))
        on = partial(_lead, event=event, to=the_shipped_flow().successor(host))
        yield Mutant(f"exit leads on: {event}", on, frozenset({"PO-02b"}))
        closing = partial(_lead, event=event, to="close_case")
        yield Mutant(f"exit to closing: {event}", closing, frozenset({"PO-23c"}))


def _lead(drawn: Redrawing, event: str, to: str) -> None:
    (flow,) = drawn.leaving(event)
    flow.set("targetRef", to)


def silence_for_consent() -> Iterator[Mutant]:
    """逾期视为同意: when a clock runs out at a part, the case goes on as if the part were done."""
    for node_id in nodes_of("callActivity", file=MAIN):
        if needed_for(node_id):
            yield Mutant(f"silence: {node_id}", partial(_let_lapse, node_id=node_id), needed_for(node_id))


def _let_lapse(drawn: Redrawing, node_id: str) -> None:
    event = drawn.add("boundaryEvent", f"{node_id}_lapsed", beside=node_id, name="逾期视为同意")
    drawn.node(event).set("attachedToRef", node_id)
    timer = etree.SubElement(drawn.node(event), f"{BPMN}timerEventDefinition")
    duration = etree.SubElement(timer, f"{BPMN}timeDuration", {_XSI: "bpmn:tFormalExpression"})
    duration.text = "clock:verify_15wd"
    drawn.connect(event, drawn.meeting_behind(node_id))


def joins_and_splits_swapped() -> Iterator[Mutant]:
    """分合错配: a parallel gateway becomes an exclusive or inclusive one, an exclusive one of a part a parallel one."""
    for node_id in nodes_of("parallelGateway"):
        for kind in ("exclusiveGateway", "inclusiveGateway"):
            yield Mutant(f"{kind}: {node_id}", partial(_become, node_id=node_id, kind=kind))
    for node_id in nodes_of("exclusiveGateway"):
        if node_id not in nodes_of("exclusiveGateway", file=MAIN):
            yield Mutant(f"parallelGateway: {node_id}", partial(_become, node_id=node_id, kind="parallelGateway"))


def _become(drawn: Redrawing, node_id: str, kind: str) -> None:
    """Turn a gateway into another; a split that chooses gets a condition and a default, so that it can be read."""
    drawn.become(node_id, kind)
    leaving = drawn.leaving(node_id)
    if kind != "parallelGateway" and len(leaving) > 1:
        for flow in leaving[1:]:
            etree.SubElement(flow, f"{BPMN}conditionExpression").text = ANYWAY
        drawn.node(node_id).set("default", str(leaving[0].get("id")))


def circles_back_to_the_decision() -> Iterator[Mutant]:
    """决定之后再决定: when all is served and published, some cases go back and decide again (PO-16)."""
    for target in ("decide_penalty", "needs_deliberation", "drafting_call"):
        yield Mutant(f"back to {target}", partial(_go_back, target=target), frozenset({"PO-16"}))


def _go_back(drawn: Redrawing, target: str) -> None:
    drawn.fork_behind("decided_join", target, ANYWAY)


def circles_without_end() -> Iterator[Mutant]:
    """走不出的回路: a step leads back to itself for ever, or a gateway to itself without anybody."""
    for node_id in nodes_of("userTask", file=MAIN):
        yield Mutant(f"for ever: {node_id}", partial(_for_ever, node_id=node_id))
    for node_id in nodes_of("exclusiveGateway", file=MAIN):
        yield Mutant(f"without people: {node_id}", partial(_spin, node_id=node_id))


def _for_ever(drawn: Redrawing, node_id: str) -> None:
    (flow,) = drawn.leaving(node_id)
    flow.set("targetRef", node_id)


def _spin(drawn: Redrawing, node_id: str) -> None:
    gateway = drawn.fork_before(node_id, node_id, ANYWAY)
    drawn.leaving(gateway)[0].set("targetRef", gateway)


def returns_too_far() -> Iterator[Mutant]:
    """退回不当: a step may be sent to one that the case must not reach from there, past what must come before."""
    for (source, target), breaks in _FORBIDDEN.items():
        redraw = partial(Redrawing.set_property, node_id=source, key="returns", value=target)
        yield Mutant(f"returns to {target}: {source}", redraw, breaks)


_FORBIDDEN = {
    ("answer_informant", "decide_penalty"): frozenset({"PO-01"}),
    ("answer_informant", "confirm_redraft"): frozenset({"PO-01"}),
    ("archive_unfiled", "decide_penalty"): frozenset({"PO-01"}),
    ("archive_unfiled", "confirm_redraft"): frozenset({"PO-01"}),
    ("confirm_redraft", "close_case"): frozenset({"PO-23c"}),
    ("confirm_redraft", "archive_case"): frozenset({"PO-23a"}),
    ("confirm_redraft", "archive_unfiled"): frozenset({"PO-23a"}),
    ("confirm_redraft", "answer_informant"): frozenset({"PO-23a"}),
    ("decide_penalty", "close_case"): frozenset({"PO-23c"}),
    ("decide_penalty", "archive_case"): frozenset({"PO-23a"}),
    ("decide_penalty", "archive_unfiled"): frozenset({"PO-23a"}),
    ("decide_penalty", "answer_informant"): frozenset({"PO-23a"}),
}
