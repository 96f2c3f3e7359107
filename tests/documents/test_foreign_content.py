"""Nothing in a template fetches, runs or embeds anything, however it is written down.

Hypothesis: each of the ways below is refused, with its own code. Negative control: the same package without it, and
with what people really use (links to pages, page numbers, contents), is accepted and fills.
"""

import re
from collections.abc import Mapping

import pytest

from tests.documents.samples import sample_fields
from tests.documents.words import a_template, edited, with_member
from workflows.documents.build import template_for
from workflows.documents.catalogue import paper_kind
from workflows.documents.package import read_package, write_package
from workflows.documents.render import render
from workflows.documents.template import check_template
from workflows.errors import RefusedError

DECISION = paper_kind("penalty_decision")
TEMPLATE = template_for(DECISION)
MEMBERS = read_package(TEMPLATE)
BASE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
RELATIONS = "word/_rels/document.xml.rels"


def code_of(docx: bytes) -> str:
    """Return the code a template is refused with, empty for one that may be used."""
    try:
        return "".join(one.code for one in check_template(docx, DECISION))
    except RefusedError as refusal:
        return refusal.objection.code


def related(line: bytes, members: Mapping[str, bytes] = MEMBERS) -> bytes:
    """Return the template with one more relationship of its body."""
    written = members[RELATIONS].replace(b"</Relationships>", line + b"</Relationships>")
    return write_package({**members, RELATIONS: written})


def with_words(xml: str) -> bytes:
    """Return the template with this at the beginning of its body."""
    return edited(TEMPLATE, "word/document.xml", lambda body: body.replace(b"<w:body>", b"<w:body>" + xml.encode(), 1))


def a_part(name: str, kind: str, relation: bytes) -> bytes:
    """Return the template with a part of this type, found by this relationship."""
    override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'.encode()
    types = MEMBERS["[Content_Types].xml"].replace(b"</Types>", override)
    line = b'<Relationship Id="rX" Type="' + relation + b'" Target="' + name.removeprefix("word/").encode() + b'"/>'
    return related(line, {**MEMBERS, name: b"<a/>", "[Content_Types].xml": types})


def a_field(*pieces: str) -> str:
    """Return a field whose instruction is split over these runs."""
    runs = "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)
    return f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>{runs}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'


@pytest.mark.parametrize(
    "line",
    [
        b'<Relationship Id="rX" Type="%s" Target="http://x/a.png" TargetMode="External"/>',
        b'<Relationship Id="rX" Type="%s" Target="http://x/hyperlink/a.png" TargetMode="External"/>',
        b'<Relationship\nId="rX" Type="%s" Target="http://x/a.png" TargetMode="External"/>',
        b"<Relationship Id='rX' Type='%s' Target='http://x/a.png' TargetMode='External'/>",
        b'<Relationship Id="rX" Type="%s" Target="http://x/a.png" TargetMode ="External"/>',
        b'<Relationship Id="rX" Type="%s" Target="http://x/a.png" TargetMode="&#69;xternal"/>',
        b'<Relationship Id="rX" Type="%s" Target="http://x/a.png" TargetMode="external"/>',
        b'<Relationship Id="rX" Type="%s" Target="http://x/a.png"/>',
        b'<Relationship Id="rX" Type="%s" Target="//x/a.png"/>',
        b'<Relationship Id="rX" Type="%s" Target="file:///etc/passwd"/>',
        b'<Relationship Id="rX" Type="%s" Target="\\\\x\\a.png"/>',
        b'<p:Relationship xmlns:p="urn:x" Id="rX" Type="%s" Target="http://x/a.png" TargetMode="External"/>',
    ],
)
def test_a_picture_from_elsewhere_is_refused_however_it_is_written(line: bytes) -> None:
    assert code_of(related(line % (BASE + b"image"))) == "external-link"


@pytest.mark.parametrize(
    ("target", "code"),
    [
        (b"https://www.gov.cn/", ""),
        (b"mailto:fz@example.gov.cn", ""),
        (b"file:///c:/windows/system32/calc.exe", "external-link"),
        (b"\\\\server\\share\\a.docx", "external-link"),
        (b"javascript:alert(1)", "external-link"),
        (b"../a.docx", "external-link"),
    ],
)
def test_a_link_leads_to_a_page_or_a_mail_alone(target: bytes, code: str) -> None:
    line = b'<Relationship Id="rX" Type="' + BASE + b'hyperlink" Target="' + target + b'" TargetMode="External"/>'

    assert code_of(related(line)) == code


def test_a_template_of_its_own_from_elsewhere_is_refused() -> None:
    line = b'<Relationship Id="rX" Type="' + BASE + b'attachedTemplate" Target="http://x/hyperlink/t.dotm" '
    relations = MEMBERS[RELATIONS].split(b"<Relationship ")[0] + line + b'TargetMode="External"/></Relationships>'

    assert code_of(with_member(TEMPLATE, "word/_rels/settings.xml.rels", relations)) == "external-link"


@pytest.mark.parametrize(
    ("kind", "relation", "code"),
    [
        ("application/vnd.openxmlformats-officedocument.oleObject", BASE + b"oleObject", "active-content"),
        ("application/vnd.ms-office.vbaProject", b"http://schemas.microsoft.com/office/2006/relationships/vbaProject",
         "active-content"),
        ("text/html", BASE + b"aFChunk", "active-content"),
        ("application/vnd.ms-office.activeX+xml", BASE + b"control", "active-content"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.subDocument", BASE + b"subDocument",
         "active-content"),
        ("application/vnd.ms-word.document.macroEnabled.main+xml", BASE + b"image", "foreign-part"),
        ("application/octet-stream", BASE + b"image", "foreign-part"),
        ("application/xml", b"urn:somebody/image", "active-content"),
        ("application/xml", BASE + b"customXml", ""),
    ],
)  # fmt: skip
def test_a_part_is_judged_by_what_it_is_not_by_its_name(kind: str, relation: bytes, code: str) -> None:
    assert code_of(a_part("word/things/a.bin", kind, relation)) == code


