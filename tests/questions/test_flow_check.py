"""``fashen flow check``: what is printed of files that cannot be read to their end, and of a proof."""

import json
from pathlib import Path
from shutil import copytree

from workflows.acts.office.install_flows import read_promise_files
from workflows.questions.flow_check import check_flow

ROOT = Path(__file__).parents[2]
PROMISES = read_promise_files(ROOT / "bpmn")
CAMUNDA = str(ROOT / "tests" / "process" / "imported" / "camunda.bpmn")
SIGNAVIO = str(ROOT / "tests" / "process" / "imported" / "signavio.bpmn")


def test_everything_that_cannot_be_used_in_a_file_of_another_tool_is_printed() -> None:
    report = check_flow([CAMUNDA], promises={}, as_json=False)
    lines = report.text.splitlines()

    assert (report.has_findings, report.is_readable) == (True, False)
    assert "imported/camunda.bpmn · Task_register：不得使用服务任务。请改为用户任务或者决策表" in lines
    assert len(lines) == 9


def test_a_finding_as_json_has_place_message_and_cure() -> None:
    report = json.loads(check_flow([CAMUNDA], promises={}, as_json=True).text)
    first = next(one for one in report["findings"] if one["code"] == "foreign")

    assert report["verdict"] == "broken"
    assert {key: first[key] for key in ("code", "kind", "file", "element", "message", "cure", "warning")} == {
        "code": "foreign",
        "kind": "finding",
        "file": "imported/camunda.bpmn",
        "element": "Process_permit",
        "message": "其他工具写入的 camunda:historyTimeToLive 不起作用",
        "cure": "需要的内容请在属性面板中重新填写，不需要的可以删除",
        "warning": True,
    }


def test_the_shipped_flow_is_proved() -> None:
    report = check_flow([str(ROOT / "bpmn")], promises=PROMISES, as_json=False)

    assert (report.has_findings, report.is_readable) == (False, True)
    assert report.text.startswith("已证明：")


def test_an_edited_flow_is_refused_with_the_execution_that_breaks_a_promise(tmp_path: Path) -> None:
    copytree(ROOT / "bpmn", tmp_path / "bpmn")
    procedure = tmp_path / "bpmn" / "procedures" / "penalty_ordinary.bpmn"
    needs_review = "(review_basis != "
    text = procedure.read_text("utf-8")
    assert needs_review in text
    procedure.write_text(text.replace(needs_review, "not mitigated and (review_basis != "), "utf-8")

    report = check_flow([str(tmp_path / "bpmn")], promises=PROMISES, as_json=False)

    lines = report.text.splitlines()
    refused = next(line for line in lines if "PO-11a" in line)
    assert (report.has_findings, report.is_readable) == (True, True)
    assert "未经法制审核通过就作出处罚决定" in refused
    assert "处罚法58条1款" in refused
    assert "    流程引擎照此走通" in lines
    assert lines[-1].startswith("不能公布：") or lines[-2].startswith("不能公布：")


def test_a_plain_diagram_of_another_tool_is_checked_for_its_structure() -> None:
    report = check_flow([SIGNAVIO], promises=PROMISES, as_json=False)

    assert report.is_readable
    assert report.has_findings
    assert report.text.splitlines()[-1] == "没有环节注明受承诺约束的法定行为，只检查了结构和能否办结"
