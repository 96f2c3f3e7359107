"""Templates are well formed, and obey the pages' strict policy: no script, style or handler inside a page."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "webapp" / "templates"
INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style\b|\sstyle=|\son[a-z]+=|javascript:")


def test_no_template_breaks_the_policy_of_the_pages() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in TEMPLATES.rglob("*.html")
        for match in INLINE.finditer(path.read_text("utf-8"))
    }

    assert found == set()


def test_djlint_finds_nothing() -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "djlint", "--lint", "--quiet", str(TEMPLATES)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.stdout.strip() == ""
    assert answer.returncode == 0


def test_every_behaviour_a_template_asks_for_exists() -> None:
    asked = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r'data-module="([\w-]+)"', path.read_text("utf-8"))
    }
    source = (ROOT / "webapp" / "assets" / "src" / "app.js").read_text("utf-8")

    unknown = {name for name in asked if not re.search(rf'(?<![\w-])"?{re.escape(name)}"?: ', source)}

    assert unknown == set()


def test_every_icon_a_page_asks_for_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "webapp/static/icons/sprite.svg").read_text("utf-8")))
    asked = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r'icon\("([\w-]+)"\)', path.read_text("utf-8"))
    }

    assert asked - drawn == set()
