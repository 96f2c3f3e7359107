"""One place begins and ends a transaction; nobody reads through a query the archive does not know."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
ONLY = "workflows/records/transaction.py"
ENDING = frozenset({"commit", "rollback"})
# What takes a turn of its own, or as long as somebody else's computer pleases.
NEVER_WITHIN = frozenset({"posted", "_sent_for", "note_access", "keep_file", "keep_sound", "keep_given", "look_over"})


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


def _writing(path: Path) -> list[ast.With]:
    """Return every block that writes: ``with transaction() as records``, of this request or of an archive."""
    blocks = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.With)]
    return [block for block in blocks if any(_named(one.context_expr) == "transaction" for one in block.items)]


def _named(call: ast.AST) -> str:
    if not isinstance(call, ast.Call):
        return ""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_whoever_writes_waits_for_nothing_else() -> None:
    """On SQLite everybody's writing waits behind one who does."""
    found = []
    for path in _sources():
        for block in _writing(path):
            inside = [node for line in block.body for node in ast.walk(line)]
            calls = [node for node in inside if isinstance(node, ast.Call)]
            storing = [one for one in calls if ast.unparse(one.func).endswith(("storage.put", "parcels.put"))]
            nested = [one for one in calls if _named(one) in NEVER_WITHIN | {"transaction", "rehearsal"}]
            found += [f"{path.relative_to(ROOT)}:{one.lineno} {ast.unparse(one.func)}" for one in (*storing, *nested)]

    assert found == []
