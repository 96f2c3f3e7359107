"""Tables as files: reading what another system exported as CSV or XLSX, and writing XLSX; every cell a text."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import IO, Final

from openpyxl import Workbook, load_workbook

from workflows.errors import RefusedError
from workflows.vocabulary.wording import N_, Objection

MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 200
# A sheet of Excel has 1 048 576 rows; the first holds the heads.
MOST_IN_XLSX: Final = 1_048_575
# What an archive may unfold to; a sheet of fifty thousand rows stays far below.
MOST_UNFOLDED: Final = 200 * 1024 * 1024
# Beginnings and ends of elements in one part: fifty thousand rows of fourteen cells have three million.
MOST_ELEMENTS: Final = 4_000_000
# What a spreadsheet would take for a formula when it stands first in a cell.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# What some of them pass over before they look.
BLANK: Final = " \n\u00a0\u3000\ufeff"

Rows = list[list[str]]


def read_sheet(name: str, content: bytes) -> Rows:
    """Return the rows of a file's first sheet, every cell as text; RefusedError for what cannot be read as a table."""
    rows = _read_xlsx(name, content) if content.startswith(b"PK") else _read_csv(name, content)
    if len(rows) > MOST_ROWS + 1:
        text = N_("文件“{name}”超过 {most} 行，请分成几个文件导入")
        raise RefusedError(Objection("sheet-too-long", text, {"name": name, "most": MOST_ROWS}))
    return rows


def write_sheet(out: IO[bytes], form: str, title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as ``xlsx`` or ``csv``, row by row, so that a long one takes no more memory; no cell is a formula.

    CSV is UTF-8 with its mark, so that Excel and WPS read it.
    """
    if form == "xlsx":
        _write_xlsx(out, title, heads, rows)
        return
    text = io.TextIOWrapper(out, "utf-8-sig", newline="")
    try:
        writer = csv.writer(text)
        writer.writerow(heads)
        writer.writerows([harmless(cell) for cell in row] for row in rows)
        text.flush()
    finally:
        # The file is not ours to close.
        text.detach()


def write_xlsx(title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a short table as XLSX."""
    out = io.BytesIO()
    _write_xlsx(out, title, heads, rows)
    return out.getvalue()


def _write_xlsx(out: IO[bytes], title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31].translate(str.maketrans("[]:*?/\\", "       ")))
    try:
        sheet.append([harmless(one) for one in heads])
        for row in _at_most(MOST_IN_XLSX, rows):
            sheet.append([one if isinstance(one, int | date) else harmless(one) for one in row])
    except BaseException:
        # The rows written so far lie in a file of the library's, which it takes away only once they are saved.
        book.save(io.BytesIO())
        raise
    book.save(out)


def _at_most(most: int, rows: Iterable[Sequence[object]]) -> Iterator[Sequence[object]]:
    for number, row in enumerate(rows, start=1):
        if number > most:
            text = N_("清单超过 {most} 行，XLSX 放不下，请改选 CSV 格式")
            raise RefusedError(Objection("sheet-too-long", text, {"most": most}))
        yield row


def harmless(cell: object) -> str:
    """Return a cell's text; one that a spreadsheet would calculate is kept as text by a leading apostrophe."""
    text = "" if cell is None else "".join(one for one in str(cell) if _is_writable(one))
    return f"'{text}" if text.lstrip(BLANK).startswith(FORMULA) else text


def _is_writable(sign: str) -> bool:
    """Say whether XML can hold a character: one that it cannot would keep the whole list from being written."""
    return sign in "\t\n\r" or " " <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd" or sign > "\uffff"


def _read_csv(name: str, content: bytes) -> Rows:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            rows = islice(csv.reader(io.StringIO(text, newline=""), strict=True), MOST_ROWS + 2)
            return [[cell.strip() for cell in row[:MOST_COLUMNS]] for row in rows]
        except csv.Error as error:
            raise _unreadable(name) from error
    raise _unreadable(name)


def _read_xlsx(name: str, content: bytes) -> Rows:
    try:
        _refuse_a_bomb(name, content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)
        return [_cells(row) for row in rows]
    except RefusedError:
        raise
    except Exception as error:
        # The library raises whatever a damaged file leads it to.
        raise _unreadable(name) from error


def _refuse_a_bomb(name: str, content: bytes) -> None:
    """Refuse an archive that unfolds to more than a register can hold, or to more elements: a few bytes are many."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        is_bomb = sum(one.file_size for one in parts) > MOST_UNFOLDED
        is_bomb = is_bomb or any(_elements_in(archive, one) > MOST_ELEMENTS for one in parts)
    if is_bomb:
        text = N_("文件“{name}”解压后过大，请只保留要导入的内容，另存为新文件或者 UTF-8 的 CSV 后再导入")
        raise RefusedError(Objection("sheet-too-large", text, {"name": name}))


def _elements_in(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    """Return how many elements and ends of elements stand in a part, read piece by piece."""
    with archive.open(part) as file:
        return sum(piece.count(b"<") for piece in iter(lambda: file.read(1024 * 1024), b""))


def _cells(row: Sequence[object]) -> list[str]:
    """Return a row's cells without the empty ones a spreadsheet adds behind them."""
    filled = len(row)
    while filled > 1 and row[filled - 1] is None:
        filled -= 1
    cells = [_text(cell) for cell in row[:filled]]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return cells


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _unreadable(name: str) -> RefusedError:
    text = N_("文件“{name}”读不出表格，请另存为 XLSX 或者 UTF-8 的 CSV 后再导入")
    return RefusedError(Objection("sheet-unreadable", text, {"name": name}))
