"""Statutory clocks that start and that nothing stops."""

from tests.process.checks.flows import a_flow, another, found, shipped, shipped_files, the_only, words
from tests.process.drawing import Drawing
from workflows.process.bundle import Bundle
from workflows.process.checks.clocks_can_stop import clocks_never_stopped


def test_a_clock_without_its_stop_is_found() -> None:
    finding = the_only(clocks_never_stopped, a_flow(another(act="approve_filing", role="leader")))

    assert (finding.code, finding.element, finding.hinders) == ("clock-not-stopped", "extra", True)
    assert words(finding)[0] == "法定期限“办案期限”从这里开始，此后却没有使它终止的行为"
    assert "作出行政处罚决定" in words(finding)[1]


def test_a_stop_that_stands_before_the_start_does_not_count() -> None:
    case = Drawing("p")
    steps = [case.task(act, act=act, role="leader") for act in ("decide_no_penalty", "approve_filing")]
    case.line(case.start(), *steps, case.end())
    bundle = Bundle.from_files({"p.bpmn": case.xml()}, process="p")

    assert ("clock-not-stopped", "approve_filing") in found(clocks_never_stopped, bundle)


def test_a_stop_in_a_part_called_later_counts() -> None:
    case, part = Drawing("p"), Drawing("q")
    case.line(case.start(), case.task("a", act="accept_hearing", role="legal_head"), case.call("c", "q"), case.end())
    part.line(part.start("s"), part.task("h", act="hold_hearing", role="hearing_chair"), part.end("e"))

    assert (
        found(clocks_never_stopped, Bundle.from_files({"p.bpmn": case.xml(), "q.bpmn": part.xml()}, process="p")) == []
    )


def test_every_clock_of_the_shipped_flow_can_stop() -> None:
    assert found(clocks_never_stopped, shipped()) == []


def test_the_payment_clock_needs_the_part_that_records_payment() -> None:
    files = shipped_files()
    files["parts/execution.bpmn"] = files["parts/execution.bpmn"].replace(b'"performance"', b'"assessment"')
    bundle = Bundle.from_files(files, process="penalty_ordinary")

    assert ("clock-not-stopped", "serve_decision_call") in found(clocks_never_stopped, bundle)
