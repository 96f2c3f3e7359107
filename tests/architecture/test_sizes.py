"""Files stay short enough to be read at once; style.md: at most 300 lines."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
LIMIT = 300
WRITTEN = ("*.py", "*.html", "*.css", "*.js", "*.mjs", "*.sh", "*.toml", "Makefile")
ROOMS = ("workflows", "webapp", "tests", "benchmarks", "document_templates", "bpmn")
# Made by npm, esbuild, Python and Alembic.
MADE = ("node_modules", "/static/dist", "__pycache__", "/migrations/versions/")


def test_no_file_is_longer_than_300_lines() -> None:
    files = [path for room in ROOMS for pattern in WRITTEN for path in (ROOT / room).rglob(pattern)]
    written = [
        path
        for path in [*files, *ROOT.glob("*.*"), ROOT / "Makefile"]
        if path.suffix in {".py", ".html", ".css", ".js", ".mjs", ".sh", ".toml", ""}
    ]

    long = {
        str(path.relative_to(ROOT)): lines
        for path in written
        if path.is_file()
        and not any(part in path.as_posix() for part in MADE)
        and (lines := len(path.read_text("utf-8").splitlines())) > LIMIT
    }

    assert long == {}
