"""The lawbook: a law pack read once, asked by the date the law prescribes (design decision 5)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from workflows.errors import NotFoundError
from workflows.lawbook.loose_ends import refuse_loose_ends
from workflows.lawbook.matters import Matter
from workflows.lawbook.pack import (
    read_clock,
    read_expected_year,
    read_matter,
    read_pause_ground,
    read_reconsider_agency,
    read_relief,
    read_review_item,
    read_setting,
    read_statute,
)
from workflows.lawbook.provisions import (
    ClockLaw,
    PauseGround,
    Profile,
    ReconsiderAgency,
    Relief,
    ReviewItem,
    Sourced,
    Statute,
)
from workflows.lawbook.reading import Entry, read_yaml, refusal
from workflows.lawbook.settings import Setting, profile_of
from workflows.lawbook.working_days import ExpectedYear, HolidayNotice, build_calendar
from workflows.rules.calendars import Calendar
from workflows.vocabulary.wording import N_

_Made = TypeVar("_Made")
_Value = TypeVar("_Value", bound=Sourced)

FILES: Mapping[str, tuple[str, ...]] = {
    "statutes.yaml": ("statutes",),
    "clocks.yaml": ("clocks",),
    "review_items.yaml": ("review_items",),
    "profile.yaml": ("settings", "pause_grounds"),
    "calendars.yaml": ("expected",),
    "matters.yaml": ("matters",),
    "relief.yaml": ("relief", "agencies"),
}


@dataclass(frozen=True, slots=True)
class Lawbook:
    """One law pack. ``sha256`` names it in the records; look-ups raise NotFoundError for what was not in force."""

    sha256: str
    statutes: tuple[Statute, ...]
    clocks: tuple[ClockLaw, ...]
    items: tuple[ReviewItem, ...]
    settings: tuple[Setting, ...]
    pause_grounds: tuple[PauseGround, ...]
    expected: tuple[ExpectedYear, ...]
    all_matters: tuple[Matter, ...]
    reliefs: tuple[Relief, ...]
    reconsider_agencies: tuple[ReconsiderAgency, ...]

    @classmethod
    def load(cls, folder: Path) -> "Lawbook":
        """Read the pack in ``folder``; raise BrokenDiagramError naming file, place and cure for whatever is wrong."""
        return _read(tuple((name, _content(folder, name)) for name in FILES))

    @classmethod
    def read(cls, contents: Mapping[str, bytes]) -> "Lawbook":
        """Read the files of a pack, as ``load`` does."""
        tops = {name: read_yaml(name, content) for name, content in contents.items()}
        profile, relief = tops["profile.yaml"], tops["relief.yaml"]
        book = cls(
            sha256=_digest(contents),
            statutes=_each(tops["statutes.yaml"], "statutes", read_statute),
            clocks=_each(tops["clocks.yaml"], "clocks", read_clock),
            items=_each(tops["review_items.yaml"], "review_items", read_review_item),
            settings=_each(profile, "settings", read_setting),
            pause_grounds=_each(profile, "pause_grounds", read_pause_ground),
            expected=_each(tops["calendars.yaml"], "expected", read_expected_year),
            all_matters=_each(tops["matters.yaml"], "matters", read_matter),
            reliefs=_each(relief, "relief", read_relief),
            reconsider_agencies=_each(relief, "agencies", read_reconsider_agency),
        )
        for top in tops.values():
            top.done()
        refuse_loose_ends(book.sourced(), book.settings)
        return book

    def sourced(self) -> Mapping[str, tuple[Sourced, ...]]:
        """Return everything of the pack by the kind of thing it is, as the pack's files name it."""
        return {
            "statutes": self.statutes,
            "clocks": self.clocks,
            "review_items": self.items,
            "settings": self.settings,
            "pause_grounds": self.pause_grounds,
            "expected": self.expected,
            "matters": self.all_matters,
            "relief": self.reliefs,
            "agencies": self.reconsider_agencies,
        }

    def clock(self, name: str, *, on: date) -> ClockLaw:
        """Return a clock in force on a day, its length taken from the profile where a setting gives it."""
        clock = _one(self.clocks, on, lambda one: one.id == name, N_("期限"), name)
        if clock.setting:
            return clock.with_length(int(getattr(self.profile(on=on), clock.setting)))
        return clock

    def clocks_on(self, on: date) -> tuple[ClockLaw, ...]:
        """Return every clock in force on a day."""
        return tuple(self.clock(clock.id, on=on) for clock in self.clocks if clock.source.in_force(on))

    def profile(self, *, on: date) -> Profile:
        """Return the agency's configuration on a day."""
        profile = profile_of(self.settings, self.pause_grounds, on)
        if profile is None:
            raise NotFoundError(f"{on.isoformat()} 没有完整有效的配置（profile.yaml），请核对各项的施行日期")
        return profile

    def review_items(self, *, on: date) -> tuple[ReviewItem, ...]:
        """Return the items of legal review in force on a day, in their order."""
        return tuple(sorted((item for item in self.items if item.source.in_force(on)), key=lambda item: item.number))

    def statute(self, law: str, *, on: date) -> Statute:
        """Return the version of a statute in force on a day, by its short name (处罚法)."""
        return _one(self.statutes, on, lambda one: one.source.law == law, N_("法规"), law)

    def matters(self, *, on: date, domain: str = "") -> tuple[Matter, ...]:
        """Return the matters in force on a day (行为日), of one domain or of all."""
        return tuple(
            matter for matter in self.all_matters if matter.source.in_force(on) and domain in {"", matter.domain}
        )

    def matter(self, name: str, *, on: date) -> Matter:
        """Return one matter in force on a day (行为日)."""
        return _one(self.all_matters, on, lambda one: one.id == name, N_("案由"), name)

    def relief(self, name: str, *, on: date) -> Relief:
        """Return the paragraph on relief in force on a day (决定日)."""
        return _one(self.reliefs, on, lambda one: one.id == name, N_("救济告知"), name)

    def reconsider_agency(self, name: str, *, on: date) -> ReconsiderAgency:
        """Return who reconsiders the decisions of a kind of agency."""
        return _one(self.reconsider_agencies, on, lambda one: one.id == name, N_("复议机关"), name)

    def calendar(self, notices: Iterable[HolidayNotice] = ()) -> Calendar:
        """Return the working days: known years, imported notices over them, expected holidays beyond."""
        return build_calendar(self.expected, notices)


@lru_cache(maxsize=8)
def _read(contents: tuple[tuple[str, bytes], ...]) -> Lawbook:
    """Read a pack once, however often it is asked for: nobody changes it."""
    return Lawbook.read(dict(contents))


def _content(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except OSError as error:
        raise refusal("missing", N_("法规包缺少文件 {file}，请从安装包恢复到 bpmn/law/"), file=name) from error


def _digest(contents: Mapping[str, bytes]) -> str:
    digest = sha256()
    for name in sorted(contents):
        digest.update(f"{name} {len(contents[name])}\n".encode() + contents[name])
    return digest.hexdigest()


def _each(top: Entry, key: str, read: Callable[[Entry], _Made]) -> tuple[_Made, ...]:
    return tuple(read(entry) for entry in top.entries(key))


def _one(values: Iterable[_Value], on: date, wanted: Callable[[_Value], bool], what: str, name: str) -> _Value:
    found = [value for value in values if wanted(value) and value.source.in_force(on)]
    if len(found) != 1:
        how_many = N_("没有") if not found else N_("有多个")
        raise NotFoundError(f"{what}“{name}”在 {on.isoformat()} {how_many}有效的规定，请核对法规包的施行日期")
    return found[0]
