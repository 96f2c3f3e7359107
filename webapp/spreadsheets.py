"""Lists for a spreadsheet: CSV in UTF-8 with its mark, so that Excel and WPS read it; no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote

from flask import Response

# What a spreadsheet would take for a formula when it stands first in a cell.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def csv_response(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Return a table as a file to download; ``name`` may be Chinese and gets the ending .csv."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(heads)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    answer = Response("\ufeff" + sheet.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f"attachment; filename=list.csv; filename*=UTF-8''{quote(name)}.csv"
    return answer


def harmless(cell: object) -> str:
    """Return a cell's text; one that a spreadsheet would calculate is kept as text by a leading apostrophe."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
