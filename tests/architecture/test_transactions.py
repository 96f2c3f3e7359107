"""One place begins and ends a transaction; nobody reads through a query the archive does not know."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
ONLY = "workflows/records/transaction.py"
ENDING = frozenset({"commit", "rollback"})


def _called(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [(call.lineno, call.func.attr) for call in calls if isinstance(call.func, ast.Attribute)]


def _sources() -> list[Path]:
    return [path for room in ("workflows", "webapp") for path in sorted((ROOT / room).rglob("*.py"))]


def test_nothing_ends_a_transaction_outside_its_one_file() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in _sources()
        if path.relative_to(ROOT).as_posix() != ONLY
        for line, name in _called(path)
        if name in ENDING
    ]

    assert found == []


def test_nobody_uses_the_old_query() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}" for path in _sources() for line, name in _called(path) if name == "query"
    ]

    assert found == []
