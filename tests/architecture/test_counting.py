"""No page counts what grows, or passes over rows to come to its own: both cost more with every case."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]

# Who counts rows in SQL, and why that stays cheap or is no page.
COUNTED = {
    "ends at a thousand": "count_moves count_open_runs count_done _counted count_waiting count_provisional",
    "of one run or one person": "_PAUSED _doings _TIMES_AT count_recovery_codes",
    "of the drafts that wait in one agency": "count_submitted",
    "of what the people of one agency have in hand": "count_frozen workload",
    "a verification, a replay, an export, a copy, a sealing or an index, which reads all of them anyway": (
        "count find_unjournalled count_past_runs count_cases count_rows count_told count_older "
        "count_unindexed count_unsealed"
    ),
}


def functions_that(says: str) -> Iterator[tuple[str, str]]:
    """Yield (file, function or name) of everything in the product's rooms in which a call of that name stands."""
    for room in ("workflows", "webapp"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if "node_modules" in path.parts or "migrations" in path.parts:
                continue
            for node in _definitions(ast.parse(path.read_text("utf-8"))):
                if any(_is_call(one, says) for one in ast.walk(node)):
                    yield path.name, _name_of(node)


def _definitions(module: ast.Module) -> Iterator[ast.stmt]:
    for node in module.body:
        yield from node.body if isinstance(node, ast.ClassDef) else [node]


def _is_call(node: ast.AST, says: str) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).endswith(says)


def _name_of(node: ast.stmt) -> str:
    if isinstance(node, ast.Assign | ast.AnnAssign):
        return ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target)
    return str(getattr(node, "name", ""))


def test_nobody_passes_over_rows() -> None:
    assert list(functions_that(".offset")) == []


def test_whoever_counts_rows_says_why_it_stays_cheap() -> None:
    known = {name for names in COUNTED.values() for name in names.split()}
    found = {name for _, name in functions_that("func.count")}

    assert found - known == set()
    assert known - found == set()
