"""Service of nothing in particular, and sites at which nothing is served."""

from tests.process.checks.flows import a_part, found, shipped, two
from tests.process.drawing import Drawing
from workflows.process.bundle import Bundle
from workflows.process.checks.service_knows_its_matter import service_without_matter


def a_case(**properties: str) -> Drawing:
    case = Drawing("p")
    case.line(case.start(), case.call("c", "q", **properties), case.end())
    return case


def served() -> Drawing:
    return a_part(act="record_service", role="server")


def test_proof_of_service_without_a_matter_is_found() -> None:
    case = Drawing("p")
    case.line(case.start(), case.task("t", act="record_service", role="server"), case.end())

    assert found(service_without_matter, two(a_case(), served())) == [("service-of-nothing", "q_step")]
    alone = Bundle.from_files({"p.bpmn": case.xml()}, process="p")
    assert found(service_without_matter, alone) == [("service-of-nothing", "t")]


def test_a_site_at_which_nothing_is_served_is_found() -> None:
    assert found(service_without_matter, two(a_case(act="serve_notice"), a_part())) == [("site-without-service", "c")]


def test_service_called_for_its_matter_is_fine() -> None:
    assert found(service_without_matter, two(a_case(act="serve_notice"), served())) == []
    assert found(service_without_matter, shipped()) == []


def test_a_site_further_out_is_enough() -> None:
    middle = Drawing("m")
    middle.line(middle.start("ms"), middle.call("mc", "q"), middle.end("me"))
    case = Drawing("p")
    case.line(case.start(), case.call("c", "m", act="serve_notice"), case.end())
    files = {"p.bpmn": case.xml(), "m.bpmn": middle.xml(), "q.bpmn": served().xml()}

    assert found(service_without_matter, Bundle.from_files(files, process="p")) == []
