"""The catalogue names every paper of the procedure, and every field is used where it is declared."""

import keyword
import re

import pytest

from workflows.documents.build import build_template, template_for, template_sha
from workflows.documents.catalogue import TEMPLATES, Audience, FieldType, PaperKind, catalogue, paper_kind
from workflows.documents.numbering import number_text
from workflows.documents.template import check_template, fields_used
from workflows.errors import NotFoundError

EVERY_KIND = list(catalogue().values())
IDS = [kind.id for kind in EVERY_KIND]


def test_the_procedure_has_its_twenty_seven_papers_in_order() -> None:
    assert [kind.name for kind in EVERY_KIND] == [
        "立案审批表", "询问笔录", "现场检查笔录", "案件调查终结报告", "行政处罚事先告知书", "陈述申辩复核意见书",
        "行政处罚听证通知书", "听证笔录", "听证报告", "重大执法决定法制审核送审表", "重大执法决定法制审核意见书",
        "重大案件集体讨论记录", "案件中止（恢复、延期）审批表", "行政处罚决定审批表", "行政处罚决定书",
        "不予行政处罚决定书", "送达回证", "涉嫌犯罪案件移送审批表",
        "涉嫌犯罪案件移送书", "证据先行登记保存通知书", "先行登记保存证据处理决定书", "责令改正通知书", "送达公告",
        "履行行政处罚决定催告书", "结案审批表", "行政执法信息公示表", "公示信息撤回（更正）审批表",
    ]  # fmt: skip


def test_each_paper_has_its_source_and_no_source_is_left_over() -> None:
    sources = {path.stem for path in TEMPLATES.glob("*.yaml")} - {"catalogue"}

    assert sources == set(IDS)


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_a_shipped_template_has_no_fault(kind: PaperKind) -> None:
    assert check_template(template_for(kind), kind) == ()


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_every_field_of_a_paper_is_used_by_its_template(kind: PaperKind) -> None:
    used = fields_used(template_for(kind), kind)
    columns = {f"{field.name}.{column.name}" for field in kind.own for column in field.columns}

    assert ({field.name for field in kind.own} | columns) - used == set()


def test_every_common_field_is_used_by_some_paper() -> None:
    used = {name for kind in EVERY_KIND for name in fields_used(template_for(kind), kind)}
    unused = {field.name for field in EVERY_KIND[0].common} - used

    assert unused == {"agency.short_name", "agency.reconsideration_body", "agency.court"}


def test_external_papers_carry_a_number() -> None:
    without = [kind.name for kind in EVERY_KIND if kind.audience is Audience.EXTERNAL and not kind.series]

    assert without == []


def test_no_two_papers_share_a_series() -> None:
    series = [kind.series for kind in EVERY_KIND if kind.series]

    assert len(series) == len(set(series))


def test_every_name_can_be_typed_and_every_field_has_a_chinese_label() -> None:
    fields = [field for kind in EVERY_KIND for field in kind.fields]
    every = [*fields, *(column for field in fields for column in field.columns)]

    assert [one.name for one in every if not re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?", one.name)] == []
    assert [one.name for one in every if keyword.iskeyword(one.name)] == []
    assert [one.name for one in every if not re.search(r"[\u4e00-\u9fff]", one.label)] == []


def test_no_paper_declares_a_name_twice() -> None:
    for kind in EVERY_KIND:
        names = [field.name for field in kind.fields]
        assert len(names) == len(set(names)), kind.id


def test_a_field_needed_with_another_names_one_that_exists() -> None:
    pairs = [(kind, field.needed_with) for kind in EVERY_KIND for field in kind.fields if field.needed_with]

    assert len(pairs) >= 4
    assert [other for kind, other in pairs if kind.find_field(other) is None] == []


def test_the_decision_keeps_money_as_amounts() -> None:
    fields = {field.name: field for field in paper_kind("penalty_decision").fields}

    assert fields["payable"].type is FieldType.MONEY
    assert [one.name for one in fields["penalties"].columns if one.type is FieldType.MONEY] == ["amount"]


def test_an_unknown_paper_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        paper_kind("love_letter")


def test_a_template_has_the_same_hash_every_time_it_is_built() -> None:
    kind = paper_kind("penalty_decision")
    blocks = [{"title": "行政处罚决定书"}, {"text": "{{ facts }}"}]

    assert template_sha(build_template(kind, blocks)) == template_sha(build_template(kind, blocks))


def test_a_misspelt_block_is_not_passed_over() -> None:
    with pytest.raises(KeyError, match="txet"):
        build_template(paper_kind("penalty_decision"), [{"txet": "甲"}])


def test_a_number_is_written_with_its_year_in_hexagonal_brackets() -> None:
    assert number_text("青峦民", "罚决字", 2026, 3) == "青峦民罚决字〔2026〕3号"
