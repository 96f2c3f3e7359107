"""Joins, splits and choices: right inside loops, with tokens counted, without a tree that doubles."""

import time
from collections.abc import Iterable

import pytest

from tests.process.drawing import Drawing, dmn
from workflows.errors import BrokenDiagramError
from workflows.process.bundle import Bundle
from workflows.process.environment import engine_for
from workflows.process.run import Run
from workflows.process.seating import seat
from workflows.vocabulary.facts import FactValue


def begun(drawing: Drawing, **facts: FactValue) -> Run:
    return Run.start(Bundle.from_files({"p.bpmn": drawing.xml()}, process="p"), facts)


def standing(run: Run) -> list[str]:
    return sorted(task.node for task in run.open_tasks())


def do(run: Run, node: str, **facts: FactValue) -> Run:
    """Complete one step by its node, through bytes."""
    run = Run.resume(run.bundle, run.save(), run.facts)
    run.complete(next(task.id for task in run.open_tasks() if task.node == node), facts)
    return run


def a_drawing(tasks: Iterable[str]) -> Drawing:
    drawing = Drawing("p")
    drawing.start()
    drawing.end()
    for name in tasks:
        drawing.task(name)
    return drawing


def evidence_beside_record(join: str) -> Drawing:
    """补正回路: evidence and record side by side, then review, and back again while ``grave``."""
    drawing = a_drawing(["evidence", "record", "review"])
    for name in ("head", "tail"):
        drawing.xor(name)
    drawing.node(join, "split")
    drawing.node(join, "join")
    drawing.line("start", "head", "split")
    if join == "inclusiveGateway":
        drawing.flow("split", "evidence", "not stay")
        drawing.flow("split", "record", default=True)
        drawing.flow("split", "record", "not heard")
    else:
        drawing.flow("split", "evidence")
        drawing.flow("split", "record")
    drawing.line("evidence", "join", "review", "tail")
    drawing.flow("record", "join")
    drawing.flow("tail", "head", "grave")
    drawing.flow("tail", "end", default=True)
    return drawing


@pytest.mark.parametrize("join", ["parallelGateway", "inclusiveGateway"])
def test_a_join_in_a_loop_waits_for_both_branches_on_every_pass(join: str) -> None:
    run = begun(evidence_beside_record(join))

    for _ in range(4):
        assert standing(run) == ["evidence", "record"]
        run = do(run, "record")
        assert standing(run) == ["evidence"]
        run = do(run, "evidence")
        assert standing(run) == ["review"]
        run = do(run, "review", grave=True)
    assert standing(run) == ["evidence", "record"]


def test_an_inclusive_join_waits_only_for_the_branches_taken() -> None:
    run = begun(evidence_beside_record("inclusiveGateway"), stay=True)

    assert standing(run) == ["record"]
    assert standing(do(run, "record")) == ["review"]


def test_an_inclusive_join_waits_for_a_part_that_is_still_running() -> None:
    part = Drawing("q")
    part.line(part.start("q_start"), part.task("inside"), part.end("q_end"))
    drawing = a_drawing(["a", "after"])
    drawing.call("c", "q")
    drawing.some("split")
    drawing.some("join")
    drawing.line("start", "split")
    drawing.flow("split", "a", "not heard")
    drawing.flow("split", "c", "not grave")
    drawing.flow("split", "join", default=True)
    drawing.line("a", "join", "after", "end")
    drawing.flow("c", "join")
    run = Run.start(Bundle.from_files({"p.bpmn": drawing.xml(), "q.bpmn": part.xml()}, process="p"), {})

    run = do(run, "a")
    assert standing(run) == ["inside"]
    assert standing(do(run, "inside")) == ["after"]


def test_two_tokens_on_one_line_fill_a_join_only_once() -> None:
    """Three branches, two of which meet before the join without a gateway: each firing takes one token per line."""
    drawing = a_drawing(["a", "b", "c", "both", "after"])
    drawing.fork("split")
    drawing.fork("join")
    drawing.line("start", "split", "a", "both", "join", "after", "end")
    drawing.line("split", "b", "both")
    drawing.line("split", "c", "join")
    run = begun(drawing)

    for name in ("a", "both", "b", "both"):
        run = do(run, name)
        assert "after" not in standing(run)
    run = do(run, "c")

    assert standing(run) == ["after"]
    run = do(run, "after")
    assert (standing(run), run.finished) == ([], False)


def test_lines_side_by_side_between_two_gateways_are_lines_of_their_own() -> None:
    drawing = a_drawing(["a"])
    drawing.fork("split")
    drawing.fork("join")
    drawing.line("start", "split", "join", "end")
    drawing.flow("split", "join")
    drawing.line("split", "a", "join")
    run = begun(drawing)

    assert standing(run) == ["a"]
    assert do(run, "a").finished


