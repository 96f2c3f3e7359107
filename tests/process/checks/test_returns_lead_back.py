"""Where steps may be sent back to."""

import pytest

from tests.process.checks.flows import a_flow, another, found, the_only, two, words
from tests.process.drawing import Drawing
from workflows.process.checks.returns_lead_back import wrong_returns


@pytest.mark.parametrize("target", ["gone", "extra", "ask", "end"])
def test_a_return_to_what_is_no_other_step_is_found(target: str) -> None:
    finding = the_only(wrong_returns, a_flow(another(act="investigate", returns=target)))

    assert (finding.code, finding.element) == ("return-target", "extra")
    assert words(finding)[1] == "请从本图的办理环节中选择，例如 first、second、source"


def test_a_return_to_an_earlier_step_is_fine() -> None:
    assert found(wrong_returns, a_flow(another(act="investigate", returns="first, second"))) == []


def test_sending_back_into_a_parallel_branch_is_found() -> None:
    def change(drawing: Drawing) -> None:
        for name in ("left", "right"):
            drawing.task(name, act="investigate", role="handler")
        drawing.task("after", act="investigate", role="handler", returns="left,first")
        drawing.fork("split")
        drawing.fork("join")
        drawing.boundary("away", "second", "exit_approved")
        drawing.line("away", "split", "left", "join", "after", "end")
        drawing.line("split", "right", "join")

    assert found(wrong_returns, a_flow(change)) == [("return-strands", "after")]


@pytest.mark.parametrize(("parallel", "codes"), [(False, []), (True, [("return-beside", "u")])])
def test_a_part_called_beside_others_sends_nothing_back(parallel: bool, codes: list[tuple[str, str]]) -> None:  # noqa: FBT001 -- a table's column
    case, part = Drawing("p"), Drawing("q")
    part.line(part.start("qs"), part.task("t"), part.task("u", returns="t"), part.end("qe"))
    case.call("c", "q")
    if parallel:
        for name in ("split", "join"):
            case.fork(name)
        case.line(case.start(), "split", "c", "join", case.end())
        case.line("split", case.task("other"), "join")
    else:
        case.line(case.start(), "c", case.end())

    assert found(wrong_returns, two(case, part)) == codes
