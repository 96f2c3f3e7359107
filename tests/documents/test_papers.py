"""Every paper of the example case: the page of GB/T 9704, its headings and the sentences the statutes demand."""

import re
from functools import cache

import pytest
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from lxml import etree

from tests.documents.samples import COMMON, sample_fields
from tests.documents.sentences import SENTENCES
from tests.documents.words import opened, words_of
from workflows.documents.build import template_for
from workflows.documents.catalogue import Layout, PaperKind, catalogue, paper_kind
from workflows.documents.formatting import with_blanks
from workflows.documents.package import read_package
from workflows.documents.render import render

EVERY_KIND = list(catalogue().values())
IDS = [kind.id for kind in EVERY_KIND]


def paper_of(kind_id: str, **changes: object) -> bytes:
    return rendered(kind_id, **changes) if changes else sample_of(kind_id)


def rendered(kind_id: str, **changes: object) -> bytes:
    kind = paper_kind(kind_id)
    return render(template_for(kind), kind, {**sample_fields(kind_id), **changes})


@cache
def sample_of(kind_id: str) -> bytes:
    """Return the paper of the example case, made once and looked at from every side."""
    return rendered(kind_id)


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_a_paper_says_what_the_statute_demands(kind: PaperKind) -> None:
    words = words_of(paper_of(kind.id))

    assert [sentence for sentence in SENTENCES[kind.id] if sentence not in words] == []


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_no_brace_and_no_python_is_left_in_a_paper(kind: PaperKind) -> None:
    members = read_package(paper_of(kind.id))
    written = b"".join(members[name] for name in members if name.startswith("word/") and name.endswith(".xml"))

    assert [mark for mark in (b"{{", b"}}", b"{%", b"%}", b"None", b"Undefined", b"&lt;") if mark in written] == []


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_the_page_is_that_of_the_national_standard(kind: PaperKind) -> None:
    section = opened(paper_of(kind.id)).sections[0]
    margins = (section.top_margin, section.left_margin, section.bottom_margin, section.right_margin)

    assert [round(Length(length or 0).mm) for length in (section.page_width, section.page_height)] == [210, 297]
    assert [round(Length(length or 0).mm) for length in margins] == [37, 28, 35, 26]


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_nothing_in_a_paper_is_coloured_not_even_a_style_linked_with_a_heading(kind: PaperKind) -> None:
    document = opened(paper_of(kind.id))
    styles, shown = document.styles, list(document.element.body.iter(qn("w:color")))
    offered = [one for style in styles for one in style.element.iterfind(f"{qn('w:rPr')}/{qn('w:color')}")]

    assert {one.get(qn("w:val")) for one in (*shown, *offered)} <= {"000000"}
    for name in ("Title", "Heading 1", "Heading 2"):
        pair = [styles[name].element.rPr, styles[f"{name} Char"].element.rPr]
        assert len({etree.tostring(rpr) for rpr in pair}) == 1
        assert [rpr.find(qn("w:color")).get(qn("w:val")) for rpr in pair] == ["000000", "000000"]
        assert [rpr.find(qn("w:b")).get(qn("w:val")) for rpr in pair] == ["0", "0"]


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_every_run_names_its_east_asian_face_and_the_language(kind: PaperKind) -> None:
    document = opened(paper_of(kind.id))
    runs = [run for run in document.element.body.iter(qn("w:r")) if "".join(t.text or "" for t in run.iter(qn("w:t")))]
    defaults = document.styles.element.find(qn("w:docDefaults"))

    faces = {run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")) for run in runs}
    assert faces <= {"仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"}
    assert {run.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:eastAsia")) for run in runs} == {"zh-CN"}
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:eastAsia")) == "zh-CN"


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_a_title_is_set_large_and_in_the_middle(kind: PaperKind) -> None:
    paragraphs = opened(paper_of(kind.id)).paragraphs
    (title,) = [one for one in paragraphs if one.style is not None and one.style.name == "Title"]

    assert title.text == kind.name
    assert title.runs[0].font.size == Pt(22)
    assert title.alignment == 1


def test_a_decision_is_set_in_sixteen_points_on_twenty_two_lines() -> None:
    document = opened(paper_of("penalty_decision"))
    body = next(one for one in document.paragraphs if one.text.startswith("经查明"))

    assert body.runs[0].font.size == Pt(16)
    assert body.paragraph_format.line_spacing == Pt(28.9)
    assert 22 * Pt(28.9) <= Mm(297 - 37 - 35) < 23 * Pt(28.9)
    assert 'w:firstLineChars="200"' in body._element.xml  # noqa: SLF001 -- not public


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_pages_are_numbered(kind: PaperKind) -> None:
    section = opened(paper_of(kind.id)).sections[0]
    footer = section.footer.paragraphs[0]

    if kind.layout is Layout.LETTER:
        assert footer.text == "— 1 —"
        assert section.even_page_footer.paragraphs[0].text == "— 1 —"
    else:
        assert footer.text.endswith("第 1 页　共 1 页")
    assert "PAGE" in footer._element.xml  # noqa: SLF001 -- not public


def test_the_party_signs_each_page_of_a_record() -> None:
    footer = opened(paper_of("interview_record")).sections[0].footer.paragraphs[0].text

    assert footer.startswith("被询问人签名：")


def test_a_citizen_is_named_by_identity_number() -> None:
    party = {**COMMON["party"], "is_citizen": True, "name": "马有粮", "code": "539921197512200036", "legal_rep": ""}

    words = words_of(paper_of("penalty_decision", party=party))

    assert "公民身份号码：539921197512200036" in words
    assert "统一社会信用代码" not in words
    assert "法定代表人" not in words


def test_relief_is_told_in_the_words_of_the_law_pack_alone() -> None:
    relief = "如不服本决定，应当自收到本决定书之日起六十日内先向青峦县人民政府申请行政复议。"
    words = words_of(paper_of("penalty_decision", relief=relief))

    assert f"八、救济途径\n{relief}\n九、公示告知" in words
    assert "青峦县人民法院" not in words


def test_a_warning_alone_asks_for_no_money() -> None:
    words = words_of(
        paper_of("penalty_decision", penalties=[{"kind": "警告"}], payable=None, has_fine=False, has_confiscation=False)
    )

    assert "1. 警告。" in words
    assert "缴纳" not in words


def test_a_notice_without_hearing_right_offers_no_hearing() -> None:
    words = words_of(paper_of("prior_notice", hearing_right=False, hearing_days=None))

    assert "听证" not in words
    assert "自收到本告知书之日起5个工作日内" in words


def test_a_repeated_notice_names_the_one_it_replaces() -> None:
    assert "青峦民罚先告字〔2026〕5号" in words_of(paper_of("prior_notice"))
    assert "重新告知" not in words_of(paper_of("prior_notice", replaced_number=None))


@pytest.mark.parametrize("kind", EVERY_KIND, ids=IDS)
def test_a_preview_of_an_unfinished_paper_shows_what_is_still_to_fill(kind: PaperKind) -> None:
    words = words_of(render(template_for(kind), kind, with_blanks(kind, {})))

    assert re.search(r"【行政机关全称】", words)
    assert "{{" not in words
