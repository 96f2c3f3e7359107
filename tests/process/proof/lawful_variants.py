"""Lawful variants: changes of the shipped flow that agencies really make, and that the statute leaves to them.

The prover must refuse none of them: whoever is refused something lawful stops trusting what is refused rightly
(path.md §4 names those of local practice).
"""

from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise

import yaml
from lxml import etree

from tests.process.drawing import Drawing
from tests.process.proof.mutants import the_shipped_flow
from tests.process.proof.mutants_of_facts import a_form
from tests.process.proof.redrawing import BPMN, Redrawing
from tests.process.proof.same_flow import SAME_FLOW

Redraw = Callable[[Redrawing], None]
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}type"
_PASSED = 'review in ["pass", "pass_edit"]'

# ---------------------------------------------------------------------------------------------------- new steps


def _with_form(drawn: Redrawing) -> dict[str, str]:
    drawn.put_file("forms/risk.json", a_form("level", "high", "low"))
    return {"act": "form", "form": "risk", "article": "本机关执法规程第12条", "limit": "3wd"}


def _stage_of(node_id: str) -> dict[str, str]:
    """Return the stage of a node, where it has one: a new step beside it belongs there, too."""
    properties = the_shipped_flow().node(node_id).iter("{*}property")
    return {str(one.get("name")): str(one.get("value")) for one in properties if one.get("name") == "stage"}


def _step_before(drawn: Redrawing, node_id: str, role: str = "handler") -> None:
    drawn.add("userTask", "risk", beside=node_id, name="风险评估", role=role, **_stage_of(node_id), **_with_form(drawn))
    drawn.put_before(node_id, "risk")


def _step_with_branch(drawn: Redrawing) -> None:
    _step_before(drawn, "submit_review")
    drawn.add("userTask", "risk_countersign", beside="submit_review", name="会签", **_with_form(drawn))
    drawn.fork_behind("risk", "risk_countersign", 'form.risk.level == "high"')
    drawn.connect("risk_countersign", "submit_review")


def _steps_side_by_side(drawn: Redrawing) -> None:
    drawn.add("parallelGateway", "risk_split", beside="accept_review", name="并行评估")
    drawn.add("parallelGateway", "risk_join", beside="accept_review", name="均已评估")
    for flow in drawn.entering("accept_review"):
        flow.set("targetRef", "risk_split")
    for step in ("risk_legal", "risk_social"):
        drawn.add("userTask", step, beside="accept_review", name=step, role="handler", **_with_form(drawn))
        drawn.connect("risk_split", step)
        drawn.connect(step, "risk_join")
    drawn.connect("risk_join", "accept_review")


def _approved_or_sent_back(drawn: Redrawing) -> None:
    _step_before(drawn, "submit_review", role="unit_head")
    drawn.fork_behind("risk", "risk", 'form.risk.level == "high"')


def _reminder(drawn: Redrawing) -> None:
    event = drawn.add("boundaryEvent", "execution_late", beside="execution_call", name="缴款期满")
    drawn.node(event).set("attachedToRef", "execution_call")
    drawn.node(event).set("cancelActivity", "false")
    timer = etree.SubElement(drawn.node(event), f"{BPMN}timerEventDefinition")
    duration = etree.SubElement(timer, f"{BPMN}timeDuration", {_XSI: "bpmn:tFormalExpression"})
    duration.text = "clock:disclosure_7wd"
    drawn.add("userTask", "risk", beside="execution_call", name="督促公示", role="handler", **_with_form(drawn))
    drawn.add("endEvent", "execution_late_end", beside="execution_call", name="已督促")
    drawn.connect(event, "risk")
    drawn.connect("risk", "execution_late_end")


def _a_part_of_its_own(drawn: Redrawing, call: str) -> None:
    part = Drawing("wrapped")
    part.start("wrapped_start")
    part.call("wrapped_call", str(drawn.node(call).get("calledElement")))
    part.end("wrapped_end")
    part.line("wrapped_start", "wrapped_call", "wrapped_end")
    drawn.put_file("parts/wrapped.bpmn", part.xml())
    drawn.node(call).set("calledElement", "wrapped")


