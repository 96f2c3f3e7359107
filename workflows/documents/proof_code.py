"""存证码: the code in the corner of a paper by which anybody can ask whether the paper was recorded, and when.

It floats in the margin of the footer, so that it moves no line of a paper whoever made its template.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import segno
from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section, _Footer
from docx.shared import Length, Mm

SIDE, EDGE = Mm(17), Mm(6)
_FIRST_ID = 9001


def picture_of(code: str) -> bytes:
    """Return a code as a picture; the same code gives the same bytes."""
    made = BytesIO()
    segno.make(code, error="m", micro=False, boost_error=False).save(made, kind="png", scale=4, border=2)
    return made.getvalue()


def with_code(paper: DocxDocument, code: str) -> DocxDocument:
    """Return a rendered paper with a code on every page.

    It is opened again for that: while docxtpl renders, a document's footers are not those it will be saved with.
    """
    rendered = BytesIO()
    paper.save(rendered)
    document: DocxDocument = Document(rendered)
    put_code(document, code)
    return document


def put_code(document: DocxDocument, code: str) -> None:
    """Put a code into the lower right corner of every page; its words are the picture's alternative text."""
    picture = picture_of(code)
    for number, (section, footer) in enumerate(_footers(document), start=_FIRST_ID):
        inline = footer.part.new_pic_inline(BytesIO(picture), SIDE, SIDE)
        run = (footer.paragraphs or [footer.add_paragraph()])[0].add_run()
        right = Length((section.page_width or Mm(210)) - SIDE - EDGE)
        bottom = Length((section.page_height or Mm(297)) - SIDE - EDGE)
        run._element.add_drawing(_floating(inline.graphic, code, number, right, bottom))  # noqa: SLF001 -- python-docx has no floating pictures


def _footers(document: DocxDocument) -> Iterator[tuple[Section, _Footer]]:
    """Yield every footer a page can have, once."""
    has_even = document.settings.odd_and_even_pages_header_footer
    for place, section in enumerate(document.sections):
        wanted = [section.footer]
        wanted += [section.even_page_footer] if has_even else []
        wanted += [section.first_page_footer] if section.different_first_page_header_footer else []
        yield from ((section, one) for one in wanted if place == 0 or not one.is_linked_to_previous)


def _floating(graphic: Any, code: str, number: int, right: Length, bottom: Length) -> Any:  # noqa: ANN401 -- XML elements
    anchor: Any = parse_xml(
        f"<wp:anchor {nsdecls('wp', 'a', 'pic', 'r')} "
        'distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="1" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="page"><wp:posOffset>{int(right)}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{int(bottom)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{int(SIDE)}" cy="{int(SIDE)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{number}" name="proof-code"/><wp:cNvGraphicFramePr/></wp:anchor>'
    )
    anchor.find("{*}docPr").set("descr", code)
    anchor.append(graphic)
    return anchor
