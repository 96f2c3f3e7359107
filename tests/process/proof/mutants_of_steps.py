"""Mutants of steps: dropped, passed by, done in another order, cut short, given to others."""

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

from lxml import etree

from tests.process.drawing import Drawing
from tests.process.proof.mutants import (
    ANYWAY,
    NEEDED_PAST_THE_QUESTION,
    Mutant,
    act_of,
    anyway_at,
    needed_for,
    nodes_of,
    promised,
    the_shipped_flow,
)
from tests.process.proof.redrawing import BPMN, MAIN, Redrawing

# Without these acts there is nothing left for their promises to speak of, and they say so.
_IDLE_WITHOUT = promised(
    {
        "decide_route": "PO-02a PO-02b",
        "sign_opinion": "PO-11a PO-12 PO-13",
        "deliberate": "PO-13 PO-15",
        "decide_no_penalty": "PO-18a",
        "issue_demand": "PO-21a",
        "issue_notice": "PO-07",
        "publish_disclosure": "PO-19b PO-19c",
        "investigate": "PO-01",
        "finalise_draft": "PO-10",
        "apply_court": "PO-21b",
        "archive_unfiled": "",
    }
)


def steps_dropped() -> Iterator[Mutant]:
    """少一个环节: the step is gone and the ways to it lead on. Refused for what its act is wanted for."""
    for node_id in nodes_of("userTask", "businessRuleTask"):
        breaks = _IDLE_WITHOUT.get(node_id, needed_for(node_id))
        yield Mutant(f"step dropped: {node_id}", partial(Redrawing.drop, node_id=node_id), breaks)


def calls_dropped() -> Iterator[Mutant]:
    """少一个部分: the call is gone with the events at it. Refused for what the part is wanted for."""
    for node_id in nodes_of("callActivity"):
        yield Mutant(f"call dropped: {node_id}", partial(Redrawing.drop, node_id=node_id), needed_for(node_id))


# What the statute wants done, whatever promise says so.
_WANTED = frozenset(
    {
        "hearing_call",
        "accept_hearing",
        "investigate",
        "issue_notice",
        "finalise_draft",
        "issue_demand",
        "form_referral_team",
    }
)


def steps_passed_by() -> Iterator[Mutant]:
    """快速通道: a way around the step that some cases take. Refused for what it is wanted for."""
    for node_id in nodes_of("userTask", "callActivity"):
        if node_id in _WANTED or needed_for(node_id):
            yield Mutant(f"passed by: {node_id}", partial(_pass_by, node_id=node_id), needed_for(node_id))


def _pass_by(drawn: Redrawing, node_id: str) -> None:
    drawn.fork_before(node_id, drawn.successor(node_id), anyway_at(node_id))


def questions_passed_by() -> Iterator[Mutant]:
    """绕过判断的快速通道: a way around a step and the question behind it, to where the answer would have led."""
    for node_id, breaks in NEEDED_PAST_THE_QUESTION.items():
        yield Mutant(f"passed by with its question: {node_id}", partial(_pass_by_both, node_id=node_id), breaks)


def _pass_by_both(drawn: Redrawing, node_id: str) -> None:
    question = drawn.successor(node_id)
    answered = next(flow for flow in drawn.leaving(question) if flow.find(f"{BPMN}conditionExpression") is not None)
    drawn.fork_before(node_id, str(answered.get("targetRef")), anyway_at(node_id))


def gates_hidden_in_parts() -> Iterator[Mutant]:
    """藏在部分里的旁路: the call leads to a part that some cases leave without what was called. Refused alike."""
    for node_id in nodes_of("callActivity", file=MAIN):
        if needed_for(node_id):
            yield Mutant(f"hidden in a part: {node_id}", partial(_hide, call=node_id), needed_for(node_id))


def _hide(drawn: Redrawing, call: str) -> None:
    hidden = Drawing("hidden")
    hidden.start("hidden_start")
    hidden.xor("hidden_gate", "如何办理？")
    hidden.call("hidden_call", str(drawn.node(call).get("calledElement")))
    hidden.end("hidden_end")
    hidden.line("hidden_start", "hidden_gate")
    hidden.flow("hidden_gate", "hidden_end", anyway_at(call), label="快速")
    hidden.flow("hidden_gate", "hidden_call", default=True, label="一般")
    hidden.flow("hidden_call", "hidden_end")
    drawn.put_file("parts/hidden.bpmn", hidden.xml())
    drawn.node(call).set("calledElement", "hidden")


# Before a case is filed nothing is owed; before it is archived, only that.
_OWED_BEFORE = {
    "filing_call": frozenset[str](),
    "answer_informant": frozenset[str](),
    "archive_unfiled": frozenset[str](),
    "archive_case": frozenset({"PO-23b"}),
    "execution_call": frozenset({"PO-23a", "PO-23b"}),
}


