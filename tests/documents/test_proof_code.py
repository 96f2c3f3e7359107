"""存证码: the code is on every page of every kind of paper, moves nothing, and says what it should."""

from io import BytesIO
from zipfile import ZipFile

import pytest
import segno
from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.section import WD_SECTION

from tests.documents.samples import sample_fields
from workflows.documents.build import template_for
from workflows.documents.catalogue import PaperKind, catalogue
from workflows.documents.limited import render_limited
from workflows.documents.proof_code import picture_of, put_code
from workflows.documents.render import PROOF_CODE, render

CODE = "https://fashen.example.gov.cn/public/papers/12.34.567.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
KINDS = catalogue()


def codes_on(content: bytes) -> list[str]:
    """Return the alternative text of every code in the footers of a paper."""
    found = []
    for section in Document(BytesIO(content)).sections:
        for footer in (section.footer, section.even_page_footer, section.first_page_footer):
            if not footer.is_linked_to_previous:
                found += [str(one) for one in footer._element.xpath(".//wp:docPr[@name='proof-code']/@descr")]  # noqa: SLF001 -- python-docx shows no footers' pictures
    return found


def pictures_in(content: bytes) -> set[bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {archive.read(name) for name in archive.namelist() if name.startswith("word/media/")}


@pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))
def test_every_paper_carries_its_code_on_every_kind_of_page(kind: PaperKind) -> None:
    fields = sample_fields(kind.id)
    plain = render(template_for(kind), kind, fields)

    coded = render(template_for(kind), kind, {**fields, PROOF_CODE: CODE})

    has_even = Document(BytesIO(plain)).settings.odd_and_even_pages_header_footer
    assert codes_on(plain) == []
    assert codes_on(coded) == [CODE] * (2 if has_even else 1)
    assert picture_of(CODE) in pictures_in(coded)
    assert words_of(coded) == words_of(plain)
    assert coded == render(template_for(kind), kind, {**fields, PROOF_CODE: CODE})


def words_of(content: bytes) -> list[str]:
    document: DocxDocument = Document(BytesIO(content))
    return [one.text for one in (*document.paragraphs, *document.sections[0].footer.paragraphs)]


def test_the_limited_process_prints_the_code_too() -> None:
    kind = KINDS["service_receipt"]

    assert codes_on(render_limited(template_for(kind), kind, {**sample_fields(kind.id), PROOF_CODE: CODE})) == [CODE]


def test_the_picture_is_that_of_the_code_and_can_be_printed_small() -> None:
    made = segno.make(CODE, error="m", micro=False, boost_error=False)

    assert picture_of(CODE) == picture_of(CODE) != picture_of(f"{CODE}x")
    assert picture_of(CODE).startswith(b"\x89PNG")
    # 17 mm over the modules with two of quiet zone on each side: a third of a millimetre each, which phones read.
    assert 17 / (made.symbol_size()[0] + 4) > 0.3
    assert made.error == "M"


def test_a_template_with_sections_and_a_first_page_of_its_own_carries_it_everywhere() -> None:
    document = Document()
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_footer.paragraphs[0].text = "首页"
    document.add_section(WD_SECTION.NEW_PAGE)
    own = document.add_section(WD_SECTION.NEW_PAGE)
    own.footer.is_linked_to_previous = False
    made = BytesIO()

    put_code(document, CODE)
    document.save(made)

    # First page and the others of the first section, the section with a footer of its own; the second has the first's.
    assert codes_on(made.getvalue()) == [CODE] * 3
