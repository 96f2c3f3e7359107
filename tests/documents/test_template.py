"""A template with a fault is refused in words a clerk can act on."""

import pytest
from docx.document import Document as DocxDocument
from docx.enum.text import WD_BREAK

from tests.documents.words import a_document, a_template, edited, with_member, words_of
from workflows.documents.build import template_for
from workflows.documents.catalogue import paper_kind
from workflows.documents.render import render
from workflows.documents.template import check_template, mend, refuse_faulty
from workflows.errors import RefusedError

DECISION = paper_kind("penalty_decision")
RECEIPT = paper_kind("service_receipt")


def told(docx: bytes) -> list[str]:
    return [finding.objection(DECISION.name).in_chinese() for finding in check_template(docx, DECISION)]


def codes(docx: bytes) -> list[str]:
    return [finding.code for finding in check_template(docx, DECISION)]


def test_an_unknown_field_is_named_with_its_place_and_the_nearest_right_name() -> None:
    def write(document: DocxDocument) -> None:
        document.add_heading("处罚决定", level=1)
        document.add_paragraph("当事人：{{ paty.name }}")

    assert told(a_document(write)) == [
        "模板《行政处罚决定书》正文“处罚决定”第2段：未知字段“paty.name”，是否“party.name”？原文：{{ paty.name }}"
    ]


def test_a_chinese_label_leads_to_the_field() -> None:
    assert told(a_template("{{ 立案日期 }}")) == [
        "模板《行政处罚决定书》正文第1段：未知字段“立案日期”，是否“case.filed_on”？原文：{{ 立案日期 }}"
    ]


def test_faults_in_headers_and_footers_are_found() -> None:
    def write(document: DocxDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ agency.nam }}"
        document.sections[0].footer.paragraphs[0].text = "{{ paper.numbr }}"

    assert told(a_document(write)) == [
        "模板《行政处罚决定书》页眉第1段：未知字段“agency.nam”，是否“agency.name”？原文：{{ agency.nam }}",
        "模板《行政处罚决定书》页脚第1段：未知字段“paper.numbr”，是否“paper.number”？原文：{{ paper.numbr }}",
    ]


def test_a_fault_in_a_table_is_found_under_the_label_of_its_row() -> None:
    def write(document: DocxDocument) -> None:
        row = document.add_table(1, 2).rows[0]
        row.cells[0].text, row.cells[1].text = "审核结论", "{{ statment }}"

    assert told(a_document(write)) == [
        "模板《行政处罚决定书》正文表格“审核结论”第2段：未知字段“statment”，是否“statement”？原文：{{ statment }}"
    ]


def test_a_placeholder_split_over_runs_is_refused_and_can_be_mended() -> None:
    def write(document: DocxDocument) -> None:
        paragraph = document.add_paragraph("文号：")
        for piece in ("{{ pa", "per.num", "ber }}（", "正本）"):
            paragraph.add_run(piece)

    split = a_document(write)
    cure = "占位符被格式或者拼写标记拆成多段，请整体删除后一次输入，或者使用自动合并"

    assert told(split) == [f"模板《行政处罚决定书》正文第1段：{cure}。原文：{{{{ paper.number }}}}"]
    assert [finding.mendable for finding in check_template(split, DECISION)] == [True]
    assert check_template(mend(split), DECISION) == ()
    paper = render(mend(split), DECISION, {"paper": {"number": "青峦民罚决字〔2026〕3号"}})
    assert words_of(paper) == "文号：青峦民罚决字〔2026〕3号（正本）"


def test_two_split_placeholders_in_one_paragraph_are_both_mended() -> None:
    def write(document: DocxDocument) -> None:
        paragraph = document.add_paragraph()
        for piece in ("甲{{ party", ".name }}乙{{ ", "case.cause", " }}丙"):
            paragraph.add_run(piece)

    mended = mend(a_document(write))

    assert words_of(mended) == "甲{{ party.name }}乙{{ case.cause }}丙"
    assert codes(mended) == []


