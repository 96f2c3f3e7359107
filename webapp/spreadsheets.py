"""Lists for a spreadsheet: CSV in UTF-8 with its mark, so that Excel and WPS read it, or XLSX; no cell is a formula."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any, Final

from flask import Response, request, send_file

from workflows.documents.sheets import harmless, write_sheet

__all__ = ["csv_response", "harmless"]

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A longer one is read from where it was written.
IN_MEMORY: Final = 8 * 1024 * 1024
MEDIA_TYPES: Final[Mapping[str, str]] = {"xlsx": XLSX, "csv": "text/csv"}


def csv_response(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """Return a table as a file to download; ``name`` may be Chinese and gets the ending of the format asked for.

    Every list that is offered as CSV is XLSX when its address says ``?as=xlsx``.
    """
    form = "xlsx" if request.args.get("as") == "xlsx" else "csv"
    out: IO[Any] = TemporaryFile()  # noqa: SIM115 -- the answer closes it when it has been read
    try:
        write_sheet(out, form, name, heads, rows)
    except BaseException:
        out.close()
        raise
    is_short = out.tell() <= IN_MEMORY
    out.seek(0)
    if is_short:
        with out:
            out = BytesIO(out.read())
    return send_file(out, mimetype=MEDIA_TYPES[form], as_attachment=True, download_name=f"{name}.{form}")
