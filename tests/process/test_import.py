"""Files drawn in other tools: read to their end, everything unsupported named one by one with what to use instead."""

from pathlib import Path

import pytest

from workflows.errors import BrokenDiagramError
from workflows.process.bundle import Bundle
from workflows.process.diagram_reader import read_diagram
from workflows.process.findings import Finding
from workflows.process.reading import main_process, read_findings

IMPORTED = Path(__file__).parent / "imported"


def raw_of(tool: str) -> bytes:
    return (IMPORTED / f"{tool}.bpmn").read_bytes()


def findings_of(tool: str) -> tuple[Finding, ...]:
    return read_findings({f"{tool}.bpmn": raw_of(tool)})


def hindering(tool: str) -> list[tuple[str, str]]:
    return [(finding.element, finding.code) for finding in findings_of(tool) if finding.hinders]


def told(tool: str) -> list[tuple[str, str]]:
    return [(one.element, one.message.in_chinese()) for one in findings_of(tool) if not one.hinders]


def test_everything_unsupported_in_a_camunda_file_is_named_at_once() -> None:
    assert hindering("camunda") == [
        ("Task_register", "serviceTask"),
        ("Task_number", "scriptTask"),
        ("Boundary_late", "timer-clock"),
        ("Flow_yes", "condition"),
    ]
    assert told("camunda") == [
        ("Process_permit", "其他工具写入的 camunda:historyTimeToLive 不起作用"),
        (
            "Task_check",
            "其他工具写入的 camunda:assignee、camunda:formKey、camunda:taskListener、camunda:formData 不起作用",
        ),
        ("Task_register", "其他工具写入的 camunda:delegateExpression 不起作用"),
        ("Data_1", "“数据对象”不起作用，已略过"),
        ("DataObject_1", "“数据对象”不起作用，已略过"),
    ]


def test_each_is_told_with_what_to_use_instead() -> None:
    cures = {(one.element, one.code): str(one.cure) for one in findings_of("camunda")}

    assert cures["Task_register", "serviceTask"] == "请改为用户任务或者决策表"
    assert cures["Flow_yes", "condition"] == '请写成 heard and review == "pass"，并核对其中的事实要素'
    assert cures["Task_check", "foreign"] == (
        "办理人由泳道的角色决定，请把环节放进写明角色的泳道；"
        "请在表单设计器中建立表单，并把法定行为选为“自定义表单”；"
        "系统不运行外部程序，请改为决策表或者办理环节"
    )


def test_a_zeebe_file_without_shapes_and_prefixes_is_read() -> None:
    assert hindering("zeebe") == [
        ("s", "messageEventDefinition"),
        ("approve", "multiInstanceLoopCharacteristics"),
        ("failed", "errorEventDefinition"),
        ("f5", "condition"),
        ("big", "no-default"),
        ("rate", "no-decision"),
        ("ship", "no-part"),
    ]


def test_the_ids_of_a_flowable_file_are_named_and_what_hangs_on_a_refused_element_is_not() -> None:
    assert hindering("flowable") == [
        ("handle", "subProcess"),
        ("wait", "receiveTask"),
        ("1st", "bad-id"),
        ("End", "reserved-id"),
        ("leave.request", "bad-id"),
    ]


def test_a_signavio_file_with_two_pools_nested_lanes_and_prefixed_references_can_run() -> None:
    files = {"signavio.bpmn": raw_of("signavio")}
    bundle = Bundle.from_files(files, process=main_process(files))
    diagram = bundle.diagrams["sid-main"]

    assert hindering("signavio") == []
    assert (diagram.nodes["sid-b"].attached_to, diagram.nodes["sid-b"].message) == ("sid-t", "exit_approved")
    assert diagram.nodes["sid-t"].lane == "sid-lane"
    assert [finding.hinders for finding in bundle.warnings] == [False] * 6


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_the_encoding_does_not_matter(encoding: str) -> None:
    text = raw_of("signavio").decode().replace('encoding="UTF-8"', f'encoding="{encoding.removesuffix("-sig")}"')

    diagram = read_diagram("a.bpmn", text.encode(encoding))

    assert diagram.nodes["sid-t"].label == "调查"


def test_two_drawn_pools_are_two_files() -> None:
    inside = b'><bpmn2:startEvent id="s2" /></bpmn2:process>'
    raw = raw_of("signavio").replace(
        b'id="sid-empty" isExecutable="false" processType="None" />', b'id="sid-empty"' + inside
    )

    (finding,) = [one for one in read_findings({"a.bpmn": raw}) if one.hinders]

    assert (finding.element, finding.code) == ("sid-empty", "one-process")


def test_the_error_says_the_first_and_carries_all() -> None:
    with pytest.raises(BrokenDiagramError) as caught:
        Bundle.from_files({"camunda.bpmn": raw_of("camunda")}, process="Process_permit")

    assert caught.value.objection.in_chinese() == (
        "camunda.bpmn · Task_register：不得使用服务任务。请改为用户任务或者决策表"
    )
    assert caught.value.findings == findings_of("camunda")


def test_all_files_are_read_before_anything_is_refused() -> None:
    files = {f"{tool}.bpmn": raw_of(tool) for tool in ("camunda", "zeebe", "flowable", "signavio")}
    files["broken.dmn"] = b"<definitions"

    found = read_findings({**files, "empty.bpmn": b""})

    assert {one.file for one in found if one.hinders} == {*files, "empty.bpmn"} - {"signavio.bpmn"}


def test_a_very_bad_file_is_not_told_without_end() -> None:
    steps = "".join(f'<bpmn2:scriptTask id="s{number}" />' for number in range(2000))
    raw = raw_of("signavio").replace(b'<bpmn2:startEvent id="sid-s">', f'{steps}<bpmn2:startEvent id="sid-s">'.encode())

    found = read_findings({"a.bpmn": raw})

    assert len(found) < 700
    assert [one.message.in_chinese() for one in found if one.code == "more"] == ["还有更多问题，未一一列出"]


def test_the_main_process_is_the_one_in_procedures_or_the_one_nobody_calls() -> None:
    main = raw_of("signavio")
    part = main.replace(b"sid-", b"part-")
    caller = main.replace(
        b"<bpmn2:userTask completion",
        b'<bpmn2:callActivity id="c" calledElement="part-main" /><bpmn2:userTask completion',
    )

    assert main_process({"a.bpmn": part, "b.bpmn": caller}) == "sid-main"
    assert main_process({"a.bpmn": main, "procedures/b.bpmn": part}) == "part-main"
    assert main_process({}) == ""


@pytest.mark.parametrize(
    ("raw", "cure"),
    [
        (b"<mxfile><diagram/></mxfile>", "draw.io 的图形没有流程的含义，请在流程图编辑器中照图重画"),
        (
            b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
            "这是决策表，请放在 tables 中，以 .dmn 命名",
        ),
        (b"<Package/>", "请在流程图编辑器中重新导出为 BPMN 2.0"),
    ],
)
def test_a_file_that_is_no_diagram_is_told_what_to_do(raw: bytes, cure: str) -> None:
    (finding,) = read_findings({"a.bpmn": raw})

    assert (finding.code, finding.cure) == ("not-bpmn", cure)