def test_a_placeholder_split_over_paragraphs_is_refused() -> None:
    assert told(a_template("当事人：{{ party.", "name }}")) == [
        "模板《行政处罚决定书》正文第1段：占位符不完整或者被拆到不同段落，请写在同一段内。原文：当事人：{{ party.",
        "模板《行政处罚决定书》正文第2段：占位符不完整或者被拆到不同段落，请写在同一段内。原文：name }}",
    ]


def test_a_placeholder_broken_by_a_line_break_is_refused() -> None:
    def write(document: DocxDocument) -> None:
        paragraph = document.add_paragraph("{{ party")
        paragraph.add_run().add_break(WD_BREAK.LINE)
        paragraph.add_run(".name }}")

    assert codes(a_document(write)) == ["split-placeholder"]


def test_full_width_braces_are_told_apart() -> None:
    assert codes(a_template("｛｛ party.name ｝｝")) == ["full-width"]


@pytest.mark.parametrize(
    ("hostile", "code"),
    [
        ("{{ cycler.__init__.__globals__.os.popen('id') }}", "forbidden"),
        ("{{ ''.__class__.__mro__ }}", "unknown-field"),
        ("{{ party.name.__class__ }}", "unknown-field"),
        ("{{ party['name'] }}", "forbidden"),
        ("{{ party.name() }}", "forbidden"),
        ("{{ lipsum }}", "unknown-field"),
        ("{{ self }}", "unknown-field"),
        ("{{ 'a' * 10**9 }}", "forbidden"),
        ("{{ '%0999999999d' % 1 }}", "forbidden"),
        ("{{ party.name ~ party.code }}", "forbidden"),
        ("{{ [1, 2] }}", "forbidden"),
        ("{{ party.name|attr('x') }}", "forbidden"),
        ("{{ party.name|safe }}", "forbidden"),
        ("{{ party.name|upper }}", "forbidden"),
        ("{{ payable|大写(1) }}", "forbidden"),
        ("{{ party.name|大写 }}", "not-money"),
        ("{{ party }}", "unknown-field"),
        ("{{ penalties }}", "not-printable"),
        ("{{ party.is_citizen }}", "not-printable"),
        ("{{ loop.index }}", "unknown-field"),
        ("{{r party.name }}", "forbidden"),
        ("{{p party.name }}", "forbidden"),
        ("{{- party.name }}", "forbidden"),
        ("{# note #}", "forbidden"),
        ("{% set x = 1 %}", "forbidden"),
        ("{% include 'x' %}", "forbidden"),
        ("{% import 'os' as os %}", "forbidden"),
        ("{% extends 'x' %}", "forbidden"),
        ("{% for i in range(9) %}{% endfor %}", "unknown-list"),
        ("{% for i in party %}{% endfor %}", "unknown-list"),
        ("{% for i in penalties recursive %}{% endfor %}", "forbidden"),
        ("{% for i in penalties if i %}{% endfor %}", "forbidden"),
        ("{% for facts in penalties %}{% endfor %}", "name-taken"),
        ("{% macro m() %}{% endmacro %}", "syntax"),
        ("{% raw %}{% endraw %}", "syntax"),
        ("{%tc for i in penalties %}", "forbidden"),
        ("{% if party.name is defined %}{% endif %}", "forbidden"),
        ("{% endfor %}", "unbalanced"),
        ("{% else %}", "unbalanced"),
        ("{% if payable %}", "unbalanced"),
        ("{{ }}", "syntax"),
        ("{{ party..name }}", "syntax"),
        ("{{ 'x", "split-placeholder"),
    ],
)
def test_hostile_and_broken_jinja_is_refused(hostile: str, code: str) -> None:
    found = codes(a_template(hostile))

    assert found[0] == code


