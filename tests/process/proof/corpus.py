"""Small flows drawn for one purpose each: what the engine does in the corners, and what breaks or keeps a promise."""

from collections.abc import Callable, Mapping, Sequence
from itertools import count

import yaml

from tests.process.drawing import Drawing, dmn
from workflows.process.bundle import Bundle

Row = Mapping[str, object]


def flow(*drawings: Drawing, promises: Sequence[Row] = (), **tables: bytes) -> Bundle:
    """Return the bundle of these drawings, the first one the procedure, with its own promises R0, R1, …"""
    files = {f"parts/{one.process}.bpmn": one.xml() for one in drawings}
    files |= {f"tables/{name}.dmn": raw for name, raw in tables.items()}
    if promises:
        files["promises/own.yaml"] = promise_file(drawings[0].process, promises)
    return Bundle.from_files(files, process=drawings[0].process)


def promise_file(procedure: str, rows: Sequence[Row], *, kind: str = "local") -> bytes:
    """Write promises R0, R1, … of a procedure."""
    numbers = count()
    told = {"sentence": "规则", "breach": "违反规则", "article": "本机关规定", "kind": kind}
    book = {"procedure": procedure, "promises": [{"id": f"R{next(numbers)}", **told, **row} for row in rows]}
    return yaml.safe_dump(book, allow_unicode=True).encode()


def drawing(process: str = "p") -> Drawing:
    """Begin a drawing with a start and an end, called like the process."""
    drawn = Drawing(process)
    drawn.start(f"{process}_start")
    drawn.end(f"{process}_end")
    return drawn


def steps(process: str, **acts: str) -> Drawing:
    """Draw steps one after another, each with its act; an act ``a>b`` may be sent back to the step b."""
    drawn = drawing(process)
    for name, told in acts.items():
        act, _, back = told.partition(">")
        drawn.task(name, act=act, **({"returns": back} if back else {}))
    drawn.line(f"{process}_start", *acts, f"{process}_end")
    return drawn


# --------------------------------------------------------------------------------------- what the engine does


def return_below_an_event_that_does_not_interrupt() -> Bundle:
    """A clock that rang once waits anew after a return inside the part it watches."""
    drawn = drawing()
    drawn.call("call", "q")
    drawn.boundary("late", "call", "clock:payment_15d", interrupting=False)
    drawn.task("demand", act="issue_demand")
    drawn.line("p_start", "call", "p_end")
    drawn.line("late", "demand", drawn.end("p_other"))
    return flow(drawn, steps("q", one="investigate", two="report_findings>one"))


def return_below_an_event_that_interrupts() -> Bundle:
    """An exit from an enclosing call is still possible after a return two calls below."""
    outer, middle = drawing(), drawing("m")
    outer.call("call", "m")
    outer.boundary("leave", "call", "exit_approved")
    outer.task("close", act="close_case")
    outer.line("p_start", "call", "p_end")
    outer.line("leave", "close", outer.end("p_left"))
    middle.call("inner", "q")
    middle.boundary("rings", "inner", "clock:payment_15d", interrupting=False)
    middle.task("demand", act="issue_demand")
    middle.line("m_start", "inner", "m_end")
    middle.line("rings", "demand", middle.end("m_other"))
    return flow(outer, middle, steps("q", one="investigate", two="report_findings>one"))


def two_exits_caught_at_once() -> Bundle:
    """Two branches wait for the same approval, each with its own way out."""
    drawn = drawing()
    drawn.fork("both")
    drawn.fork("meet")
    drawn.flow("p_start", "both")
    for side, act in (("a", "investigate"), ("b", "report_findings")):
        drawn.task(side, act=act)
        drawn.boundary(f"{side}_exit", side, "exit_approved")
        drawn.task(f"{side}_left", act="close_case")
        drawn.xor(f"{side}_met")
        drawn.line("both", side, f"{side}_met", "meet")
        drawn.line(f"{side}_exit", f"{side}_left", f"{side}_met")
    drawn.flow("meet", "p_end")
    return flow(drawn)


def exit_above_and_below() -> Bundle:
    """The outer exit is taken first; what it withdraws does not catch the approval any more."""
    drawn, part = drawing(), drawing("q")
    drawn.call("call", "q")
    drawn.boundary("outer", "call", "exit_approved")
    drawn.task("left", act="close_case")
    drawn.line("p_start", "call", "p_end")
    drawn.line("outer", "left", drawn.end("p_left"))
    part.task("work", act="investigate")
    part.boundary("inner", "work", "exit_approved")
    part.task("lost", act="report_findings")
    part.line("q_start", "work", "q_end")
    part.line("inner", "lost", part.end("q_left"))
    return flow(drawn, part)


