"""The same fields give the same bytes; what is missing is named; what people typed stays what they typed."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest

from tests.documents.samples import sample_fields
from tests.documents.words import a_template, opened, words_of
from workflows.documents.build import template_for
from workflows.documents.catalogue import paper_kind
from workflows.documents.formatting import written_fields
from workflows.documents.limited import render_limited
from workflows.documents.render import checked_names, render
from workflows.errors import RefusedError

DECISION = paper_kind("penalty_decision")


def rendered(text: str, fields: dict[str, object]) -> str:
    return words_of(render(a_template(text), DECISION, fields))


def refusal_of(text: str, fields: dict[str, object]) -> str:
    with pytest.raises(RefusedError) as refusal:
        render(a_template(text), DECISION, fields)
    return refusal.value.objection.in_chinese()


def test_the_same_fields_give_the_same_bytes() -> None:
    first = render(template_for(DECISION), DECISION, sample_fields(DECISION.id))
    second = render(template_for(DECISION), DECISION, sample_fields(DECISION.id))

    assert first == second


def test_no_member_of_a_paper_carries_the_time_of_its_making() -> None:
    paper = render(template_for(DECISION), DECISION, sample_fields(DECISION.id))

    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_core_properties_come_from_the_fields_and_not_from_the_clock() -> None:
    properties = opened(render(template_for(DECISION), DECISION, sample_fields(DECISION.id))).core_properties

    assert properties.title == "行政处罚决定书 青峦民罚决字〔2026〕3号"
    assert properties.author == "青峦县民政局"
    assert properties.created == datetime(2026, 8, 3, tzinfo=UTC)
    assert properties.modified == properties.created


@pytest.mark.parametrize(
    ("field", "value", "printed"),
    [
        ("{{ payable }}", 8_580_000, "85,800.00元"),
        ("{{ payable|大写 }}", 8_580_000, "捌万伍仟捌佰元整"),
        ("{{ payable|大写 }}", None, ""),
        ("{{ payment_days }}", 15, "15"),
        ("{{ hearing_held_on }}", date(2026, 8, 3), "2026年8月3日"),
        ("{{ hearing_held_on }}", "2026-08-03", "2026年8月3日"),
        ("{{ hearing_held_on }}", datetime(2026, 8, 2, 16, 30, tzinfo=UTC), "2026年8月3日"),
        ("{{ payment_code }}", '甲 & 乙 <b> "丙" {{ x }}', '甲 & 乙 <b> "丙" {{ x }}'),
        ("{{ payment_code }}", "甲\x00\x07\x0c乙", "甲乙"),
        ("{{ payment_code }}", "第一段\n\n第二段", "第一段\n第二段"),
        ("{{ correction }}", "停止接运\n移交遗体；\n（限三日）", "停止接运。\n移交遗体；\n（限三日）。"),
        ("{{ correction }}", "停止接运，", "停止接运。"),
        ("{{ correction }}", "“立即停止。”", "“立即停止。”"),
        ("{{ benchmark }}", "从轻档次。\n罚款五万元；", "从轻档次；罚款五万元"),
    ],
)
def test_values_are_written_as_papers_write_them(field: str, value: object, printed: str) -> None:
    name = field.strip("{} ").split("|")[0]

    assert rendered(field, {name: value}) == printed


def test_every_missing_field_is_named_in_chinese() -> None:
    text = "{{ party.name }}{{ case.cause }}{% for one in penalties %}{{ one.kind }}{% endfor %}{{ correction }}"

    assert refusal_of(text, {"party": {"name": " "}, "penalties": [{"kind": "警告"}, {"amount": 1}]}) == (
        "《行政处罚决定书》缺少必填内容：案由、当事人名称或者姓名、处罚内容（逐项）第2行的处罚种类"
    )


def test_a_period_is_needed_only_with_the_right_it_limits() -> None:
    notice = paper_kind("prior_notice")
    text = a_template("{%p if hearing_right %}", "{{ hearing_days }}个工作日", "{%p endif %}")

    assert words_of(render(text, notice, {"hearing_right": False})) == ""
    with pytest.raises(RefusedError) as refusal:
        render(text, notice, {"hearing_right": True})
    assert refusal.value.objection.in_chinese() == "《行政处罚事先告知书》缺少必填内容：听证申请期限（工作日）"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("payable", 85.8, "“罚没款合计”的内容“85.8”不能填写，应为以分为单位的整数金额"),
        ("payable", True, "“罚没款合计”的内容“True”不能填写，应为以分为单位的整数金额"),
        ("payment_days", "15", "“缴款期限（日）”的内容“15”不能填写，应为整数"),
        ("hearing_held_on", "8月3日", "“听证举行日期”的内容“8月3日”不能填写，应为日期"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(field: str, value: object, sentence: str) -> None:
    assert refusal_of(f"{{{{ {field} }}}}", {field: value}) == sentence


def test_a_paper_that_could_not_be_printed_is_refused_before_it_is_issued() -> None:
    fields = sample_fields(DECISION.id)
    used = checked_names(template_for(DECISION), DECISION)
    assert written_fields(DECISION, fields, used)

    with pytest.raises(RefusedError) as refusal:
        written_fields(DECISION, {**fields, "facts": ""}, used)

    assert refusal.value.objection.in_chinese() == "《行政处罚决定书》缺少必填内容：违法事实"


def test_fields_a_template_does_not_use_need_not_be_there() -> None:
    assert rendered("{{ party.name }}", {"party": {"name": "马有粮"}}) == "马有粮"


def test_a_faulty_template_is_refused_before_it_runs() -> None:
    assert refusal_of("{{ lipsum.__globals__ }}", {}).startswith("模板《行政处罚决定书》正文第1段：未知字段")


def test_the_limited_process_prints_the_same_paper() -> None:
    fields = sample_fields(DECISION.id)

    assert render_limited(template_for(DECISION), DECISION, fields) == render(template_for(DECISION), DECISION, fields)


def test_the_limited_process_hands_back_the_refusal() -> None:
    with pytest.raises(RefusedError) as refusal:
        render_limited(a_template("{{ party.name }}"), DECISION, {})

    assert refusal.value.objection.in_chinese() == "《行政处罚决定书》缺少必填内容：当事人名称或者姓名"


def test_the_limited_process_gives_up_on_a_paper_too_large_for_its_memory() -> None:
    loops = "{% for a in items %}{% for b in evidence %}{{ b.name }}{% endfor %}{% endfor %}"
    rows = [{"name": "证" * 2000, "proves": "x"} for _ in range(700)]
    items = [{"name": "x", "specification": "x", "quantity": "1"} for _ in range(700)]

    with pytest.raises(RefusedError) as refusal:
        render_limited(a_template(loops), DECISION, {"items": items, "evidence": rows})

    assert refusal.value.objection.code == "render-limits"
