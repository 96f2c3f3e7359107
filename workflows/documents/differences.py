"""What a new version of a template words differently: the lines of the old one against those of the new one."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from workflows.documents.package import read_package
from workflows.documents.places import in_reading_order, is_written_part, parse_part, places_in, style_names


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph with words in it: its part (正文, 页眉 …) and its text."""

    part: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One place where two versions differ: the lines of the old one that went, those of the new one that came."""

    gone: tuple[Line, ...]
    come: tuple[Line, ...]


def changes_between(old: bytes, new: bytes) -> tuple[Change, ...]:
    """Return every place where the words differ, in reading order; how they look is not compared."""
    before, after = tuple(_lines(old)), tuple(_lines(new))
    matched = SequenceMatcher(None, before, after, autojunk=False)
    return tuple(
        Change(before[first:last], after[start:end])
        for kind, first, last, start, end in matched.get_opcodes()
        if kind != "equal"
    )


def _lines(docx: bytes) -> Iterator[Line]:
    members = read_package(docx)
    styles = style_names(members.get("word/styles.xml"))
    for name, content in in_reading_order(members):
        if is_written_part(name):
            for place in places_in(name, parse_part(content), styles):
                if place.text.strip():
                    yield Line(place.part, place.text.strip())
