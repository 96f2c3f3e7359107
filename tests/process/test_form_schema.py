"""Which forms of an administrator can be read, what the officer is asked, and which facts the answers set."""

from datetime import date

import orjson
import pytest

from workflows.errors import BrokenDiagramError
from workflows.forms import FormError, Kind
from workflows.process.form_schema import MAX_BYTES, MAX_FIELDS, read_form
from workflows.process.form_sheet import FormSheet

RISK = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "风险评估",
    "description": "作出决定前评估",
    "x-article": "重大行政决策程序暂行条例22条",
    "type": "object",
    "properties": {
        "grounds": {
            "type": "string",
            "x-multiline": True,
            "maxLength": 500,
            "title": "理由",
            "x-shown-when": {"field": "level", "equals": "high"},
        },
        "level": {
            "type": "string",
            "title": "风险等级",
            "description": "按最高的一项填写",
            "x-article": "同条",
            "enum": ["low", "high"],
            "x-labels": {"high": "高"},
        },
        "seen": {"type": "boolean", "title": "已现场查看"},
        "seen_on": {"type": "string", "format": "date", "x-shown-when": {"field": "seen", "equals": True}},
        "why_not": {"type": "string", "x-shown-when": {"field": "seen", "equals": False}},
        "kinds": {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}, "uniqueItems": True},
        "people": {"type": "integer", "minimum": 2, "maximum": 9},
        "loss": {"type": "integer", "x-money": True, "minimum": 100},
        "report": {"type": "string", "format": "file-hash"},
        "photos": {"type": "array", "items": {"type": "string", "format": "file-hash"}},
    },
    "required": ["grounds", "level", "seen", "seen_on"],
    "x-order": ["level", "grounds", "seen", "seen_on", "why_not", "kinds", "people", "loss", "report", "photos"],
}


def a_sheet(**fields: object) -> FormSheet:
    """Return the form with these fields."""
    return read_form("f", orjson.dumps({"properties": fields}))


def test_every_field_that_cannot_be_used_is_named_and_those_that_only_depend_on_it_are_not() -> None:
    fields = {
        "level": {"type": "string", "enum": ["high", "high"]},
        "note": {"type": "string", "x-shown-when": {"field": "level", "equals": "high"}},
        "loss": {"type": "integer", "minimum": 9, "maximum": 3},
    }

    with pytest.raises(BrokenDiagramError) as caught:
        a_sheet(**fields)

    assert [(one.file, one.element) for one in caught.value.findings] == [
        ("forms/f.json", "level"),
        ("forms/f.json", "loss"),
    ]
    assert caught.value.findings[1].message.in_chinese() == "最小值大于最大值，请对调"


def the_refusal(raw: bytes) -> tuple[str, str]:
    """Return code and sentence of what refuses ``raw``."""
    with pytest.raises(BrokenDiagramError) as caught:
        read_form("f", raw)
    return caught.value.objection.code, caught.value.objection.in_chinese()


def test_the_fields_stand_in_their_order_with_kind_and_options() -> None:
    sheet = read_form("risk", orjson.dumps(RISK))

    assert (sheet.name, sheet.title, sheet.article) == ("risk", "风险评估", "重大行政决策程序暂行条例22条")
    assert [(one.key, one.kind, one.required) for one in sheet.fields] == [
        ("level", Kind.CHOICE, True),
        ("grounds", Kind.PARAGRAPH, True),
        ("seen", Kind.CHOICE, True),
        ("seen_on", Kind.DAY, True),
        ("why_not", Kind.TEXT, False),
        ("kinds", Kind.CHOICES, False),
        ("people", Kind.NUMBER, False),
        ("loss", Kind.MONEY, False),
        ("report", Kind.FILE, False),
        ("photos", Kind.FILE, False),
    ]
    assert sheet.field("level").options == (("low", "low"), ("high", "高"))
    assert sheet.form().fields[0].help == "按最高的一项填写（依据：同条）"
    assert sheet.field("grounds").shown_when == ("level", ("high",))
    assert [sheet.field(key).shown_when for key in ("seen_on", "why_not")] == [("seen", ("yes",)), ("seen", ("no",))]


