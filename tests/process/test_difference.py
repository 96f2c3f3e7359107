"""The difference of two versions: every single change is told, in words, at its element; nothing is invented."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from workflows.acts.office.install_flows import PROCESS, read_flow_files
from workflows.process.bundle import Bundle
from workflows.process.difference import difference
from workflows.process.difference_change import Change, ChangeKind

ROOT = Path(__file__).parents[2]
REVIEW, NOTICE, HEARING = "parts/legal_review.bpmn", "parts/notice.bpmn", "tables/hearing_threshold.dmn"
LAYOUT, NOTATION = "仅调整图形布局", "仅调整文件写法，内容不变"


@cache
def shipped() -> Mapping[str, bytes]:
    return read_flow_files(ROOT / "bpmn")


def a_bundle(**files: bytes | None) -> Bundle:
    """Return the shipped bundle with some files replaced, added or (None) left out."""
    merged = {**shipped(), **files}
    return Bundle.from_files({name: raw for name, raw in merged.items() if raw is not None}, process=PROCESS)


def changed(file: str, old: str, new: str, count: int = 1) -> list[Change]:
    """Return the difference that replacing a text in one shipped file makes."""
    raw = shipped()[file].decode()
    assert old in raw
    return [*difference(a_bundle(), a_bundle(**{file: raw.replace(old, new, count).encode()}))]


def told(changes: list[Change]) -> list[tuple[str, str, str]]:
    return [(one.element, one.kind.value, str(one.what)) for one in changes]


def test_the_same_files_do_not_differ() -> None:
    assert difference(a_bundle(), Bundle.from_files(dict(shipped()), process=PROCESS)) == ()


@pytest.mark.parametrize(
    ("file", "old", "new", "element", "what"),
    [
        (
            HEARING,
            "&gt;= 10000000",
            "&gt; 5000000",
            "hearing_threshold",
            "决策表“听证权判定”第 3 行的“拟罚款”由“100,000元以上（含本数）”改为“超过50,000元”",
        ),
        (
            NOTICE,
            "clock:statement_5wd",
            "clock:hearing_request_5wd",
            "statement_period_over",
            "边界事件“陈述申辩期满”的等待的期限或者消息由“clock:statement_5wd”改为“clock:hearing_request_5wd”",
        ),
        (
            REVIEW,
            'review == "return_materials"',
            'fine >= 5000000 and not review in ["pass", "pass_edit"]',
            "review_materials_complete_to_submit_review",
            (
                "“材料是否退回？”至“送审”的连线的条件由「“审核结论”为“退回补齐材料”」"
                "改为「“拟罚款”50,000元以上（含本数），且“审核结论”不为“审核通过”、“审核通过，附文书修改意见”中的任何一项」"
            ),
        ),
        (
            REVIEW,
            '<spiffworkflow:property name="returns" value="examine_case" />',
            '<spiffworkflow:property name="returns" value="examine_case,accept_review" />',
            "sign_opinion",
            "环节“签署法制审核意见”的可退回环节由“逐项审核”改为“逐项审核、接收与材料审查”",
        ),
        (
            REVIEW,
            'name="逐项审核"',
            'name="逐条审核"',
            "examine_case",
            "环节“逐项审核”的名称由“逐项审核”改为“逐条审核”",
        ),
    ],
)
def test_a_change_is_told_in_words_at_its_element(file: str, old: str, new: str, element: str, what: str) -> None:
    assert told(changed(file, old, new)) == [(element, "changed", what)]


def test_a_lane_given_to_another_role_names_the_lane_and_every_step_in_it() -> None:
    found = changed(REVIEW, 'value="legal_head"', 'value="reviewer"')

    assert told(found) == [
        ("sign_opinion", "changed", "环节“签署法制审核意见”的岗位由“法制机构负责人”改为“法制审核人员”"),
        ("legal_review_lane_legal_head", "changed", "泳道“法制机构负责人”的岗位由“法制机构负责人”改为“法制审核人员”"),
    ]


def test_a_step_moved_to_another_lane_is_told_with_its_new_role() -> None:
    raw = shipped()[REVIEW].decode()
    ref = "        <bpmn:flowNodeRef>confirm_edit</bpmn:flowNodeRef>\n"
    unit = "<bpmn:flowNodeRef>request_rereview</bpmn:flowNodeRef>"
    moved = raw.replace(ref, "").replace(unit, unit + ref.strip())

    assert told([*difference(a_bundle(), a_bundle(**{REVIEW: moved.encode()}))]) == [
        ("confirm_edit", "changed", "环节“修改确认”的泳道由“法制审核人员”改为“承办机构负责人”"),
        ("confirm_edit", "changed", "环节“修改确认”的岗位由“法制审核人员”改为“承办机构负责人”"),
    ]


def test_a_period_is_called_by_its_name_when_the_law_pack_knows_it() -> None:
    raw = shipped()[NOTICE].replace(b"clock:statement_5wd", b"clock:statement_10wd")

    found = difference(a_bundle(), a_bundle(**{NOTICE: raw}), clocks={"statement_5wd": "陈述申辩期"})

    assert "由“陈述申辩期（clock:statement_5wd）”改为“clock:statement_10wd”" in found[0].what


def test_a_removed_row_and_a_moved_row_are_told_by_their_numbers() -> None:
    root = etree.fromstring(shipped()[HEARING])
    table = next(one for one in root.iter() if etree.QName(one).localname == "decisionTable")
    rows = [one for one in table if etree.QName(one).localname == "rule"]
    table.remove(rows[1])
    table.remove(rows[0])
    rows[2].addnext(rows[0])

    found = difference(a_bundle(), a_bundle(**{HEARING: etree.tostring(root)}))

    assert [one.kind for one in found] == [ChangeKind.REMOVED, ChangeKind.MOVED]
    assert "删除第 2 行：当事人类别为公民、个体工商户，拟罚款为10,000元以上（含本数），有听证权为是" in found[0].what
    assert found[1].what == "决策表“听证权判定”：第 1 行移为第 2 行"


def test_only_the_place_of_a_shape_is_one_line() -> None:
    raw = shipped()[REVIEW].decode().replace('<dc:Bounds x="', '<dc:Bounds x="1')

    assert told([*difference(a_bundle(), a_bundle(**{REVIEW: raw.encode()}))]) == [("", "moved", LAYOUT)]


def test_a_new_way_is_told_with_its_condition_and_the_order_of_the_ways() -> None:
    raw = shipped()[REVIEW].decode()
    ways = [f"<bpmn:outgoing>review_conclusion_to_{end}</bpmn:outgoing>" for end in ("legal_review_end", "amend_draft")]
    assert all(way in raw for way in ways)
    swapped = raw.replace(ways[0], "<here/>").replace(ways[1], ways[0]).replace("<here/>", ways[1])

    assert told([*difference(a_bundle(), a_bundle(**{REVIEW: swapped.encode()}))]) == [
        (
            "review_conclusion",
            "moved",
            "网关“审核结论？”的出线判断顺序由“审核终结、按意见修改、签收审核意见”改为“按意见修改、审核终结、签收审核意见”",
        )
    ]


def a_form(**more: object) -> bytes:
    fields = {
        "risk": {"type": "string", "title": "风险等级", "enum": ["high", "low"]},
        "note": {"type": "string", "title": "说明"},
    }
    return json.dumps(
        {"type": "object", "title": "风险评估", "properties": fields, **more}, ensure_ascii=False
    ).encode()


def test_a_form_is_compared_field_by_field() -> None:
    after = {
        "risk": {
            "type": "string",
            "title": "风险等级",
            "enum": ["high", "middle", "low"],
            "x-labels": {"high": "高"},
            "description": "按评估办法填写",
            "x-article": "程序规定12条",
        },
        "reason": {"type": "string", "title": "说明"},
        "cause": {"type": "boolean", "title": "涉众", "x-shown-when": {"field": "risk", "equals": "high"}},
    }
    new = a_form(properties=after, required=["risk"])

    found = difference(a_bundle(**{"forms/risk.json": a_form()}), a_bundle(**{"forms/risk.json": new}))

    assert [str(one.what) for one in found] == [
        "新增表单“风险评估”的字段“涉众”：是非",
        "表单“风险评估”的字段“说明”的编号由“note”改为“reason”",
        "表单“风险评估”的字段“风险等级”的必填由“否”改为“是”",
        "表单“风险评估”的字段“风险等级”的可选项由“high、low”改为“高（high）、middle、low”",
        "表单“风险评估”的字段“风险等级”的填写说明由“（空）”改为“按评估办法填写”",
        "表单“风险评估”的字段“风险等级”的依据由“（空）”改为“程序规定12条”",
    ]
    shown = a_form(properties={**after, "cause": {"type": "boolean", "title": "涉众"}}, required=["risk"])
    again = difference(a_bundle(**{"forms/risk.json": new}), a_bundle(**{"forms/risk.json": shown}))
    assert [str(one.what) for one in again] == [
        "表单“风险评估”的字段“涉众”的显示条件由「“风险等级”为“高”」改为「总是显示」"
    ]


def test_the_bounds_of_an_amount_are_told_in_yuan() -> None:
    def with_bound(highest: int, **more: bool) -> Bundle:
        field = {"type": "integer", "title": "估计损失", "maximum": highest, **more}
        return a_bundle(**{"forms/risk.json": a_form(properties={"loss": field})})

    of_money = difference(with_bound(500000, **{"x-money": True}), with_bound(1000050, **{"x-money": True}))
    of_number = difference(with_bound(5), with_bound(10))

    assert [str(one.what) for one in of_money] == ["表单“风险评估”的字段“估计损失”的最大值由“5,000元”改为“10,000.50元”"]
    assert [str(one.what) for one in of_number] == ["表单“风险评估”的字段“估计损失”的最大值由“5”改为“10”"]


def test_a_form_is_called_by_its_title_and_by_its_number_too_where_titles_are_alike() -> None:
    act = '<spiffworkflow:property name="act" value="submit_review" />'

    def showing(form: str) -> Bundle:
        drawn = act.replace("submit_review", "form") + act.replace("act", "form").replace("submit_review", form)
        asked = shipped()[REVIEW].decode().replace(act, drawn)
        again = {"forms/risk_again.json": a_form(title="再次评估"), "forms/risk_twin.json": a_form()}
        return a_bundle(**{REVIEW: asked.encode(), "forms/risk.json": a_form(), **again})

    come = [str(one.what) for one in difference(a_bundle(), showing("risk"))]
    other, twin = (difference(showing("risk"), showing(form)) for form in ("risk_again", "risk_twin"))

    assert "环节“送审”的所用表单由“（空）”改为“风险评估”" in come
    assert [str(one.what) for one in other] == ["环节“送审”的所用表单由“风险评估”改为“再次评估”"]
    assert [str(one.what) for one in twin] == ["环节“送审”的所用表单由“风险评估（risk）”改为“风险评估（risk_twin）”"]


PROMISES = """
promises:
  - {id: A-1, sentence: 不得, article: 处罚法58条, kind: statutory, pattern: precedence, event: [decide_penalty],
     before: [sign_opinion]}
  - {id: A-2, sentence: 须, article: 处罚法44条, kind: local, pattern: absence, event: [decide_penalty]}
