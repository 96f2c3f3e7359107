"""Each structural check with a flow it accepts and flows it does not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.process.drawing import Drawing
from workflows.process.bundle import Bundle
from workflows.process.checks.catalogue import CHECKS, findings
from workflows.vocabulary.wording import Objection

SHIPPED = Path(__file__).parents[3] / "bpmn"
Change = Callable[[Drawing], None]


def unchanged(drawing: Drawing) -> None:
    """Leave the drawing as it is."""
    del drawing


def a_flow(change: Change = unchanged, condition: str = "grave") -> Bundle:
    """investigate → ask (back while ``condition``) → end, correctly drawn, with one change."""
    drawing = Drawing("p")
    drawing.start()
    drawing.end()
    drawing.task("first", act="investigate")
    drawing.task("second", act="report_findings", returns="first")
    drawing.xor("ask")
    drawing.line("start", "first", "second", "ask")
    drawing.flow("ask", "first", condition)
    drawing.flow("ask", "end", default=True)
    drawing.boundary("leave", "first", "exit_approved")
    drawing.flow("leave", "end")
    drawing.lane("承办机构", ["first", "second"], role="handler", unit="handling")
    change(drawing)
    return Bundle.from_files({"p.bpmn": drawing.xml()}, process="p")


def codes(bundle: Bundle) -> list[str]:
    return [objection.code for objection in findings(bundle)]


def sentence(bundle: Bundle) -> str:
    (objection,) = findings(bundle)
    return objection.in_chinese()


def another(**properties: str) -> Change:
    """Put one more step between ``first`` and the end of the exit."""

    def change(drawing: Drawing) -> None:
        drawing.task("extra", **properties)
        drawing.boundary("away", "second", "clock:review_days")
        drawing.line("away", "extra", "end")
        if "role" not in properties:
            drawing.lane("承办机构之二", ["extra"], role="handler", unit="handling")

    return change


def test_a_correct_flow_has_no_findings() -> None:
    assert findings(a_flow()) == ()
    assert findings(a_flow(another(act="archive_case", role="archivist"))) == ()


def test_the_shipped_flow_has_no_findings() -> None:
    names = [path for path in SHIPPED.rglob("*") if path.suffix in {".bpmn", ".dmn"}]
    files = {path.relative_to(SHIPPED).as_posix(): path.read_bytes() for path in names}

    assert findings(Bundle.from_files(files, process="penalty_ordinary")) == ()


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ({}, "no-act"),
        ({"act": "investigat"}, "unknown-act"),
        ({"act": "serve_notice"}, "unknown-act"),
        ({"act": "add_evidence"}, "unknown-act"),
        ({"act": "form"}, "form-act"),
        ({"act": "investigate", "retruns": "first"}, "unknown-property"),
        ({"act": "archive_case"}, "wrong-role"),
        ({"act": "archive_case", "role": "cook"}, "unknown-role"),
        ({"act": "investigate", "returns": "gone"}, "return-target"),
        ({"act": "investigate", "returns": "extra"}, "return-target"),
    ],
)
def test_a_step_that_nobody_could_do_is_found(properties: dict[str, str], code: str) -> None:
    assert codes(a_flow(another(**properties))) == [code]


def test_a_misspelt_act_is_answered_with_the_right_one() -> None:
    assert sentence(a_flow(another(act="investigat"))) == (
        "p.bpmn 的 extra：“investigat”不是可以办理的法定行为，是否“investigate”？"
    )


def test_a_wrong_role_is_answered_with_the_right_ones_and_the_article() -> None:
    assert sentence(a_flow(another(act="decide_penalty"))) == (
        "p.bpmn 的 extra：“作出行政处罚决定”不能由承办人办理，"
        "只能由机关负责人、主要负责人办理，请移到相应泳道（处罚法57条、59条）"
    )


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ('review in ["pass"] and fine >= 100', []),
        ("grav", ["unknown-fact"]),
        ('review == "passed"', ["fact-value"]),
        ("heard == 1", ["fact-value"]),
        ("fine == -1", ["fact-value"]),
        ("review", ["fact-truth"]),
        ("not fine", ["fact-truth"]),
        ('review < "pass"', ["fact-order"]),
        ("judged_on == 737000", ["day-in-condition"]),
        ("fine > heard", ["fact-order"]),
        ("True", ["constant-condition"]),
        ("heard or 1", ["constant-condition"]),
        ("heard == grave", []),
    ],
)
def test_conditions_speak_of_facts_and_values_that_exist(condition: str, found: list[str]) -> None:
    assert codes(a_flow(condition=condition)) == found


def test_a_misspelt_fact_is_answered_with_the_right_one() -> None:
    assert sentence(a_flow(condition="grav")) == (
        "p.bpmn 的连线 f3_p：条件 grav 中没有名为“grav”的事实要素，是否“grave”？"
    )


def test_a_step_that_nothing_leads_to_is_found() -> None:
    def change(drawing: Drawing) -> None:
        drawing.task("lost", act="investigate", role="handler")
        drawing.flow("lost", "end")

    assert sentence(a_flow(change)) == "p.bpmn 的 lost：从开始事件到不了这里，请连线或者删除"


def test_a_step_that_leads_nowhere_is_found() -> None:
    def change(drawing: Drawing) -> None:
        for name in ("one", "two"):
            drawing.task(name, act="investigate", role="handler")
        drawing.boundary("away", "second", "exit_approved")
        drawing.line("away", "one", "two", "one")

    assert codes(a_flow(change)) == ["endless"] * 3


def test_a_circle_without_people_is_found() -> None:
    def change(drawing: Drawing) -> None:
        drawing.xor("x")
        drawing.xor("y")
        drawing.boundary("away", "second", "exit_approved")
        drawing.line("away", "x", "y")
        drawing.flow("y", "x", "heard")
        drawing.flow("y", "end", default=True)

    assert codes(a_flow(change)) == ["automatic-circle"]


@pytest.mark.parametrize(("people", "found"), [(True, []), (False, ["automatic-circle"])])
def test_a_part_in_a_circle_counts_when_it_always_waits_for_somebody(people: bool, found: list[str]) -> None:  # noqa: FBT001 -- a table's column
    case, part = Drawing("p"), Drawing("q")
    case.start()
    case.end()
    case.call("c", "q")
    case.xor("head")
    case.xor("ask")
    case.line("start", "head", "c", "ask")
    case.flow("ask", "head", "heard")
    case.flow("ask", "end", default=True)
    part.start("q_start")
    part.end("q_end")
    part.xor("x")
    part.task("t", act="investigate", role="handler")
    part.flow("q_start", "x")
    part.flow("x", "t", "grave")
    part.flow("x", "t" if people else "q_end", default=True)
    part.flow("t", "q_end")

    assert codes(Bundle.from_files({"p.bpmn": case.xml(), "q.bpmn": part.xml()}, process="p")) == found


def test_a_message_nobody_sends_is_found() -> None:
    def change(drawing: Drawing) -> None:
        drawing.boundary("hope", "second", "letter_arrives")
        drawing.flow("hope", "end")

    assert codes(a_flow(change)) == ["unknown-message"]


def test_a_call_may_only_name_an_act_of_service() -> None:
    case, part = Drawing("p"), Drawing("q")
    case.line(case.start(), case.call("c", "q", act="investigate"), case.call("d", "q", act="serve_notice"), case.end())
    part.line(part.start("q_start"), part.task("t", act="investigate", role="handler"), part.end("q_end"))

    assert codes(Bundle.from_files({"p.bpmn": case.xml(), "q.bpmn": part.xml()}, process="p")) == ["unknown-site"]


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

    assert codes(a_flow(change)) == ["return-strands"]


def test_a_part_nobody_calls_is_told_but_not_held_against_the_flow() -> None:
    case, part = Drawing("p"), Drawing("q")
    case.line(case.start(), case.task("s", act="investigate", role="handler"), case.end())
    part.line(part.start("q_start"), part.task("t", act="investigate", role="handler"), part.end("q_end"))

    (told,) = findings(Bundle.from_files({"p.bpmn": case.xml(), "q.bpmn": part.xml()}, process="p"))

    assert (told.code, told.warning) == ("uncalled-part", True)


def test_every_check_in_the_folder_is_in_the_catalogue() -> None:
    folder = Path(__file__).parents[3] / "workflows" / "process" / "checks"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__", "catalogue"}

    assert {check.__module__.rsplit(".", 1)[1] for check in CHECKS} == modules


def test_findings_come_in_the_catalogues_order() -> None:
    def of(check: Callable[[Bundle], Iterator[Objection]], bundle: Bundle) -> list[Objection]:
        return list(check(bundle))

    bundle = a_flow(another(act="nothing", role="cook"), condition="grav")

    assert list(findings(bundle)) == [objection for check in CHECKS for objection in of(check, bundle)]
    assert codes(bundle) == ["unknown-act", "unknown-role", "unknown-fact"]
