"""Lists for a spreadsheet: CSV in UTF-8 with its mark, so that Excel and WPS read it, or XLSX; no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import quote

from flask import Response, request

from workflows.documents.sheets import harmless, write_xlsx

__all__ = ["csv_response", "harmless"]

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def csv_response(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Return a table as a file to download; ``name`` may be Chinese and gets the ending of the format asked for.

    Every list that is offered as CSV is XLSX when its address says ``?as=xlsx``.
    """
    if request.args.get("as") == "xlsx":
        return _download(write_xlsx(name, heads, rows), XLSX, f"{name}.xlsx")
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(heads)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return _download(("\ufeff" + sheet.getvalue()).encode(), "text/csv", f"{name}.csv")


def _download(content: bytes, media_type: str, name: str) -> Response:
    answer = Response(content, mimetype=media_type)
    ending = name.rpartition(".")[2]
    answer.headers["Content-Disposition"] = f"attachment; filename=list.{ending}; filename*=UTF-8''{quote(name)}"
    return answer
