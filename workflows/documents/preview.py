"""A paper as plain HTML, for browsers that cannot show a .docx: headings, paragraphs, tables, nothing active."""

import io
from collections.abc import Iterator
from html import escape

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from workflows.documents.package import read_package

_ALIGNED = {
    WD_ALIGN_PARAGRAPH.CENTER: "paper-centre",
    WD_ALIGN_PARAGRAPH.RIGHT: "paper-right",
}
_TAGS = {"Title": "h1", "Heading 1": "h2", "Heading 2": "h3"}


def to_html(docx: bytes) -> str:
    """Return safe HTML: every word escaped, no styles, scripts, links or pictures; classes paper-centre, paper-right.

    Raises RefusedError when the file is no Word file.
    """
    read_package(docx)
    document = Document(io.BytesIO(docx))
    body = "\n".join(_block(block) for block in document.iter_inner_content())
    return f'<article class="paper" lang="zh-CN">\n{body}\n</article>'


def _block(block: Paragraph | Table) -> str:
    return _table(block) if isinstance(block, Table) else _paragraph(block)


def _paragraph(paragraph: Paragraph) -> str:
    name = paragraph.style.name if paragraph.style is not None else ""
    tag = _TAGS.get(str(name), "p")
    aligned = _ALIGNED.get(paragraph.alignment) if paragraph.alignment is not None else None
    marked = f' class="{aligned}"' if aligned else ""
    words = escape(paragraph.text).replace("\n", "<br>").replace("\t", "　　")
    return f"<{tag}{marked}>{words}</{tag}>"


def _table(table: Table) -> str:
    rows = "\n".join(f"<tr>{''.join(_cells(row.cells))}</tr>" for row in table.rows)
    return f'<table class="paper-table">\n{rows}\n</table>'


def _cells(cells: tuple[_Cell, ...]) -> Iterator[str]:
    """Yield each cell once: python-docx repeats a joined cell for every column it covers."""
    position = 0
    while position < len(cells):
        cell = cells[position]
        span = max(cell.grid_span, 1)
        joined = f' colspan="{span}"' if span > 1 else ""
        inner = "".join(_block(block) for block in cell.iter_inner_content())
        yield f"<td{joined}>{inner}</td>"
        position += span
