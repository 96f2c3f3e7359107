"""Facts that two branches write."""

import pytest

from tests.process.checks.flows import a_flow, found, shipped, the_only, words
from tests.process.drawing import Drawing, dmn
from workflows.process.bundle import Bundle
from workflows.process.checks.parallel_steps_write_apart import facts_written_twice
from workflows.process.findings import Finding


def side_by_side(left: str, right: str, *, loop: bool = False) -> Bundle:
    drawing = Drawing("p")
    drawing.start()
    drawing.end()
    drawing.task("left", act=left, role="handler")
    drawing.task("right", act=right, role="handler")
    drawing.task("after", act=left, role="handler")
    for name in ("split", "join"):
        drawing.fork(name)
    for name in ("head", "again"):
        drawing.xor(name)
    drawing.line("start", "head", "split", "left", "join", "after", "again")
    drawing.line("split", "right", "join")
    drawing.flow("again", "head" if loop else "end", "heard")
    drawing.flow("again", "end" if loop else "after", default=True)
    return Bundle.from_files({"p.bpmn": drawing.xml()}, process="p")


@pytest.mark.parametrize("loop", [False, True])
def test_two_branches_that_write_one_fact_are_found(loop: bool) -> None:  # noqa: FBT001 -- a table's column
    finding = the_only(facts_written_twice, side_by_side("review_defence", "hearing_report", loop=loop))

    assert (finding.code, finding.element, finding.hinders) == ("written-twice", "split", True)
    assert words(finding) == (
        "并行的“环节left”与“环节right”都会改写“复核结果”，后办的覆盖先办的",
        "请把两者改为先后办理",
    )


@pytest.mark.parametrize("loop", [False, True])
def test_branches_that_write_different_facts_are_fine_even_in_a_circle(loop: bool) -> None:  # noqa: FBT001 -- as above
    assert found(facts_written_twice, side_by_side("review_defence", "verify_correction", loop=loop)) == []


def test_what_is_written_before_the_split_and_after_the_join_is_not_beside_it() -> None:
    """``after`` does the same act as ``left``, but only when both branches are done."""
    assert found(facts_written_twice, side_by_side("review_defence", "inform_party")) == []


def both(first: Drawing, second: Drawing, **tables: bytes) -> list[Finding]:
    case = Drawing("p")
    case.start()
    case.end()
    for name in ("split", "join"):
        case.fork(name)
    case.line("start", "split", case.call("c", "q", act="serve_notice"), "join", "end")
    case.line("split", case.call("d", "r", act="serve_decision"), "join")
    files = {"p.bpmn": case.xml(), "q.bpmn": first.xml(), "r.bpmn": second.xml()}
    return list(
        facts_written_twice(Bundle.from_files({**files, **{f"{n}.dmn": t for n, t in tables.items()}}, process="p"))
    )


def test_parts_and_tables_write_what_is_inside_them() -> None:
    def a_part(name: str, *, table: bool) -> Drawing:
        part = Drawing(name)
        inside = part.table(f"{name}_t", "d") if table else part.task(f"{name}_t", act="decide_route", role="leader")
        part.line(part.start(f"{name}_s"), inside, part.end(f"{name}_e"))
        return part

    route = dmn("d", inputs=["grave"], outputs=["route"], rules=[(["true"], ['"penalise"'])])

    said = [words(finding)[0] for finding in both(a_part("q", table=True), a_part("r", table=False), d=route)]

    assert said == ["并行的“部分c”与“部分d”都会改写“处理方向”，后办的覆盖先办的"]


def test_proof_of_service_writes_what_its_site_says() -> None:
    def a_service(name: str) -> Drawing:
        part = Drawing(name)
        step = part.task(f"{name}_t", act="record_service", role="server")
        part.line(part.start(f"{name}_s"), step, part.end(f"{name}_e"))
        return part

    facts = {str(finding.message.params["fact"]) for finding in both(a_service("q"), a_service("r"))}

    # 送达告知书 sets the notice, 送达决定书 decision_served; only the way of service is written by both.
    assert facts == {"送达方式"}


@pytest.mark.parametrize(("interrupting", "elements"), [(True, []), (False, ["aside"])])
def test_an_event_that_does_not_interrupt_begins_a_branch(interrupting: bool, elements: list[str]) -> None:  # noqa: FBT001 -- as above
    def change(drawing: Drawing) -> None:
        drawing.task("other", act="report_findings", role="handler")
        drawing.boundary("aside", "second", "clock:penalty_90d", interrupting=interrupting)
        drawing.end("apart")
        drawing.line("aside", "other", "apart")

    assert sorted({element for _, element in found(facts_written_twice, a_flow(change))}) == elements


def test_the_branches_shipped_write_apart() -> None:
    assert found(facts_written_twice, shipped()) == []