def cases_cut_short() -> Iterator[Mutant]:
    """中途终止: before a step of the procedure some cases end at once. Once filed they are never closed: PO-23."""
    for node_id in nodes_of("userTask", "callActivity", file=MAIN):
        breaks = _OWED_BEFORE.get(node_id, frozenset({"PO-23a", "PO-23b"}))
        yield Mutant(f"cut short: {node_id}", partial(_cut_short, node_id=node_id), breaks)


def _cut_short(drawn: Redrawing, node_id: str) -> None:
    drawn.add("endEvent", "cut_end", beside=node_id, name="终止")
    etree.SubElement(drawn.node("cut_end"), f"{BPMN}terminateEventDefinition")
    drawn.fork_before(node_id, "cut_end", ANYWAY)


# What is done too late, or too early, when two neighbours change places.
_TOO_LATE = {
    ("investigate", "report_findings"): "PO-02a",
    ("issue_notice", "serve_notice_call"): "PO-03",
    ("serve_notice_call", "await_statement"): "PO-03",
    ("hold_hearing", "hearing_report"): "PO-10",
    ("form_referral_team", "approve_referral"): "PO-22a",
    ("decide_no_penalty", "serve_no_penalty_call"): "PO-18b",
    ("issue_demand", "serve_demand_call"): "PO-21b",
    ("serve_decision_call", "execution_call"): "PO-21a",
}


def neighbours_swapped() -> Iterator[Mutant]:
    """次序颠倒: two steps that follow one another change places. Refused where the statute gives their order."""
    drawn = the_shipped_flow()
    steps = nodes_of("userTask", "callActivity", "businessRuleTask")
    for first in steps:
        following = [str(flow.get("targetRef")) for flow in drawn.leaving(first)]
        for second in set(following) & set(steps):
            breaks = frozenset(_TOO_LATE.get((first, second), "").split())
            yield Mutant(f"swapped: {first}, {second}", partial(_swap, first=first, second=second), breaks)


def _swap(drawn: Redrawing, first: str, second: str) -> None:
    behind = drawn.successor(second)
    for flow in drawn.entering(second):
        flow.set("targetRef", first)
    for flow in drawn.entering(first):
        if flow.get("sourceRef") != first:
            flow.set("targetRef", second)
    drawn.leaving(second)[0].set("targetRef", first)
    drawn.leaving(first)[0].set("targetRef", behind)


# The parts of the road as the statute orders them.
_ROAD = (
    "investigation_call",
    "notice_call",
    "drafting_call",
    "legal_review_call",
    "deliberation_call",
    "disclosure_call",
    "execution_call",
)


def parts_swapped() -> Iterator[Mutant]:
    """环节颠倒: two parts of the road that follow one another change places. Refused for what the later one needs."""
    breaks = {
        "investigation_call": "PO-02b",
        "notice_call": "PO-03 PO-04 PO-10",
        "drafting_call": "PO-11b",
        "legal_review_call": "PO-11a PO-13",
        "deliberation_call": "PO-15",
        "disclosure_call": "PO-21a",
    }
    for first, second in pairwise(_ROAD):
        wanted = frozenset(breaks.get(first, "").split())
        yield Mutant(f"parts swapped: {first}, {second}", partial(_swap_parts, first=first, second=second), wanted)


def _swap_parts(drawn: Redrawing, first: str, second: str) -> None:
    one, other = drawn.node(first), drawn.node(second)
    before, after = str(one.get("calledElement")), str(other.get("calledElement"))
    one.set("calledElement", after)
    other.set("calledElement", before)


# Who must be another person (PO-24, PO-25).
_APART = {
    **dict.fromkeys(("accept_review", "examine_case", "confirm_edit", "sign_opinion"), ("handler", "PO-24a")),
    **dict.fromkeys(("hold_hearing", "hearing_report"), ("handler", "PO-25")),
    "decide_penalty": ("reviewer", "PO-24b"),
    "submit_review": ("reviewer", "PO-24a"),
    "investigate": ("hearing_chair", "PO-25"),
}


def steps_given_to_others() -> Iterator[Mutant]:
    """自己审自己: a step of the reviewer, chair or signer goes to the role it must be apart from."""
    for node_id in nodes_of("userTask"):
        if act_of(node_id) in _APART:
            role, promise = _APART[act_of(node_id)]
            redraw = partial(Redrawing.set_property, node_id=node_id, key="role", value=role)
            yield Mutant(f"given to {role}: {node_id}", redraw, frozenset({promise}))
