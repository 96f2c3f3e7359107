"""The plain preview shows the words and nothing that acts."""

import pytest

from tests.documents.samples import sample_fields
from tests.documents.words import a_template
from workflows.documents.build import template_for
from workflows.documents.catalogue import paper_kind
from workflows.documents.preview import to_html
from workflows.documents.render import render
from workflows.errors import RefusedError


def preview_of(kind_id: str, **changes: object) -> str:
    kind = paper_kind(kind_id)
    return to_html(render(template_for(kind), kind, {**sample_fields(kind_id), **changes}))


def test_a_decision_shows_its_title_headings_and_alignment() -> None:
    html = preview_of("penalty_decision")

    assert '<h1 class="paper-centre">行政处罚决定书</h1>' in html
    assert "<h2>八、救济途径</h2>" in html
    assert '<p class="paper-right">2026年8月3日</p>' in html


def test_a_form_shows_its_table_with_joined_cells() -> None:
    html = preview_of("closing_approval")

    assert '<tr><td colspan="2"><p class="paper-centre">案件名称</p></td><td colspan="10"><p>' in html
    assert html.count("<table") == html.count("</table>") == 1


def test_what_people_typed_is_escaped() -> None:
    html = preview_of("penalty_decision", correction='<script>alert(1)</script> & "x"')

    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;" in html


def test_an_empty_document_is_an_empty_article() -> None:
    assert to_html(a_template("甲")) == '<article class="paper" lang="zh-CN">\n<p>甲</p>\n</article>'


def test_what_is_no_word_file_is_refused() -> None:
    with pytest.raises(RefusedError):
        to_html(b"<html>")
