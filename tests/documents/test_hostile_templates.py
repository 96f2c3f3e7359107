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


@pytest.mark.parametrize("name", ["a", "abcdefghijklmnopqrstuvwxyz"], ids=["the same name", "names of their own"])
@pytest.mark.parametrize("depth", [3, 10, 16, 21])
def test_loops_within_loops_within_loops_are_refused_before_they_turn(name: str, depth: int) -> None:
    loops = "".join(f"{{% for {name[number % len(name)]} in penalties %}}" for number in range(depth))

    found = told(a_template(loops + "罚" * 1000 + "{% endfor %}" * depth))

    assert found
    assert "不得超过两层" in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "{% if party.is_citizen %}" * 101 + "{% endif %}" * 101,
        "{% if party.is_citizen %}" * 400 + "{% endif %}" * 400,
        "{{ " + "not " * 200 + "party.name }}",
        "{{ " + "not " * 2000 + "party.name }}",
        "{{ " + "(" * 200 + "party.name" + ")" * 200 + " }}",
    ],
    ids=["101 ifs", "400 ifs", "200 nots", "2000 nots", "200 brackets"],
)
def test_what_is_deeper_than_anybody_reads_is_told(text: str) -> None:
    [sentence] = told(a_template(text))

    assert sentence.startswith("模板《行政处罚决定书》正文：模板填写后不是有效文档")


def test_two_loops_within_each_other_are_no_fault() -> None:
    loops = "{% for a in penalties %}{% for b in evidence %}{{ a.kind }}{{ b.name }}{% endfor %}{% endfor %}"

    assert told(a_template(loops)) == []
