"""docs/security.md says of every table how sensitive it is: a new one must be given its level."""

import re
from collections import Counter
from pathlib import Path

from workflows.records.tables import metadata

PAGE = (Path(__file__).parents[2] / "docs" / "security.md").read_text("utf-8")
LEVELS = ("open", "inside", "personal", "secret")
# What tells that a row is somebody's, or opens something.
TELLING = {
    "secret": re.compile(r"^(token_hash|code_hash|secret|older_secret|hash_of_key|key_hash)$"),
    "personal": re.compile(r"^(party_name|phone|address|login|person_name|answers|typed|informant|opinion|content)$"),
}


def levels() -> dict[str, str]:
    """Return the level of each table, as the page has it."""
    section = PAGE.partition("## What is kept, in four levels")[2].partition("\n## ")[0]
    rows = re.findall(rf"^\| ({'|'.join(LEVELS)}) \| [^|]+ \| ([^|]+) \|$", section, re.MULTILINE)
    named = [(table, level) for level, said in rows for table in re.findall(r"`(\w+)`", said.partition("; columns")[0])]
    assert [table for table, times in Counter(table for table, _ in named).items() if times > 1] == []
    return dict(named)


def test_every_table_stands_in_one_level() -> None:
    assert set(levels()) == set(metadata.tables)
    assert set(levels().values()) == set(LEVELS)


def test_every_level_says_how_it_is_protected() -> None:
    section = PAGE.partition("## What is kept, in four levels")[2].partition("\n## ")[0]
    protected = re.findall(rf"^\| ({'|'.join(LEVELS)}) \|(?: [^|]+ \|){{5}}$", section, re.MULTILINE)

    assert tuple(protected) == LEVELS


def test_what_opens_something_is_not_among_what_is_open_or_inside() -> None:
    known = levels()
    low = [table for table in metadata.sorted_tables if known[table.name] in {"open", "inside"}]
    secret = [
        f"{one.name}.{column.name}" for one in low for column in one.columns if TELLING["secret"].match(column.name)
    ]

    assert secret == []
