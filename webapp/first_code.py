"""The one-time code of the first run: printed on the server, typed into the page by whoever reads it there."""

import contextlib
import os
from pathlib import Path
from secrets import compare_digest, token_urlsafe

from workflows.settings import Settings


def code_of(settings: Settings) -> str:
    """Return the code, made and kept for its owner alone when there is none."""
    path = _path(settings)
    with contextlib.suppress(FileExistsError):
        number = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(number, "w", encoding="ascii") as file:
            file.write(token_urlsafe(15))
    return path.read_text("ascii")


def is_code(given: str, settings: Settings) -> bool:
    """Say whether this is the code; without a code kept, nothing is."""
    path = _path(settings)
    kept = path.read_text("ascii") if path.is_file() else ""
    return bool(kept) and compare_digest(given.encode(), kept.encode())


def forget_code(settings: Settings) -> None:
    """Forget the code: it was used, or is not needed."""
    _path(settings).unlink(missing_ok=True)


def _path(settings: Settings) -> Path:
    return settings.home / "first-run-code"
