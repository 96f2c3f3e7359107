"""The verifier as it lies in a dossier: one file that needs Python's standard library alone."""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_IMPORT = "from workflows.witness.plain import is_grown, is_included, is_signed, read_key, read_note\n"


@cache
def verifier() -> bytes:
    """Return verify.py with what it imports written into it."""
    outside = (_HERE / "verify.py").read_text("utf-8")
    _, _, inside = (_HERE / "plain.py").read_text("utf-8").partition("from functools import lru_cache\n")
    joined = outside.replace(_IMPORT, f"from functools import lru_cache\n{inside}", 1)
    return (
        joined.replace("from functools import lru_cache\n", "", 1)
        .replace("from functools import partial\n", "from functools import lru_cache, partial\n", 1)
        .encode()
    )
