"""Nothing in the repository tells which machine it was written on, or leaves work for later."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Pieced together, so that this file is not its own first finding.
FORBIDDEN = {
    "a machine's path": re.compile(
        "|".join(("/" + "work/", "/" + r"tmp/\w", "/" + "root/", "/" + r"home/\w", "/" + "opt/"))
    ),
    "a registry's host": re.compile(
        "|".join(("registry." + "npmjs", "files." + "pythonhosted", "pypi" + r"\.org/simple"))
    ),
    "work left for later": re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b"),
    "a skipped test": re.compile(r"pytest\.mark\.(" + "|".join(("sk" + "ip", "xf" + "ail")) + ")"),
    "a mock": re.compile("unittest" + r"\.mock|monkey" + "patch|Monkey" + "Patch"),
}
VAGUE_NAMES = frozenset({"utils", "helpers", "common", "services", "manager", "handler", "base", "misc"})
# 送达: the service of documents is a term of the statute, not a vague word.
STATUTORY = frozenset({"workflows/records/services.py"})
# Licences and translations quote others; lock files hold hashes only.
OTHERS = (".lock", "package-lock.json", "LICENSE")
TEXT = frozenset(
    {
        ".py",
        ".html",
        ".css",
        ".js",
        ".mjs",
        ".sh",
        ".toml",
        ".md",
        ".in",
        ".lock",
        ".json",
        ".yaml",
        ".bpmn",
        ".dmn",
        ".po",
        ".cfg",
        "",
    }
)


def _kept_files() -> list[Path]:
    """Return what git keeps or would keep: everything that is not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_machine_a_registry_or_work_left_for_later() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}: {what}"
        for path in _kept_files()
        if path.suffix in TEXT and path.name not in OTHERS
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for what, pattern in FORBIDDEN.items()
        if pattern.search(line)
    ]

    assert found == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [
        str(path.relative_to(ROOT))
        for room in ("workflows", "webapp")
        for path in (ROOT / room).rglob("*.py")
        if {path.stem, path.parent.name} & VAGUE_NAMES and path.relative_to(ROOT).as_posix() not in STATUTORY
    ]

    assert vague == []