@pytest.mark.parametrize(
    "name", ["altChunk", "subDoc", "control", "OLEObject", "mailMerge", "objectEmbed", "entryMacro"]
)
def test_what_embeds_or_runs_is_refused_in_the_words_too(name: str) -> None:
    assert code_of(with_words(f"<w:p><w:r><w:{name}/></w:r></w:p>")) == "active-content"


@pytest.mark.parametrize(("source", "code"), [("http://x/a.png", "external-link"), ("media/a.png", "")])
def test_an_old_drawing_takes_no_picture_from_elsewhere(source: str, code: str) -> None:
    drawing = f'<v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="{source}"/>'

    assert code_of(with_words(f"<w:p><w:r><w:pict>{drawing}</w:pict></w:r></w:p>")) == code


NESTED = a_field("PAGE").removeprefix("<w:p>").removesuffix("</w:p>")


@pytest.mark.parametrize(
    "words",
    [
        a_field(' DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe" '),
        a_field(" DDE", 'AUTO cmd "/k calc" '),
        a_field(" ", "", 'dde cmd "/k calc" '),
        a_field(' INCLUDEPICTURE "http://x/a.png" \\d '),
        a_field(' INCLUDETEXT "/etc/passwd" '),
        a_field(' IMPORT "http://x/a.png" '),
        a_field(' LINK Excel.Sheet.8 "http://x/a.xlsx" '),
        a_field(' MACROBUTTON Run "按此" '),
        a_field(" DATE \\@ yyyy "),
        a_field("PAGE{{ party.name }}"),
        a_field("{{ party.name }}"),
        a_field(' HYPERLINK "file:///c:/windows/system32/calc.exe" '),
        a_field(' HYPERLINK "\\\\\\\\server\\\\share\\\\a.docx" '),
        a_field(' HYPERLINK \\o "https://www.gov.cn" "file:///c:/a.exe" '),
        a_field(" HYPERLINK javascript:alert(1) "),
        '<w:p><w:fldSimple w:instr=" DDEAUTO cmd "/></w:p>',
        '<w:p><w:fldSimple w:instr="&#68;DEAUTO cmd"/></w:p>',
        "<w:p><w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r></w:p>",
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r></w:p>',
        a_field("@@", " DDEAUTO cmd").replace('<w:r><w:instrText xml:space="preserve">@@</w:instrText></w:r>', NESTED),
    ],
)
def test_a_field_that_reads_runs_or_changes_is_refused(words: str) -> None:
    assert code_of(with_words(words)) == "field-code"


@pytest.mark.parametrize(
    "words",
    [
        a_field("PAGE"),
        a_field(" NUM", "PAGES \\* MERGEFORMAT "),
        a_field(' TOC \\o "1-3" \\h \\z \\u '),
        a_field(" = 1 + 2 "),
        a_field(' HYPERLINK "https://www.gov.cn/" \\o "国务院" '),
        a_field(' HYPERLINK \\l "_Toc1" '),
        '<w:p><w:fldSimple w:instr=" PAGE "/></w:p>',
        a_field("PAGE @@").replace("PAGE @@</w:instrText></w:r>", f"PAGE </w:instrText></w:r>{NESTED}"),
    ],
)
def test_fields_that_people_use_are_kept(words: str) -> None:
    docx = with_words(words)

    assert code_of(docx) == ""
    assert render(docx, DECISION, sample_fields(DECISION.id))


def test_a_field_that_only_a_condition_puts_together_is_refused_when_the_paper_is_made() -> None:
    """The template shows the field PAGE; with the words between left away it would be another one."""
    run = "<w:r><w:t>{}</w:t></w:r>"
    hidden = a_field("PAGE ", 'DDEAUTO cmd "/k calc"')
    pieces = re.split(r"(<w:r><w:instrText[^>]*>PAGE .*?</w:r>)", hidden)
    left_away = run.format("{% if paper.number == '没有这个号' %}") + pieces[1] + run.format("{% endif %}")

    with pytest.raises(RefusedError) as refusal:
        render(with_words(pieces[0] + left_away + pieces[2]), DECISION, sample_fields(DECISION.id))

    assert refusal.value.objection.code == "field-code"


ENTITY = '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("name", ["customXml/item9.xml", "word/document.xml", "word/_rels/x.xml.rels", "word/X.XML"])
def test_a_document_type_is_refused_in_whatever_part_and_writing(encoding: str, name: str) -> None:
    content = f'<?xml version="1.0" encoding="{encoding}"?>{ENTITY}<a>&e;</a>'.encode(encoding)

    assert code_of(with_member(TEMPLATE, name, content)) in {"doctype", "not-a-docx"}


def test_names_that_word_takes_for_one_are_refused() -> None:
    assert code_of(write_package({**MEMBERS, "Word/Document.xml": b"<a/>"})) == "stray-path"


def test_a_table_without_its_columns_is_told_not_thrown() -> None:
    table = "<w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"

    assert code_of(with_words(table)) == "structure"


def test_what_python_docx_and_word_write_themselves_is_accepted() -> None:
    assert code_of(a_template("文书")) == ""
    assert code_of(TEMPLATE) == ""
