"""How each block of a readable template becomes paragraphs: the wording stands in document_templates/, the looks here.

A block is a mapping with one key, the block's name; see document_templates/README.md for all of them.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias, cast

from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.shared import Length
from docx.text.paragraph import Paragraph

from workflows.documents.catalogue import Layout
from workflows.documents.page import (
    BODY,
    HEADING,
    HEITI,
    SUBHEADING,
    TITLE,
    Type,
    indent,
    set_pitch,
    write,
)
from workflows.documents.tables import add_grid, add_table

Block: TypeAlias = Mapping[str, object]


class Writer:
    """Writes the blocks of one template into one document."""

    def __init__(self, document: DocxDocument, layout: Layout) -> None:
        """Write into ``document`` with the body type of ``layout``."""
        self._document = document
        self._layout = layout
        self._body = BODY[layout]

    def write_all(self, blocks: Sequence[Block]) -> None:
        """Write blocks in order; raise KeyError for a block name that does not exist."""
        for block in blocks:
            ((name, content),) = block.items()
            self._makers[name](self, content)

    def _agency(self, content: object) -> None:
        self._line(content, TITLE, WD_ALIGN_PARAGRAPH.CENTER)

    def _title(self, content: object) -> None:
        self._line(content, TITLE, WD_ALIGN_PARAGRAPH.CENTER, style="Title")

    def _number(self, content: object) -> None:
        self._line(content, self._body, WD_ALIGN_PARAGRAPH.CENTER)
        self._space(1)

    def _to(self, content: object) -> None:
        self._line(content, self._body, WD_ALIGN_PARAGRAPH.LEFT)

    def _text(self, content: object) -> None:
        paragraph = self._line(content, self._body, WD_ALIGN_PARAGRAPH.JUSTIFY)
        indent(paragraph, "firstLine", 2, self._body.size)

    def _heading(self, content: object) -> None:
        self._titled(content, HEADING, "Heading 1")

    def _subheading(self, content: object) -> None:
        self._titled(content, SUBHEADING, "Heading 2")

    def _titled(self, content: object, type_: Type, style: str) -> None:
        sized = replace(type_, size=self._body.size, pitch=self._body.pitch)
        paragraph = self._line(content, sized, WD_ALIGN_PARAGRAPH.LEFT, style=style)
        paragraph.paragraph_format.keep_with_next = True
        indent(paragraph, "firstLine", 2, self._body.size)

    def _right(self, content: object) -> None:
        self._line(content, self._body, WD_ALIGN_PARAGRAPH.RIGHT)

    def _seal(self, content: object) -> None:
        """机关署名 and 成文日期 (右空四字), kept with the last words: no seal on a page alone."""
        lines = cast("list[str]", content)
        words = [one for one in self._document.paragraphs if one.text and not one.text.startswith("{%p")]
        self._space(2)
        for paragraph in (*words[-1:], *self._document.paragraphs[-2:]):
            paragraph.paragraph_format.keep_with_next = True
        for number, text in enumerate(lines, start=1):
            paragraph = self._line(text, self._body, WD_ALIGN_PARAGRAPH.RIGHT)
            indent(paragraph, "right", 4, self._body.size)
            paragraph.paragraph_format.keep_with_next = number < len(lines)

    def _signatures(self, content: object) -> None:
        self._space(1)
        for label in cast("list[str]", content):
            paragraph = self._line(f"{label}：", self._body, WD_ALIGN_PARAGRAPH.LEFT)
            self._end_at_margin(paragraph)
            write(paragraph, "　" * 6, self._body).underline = True
            write(paragraph, "\t年　　月　　日", self._body)
            paragraph.paragraph_format.keep_together = True

    def _caption(self, content: object) -> None:
        """Small lines over a table: left and right of one line."""
        left, right = cast("list[str]", content)
        paragraph = self._line(left, self._body, WD_ALIGN_PARAGRAPH.LEFT)
        self._end_at_margin(paragraph)
        write(paragraph, f"\t{right}", self._body)

    def _end_at_margin(self, paragraph: Paragraph) -> None:
        """Let what follows a tab end at the right edge of the 版心."""
        section = self._document.sections[0]
        width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Length(width), WD_TAB_ALIGNMENT.RIGHT)

    def _each(self, content: object) -> None:
        loop = cast("Mapping[str, object]", content)
        self._mark(f"{{%p for {loop['as']} in {loop['of']} %}}")
        self.write_all(cast("Sequence[Block]", loop["do"]))
        self._mark("{%p endfor %}")

    def _when(self, content: object) -> None:
        branch = cast("Mapping[str, object]", content)
        self._mark(f"{{%p if {branch['if']} %}}")
        self.write_all(cast("Sequence[Block]", branch["do"]))
        if "else" in branch:
            self._mark("{%p else %}")
            self.write_all(cast("Sequence[Block]", branch["else"]))
        self._mark("{%p endif %}")

    def _form(self, content: object) -> None:
        add_grid(self._document, cast("Sequence[object]", content))

    def _table(self, content: object) -> None:
        add_table(self._document, cast("Mapping[str, object]", content))

    def _space(self, content: object) -> None:
        for _ in range(int(cast("int", content))):
            set_pitch(self._document.add_paragraph(), self._body.pitch)

    def _page(self, _: object) -> None:
        self._document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _mark(self, tag: str) -> None:
        self._document.add_paragraph(tag)

    def _line(
        self, content: object, type_: Type, alignment: WD_ALIGN_PARAGRAPH, *, style: str | None = None
    ) -> Paragraph:
        paragraph = self._document.add_paragraph(style=style)
        paragraph.alignment = alignment
        set_pitch(paragraph, type_.pitch)
        write_inline(paragraph, joined(str(content)), type_)
        return paragraph

    _makers: Mapping[str, Callable[["Writer", object], None]] = {
        "agency": _agency,
        "title": _title,
        "number": _number,
        "to": _to,
        "text": _text,
        "heading": _heading,
        "subheading": _subheading,
        "right": _right,
        "seal": _seal,
        "signatures": _signatures,
        "caption": _caption,
        "each": _each,
        "when": _when,
        "form": _form,
        "table": _table,
        "space": _space,
        "page": _page,
    }


def joined(text: str) -> str:
    """Join the lines of a block: line ends in the source are for the reader of the diff, Chinese has no spaces."""
    return "".join(line.strip() for line in text.splitlines())


def write_inline(paragraph: Paragraph, text: str, type_: Type) -> None:
    """Write text whose ``**emphasis**`` is set in 黑体."""
    for number, piece in enumerate(re.split(r"\*\*", text)):
        if piece:
            write(paragraph, piece, replace(type_, face=HEITI) if number % 2 else type_)
