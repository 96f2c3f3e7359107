"""Words that somebody typed or drew never become a name of an object of the browser's own (prototype pollution)."""

import re
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "webapp" / "assets" / "src"
# What is written by a name that is not known when the program is written.
WRITTEN = re.compile(r"(\w+)\[(?!\d+\]|[\"'`])[^\]]+\] (?:\?\?|\|\|)?= ")
# Services of the drawing library by names of ours, and properties of elements from a closed list.
KNOWN = {"this", "made"}


def test_an_object_that_is_written_by_any_name_has_no_prototype() -> None:
    wrong, found = [], 0
    for path in sorted(SOURCES.rglob("*.js")):
        text = path.read_text("utf-8")
        for name in WRITTEN.findall(text):
            found += 1
            bare = re.search(rf"\b{name} = (?:\(\S+ = )?Object\.create\(null\)", text)
            if name not in KNOWN and not bare:
                wrong.append(f"{path.relative_to(SOURCES)}: {name}")

    assert found >= len(KNOWN) + 1
    assert wrong == []


def test_nothing_merges_deeply_or_walks_what_is_inherited() -> None:
    texts = {path.relative_to(SOURCES).as_posix(): path.read_text("utf-8") for path in SOURCES.rglob("*.js")}

    assert [name for name, text in texts.items() if re.search(r"for \((?:const|let|var) \w+ in ", text)] == []
    assert [
        name
        for name, text in texts.items()
        if re.search(r"__proto__|setPrototypeOf|\bmerge\(|\beval\(|new Function", text)
    ] == []
