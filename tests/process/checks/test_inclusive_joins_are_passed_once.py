"""Inclusive joins inside circles."""

from tests.process.checks.flows import a_flow, found
from tests.process.drawing import Drawing
from workflows.process.checks.inclusive_joins_are_passed_once import inclusive_joins_in_circles


def in_a_circle(drawing: Drawing) -> None:
    for name in ("head", "again"):
        drawing.xor(name)
    drawing.flow("head", "split")
    drawing.flow("join", "again")
    drawing.flow("again", "head", "heard")
    drawing.flow("again", "end", default=True)
    _block(drawing, entry="head")


def straight_on(drawing: Drawing) -> None:
    drawing.flow("join", "end")
    _block(drawing, entry="split")


def _block(drawing: Drawing, *, entry: str) -> None:
    for name in ("split", "join"):
        drawing.some(name)
    for name in ("left", "right"):
        drawing.task(name, act="investigate", role="handler")
        drawing.flow(name, "join")
    drawing.boundary("away", "second", "exit_approved")
    drawing.flow("away", entry)
    drawing.flow("split", "left", "grave")
    drawing.flow("split", "right", default=True)


def test_an_inclusive_join_in_a_circle_is_found() -> None:
    assert found(inclusive_joins_in_circles, a_flow(in_a_circle)) == [("inclusive-circle", "join")]


def test_an_inclusive_join_that_is_passed_once_is_fine() -> None:
    assert found(inclusive_joins_in_circles, a_flow(straight_on)) == []
