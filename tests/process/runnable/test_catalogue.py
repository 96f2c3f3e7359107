"""All rules together."""

from pathlib import Path

from tests.process.checks.flows import shipped_files
from tests.process.runnable.drawn import a_drawing
from workflows.process.diagram_reader import find_diagram, read_diagram
from workflows.process.findings import Faults
from workflows.process.runnable.catalogue import RULES, what_cannot_run

FOLDER = Path(__file__).parents[3] / "workflows" / "process" / "runnable"


def test_every_rule_in_the_folder_is_in_the_catalogue_and_has_its_tests() -> None:
    modules = {path.stem for path in FOLDER.glob("*.py")} - {"__init__", "catalogue"}
    tests = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}

    assert {rule.__module__.rsplit(".", 1)[1] for rule in RULES} == modules
    assert modules <= tests


def test_a_correct_diagram_and_those_shipped_can_run() -> None:
    for name, raw in {**shipped_files(), "p.bpmn": a_drawing().xml()}.items():
        if name.endswith(".bpmn"):
            assert list(what_cannot_run(read_diagram(name, raw), unread=frozenset())) == []


def test_what_hangs_on_an_element_that_could_not_be_read_is_not_blamed_again() -> None:
    drawing = a_drawing()
    drawing.node("scriptTask", "script")
    drawing.boundary("late", "script", "clock:review_days")
    drawing.line("late", "script", "end")
    faults = Faults("p.bpmn")

    find_diagram(drawing.xml(), faults)

    assert [(finding.code, finding.element) for finding in faults.found] == [("scriptTask", "script")]


def test_everything_wrong_is_found_at_once() -> None:
    drawing = a_drawing()
    drawing.start("second")
    drawing.task("stuck")
    drawing.flow("second", "stuck", "heard")
    drawing.boundary("loose", "ask", "exit_approved")
    drawing.flow("loose", "end")
    drawing.flow("work", "end")
    faults = Faults("p.bpmn")

    find_diagram(drawing.xml(), faults)

    assert [finding.code for finding in faults.found] == [
        "one-start",
        "flow-condition",
        "dead-end",
        "implicit-split",
        "boundary-host",
    ]
