"""卷宗封面、卷内目录、备考表 of a volume as a Word paper, to be printed and bound with it; they are no pages of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH

from workflows.documents.catalogue import Layout
from workflows.documents.formatting import printable
from workflows.documents.page import SMALL, TITLE, blank_paper, set_pitch, stamp, write
from workflows.documents.tables import add_rows

HEADS = ("序号", "文号", "题名", "日期", "页次", "备注")
_CONTENTS = (1, 2, 3, 2, 2, 2)
_PAIRS = (3, 9)


@dataclass(frozen=True, slots=True)
class Volume:
    """正卷 or 副卷: its cover and closing sheet as labels and values, the lines of its contents, and a note on them."""

    term: str
    cover: Mapping[str, str]
    rows: Sequence[Sequence[str]]
    note: str
    closing: Mapping[str, str]


def volume_paper(volume: Volume, *, at: datetime) -> bytes:
    """Return cover, contents and closing sheet of a volume, each beginning a page."""
    document = blank_paper(Layout.FORM)
    # The pages of a volume are those of its items: these sheets bear no number.
    document.sections[0].footer.paragraphs[0].clear()
    _heading(document, f"卷宗封面（{volume.term}）", is_first=True)
    add_rows(document, _PAIRS, [(name, printable(value)) for name, value in volume.cover.items()])
    _heading(document, f"卷内目录（{volume.term}）")
    add_rows(document, _CONTENTS, [HEADS, *([printable(text) for text in row] for row in volume.rows)], has_head=True)
    write(document.add_paragraph(), volume.note, SMALL)
    _heading(document, f"备考表（{volume.term}）")
    add_rows(document, _PAIRS, [(name, printable(value)) for name, value in volume.closing.items()])
    stamp(document, title=f"卷内目录（{volume.term}）", author="", at=at)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _heading(document: DocxDocument, text: str, *, is_first: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.page_break_before = not is_first
    paragraph.paragraph_format.keep_with_next = True
    set_pitch(paragraph, TITLE.pitch)
    write(paragraph, text, TITLE)
    set_pitch(document.add_paragraph(), SMALL.pitch)
