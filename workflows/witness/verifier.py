"""The verifier as it lies in a dossier: one file that needs Python's standard library alone."""

import ast
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_PARTS = ("plain", "opening", "bindings")


@cache
def verifier() -> bytes:
    """Return verify.py with what it imports written into it."""
    last = (_HERE / "verify.py").read_text("utf-8")
    inner = [(_HERE / f"{one}.py").read_text("utf-8") for one in _PARTS]
    imports = sorted({line for text in (*inner, last) for line in _imports(text)}, key=_order)
    opening = ast.get_docstring(ast.parse(last), clean=False)
    pieces = [f'"""{opening}"""', "\n".join(imports), *(_body(one) for one in (*inner, last))]
    return ("\n\n".join(one.strip("\n") for one in pieces) + "\n").encode()


def _imports(text: str) -> list[str]:
    found = [one for one in ast.parse(text).body if isinstance(one, ast.Import | ast.ImportFrom)]
    return [ast.unparse(one) for one in found if "workflows" not in ast.unparse(one)]


def _order(line: str) -> tuple[bool, str]:
    return line.startswith("from"), line


def _body(text: str) -> str:
    """Return what follows the docstring and the imports of a module."""
    head = [one for one in ast.parse(text).body if isinstance(one, ast.Import | ast.ImportFrom)]
    return "\n".join(text.splitlines()[max(one.end_lineno or 0 for one in head) :])