def test_answers_are_read_and_kept_as_plain_json() -> None:
    sheet = read_form("risk", orjson.dumps(RISK))
    posted = {
        "level": ["high"],
        "grounds": [" 人群聚集 "],
        "seen": ["yes"],
        "seen_on": ["2026-05-20"],
        "why_not": ["posted though it is not asked"],
        "kinds": ["b", "a"],
        "loss": ["1.50"],
        "photos": ["0a", "0b"],
    }

    answers = sheet.form().read(posted)
    values = sheet.values(answers)

    assert answers["seen_on"] == date(2026, 5, 20)
    assert values == {
        "level": "high",
        "grounds": "人群聚集",
        "seen": True,
        "seen_on": "2026-05-20",
        "kinds": ["b", "a"],
        "loss": 150,
        "photos": ["0a", "0b"],
    }
    assert sheet.facts_from("assess", values) == {"form.assess.level": "high", "form.assess.seen": True}


def test_what_was_not_asked_or_not_answered_sets_its_fact_back() -> None:
    sheet = a_sheet(
        level={"enum": ["low", "high"]},
        sure={"type": "boolean", "x-shown-when": {"field": "level", "equals": "high"}},
    )

    values = sheet.values(sheet.form().read({"level": ["low"], "sure": ["yes"]}))

    assert sheet.facts_from("s", values) == {"form.s.level": "low", "form.s.sure": False}
    assert sheet.facts_from("s", {"level": "gone"}) == {"form.s.level": "none", "form.s.sure": False}
    assert [(fact.name, fact.values) for fact in sheet.facts("s").values()] == [
        ("form.s.level", ("none", "low", "high")),
        ("form.s.sure", ()),
    ]


def test_a_yes_or_no_question_must_be_answered_when_required() -> None:
    sheet = read_form("f", orjson.dumps({"properties": {"sure": {"type": "boolean"}}, "required": ["sure"]}))

    assert sheet.values(sheet.form().read({"sure": ["no"]})) == {"sure": False}
    with pytest.raises(FormError):
        sheet.form().read({})


