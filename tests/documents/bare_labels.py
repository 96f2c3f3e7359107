"""Finding labels on a paper that have no words beside them."""

from collections.abc import Iterator

from docx.table import Table

from tests.documents.words import opened, words_of

LEAD_INS = {
    "上述事实，有下列证据证实：",
    "附件：",
    "建议的处罚内容：",
    "听证参加人：",
    "需要补充的材料：",
    "对当事人意见的逐条答复：",
}
LONGEST_LABEL = 14


def bare_labels(content: bytes, fields: object) -> Iterator[str]:
    """Return short lines that end with a colon: a label whose words are missing, unless it is an address."""
    addressed = str(fields)
    for line in words_of(content).splitlines():
        text = line.strip()
        if text.endswith("：") and len(text) <= LONGEST_LABEL and text not in LEAD_INS and text[:-1] not in addressed:
            yield text


def bare_cells(content: bytes) -> Iterator[str]:
    """Return the labels of all fill-in tables whose value is empty."""
    for table in opened(content).tables:
        yield from _cells_of(table)


def _cells_of(table: Table) -> Iterator[str]:
    """Return the labels of a fill-in table whose value is empty; numbered rows are lists, not labels."""
    for row in table.rows:
        cells = [one.text.strip() for one in dict.fromkeys(row.cells)]
        if cells[0].isdigit() or len(cells) % 2:
            continue
        yield from (label for label, value in zip(cells[::2], cells[1::2], strict=True) if label and not value)
