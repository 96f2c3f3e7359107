"""All checks together: what they find, in which order, how fast."""

import time
from pathlib import Path

from tests.process.checks.flows import a_flow, another, shipped
from workflows.process.checks.catalogue import CHECKS, findings
from workflows.process.findings import in_one_sentence

SHIPPED_IN_SECONDS = 0.1


def test_a_correct_flow_has_no_findings() -> None:
    assert findings(a_flow()) == ()
    assert findings(a_flow(another(act="archive_case", role="archivist"))) == ()


def test_the_shipped_flow_has_no_findings_not_even_warnings() -> None:
    assert findings(shipped()) == ()


def test_the_shipped_flow_is_checked_in_a_tenth_of_a_second() -> None:
    bundle = shipped()

    def measured() -> float:
        begun = time.process_time()
        findings(bundle)
        return time.process_time() - begun

    assert min(measured() for _ in range(3)) < SHIPPED_IN_SECONDS


def test_every_check_in_the_folder_is_in_the_catalogue() -> None:
    folder = Path(__file__).parents[3] / "workflows" / "process" / "checks"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "catalogue"}

    assert {check.__module__.rsplit(".", 1)[1] for check in CHECKS} == modules


def test_every_check_has_a_test_module_of_its_own() -> None:
    tests = {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")}

    assert {check.__module__.rsplit(".", 1)[1] for check in CHECKS} <= tests


def test_findings_come_in_the_catalogues_order() -> None:
    bundle = a_flow(another(act="nothing", role="cook"), condition="grav")

    assert list(findings(bundle)) == [finding for check in CHECKS for finding in check(bundle)]
    assert [finding.code for finding in findings(bundle)] == ["unknown-act", "unknown-role", "unknown-fact"]


def test_a_finding_says_what_is_wrong_without_the_place_and_the_place_in_one_sentence() -> None:
    (finding,) = findings(a_flow(another(act="investigat")))

    assert (finding.file, finding.element) == ("p.bpmn", "extra")
    assert finding.message.in_chinese() == "“investigat”不是可以办理的法定行为"
    assert finding.cure == "请从法定行为中选择，是否“investigate”（调查取证）？"
    assert in_one_sentence(finding).in_chinese() == (
        "p.bpmn · extra：“investigat”不是可以办理的法定行为。请从法定行为中选择，是否“investigate”（调查取证）？"
    )


def test_warnings_of_the_reading_are_findings_too() -> None:
    raw = a_flow().files["p.bpmn"].replace(b'id="first"', b'id="first" xmlns:t="urn:tool" t:mark="1"')
    bundle = type(a_flow()).from_files({"p.bpmn": raw}, process="p")

    (finding,) = findings(bundle)

    assert (finding.code, finding.element, finding.hinders) == ("foreign", "first", False)
