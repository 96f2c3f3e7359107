"""The saved run stays small for ever, and is read back exactly."""

import pytest

from tests.process.drawing import Drawing
from workflows.errors import BrokenDiagramError
from workflows.process.bundle import Bundle
from workflows.process.codec import Frame, Token, decode, encode
from workflows.process.run import Run

LIMIT = 4096


def outer() -> bytes:
    drawing = Drawing("outer")
    drawing.start("o_start")
    drawing.end("o_end")
    drawing.xor("head")
    drawing.xor("tail")
    drawing.task("begin")
    drawing.call("stage", "middle")
    drawing.boundary("leave", "stage", "exit_approved")
    drawing.boundary("late", "stage", "clock:service_7wd", interrupting=False)
    drawing.line("o_start", "head", "begin", "stage", "tail")
    drawing.flow("tail", "o_end", "heard")
    drawing.flow("tail", "head", default=True)
    drawing.flow("leave", "o_end")
    drawing.flow("late", "o_end")
    return drawing.xml()


def middle() -> bytes:
    drawing = Drawing("middle")
    drawing.start("m_start")
    drawing.end("m_end")
    drawing.fork("split")
    drawing.fork("join")
    drawing.task("beside")
    drawing.call("deep", "inner")
    drawing.boundary("quit", "deep", "exit_approved")
    drawing.line("m_start", "split", "deep", "join", "m_end")
    drawing.line("split", "beside", "join")
    drawing.flow("quit", "m_end")
    return drawing.xml()


def inner() -> bytes:
    drawing = Drawing("inner")
    drawing.start("i_start")
    drawing.end("i_end")
    drawing.task("one")
    drawing.task("two")
    drawing.boundary("deemed", "two", "clock:public_notice_30d")
    drawing.line("i_start", "one", "two", "i_end")
    drawing.flow("deemed", "i_end")
    return drawing.xml()


def a_long_case() -> Bundle:
    """A loop through a stage two calls deep, with parallel steps and boundary events at every level."""
    return Bundle.from_files({"o.bpmn": outer(), "m.bpmn": middle(), "i.bpmn": inner()}, process="outer")


@pytest.mark.parametrize(("steps", "resumes"), [(500, True), (2000, True), (2000, False)])
def test_a_run_of_any_age_takes_less_than_four_kilobytes(steps: int, resumes: bool) -> None:  # noqa: FBT001 -- a table's column
    bundle = a_long_case()
    run = Run.start(bundle, {})
    largest = 0
    for number in range(steps):
        run.complete(run.open_tasks()[number % len(run.open_tasks())].id, {"grave": number % 2 == 0})
        largest = max(largest, len(run.save()))
        if resumes:
            run = Run.resume(bundle, run.save(), run.facts)

    assert not run.finished
    assert 100 < largest < LIMIT


def test_a_message_awaited_outside_and_inside_is_heard_outside() -> None:
    run = Run.start(a_long_case(), {})
    run.complete(run.open_tasks()[0].id, {})
    assert run.awaited() == ("exit_approved", "clock:service_7wd")

    run.send("exit_approved", {})

    assert (run.finished, run.open_tasks()) == (True, ())


def test_thirty_branches_side_by_side_still_fit() -> None:
    drawing = Drawing("p")
    drawing.start()
    drawing.end()
    drawing.fork("split")
    drawing.fork("join")
    drawing.line("start", "split")
    for number in range(30):
        drawing.line("split", drawing.task(f"branch_number_{number}"), "join")
    drawing.flow("join", "end")
    run = Run.start(Bundle.from_files({"p.bpmn": drawing.xml()}, process="p"), {})

    assert len(run.open_tasks()) == 30
    assert len(run.save()) < LIMIT


def test_frames_are_read_back_as_written() -> None:
    frames = (
        Frame("outer", "", (Token("a" * 32, "stage", 32, 1), Token("b" * 32, "leave", 8, 1))),
        Frame("inner", "a" * 32, (Token("c" * 32, "join", 8, 0, "one"),)),
    )

    assert decode(encode(frames)) == frames
    assert decode(encode(frames * 20)) == frames * 20
    assert decode(encode(())) == ()
    assert (encode(frames)[:1], encode(frames * 20)[:1]) == (b"\x01", b"\x02")


@pytest.mark.parametrize("state", [b"", b"\x01", b"\x03[]", b"\x01{", b"\x01[1]", b"\x01[[1,2]]", b"\x02abc", b"[]"])
def test_bytes_of_something_else_are_refused(state: bytes) -> None:
    with pytest.raises(BrokenDiagramError) as caught:
        decode(state)

    assert caught.value.objection.code == "state"
