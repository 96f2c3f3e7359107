"""Versions of one small flow for the tests of moving cases: lines of named steps, and what a version makes of a run."""

from collections.abc import Callable, Iterable, Mapping

import orjson

from tests.process.cases import do, the
from tests.process.drawing import Drawing, dmn
from workflows.process.bundle import Bundle
from workflows.process.migration import Comparison, Judgement
from workflows.process.proof.history import Done
from workflows.process.run import Run
from workflows.vocabulary.facts import FactValue

ACTS = {
    "investigate": "investigate",
    "report": "report_findings",
    "report_anew": "report_findings",
    "review": "sign_opinion",
    "decide": "decide_penalty",
    "disclose": "collect_disclosure",
    "close": "close_case",
}


def a_form(*grades: str) -> bytes:
    return orjson.dumps({"type": "object", "properties": {"grade": {"type": "string", "enum": [*grades]}}})


def draw_step(case: Drawing, name: str) -> None:
    """Draw a task by its name; ``serve`` is the call of the part 送达."""
    if name == "serve":
        case.call("serve", "service", act="serve_notice")
    elif name.startswith("risk"):
        case.task(name, act="form", form="risk")
    else:
        case.task(name, act=ACTS[name])


def in_line(*names: str) -> Callable[[Drawing], None]:
    """Return how to draw steps one after another."""

    def draw(case: Drawing) -> None:
        for name in names:
            draw_step(case, name)
        case.line("start", *names, "end")

    return draw


def side_by_side(*branches: str) -> Callable[[Drawing], None]:
    """Return how to draw investigate, then branches of one step each, then close."""

    def draw(case: Drawing) -> None:
        for name in ("investigate", *branches, "close"):
            draw_step(case, name)
        case.fork("split")
        case.fork("join")
        case.line("start", "investigate", "split")
        for name in branches:
            case.line("split", name, "join")
        case.line("join", "close", "end")

    return draw


def a_service(*, deemed: str = "clock:public_notice_30d", others: Iterable[str] = ()) -> Drawing:
    part = Drawing("service")
    part.start("s_start")
    part.task("choose", act="choose_service")
    part.task("record", act="record_service")
    part.end("s_end")
    part.line("s_start", "choose", "record", "s_end")
    for number, message in enumerate((deemed, *others)):
        if message:
            part.boundary(f"event_{number}", "record", message, interrupting=not number)
            part.flow(f"event_{number}", "s_end")
    return part


def a_version(
    draw: Callable[[Drawing], None],
    *,
    threshold: int = 100,
    service: Drawing | None = None,
    grades: tuple[str, ...] = ("high", "low"),
) -> Bundle:
    """Return a version whose main process is what ``draw`` draws, with the part 送达, a form and a table."""
    case = Drawing("case")
    case.start()
    case.end()
    draw(case)
    table = dmn("scope", inputs=["fine"], outputs=["review_basis"], rules=[([f"> {threshold}"], ['"catalogue"'])])
    files = {
        "case.bpmn": case.xml(),
        "service.bpmn": (service or a_service()).xml(),
        "scope.dmn": table,
        "forms/risk.json": a_form(*grades),
    }
    return Bundle.from_files(files, process="case")


def walked(bundle: Bundle, *nodes: str, sets: Mapping[str, FactValue] | None = None) -> tuple[Run, list[Done]]:
    """Return a run after some steps, and those steps as finished; the last one sets facts."""
    run, done = Run.start(bundle, {}), list[Done]()
    for node in nodes:
        task = the(run, node)
        done.append(Done(task.act, node, task.site))
        run = do(run, node, **(sets or {} if node == nodes[-1] else {}))
    return run, done


def judge(
    run: Run,
    new: Bundle,
    *,
    done: Iterable[Done] = (),
    expected: Iterable[str] = (),
    mapping: Mapping[str, str] | None = None,
) -> Judgement:
    """Return what a version makes of a run."""
    comparison = Comparison(run.bundle, new)
    return comparison.judge(run.save(), run.facts, done=tuple(done), expected=set(expected), mapping=mapping or {})


def moved(run: Run, new: Bundle, judgement: Judgement) -> Run:
    """Return the run as it stands in the other version."""
    assert judgement.state is not None, [one.in_chinese() for one in judgement.objections]
    return Run.resume(new, judgement.state, run.facts)


def codes(judgement: Judgement) -> list[str]:
    """Return the codes of what forbids a move."""
    return [one.code for one in judgement.objections]