@pytest.mark.parametrize(
    ("key", "given", "words"),
    [
        ("people", ["1"], "不得小于 2"),
        ("people", ["10"], "不得大于 9"),
        ("loss", ["0.99"], "不得小于 1 元"),
        ("report", ["0a", "0b"], "只能上传一个文件"),
        ("kinds", ["c"], "不在可选范围内"),
        ("why_not", ["长" * 201], "超过 200 字"),
    ],
)
def test_answers_beyond_the_limits_are_refused(key: str, given: list[str], words: str) -> None:
    sheet = read_form("risk", orjson.dumps(RISK))

    with pytest.raises(FormError) as caught:
        sheet.form().read({"level": ["low"], "seen": ["no"], key: given})

    assert {name: words in error.in_chinese() for name, error in caught.value.errors.items()} == {key: True}


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("text", "form-field"),
        ({}, "form-kind"),
        ({"type": "object"}, "form-kind"),
        ({"type": ["string"]}, "form-kind"),
        ({"$ref": "#/x"}, "form-kind"),
        ({"type": "string", "$ref": "http://x/y"}, "form-word"),
        ({"type": "string", "pattern": "(a+)+$"}, "form-word"),
        ({"type": "string", "format": "email"}, "form-format"),
        ({"type": "string", "format": []}, "form-format"),
        ({"type": "string", "maxLength": 0}, "form-number"),
        ({"type": "string", "maxLength": True}, "form-number"),
        ({"type": "string", "maxLength": 1e3}, "form-number"),
        ({"type": "string", "x-multiline": False}, "form-word"),
        ({"type": "boolean", "enum": ["a"]}, "form-kind"),
        ({"type": "boolean", "x-labels": {}}, "form-word"),
        ({"enum": []}, "form-options"),
        ({"enum": ["none"]}, "form-options"),
        ({"enum": ['a"b']}, "form-options"),
        ({"enum": ["a", "a"]}, "form-options"),
        ({"enum": [1]}, "form-options"),
        ({"enum": [f"o{number}" for number in range(41)]}, "form-options"),
        ({"enum": ["a"], "x-labels": {"b": "乙"}}, "form-labels"),
        ({"enum": ["a"], "x-labels": ["甲"]}, "form-labels"),
        ({"enum": ["a"], "x-labels": {"a": "\u202e"}}, "form-labels"),
        ({"type": "array"}, "form-items"),
        ({"type": "array", "items": {"enum": ["a"], "not": {}}}, "form-items"),
        ({"type": "integer", "minimum": -1}, "form-number"),
        ({"type": "integer", "minimum": 3, "maximum": 2}, "form-bounds"),
        ({"type": "integer", "multipleOf": 2}, "form-word"),
        ({"type": "string", "title": "x" * 101}, "form-text"),
        ({"type": "string", "title": "\u202eabc"}, "form-text"),
        ({"type": "string", "description": 1}, "form-text"),
        ({"type": "string", "x-shown-when": "level"}, "form-shown"),
        ({"type": "string", "x-shown-when": {"field": [], "equals": "a"}}, "form-shown"),
        ({"type": "string", "x-shown-when": {"field": "own", "equals": "a"}}, "form-shown"),
        ({"type": "string", "x-shown-when": {"field": "level", "equals": "c"}}, "form-shown"),
        ({"type": "string", "x-shown-when": {"field": "level", "equals": True}}, "form-shown"),
        ({"type": "string", "x-shown-when": {"field": "sure", "equals": "yes"}}, "form-shown"),
        ({"type": "string", "x-shown-when": {"field": "later", "equals": "a"}}, "form-shown"),
    ],
)
def test_a_field_outside_the_subset_is_refused_by_name(field: object, code: str) -> None:
    fields = {"level": {"enum": ["a"]}, "sure": {"type": "boolean"}, "own": field, "later": {"enum": ["a"]}}

    found, sentence = the_refusal(orjson.dumps({"properties": fields}))

    assert found == code
    assert sentence.startswith("forms/f.json 的字段 own：")


@pytest.mark.parametrize("key", ["Level", "1st", "", "a-b", "a\n", "x" * 41, "csrf_token", "version"])
def test_a_field_needs_a_plain_key_of_its_own(key: str) -> None:
    assert the_refusal(orjson.dumps({"properties": {key: {"type": "string"}}}))[0] == "form-key"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": "array"}, "form-dialect"),
        ({"$schema": "http://json-schema.org/draft-07/schema"}, "form-dialect"),
        ({"properties": {}}, "form-count"),
        ({"properties": {f"f{number}": {"type": "string"} for number in range(MAX_FIELDS + 1)}}, "form-count"),
        ({"$defs": {}}, "form-word"),
        ({"allOf": []}, "form-word"),
        ({"title": 5}, "form-text"),
        ({"required": ["b"]}, "form-order"),
        ({"required": "a"}, "form-order"),
        ({"required": [["a"]]}, "form-order"),
        ({"required": ["a", "a"]}, "form-order"),
        ({"x-order": []}, "form-order"),
        ({"x-order": ["a", "a"]}, "form-order"),
    ],
)
def test_a_form_outside_the_subset_is_refused(change: dict[str, object], code: str) -> None:
    assert the_refusal(orjson.dumps({"properties": {"a": {"type": "string"}}} | change))[0] == code


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b" " * (MAX_BYTES + 1), "form-size"),
        (b"{", "form-syntax"),
        (b'{"properties": {"a": {"type": "integer", "minimum": NaN}}}', "form-syntax"),
        (b"[" * 5000 + b"]" * 5000, "form-syntax"),
        (b"[]", "form-shape"),
        (b'{"properties": []}', "form-shape"),
    ],
)
def test_what_is_no_form_is_refused(raw: bytes, code: str) -> None:
    assert the_refusal(raw)[0] == code
