"""Where evidence and late statements send a case back to."""

from tests.process.checks.flows import a_flow, found, shipped, two
from tests.process.drawing import Drawing
from workflows.process.checks.diversions_lead_back import wrong_diversions


def test_the_shipped_flow_has_every_step_a_case_is_sent_back_to() -> None:
    assert found(wrong_diversions, shipped()) == []


def test_a_draft_under_another_id_is_found() -> None:
    def change(drawing: Drawing) -> None:
        drawing.task("draft_again", act="finalise_draft", role="handler")
        drawing.boundary("away", "second", "exit_approved")
        drawing.line("away", "draft_again", "end")

    assert found(wrong_diversions, a_flow(change)) == [("diversion-missing", "draft_again")]


def test_a_draft_beside_other_steps_is_found() -> None:
    case = Drawing("p")
    case.fork("split")
    case.fork("join")
    case.line(case.start(), "split", case.task("finalise_draft", act="finalise_draft"), "join", case.end())
    case.line("split", case.task("other", act="investigate"), "join")

    assert found(wrong_diversions, two(case, _empty("q"))) == [("diversion-strands", "finalise_draft")]


def test_a_draft_in_a_part_called_twice_is_found() -> None:
    case, part = Drawing("p"), Drawing("q")
    part.line(part.start("qs"), part.task("finalise_draft", act="finalise_draft"), part.end("qe"))
    case.line(case.start(), case.call("c", "q"), case.call("d", "q"), case.end())

    assert found(wrong_diversions, two(case, part)) == [("diversion-twice", "finalise_draft")]


def _empty(process: str) -> Drawing:
    part = Drawing(process)
    part.line(part.start("qs"), part.task("t", act="investigate"), part.end("qe"))
    return part
