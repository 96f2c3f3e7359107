"""Whatever stands in a template is found faulty or fills like any other: nothing fails, nothing takes long."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.documents.words import a_template, with_member
from workflows.documents.catalogue import paper_kind
from workflows.documents.package import read_package
from workflows.documents.template import check_template
from workflows.errors import RefusedError

DECISION = paper_kind("penalty_decision")
BRIEFLY = settings(max_examples=60, deadline=4000, database=None, suppress_health_check=list(HealthCheck))

_WORDS = st.sampled_from(
    [
        "party",
        ".name",
        "penalties",
        "cycler",
        ".__init__",
        "__class__",
        "range(9)",
        "['x']",
        "|attr('x')",
        "'a'*10**9",
        "x",
    ]
)
_TAGS = st.sampled_from(
    ["{{", "}}", "{%", "%}", "{#", "#}", "{{ ", " }}", "{% for i in ", " %}", "{% endfor %}", "{% if "]
)
_PIECES = st.one_of(_WORDS, _TAGS, st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=6))
TEMPLATE = a_template("文书")
DAMAGED = "文档内容损坏，请在 Word 或 WPS 中另存后再上传"
BODY = read_package(TEMPLATE)["word/document.xml"]


def told(docx: bytes) -> list[str]:
    """Return what is said against a template; a refusal is one sentence."""
    try:
        return [one.objection(DECISION.name).in_chinese() for one in check_template(docx, DECISION)]
    except RefusedError as refused:
        return [refused.objection.in_chinese()]


@BRIEFLY
@given(st.lists(_PIECES, max_size=9).map("".join))
def test_random_tags_are_findings_at_worst(text: str) -> None:
    found = told(a_template(text))

    assert all(found)
    assert found or not any(word in text for word in ("{{cycler", "__class__}}", "{{ cycler", "{{x"))


@pytest.mark.parametrize(
    ("was", "becomes"),
    [(b"w:document", b"w:documents"), (b"w:body", b"w:bodies"), (b"wordprocessingml/2006/main", b"wordprocessingml")],
)
def test_a_document_without_its_root_or_body_is_told_to_be_damaged(was: bytes, becomes: bytes) -> None:
    assert was in BODY

    assert told(with_member(TEMPLATE, "word/document.xml", BODY.replace(was, becomes))) == [DAMAGED]


@BRIEFLY
@given(st.integers(0, len(BODY)), st.integers(0, 40), st.binary(max_size=20))
def test_a_body_with_bytes_changed_is_refused_or_checked(at: int, cut: int, put: bytes) -> None:
    assert all(told(with_member(TEMPLATE, "word/document.xml", BODY[:at] + put + BODY[at + cut :])))


@BRIEFLY
@given(st.integers(0, len(TEMPLATE)), st.integers(0, 400), st.binary(max_size=20))
def test_an_archive_with_bytes_changed_is_refused_or_checked(at: int, cut: int, put: bytes) -> None:
    assert all(told(TEMPLATE[:at] + put + TEMPLATE[at + cut :]))