def terminate_end() -> Bundle:
    """An end that ends everything of its part, and nothing outside."""
    drawn, part = drawing(), drawing("q")
    drawn.fork("both")
    drawn.call("call", "q")
    drawn.task("beside", act="investigate")
    drawn.fork("meet")
    drawn.line("p_start", "both", "call", "meet", "p_end")
    drawn.line("both", "beside", "meet")
    part.fork("split")
    part.task("one", act="report_findings")
    part.task("two", act="submit_review")
    part.xor("asked")
    part.line("q_start", "split", "one", "asked")
    part.flow("asked", part.end("q_over", terminates=True), "grave")
    part.flow("asked", "q_end", default=True)
    part.line("split", "two", part.end("q_other"))
    return flow(drawn, part)


def inclusive_join() -> Bundle:
    """A join that waits for the branches that were begun, one of them with a loop."""
    drawn = drawing()
    drawn.task("find", act="report_findings")
    drawn.some("split")
    drawn.some("join")
    drawn.xor("again")
    drawn.xor("asked")
    for name, act in (("one", "decide_route"), ("two", "submit_review"), ("three", "amend_draft")):
        drawn.task(name, act=act)
    drawn.line("p_start", "find", "split")
    drawn.flow("split", "one", "grave")
    drawn.flow("split", "again", "heavy_kind")
    drawn.flow("split", "three", default=True)
    drawn.line("again", "two", "asked")
    drawn.flow("asked", "again", "fine >= 5000")
    drawn.flow("asked", "join", default=True)
    drawn.line("one", "join", "p_end")
    drawn.flow("three", "join")
    return flow(drawn)


SCOPE = dmn(
    "scope", inputs=["party_kind"], outputs=["must_deliberate"], rules=[(['"organisation"'], ["true"])]
)  # fmt: skip
BASIS = dmn("basis", inputs=["fine"], outputs=["review_basis"], rules=[([">= 5000"], ['"catalogue"'])])


def floors_beside_the_table() -> Bundle:
    """A table raises every statutory floor, also of what only another table decides (处罚法57条2款)."""
    drawn = drawing()
    for name, act in (("talk", "deliberate"), ("find", "report_findings"), ("punish", "decide_penalty")):
        drawn.task(name, act=act)
    drawn.table("first", "scope")
    drawn.table("second", "basis")
    for name in ("g1", "j1", "g2", "j2"):
        drawn.xor(name)
    drawn.line("p_start", "first", "g1")
    drawn.flow("g1", "talk", "must_deliberate")
    drawn.flow("g1", "j1", default=True)
    drawn.line("talk", "j1", "find", "second", "g2")
    drawn.flow("g2", "punish", "must_deliberate")
    drawn.flow("g2", "j2", default=True)
    drawn.line("punish", "j2", "p_end")
    promise = {"pattern": "precedence", "before": ["deliberate"], "event": ["decide_penalty"]}
    return flow(drawn, promises=[promise], scope=SCOPE, basis=BASIS)


def hearing_asked_for_again() -> Bundle:
    """A request that was refused can be made again while a step of the hearing part is still open (处罚法64条1项)."""
    drawn = drawing()
    for name, act in (("route", "decide_route"), ("issue", "issue_notice"), ("rev", "submit_review")):
        drawn.task(name, act=act)
    drawn.task("punish", act="decide_penalty")
    drawn.call("told", "svc", act="serve_notice")
    drawn.call("hearing_call", "hearing")
    for name in ("k", "m", "g", "j"):
        drawn.xor(name)
    drawn.line("p_start", "route", "issue", "told", "k")
    drawn.flow("k", "rev", 'hearing_request == "none"')
    drawn.flow("k", "hearing_call", default=True)
    drawn.line("hearing_call", "m", "g")
    drawn.flow("rev", "m")
    drawn.flow("g", "punish", 'hearing_request in ["requested", "none"]')
    drawn.flow("g", "j", default=True)
    drawn.line("punish", "j", "p_end")
    promise = {"pattern": "precedence", "before": ["submit_review"], "event": ["decide_penalty"]}
    hearing = steps("hearing", accept="accept_hearing", note="collect_disclosure")
    return flow(drawn, hearing, steps("svc", serve="record_service"), promises=[promise])


def sent_back_by_evidence() -> Bundle:
    """Evidence after a review sends the case back to its draft, out of both branches."""
    drawn = drawing()
    drawn.task("route", act="decide_route")
    drawn.task("finalise_draft", act="finalise_draft")
    drawn.task("sign", act="sign_opinion", stage="review")
    drawn.fork("both")
    drawn.task("one", act="decide_penalty", stage="decision")
    drawn.task("two", act="collect_disclosure")
    drawn.fork("meet")
    drawn.line("p_start", "route", "finalise_draft", "sign", "both", "one", "meet", "p_end")
    drawn.line("both", "two", "meet")
    return flow(drawn)


CORNERS: tuple[Callable[[], Bundle], ...] = (
    return_below_an_event_that_does_not_interrupt,
    return_below_an_event_that_interrupts,
    two_exits_caught_at_once,
    exit_above_and_below,
    terminate_end,
    inclusive_join,
    floors_beside_the_table,
    hearing_asked_for_again,
    sent_back_by_evidence,
)
