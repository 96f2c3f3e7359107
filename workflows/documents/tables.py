"""填空式表格: rows of labels and blanks on a grid of twelve columns, and plain lists.

A form row is a list that takes turns label, value, label, value; or one of the mappings section, each, when, opinion.
"""

from collections.abc import Mapping, Sequence
from typing import cast

from docx.document import Document as DocxDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from docx.table import Table, _Cell, _Row

from workflows.documents.page import CELL, HEITI, Type, made, set_pitch, write

COLUMNS = 12
_WIDTH = 156
_LABEL = 2
_HEIGHT = 8
_INDEX = "{{ loop.index }}"
_TALL = 18
_HEAD = Type(HEITI, CELL.size, CELL.pitch)


def add_grid(document: DocxDocument, rows: Sequence[object]) -> None:
    """Add a fill-in table, bordered, as wide as the 版心."""
    table = _new_table(document, COLUMNS)
    for row in rows:
        _add(table, row)
    _close(document)


def add_table(document: DocxDocument, described: Mapping[str, object]) -> None:
    """Add a list with a head that repeats on every page and one row per entry."""
    table = _new_table(document, COLUMNS)
    _add(table, {"each": described})
    _close(document)


def add_rows(
    document: DocxDocument, widths: Sequence[int], rows: Sequence[Sequence[str]], *, has_head: bool = False
) -> None:
    """Add a table of finished texts; ``widths`` are in columns of the grid, the first row may be a head."""
    table = _new_table(document, COLUMNS)
    for number, texts in enumerate(rows):
        is_head = has_head and number == 0
        row = _row(table, widths, _HEIGHT)
        for place, (cell, text) in enumerate(zip(row.cells_, texts, strict=True)):
            _fill(cell, text, head=is_head or (not has_head and place == 0))
        if is_head:
            _repeat_on_every_page(row.row)
        _keep_on_one_page(row.row)
    _close(document)


def _add(table: Table, row: object) -> None:
    if isinstance(row, list):
        _pairs(table, row, _HEIGHT)
        return
    ((name, content),) = cast("Mapping[str, object]", row).items()
    described = cast("Mapping[str, object]", content) if isinstance(content, dict) else {}
    if name == "section":
        _section(table, str(content))
    elif name == "tall":
        _pairs(table, cast("list[str]", content), _TALL)
    elif name == "opinion":
        _opinion(table, described)
    elif name == "each":
        _each(table, described)
    elif name == "when":
        _mark(table, f"{{%tr if {described['if']} %}}")
        for inner in cast("Sequence[object]", described["rows"]):
            _add(table, inner)
        _mark(table, "{%tr endif %}")
    else:
        raise KeyError(name)


def _pairs(table: Table, texts: list[str], height: int) -> None:
    pairs = len(texts) // 2
    width = (COLUMNS - _LABEL * pairs) // pairs
    row = _row(table, [_LABEL, width] * pairs, height)
    for number, text in enumerate(texts):
        if number % 2:
            _fill(row.cells_[number], text)
        else:
            _fill(row.cells_[number], text, head=True)


def _section(table: Table, text: str) -> None:
    row = _row(table, [COLUMNS], _HEIGHT)
    _fill(row.cells_[0], text, head=True)
    _keep_with_next(row.cells_[0])


def _opinion(table: Table, described: Mapping[str, object]) -> None:
    """A label, what was said, and who said it when, at the foot of the cell."""
    row = _row(table, [_LABEL, COLUMNS - _LABEL], _TALL)
    _fill(row.cells_[0], str(described["label"]), head=True)
    _fill(row.cells_[1], f"{described['text']}\n> {described['sign']}")
    _keep_on_one_page(row.row)


def _each(table: Table, described: Mapping[str, object]) -> None:
    widths = cast("list[int]", described["widths"])
    if "head" in described:
        head = _row(table, widths, _HEIGHT)
        for cell, text in zip(head.cells_, cast("list[str]", described["head"]), strict=True):
            _fill(cell, text, head=True)
        if len(table.rows) == 1:
            _repeat_on_every_page(head.row)
    _mark(table, f"{{%tr for {described['as']} in {described['of']} %}}")
    row = _row(table, widths, _HEIGHT)
    for cell, text in zip(row.cells_, cast("list[str]", described["row"]), strict=True):
        _fill(cell, text, centre=text == _INDEX)
    _keep_on_one_page(row.row)
    _mark(table, "{%tr endfor %}")


class _Spanned:
    """A row and its cells after joining grid columns."""

    def __init__(self, row: _Row, cells_: list[_Cell]) -> None:
        self.row = row
        self.cells_ = cells_


def _row(table: Table, widths: Sequence[int], height: int) -> _Spanned:
    if sum(widths) != COLUMNS:
        raise ValueError(widths)
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it untyped
    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST
    elements = list(row._tr.tc_lst)  # noqa: SLF001 -- python-docx merges cell by cell and leaves empty paragraphs
    cells, start = list[_Cell](), 0
    for width in widths:
        kept, *joined = elements[start : start + width]
        for element in joined:
            row._tr.remove(element)  # type: ignore[arg-type]  # noqa: SLF001 -- the stubs give every tag its own class
        kept.grid_span = width
        kept.width = Mm(_WIDTH * width // COLUMNS)
        cells.append(_Cell(kept, table))
        start += width
    return _Spanned(row, cells)


def _mark(table: Table, tag: str) -> None:
    row = _row(table, [COLUMNS], 1)
    row.cells_[0].paragraphs[0].add_run(tag)


def _fill(cell: _Cell, text: str, *, head: bool = False, centre: bool = False) -> None:
    """Write each line as a paragraph; a line that begins with ``>`` stands on the right."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, line in enumerate(text.strip().split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        right = line.startswith("> ")
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        elif head or centre:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        set_pitch(paragraph, CELL.pitch, least=True)
        write(paragraph, line.removeprefix("> ").strip(), _HEAD if head else CELL)


def _new_table(document: DocxDocument, columns: int) -> Table:
    table: Table = document.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column in table.columns:
        column.width = Mm(_WIDTH // columns)
    return table


def _close(document: DocxDocument) -> None:
    """Word joins two tables without a paragraph between them."""
    paragraph = document.add_paragraph()
    set_pitch(paragraph, 4)
    write(paragraph, "", Type(CELL.face, 1, 4))


def _repeat_on_every_page(row: _Row) -> None:
    head = made("w:tblHeader", val="true")
    row._tr.get_or_add_trPr().append(head)  # noqa: SLF001 -- python-docx has no public repeated head


def _keep_on_one_page(row: _Row) -> None:
    """An opinion and its signature, an item and its answer are not torn apart."""
    whole = made("w:cantSplit", val="true")
    row._tr.get_or_add_trPr().insert(0, whole)  # noqa: SLF001 -- python-docx has no public whole rows


def _keep_with_next(cell: _Cell) -> None:
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.keep_with_next = True