# ---------------------------------------------------------------------------------------------------- lanes


def _lane_split(drawn: Redrawing, step: str) -> None:
    """Give one step a second lane of the same role, as where two officers of one unit share its work."""
    process = drawn.process(step)
    lanes = process.find(f"{BPMN}laneSet")
    assert lanes is not None
    (reference,) = [one for one in lanes.iter(f"{BPMN}flowNodeRef") if one.text == step]
    lane = reference.getparent()
    assert lane is not None
    other = etree.SubElement(lanes, f"{BPMN}lane", id=f"{step}_lane", name="第二岗")
    for extensions in lane.findall(f"{BPMN}extensionElements"):
        other.append(etree.fromstring(etree.tostring(extensions)))
    lane.remove(reference)
    etree.SubElement(other, f"{BPMN}flowNodeRef").text = step


# -------------------------------------------------------------------------------------------- stricter, by table


def _halved(drawn: Redrawing) -> None:
    for name in drawn.names(".dmn"):
        for text in drawn.root(name).iter("{*}text"):
            words = str(text.text or "").split()
            if len(words) == 2 and words[0] in {">", ">="} and words[1].isdigit():
                text.text = f"{words[0]} {int(words[1]) // 2}"


def _row_added(drawn: Redrawing) -> None:
    (first, *_) = drawn.root("tables/major_decision.dmn").iter("{*}rule")
    row = etree.fromstring(etree.tostring(first))
    for element in row.iter():
        if element.get("id"):
            element.set("id", f"{element.get('id')}_new")
    for cell in row.iterfind("{*}inputEntry"):
        column = str(cell.get("id")).removeprefix("major_decision_rule_1_").removesuffix("_new")
        text = cell.find("{*}text")
        assert text is not None
        text.text = '"market"' if column == "domain" else ""
    first.addprevious(row)


# --------------------------------------------------------------------------------------- stricter, by condition


def _asked_of_all(drawn: Redrawing, flow: str, condition: str) -> None:
    drawn.set_condition(drawn.flow(flow), condition)


# ---------------------------------------------------------------------------------- local practice (path.md §4)


def _gate_before(drawn: Redrawing, target: str, called: str, approved: str, *, asked: str = "") -> None:
    """Call a part before ``target``; who does not get its approval goes back to the investigation."""
    call = drawn.add("callActivity", "gate_call", beside=target, name="先行办理", **_stage_of(target))
    drawn.node(call).set("calledElement", called)
    drawn.add("exclusiveGateway", "gate_passed", beside=target, name="是否同意？")
    if asked:
        drawn.fork_before(target, call, asked)
    else:
        for flow in drawn.entering(target):
            flow.set("targetRef", call)
    drawn.connect(call, "gate_passed")
    drawn.connect("gate_passed", target, approved)
    drawn.connect("gate_passed", "investigation_call", default=True)


def _no_penalty_reviewed(drawn: Redrawing) -> None:
    """Let the legal unit review what is not punished, until it agrees."""
    steps = ("submit_review", "accept_review", "examine_case", "sign_opinion")
    roles = ("handler", "reviewer", "reviewer", "reviewer")
    drawn.add("exclusiveGateway", "np_passed", beside="no_penalty_call", name="是否同意？")
    for act, role in zip(steps, roles, strict=True):
        drawn.add("userTask", f"np_{act}", beside="no_penalty_call", name=act, act=act, role=role, stage="decision")
    for flow in drawn.entering("no_penalty_call"):
        flow.set("targetRef", "np_submit_review")
    for act, following in pairwise(steps):
        drawn.connect(f"np_{act}", f"np_{following}")
    drawn.connect("np_sign_opinion", "np_passed")
    drawn.connect("np_passed", "no_penalty_call", 'review == "pass"')
    drawn.connect("np_passed", "np_submit_review", default=True)


