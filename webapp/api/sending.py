"""Files as answers: one that was kept, or one made for this answer alone, written beside memory and gone with it."""

from collections.abc import Callable
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO, Any

from flask import Response, send_file

from webapp.request_scope import installation, me, reading, today
from workflows.questions.every_case import Reader


def reader() -> Reader:
    """Return who reads in this request."""
    return Reader(reading, me(), installation().means, today())


def send_content(content: bytes, *, media_type: str, name: str) -> Response:
    """Return a file that is at hand as a download."""
    return send_file(BytesIO(content), mimetype=media_type, as_attachment=True, download_name=name)


def send_written(write: Callable[[IO[bytes]], object], *, media_type: str, name: str) -> Response:
    """Let something write a file and return it as a download; what fails halfway leaves nothing behind."""
    out: IO[Any] = TemporaryFile()  # noqa: SIM115 -- the answer closes it when it has been read
    try:
        write(out)
        out.seek(0)
        return send_file(out, mimetype=media_type, as_attachment=True, download_name=name)
    except BaseException:
        out.close()
        raise
