"""What people call a file of a flow and what stands in it, also when the file cannot be read."""

import pytest

from workflows.questions.flow_file_names import PROMISES, label_of, places_of
from workflows.questions.flow_findings import ShownFinding

PART = """<bpmn:process id="legal_review" name="法制审核&#10;（重大）" isExecutable="true">
<bpmn:userTask name="送审" id="submit_review"/><bpmn:endEvent id="over"/></bpmn:process>"""
FORM = '{"title": "风险评估", "properties": {"grade": {"title": "风险等级"}, "why": 5}}'


@pytest.mark.parametrize(
    ("name", "text", "label"),
    [
        ("parts/legal_review.bpmn", PART, "法制审核 （重大）"),
        ("parts/legal_review.bpmn", PART.replace(' name="法制审核&#10;（重大）"', ""), "parts/legal_review.bpmn"),
        ("parts/broken.bpmn", "<这不是图", "parts/broken.bpmn"),
        ("tables/hearing.dmn", '<decision name="听证权判定" id="hearing">', "听证权判定"),
        ("forms/risk.json", FORM, "风险评估"),
        ("forms/risk.json", '{"title": {"a": 1}}', "forms/risk.json"),
        ("forms/risk.json", "[" * 100_000, "forms/risk.json"),
        ("promises/penalty.yaml", "promises: []", PROMISES),
    ],
)
def test_a_file_is_called_what_it_calls_itself(name: str, text: str, label: str) -> None:
    assert label_of(name, text) == label


@pytest.mark.parametrize(
    ("file", "element", "said"),
    [
        ("parts/legal_review.bpmn", "submit_review", "法制审核 （重大） · 送审"),
        ("parts/legal_review.bpmn", "over", "法制审核 （重大） · over"),
        ("parts/legal_review.bpmn", "", "法制审核 （重大）"),
        ("forms/risk.json", "grade", "风险评估 · 风险等级"),
        ("forms/risk.json", "why", "风险评估 · why"),
        ("parts/gone.bpmn", "x", "parts/gone.bpmn · x"),
    ],
)
def test_a_finding_stands_where_people_would_look(file: str, element: str, said: str) -> None:
    finding = ShownFinding("code", "finding", file, element, "message", "cure", "")

    places = places_of([finding], {"parts/legal_review.bpmn": PART, "forms/risk.json": FORM})

    assert places == {(file, element): said}