def _branches_exchanged(drawn: Redrawing) -> None:
    node = drawn.node("decided_split")
    for named in node.findall(f"{BPMN}outgoing")[:1]:
        node.append(named)


def _published_then_served(drawn: Redrawing) -> None:
    for flow in [*drawn.leaving("decided_split"), *drawn.leaving("disclosure_call"), *drawn.leaving("execution_call")]:
        drawn.process("decided_split").remove(flow)
    drawn.connect("decided_split", "disclosure_call")
    drawn.connect("disclosure_call", "serve_decision_call")
    drawn.connect("execution_call", "decided_join")


# --------------------------------------------------------------------------------------------------- promises

_PROMISES = "promises/penalty.yaml"


def _promise_added(drawn: Redrawing) -> None:
    own = {
        "id": "OWN-1",
        "sentence": "未经听取陈述申辩，不得集体讨论",
        "breach": "未经听取陈述申辩就集体讨论",
        "article": "本机关集体讨论规则第5条",
        "kind": "local",
        "pattern": "precedence",
        "before": ["await_statement"],
        "event": ["deliberate"],
    }
    book = {"procedure": "penalty_ordinary", "promises": [own]}
    drawn.put_file("promises/own.yaml", yaml.safe_dump(book, allow_unicode=True).encode())


def _promise_dropped(drawn: Redrawing, promise: str) -> None:
    book = yaml.safe_load(drawn.files()[_PROMISES])
    book["promises"] = [one for one in book["promises"] if one["id"] != promise]
    drawn.put_file(_PROMISES, yaml.safe_dump(book, allow_unicode=True).encode())


STEPS = (
    "approve_filing",
    "report_findings",
    "decide_route",
    "issue_notice",
    "hold_hearing",
    "finalise_draft",
    "submit_review",
    "deliberate",
    "decide_penalty",
    "serve_decision_call",
    "collect_disclosure",
    "issue_demand",
    "decide_no_penalty",
    "form_referral_team",
    "close_case",
)

VARIANTS: Mapping[str, Redraw] = {
    **SAME_FLOW,
    **{f"a form before {step}": partial(_step_before, node_id=step) for step in STEPS},
    "a form that branches and rejoins": _step_with_branch,
    "two forms side by side": _steps_side_by_side,
    "approval by the unit head, repeated until given": _approved_or_sent_back,
    "a reminder when a clock runs out": _reminder,
    "the review in a part of its own": partial(_a_part_of_its_own, call="legal_review_call"),
    "reviewers in two lanes": partial(_lane_split, step="sign_opinion"),
    "handlers in two lanes": partial(_lane_split, step="investigate"),
    "one more return": partial(
        Redrawing.set_property, node_id="approve_filing", key="returns", value="register_source,verify_source"
    ),
    "thresholds halved": _halved,
    "one more row in the catalogue": _row_added,
    "every case reviewed": partial(
        _asked_of_all,
        flow="draft_needs_review_to_legal_review_call",
        condition='review not in ["pass", "pass_edit"]',
    ),
    "every case deliberated": partial(
        _asked_of_all,
        flow="needs_deliberation_to_deliberation_call",
        condition='deliberation != "approved"',
    ),
    "reviewed before the notice, too": partial(
        _gate_before, target="notice_call", called="legal_review", approved=_PASSED
    ),
    "deliberated before the notice, too": partial(
        _gate_before,
        target="notice_call",
        called="deliberation",
        approved='deliberation == "approved"',
        asked='review_basis == "none"',
    ),
    "no penalty reviewed": _no_penalty_reviewed,
    "published before it is served": _published_then_served,
    "branches drawn the other way round": _branches_exchanged,
    "a promise of its own": _promise_added,
    "a local promise dropped": partial(_promise_dropped, promise="PO-24b"),
}
