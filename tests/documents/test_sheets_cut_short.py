"""A list whose writing is cut short, as when its errand is cancelled, leaves nothing behind on the disk."""

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from workflows.documents.sheets import write_sheet


class CutShortError(Exception):
    """Somebody wants it to end."""


def rows() -> Iterator[tuple[object, ...]]:
    yield "案号", 1
    raise CutShortError


def beside() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("openpyxl.*"))


def test_a_sheet_cut_short_leaves_no_file_behind() -> None:
    before, out = beside(), io.BytesIO()

    with pytest.raises(CutShortError):
        write_sheet(out, "xlsx", "案件清单", ["案号", "件数"], rows())

    assert beside() == before
    assert out.getvalue() == b""