def test_loops_may_not_be_nested_three_deep() -> None:
    loops = "{% for a in penalties %}{% for b in evidence %}{% for c in items %}x{% endfor %}{% endfor %}{% endfor %}"

    assert codes(a_template(loops)) == ["forbidden"]


def test_a_wrong_list_is_told_once_and_its_rows_are_not_blamed() -> None:
    assert told(a_template("{% for one in penaltys %}{{ one.kind }}{{ loop.index }}{% endfor %}")) == [
        "模板《行政处罚决定书》正文第1段：“penaltys”不是可以循环的清单。原文：{% for one in penaltys %}"
    ]


def test_a_wrong_column_is_told_with_the_right_one() -> None:
    findings = check_template(a_template("{% for one in penalties %}{{ one.knd }}{% endfor %}"), DECISION)

    assert [(finding.quoted, finding.nearest) for finding in findings] == [("one.knd", "one.kind")]


def test_a_choice_is_compared_with_its_values_only() -> None:
    findings = check_template(a_template("{% if way == 'dirct' %}☑{% endif %}"), RECEIPT)

    assert [(finding.code, finding.quoted, finding.nearest) for finding in findings] == [
        ("unknown-choice", "dirct", "direct")
    ]


def test_a_paragraph_tag_must_stand_alone() -> None:
    assert codes(a_template("{%p if payable %}缴款", "{%p endif %}")) == ["misplaced"]


def test_a_row_tag_must_have_its_row_to_itself() -> None:
    def write(document: DocxDocument) -> None:
        table = document.add_table(2, 2)
        table.rows[0].cells[0].text, table.rows[0].cells[1].text = "{%tr for i in items %}", "{{ i.name }}"
        table.rows[1].cells[0].text = "{%tr endfor %}"

    assert codes(a_document(write)) == ["misplaced"]


def test_a_loop_may_not_begin_in_one_paragraph_and_end_in_another() -> None:
    assert codes(a_template("{% for i in items %}", "{% endfor %}")) == ["unbalanced"]


def test_a_loop_may_not_begin_in_one_cell_and_end_in_another() -> None:
    def write(document: DocxDocument) -> None:
        row = document.add_table(1, 2).rows[0]
        row.cells[0].text, row.cells[1].text = "{%p for i in items %}", "{%p endfor %}"

    assert codes(a_document(write)) == ["unbalanced"]


def test_jinja_hidden_in_an_attribute_is_found() -> None:
    def hide(xml: bytes) -> bytes:
        return xml.replace(b"<w:p>", b'<w:p w:rsidR="{{ lipsum }}">', 1)

    hidden = edited(a_template("文书"), "word/document.xml", hide)

    assert told(hidden) == ["模板《行政处罚决定书》正文：未知字段“lipsum”。原文：lipsum"]


def test_a_placeholder_in_a_footnote_is_refused() -> None:
    notes = b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{{ x }}</w:footnotes>'

    assert codes(with_member(a_template("文书"), "word/footnotes.xml", notes)) == ["unfilled-part"]


def test_tracked_changes_must_be_accepted_first() -> None:
    def track(xml: bytes) -> bytes:
        return xml.replace(b"<w:r>", b'<w:ins w:id="1" w:author="x"><w:r>', 1).replace(b"</w:r>", b"</w:r></w:ins>", 1)

    assert codes(edited(a_template("文书"), "word/document.xml", track)) == ["tracked-changes"]


def test_curly_quotes_that_word_typed_are_understood() -> None:
    assert check_template(a_template("{% if way == ‘direct’ %}☑{% endif %}"), RECEIPT) == ()


def test_refusing_says_the_first_fault() -> None:
    with pytest.raises(RefusedError) as refusal:
        refuse_faulty(a_template("{{ paty.name }}"), DECISION)

    assert refusal.value.objection.code == "unknown-field"


def test_a_template_opened_and_saved_again_still_has_no_fault() -> None:
    mended = mend(template_for(DECISION))

    assert check_template(mended, DECISION) == ()
