"""页次: on which page of its volume each item begins, from the pages that the archivist counted and entered.

A Word paper has no pages before it is printed, and no program knows how a film or a thing would be bound; so nothing is
reckoned here that nobody has counted. Only of a picture it is proposed that it is one page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from workflows.forms import Answers, Field, Kind
from workflows.guards.volume import Entry
from workflows.records.dossier import Dossier
from workflows.vocabulary.wording import N_, Objection, Phrase

PAGED, BY_ITEM = "paged", "by_item"
NUMBERING = ((PAGED, N_("卷内逐页编号，各件页数如下")), (BY_ITEM, N_("只归电子卷宗，按件编号，不编页码")))
PARTS = {"main": N_("正卷"), "second": N_("副卷")}
_MOST = 5000
_PICTURES = frozenset({"jpg", "jpeg", "png", "gif", "bmp", "webp", "heic"})


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of an item in its volume, both ends counted; ``count`` 0 is an item without pages (音像、实物)."""

    first: int
    count: int

    @property
    def last(self) -> int:
        """Return the last page."""
        return self.first + self.count - 1


def page_fields(entries: Iterable[Entry]) -> tuple[Field, ...]:
    """Ask how the volumes are numbered, and how many pages each item has."""
    asked = Field("numbering", N_("页码编排"), Kind.CHOICE, options=NUMBERING)
    return (asked, *(_field_of(one) for one in entries))


def proposed_pages(entries: Iterable[Entry]) -> dict[str, object]:
    """Return the pages that need no counting: a picture is one."""
    return {_name_of(one): "1" for one in entries if one.suffix in _PICTURES}


def number_pages(entries: Iterable[Entry], answers: Mapping[str, object]) -> dict[tuple[str, int], Pages]:
    """Return the pages of every item that has been counted, by its source; main and second volume begin with 1 each.

    An item that was added after the counting has none, and moves no other.
    """
    if answers.get("numbering") != PAGED:
        return {}
    numbered, following = dict[tuple[str, int], Pages](), dict.fromkeys(PARTS, 1)
    for one in entries:
        count = cast("int | None", answers.get(_name_of(one)))
        if count is not None:
            numbered[one.source] = Pages(following[one.part], count)
            following[one.part] += count
    return numbered


def pages_of(dossier: Dossier, entries: Iterable[Entry]) -> dict[tuple[str, int], Pages]:
    """Return the pages as they were counted when the case was archived; empty before, and where none were numbered."""
    archived = dossier.last_step("archive_case")
    return number_pages(entries, archived.answers) if archived is not None else {}


def _name_of(entry: Entry) -> str:
    kind, number = entry.source
    return f"pages_{kind}_{number}"


def _field_of(entry: Entry) -> Field:
    label = Phrase(
        N_("{part}第 {sequence} 件《{title}》的页数"),
        part=PARTS[entry.part],
        sequence=entry.sequence,
        title=entry.title,
    )
    is_paper = entry.source[0] == "paper"
    hint = "" if is_paper else N_("音像、实物等不编页的填 0")
    check = _at_least_one if is_paper else _not_too_many
    return Field(_name_of(entry), label, Kind.NUMBER, help=hint, shown_when=("numbering", (PAGED,)), check=check)


def _at_least_one(count: object, before: Answers) -> Objection | None:
    if count == 0:
        return Objection("no-pages", N_("文书至少有 1 页，请按打印件清点后填写"))
    return _not_too_many(count, before)


def _not_too_many(count: object, _: Answers) -> Objection | None:
    if cast("int", count) > _MOST:
        return Objection("too-many-pages", N_("一件不超过 {most} 页，请核对后填写"), {"most": _MOST})
    return None