def test_two_lines_chosen_together_between_inclusive_gateways_are_one_way_on() -> None:
    drawing = a_drawing(["after"])
    drawing.some("split")
    drawing.some("join")
    drawing.flow("start", "split")
    drawing.flow("split", "join", "heard")
    drawing.flow("split", "join", "grave")
    drawing.flow("split", "after", default=True)
    drawing.line("join", "after", "end")

    assert standing(begun(drawing, heard=True, grave=True)) == ["after"]
    assert standing(begun(drawing, heard=True)) == ["after"]


def test_a_choice_asks_in_the_diagrams_order_and_takes_the_default_last() -> None:
    drawing = a_drawing(["first", "second", "otherwise"])
    drawing.xor("x")
    drawing.flow("start", "x")
    drawing.flow("x", "otherwise", default=True)
    drawing.flow("x", "second", "fine > 5")
    drawing.flow("x", "first", "fine > 9")
    for name in ("first", "second", "otherwise"):
        drawing.flow(name, "end")

    assert standing(begun(drawing, fine=10)) == ["second"]
    assert standing(begun(drawing, fine=6)) == ["second"]
    assert standing(begun(drawing, fine=5)) == ["otherwise"]


def test_fourteen_parallel_blocks_in_a_row_do_not_double_the_tree() -> None:
    drawing = a_drawing([])
    last = "start"
    for block in range(14):
        split, join = drawing.fork(f"s{block}"), drawing.fork(f"j{block}")
        drawing.flow(last, split)
        for branch in "abcd":
            drawing.line(split, drawing.task(f"{branch}{block}"), join)
        last = join
    drawing.flow(last, "end")

    before = time.process_time()
    run = begun(drawing)
    spent = time.process_time() - before

    workflow = seat(run.frames, process="p", specs=run.bundle.specs, engine=engine_for(run.facts, {}))
    assert standing(run) == ["a0", "b0", "c0", "d0"]
    assert len(workflow.tasks) == 5
    assert spent < 1


def test_steps_in_a_circle_without_a_gateway_are_walked_not_predicted() -> None:
    drawing = a_drawing(["a", "b"])
    drawing.line("start", "a", "b", "a")
    run = begun(drawing)

    for name in ("a", "b", "a", "b"):
        assert standing(run) == [name]
        run = do(run, name)


def test_a_join_passed_twice_in_one_step_takes_new_tokens_the_second_time() -> None:
    drawing = a_drawing(["a", "after"])
    drawing.table("calm", "d")
    for name in ("head", "ask"):
        drawing.xor(name)
    drawing.fork("split")
    drawing.fork("join")
    drawing.line("start", "a", "head", "split", "join", "ask")
    drawing.flow("split", "join")
    drawing.flow("ask", "calm", "stay")
    drawing.flow("ask", "after", default=True)
    drawing.flow("calm", "head")
    drawing.flow("after", "end")
    table = dmn("d", inputs=["stay"], outputs=["stay"], rules=[(["true"], ["false"])])
    run = Run.start(Bundle.from_files({"p.bpmn": drawing.xml(), "d.dmn": table}, process="p"), {"stay": True})

    run = do(run, "a")

    assert (standing(run), run.facts["stay"], run.awaited()) == (["after"], False, ())
    assert do(run, "after").finished


def test_a_condition_over_an_unknown_fact_is_named_and_changes_nothing() -> None:
    drawing = a_drawing(["a"])
    drawing.xor("x")
    drawing.line("start", "a", "x")
    drawing.flow("x", "a", "grav")
    drawing.flow("x", "end", default=True)
    run = begun(drawing)

    with pytest.raises(BrokenDiagramError) as caught:
        run.complete(run.open_tasks()[0].id, {"grave": True})

    assert caught.value.objection.in_chinese() == "流程无法继续：没有名为“grav”的事实要素"
    assert (standing(run), run.facts["grave"]) == (["a"], False)


def test_an_automatic_circle_is_stopped_and_named() -> None:
    drawing = a_drawing(["a"])
    for name in ("x", "y"):
        drawing.xor(name)
    drawing.line("start", "a", "x", "y")
    drawing.flow("y", "x", "grave")
    drawing.flow("y", "end", default=True)
    run = begun(drawing)

    with pytest.raises(BrokenDiagramError) as caught:
        run.complete(run.open_tasks()[0].id, {"grave": True})

    assert caught.value.objection.code == "automatic-circle"
    assert standing(run) == ["a"]
    assert run.facts["grave"] is False
    assert do(run, "a").finished


def test_a_terminating_end_withdraws_the_other_branches() -> None:
    drawing = a_drawing(["a", "b"])
    drawing.end("stop", terminates=True)
    drawing.fork("split")
    drawing.line("start", "split", "a", "stop")
    drawing.line("split", "b", "end")

    assert do(begun(drawing), "a").finished
    assert standing(do(begun(drawing), "b")) == ["a"]
