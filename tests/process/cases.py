"""Small cases for the tests of runs and jumps, and the few words with which they walk."""

from tests.process.drawing import Drawing, dmn
from workflows.process.bundle import Bundle
from workflows.process.run import OpenTask, Run
from workflows.vocabulary.facts import FactValue


def a_part() -> Drawing:
    """``service`` 送达: choose, then wait for the proof or the deemed service."""
    part = Drawing("service")
    part.start("s_start")
    part.task("choose", act="choose_service")
    part.task("record", act="record_service", stage="proof")
    part.end("s_end")
    part.line("s_start", "choose", "record", "s_end")
    part.boundary("deemed", "record", "clock:public_notice_30d")
    part.flow("deemed", "s_end")
    part.lane("送达人", ["choose", "record"], role="server", unit="case")
    return part


def a_case(*, sites: tuple[str, ...] = ("serve_notice",)) -> Bundle:
    """investigate → ⊕ (call(s) of service ∥ disclose) → table → close, with an exit on every call."""
    case = Drawing("case")
    case.start()
    case.task("investigate", act="investigate", returns="report, decide", form="", role="reviewer")
    case.task("disclose", act="collect_disclosure")
    case.task("left", act="approve_exit")
    case.task("note", act="inform_party")
    case.task("close", act="close_case")
    case.table("judge", "d")
    case.fork("split")
    case.fork("join")
    case.end()
    case.end("out")
    case.line("start", "investigate", "split", "disclose", "join", "judge", "close", "end")
    for site in sites:
        case.call(site, "service", act=site, stage="execution")
        case.line("split", site, "join")
        case.boundary(f"exit_{site}", site, "exit_approved")
        case.flow(f"exit_{site}", "left")
        case.boundary(f"late_{site}", site, "clock:service_7wd", interrupting=False)
        case.flow(f"late_{site}", "note")
    case.flow("left", "out")
    case.flow("note", "out")
    case.lane("承办机构", ["investigate", "disclose", "close"], role="handler", unit="handling")
    table = dmn("d", inputs=["fine"], outputs=["review_basis"], rules=[(["> 100"], ['"catalogue"'])])
    return Bundle.from_files({"case.bpmn": case.xml(), "service.bpmn": a_part().xml(), "d.dmn": table}, process="case")


def resumed(run: Run) -> Run:
    return Run.resume(run.bundle, run.save(), run.facts)


def standing(run: Run) -> list[str]:
    return sorted(task.node for task in run.open_tasks())


def the(run: Run, node: str) -> OpenTask:
    return next(task for task in run.open_tasks() if task.node == node)


def do(run: Run, node: str, **facts: FactValue) -> Run:
    run = resumed(run)
    run.complete(the(run, node).id, facts)
    return resumed(run)


def two_deep() -> Bundle:
    """outer calls middle (exit on the call) calls service; a second call of service stands in ``outer``."""
    outer, middle = Drawing("outer"), Drawing("middle")
    outer.start("o_start")
    outer.task("before")
    outer.call("stage", "middle", stage="execution")
    outer.boundary("leave", "stage", "exit_approved")
    outer.call("again", "service", act="serve_demand")
    outer.end("o_end")
    outer.line("o_start", "before", "stage", "again", "o_end")
    outer.flow("leave", "o_end")
    middle.start("m_start")
    middle.task("prepare")
    middle.call("serve", "service", act="serve_decision")
    middle.end("m_end")
    middle.line("m_start", "prepare", "serve", "m_end")
    files = {"outer.bpmn": outer.xml(), "middle.bpmn": middle.xml(), "service.bpmn": a_part().xml()}
    return Bundle.from_files(files, process="outer")