"""


def test_promises_are_compared_one_by_one_and_comments_do_not_count() -> None:
    name = "promises/x.yaml"
    weaker = PROMISES.replace("kind: statutory", "kind: local").replace(
        "before: [sign_opinion]", "before: [examine_case]"
    )

    found = difference(a_bundle(**{name: PROMISES.encode()}), a_bundle(**{name: weaker.encode()}))
    commented = difference(a_bundle(**{name: PROMISES.encode()}), a_bundle(**{name: ("# 注\n" + PROMISES).encode()}))
    unreadable = difference(a_bundle(**{name: PROMISES.encode()}), a_bundle(**{name: b"promises: 3"}))

    assert [str(one.what) for one in found] == [
        "承诺“A-1”的性质由“法定”改为“本机关”",
        "承诺“A-1”的在先的行为由“[sign_opinion]”改为“[examine_case]”",
    ]
    assert [one.what for one in commented] == [NOTATION]
    assert [one.kind for one in unreadable] == [ChangeKind.REMOVED, ChangeKind.REMOVED]


def test_files_that_come_and_go_are_told_and_a_renamed_file_is_the_same_process() -> None:
    renamed = a_bundle(**{REVIEW: None, "parts/review.bpmn": shipped()[REVIEW]})
    with_form = a_bundle(**{"forms/risk.json": a_form()})

    assert told([*difference(a_bundle(), renamed)]) == [
        ("", "moved", f"流程“法制审核”的所在文件由“{REVIEW}”改为“parts/review.bpmn”")
    ]
    assert told([*difference(a_bundle(), with_form)]) == [("", "added", "新增表单“风险评估”：风险等级、说明")]
    assert told([*difference(with_form, a_bundle())]) == [("", "removed", "删除表单“风险评估”：风险等级、说明")]
