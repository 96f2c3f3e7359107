"""Splits and joins that do not fit each other."""

import pytest

from tests.process.checks.flows import a_flow, found, shipped, the_only, words
from tests.process.drawing import Drawing
from workflows.process.bundle import Bundle
from workflows.process.checks.branches_meet_again import unbalanced_branches


def a_block(split: str, join: str) -> Bundle:
    """Split into left and right, and join them, each with a gateway of the given kind."""
    drawing = Drawing("p")
    drawing.start()
    drawing.end()
    for name in ("left", "right"):
        drawing.task(name, act="investigate", role="handler")
    for name, kind in (("split", split), ("join", join)):
        drawing.node(kind, name)
    drawing.flow("start", "split")
    choice = split != "parallelGateway"
    drawing.flow("split", "left", "grave" if choice else "")
    drawing.flow("split", "right", default=choice)
    drawing.line("left", "join", "end")
    drawing.flow("right", "join")
    return Bundle.from_files({"p.bpmn": drawing.xml()}, process="p")


@pytest.mark.parametrize("kind", ["parallelGateway", "exclusiveGateway", "inclusiveGateway"])
def test_a_block_that_is_joined_as_it_was_split_is_fine(kind: str) -> None:
    assert found(unbalanced_branches, a_block(kind, kind)) == []


def test_parallel_branches_that_do_not_wait_for_each_other_are_told() -> None:
    finding = the_only(unbalanced_branches, a_block("parallelGateway", "exclusiveGateway"))

    assert (finding.code, finding.element, finding.hinders) == ("unjoined-branches", "split", False)
    assert words(finding) == (
        "并行的分支在“join”会合却不互相等待，其后的环节会办理两次",
        "请在“join”之前用并行网关汇合",
    )


def test_a_join_that_waits_for_both_ways_of_a_choice_is_told() -> None:
    assert found(unbalanced_branches, a_block("exclusiveGateway", "parallelGateway")) == [
        ("join-never-filled", "split")
    ]


def test_branches_may_end_without_meeting() -> None:
    def change(drawing: Drawing) -> None:
        drawing.fork("split")
        drawing.boundary("away", "second", "exit_approved")
        for name in ("left", "right"):
            drawing.task(name, act="investigate", role="handler")
        drawing.line("away", "split", "left", "end")
        drawing.line("split", "right", "end")

    assert found(unbalanced_branches, a_flow(change)) == []


def test_a_choice_inside_a_branch_and_a_circle_around_the_block_are_fine() -> None:
    def change(drawing: Drawing) -> None:
        for name in ("head", "which", "merge", "again"):
            drawing.xor(name)
        for name in ("split", "join"):
            drawing.fork(name)
        for name in ("left", "right"):
            drawing.task(name, act="investigate", role="handler")
        drawing.boundary("away", "second", "exit_approved")
        drawing.line("away", "head", "split", "which")
        drawing.flow("which", "left", "grave")
        drawing.flow("which", "merge", default=True)
        drawing.line("left", "merge", "join", "again")
        drawing.line("split", "right", "join")
        drawing.flow("again", "head", "heard")
        drawing.flow("again", "end", default=True)

    assert found(unbalanced_branches, a_flow(change)) == []


def test_the_blocks_shipped_are_balanced() -> None:
    assert found(unbalanced_branches, shipped()) == []
