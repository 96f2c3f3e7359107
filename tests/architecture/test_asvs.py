"""docs/asvs.md names every requirement of ASVS 5.0.0 up to level 2 once, and only tests that exist."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Of each section: how many requirements are of level 1, and how many of levels 1 and 2; their numbers run from 1.
SECTIONS = {
    "1.1": (0, 2),
    "1.2": (5, 9),
    "1.3": (2, 11),
    "1.4": (0, 3),
    "1.5": (1, 2),
    "2.1": (1, 3),
    "2.2": (2, 3),
    "2.3": (1, 4),
    "2.4": (0, 1),
    "3.2": (2, 2),
    "3.3": (1, 4),
    "3.4": (2, 6),
    "3.5": (3, 5),
    "3.7": (0, 2),
    "4.1": (1, 3),
    "4.2": (0, 1),
    "4.3": (0, 2),
    "4.4": (1, 4),
    "5.1": (0, 1),
    "5.2": (2, 3),
    "5.3": (2, 2),
    "5.4": (0, 3),
    "6.1": (1, 3),
    "6.2": (8, 12),
    "6.3": (2, 4),
    "6.4": (2, 4),
    "6.5": (0, 5),
    "6.6": (0, 3),
    "6.8": (0, 4),
    "7.1": (0, 3),
    "7.2": (4, 4),
    "7.3": (0, 2),
    "7.4": (2, 5),
    "7.5": (0, 2),
    "7.6": (0, 2),
    "8.1": (1, 2),
    "8.2": (2, 3),
    "8.3": (1, 1),
    "8.4": (0, 1),
    "9.1": (3, 3),
    "9.2": (1, 4),
    "10.1": (0, 2),
    "10.2": (0, 2),
    "10.3": (0, 4),
    "10.4": (5, 11),
    "10.5": (0, 5),
    "10.6": (0, 2),
    "10.7": (0, 3),
    "11.1": (0, 2),
    "11.2": (0, 3),
    "11.3": (2, 3),
    "11.4": (1, 4),
    "11.5": (0, 1),
    "11.6": (0, 1),
    "12.1": (1, 3),
    "12.2": (2, 2),
    "12.3": (0, 4),
    "13.1": (0, 1),
    "13.2": (0, 5),
    "13.3": (0, 2),
    "13.4": (1, 5),
    "14.1": (0, 2),
    "14.2": (1, 4),
    "14.3": (1, 3),
    "15.1": (1, 3),
    "15.2": (1, 3),
    "15.3": (1, 7),
    "16.1": (0, 1),
    "16.2": (0, 5),
    "16.3": (0, 4),
    "16.4": (0, 3),
    "16.5": (0, 3),
    "17.1": (0, 1),
    "17.2": (0, 4),
    "17.3": (0, 2),
}
STANDS = {"met", "partly", "not met", "not tested", "site", "does not apply"}
ROW = re.compile(r"^\| (\d+)\.(\d+)\.(\d+) \| (\d) \| (.+?) \| (.+?) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`((?:[a-z_]+/)*test_[a-z_0-9]+\.py)::(test_[a-z_0-9]+)`")
PAGE = (ROOT / "docs" / "asvs.md").read_text("utf-8")


@cache
def text_of(path: str) -> str:
    file = ROOT / "tests" / path
    return file.read_text("utf-8") if file.is_file() else ""


def pinned() -> list[tuple[str, str]]:
    """Return the number and the level of every requirement."""
    return [
        (f"{section}.{number}", "1" if number <= first else "2")
        for section, (first, both) in SECTIONS.items()
        for number in range(1, both + 1)
    ]


def test_every_requirement_has_its_one_row_in_order() -> None:
    assert [(f"{row[0]}.{row[1]}.{row[2]}", row[3]) for row in ROW.findall(PAGE)] == pinned()
    assert Counter(level for _, level in pinned()) == {"1": 70, "2": 183}


def test_every_row_says_where_it_stands_and_by_what() -> None:
    rows = ROW.findall(PAGE)

    assert {row[5] for row in rows} <= STANDS
    assert [row for row in rows if row[5] == "partly" and NAMED.fullmatch(row[6])] == []
    assert [row for row in rows if not row[6].strip()] == []
    said = dict(re.findall(r"^\| (met|partly|not met|not tested|site|does not apply) \| (\d+) \|$", PAGE, re.MULTILINE))
    assert said == {stand: str(number) for stand, number in Counter(row[5] for row in rows).items()}


@pytest.mark.parametrize("page", ["asvs.md", "security.md"])
def test_every_test_that_is_named_exists(page: str) -> None:
    named = NAMED.findall((ROOT / "docs" / page).read_text("utf-8"))

    assert len(named) > 20
    assert [f"{path}::{name}" for path, name in named if f"def {name}(" not in text_of(path)] == []
