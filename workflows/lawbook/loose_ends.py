"""What no single entry of a law pack can show: references into nothing, and versions that overlap."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from workflows.lawbook.provisions import ClockLaw, Relief, ReviewItem, Sourced
from workflows.lawbook.reading import refusal
from workflows.lawbook.settings import Setting, missing_settings
from workflows.vocabulary.wording import N_

_EXPIRY = "clock:"


def refuse_loose_ends(pack: Mapping[str, tuple[Sourced, ...]], settings: Iterable[Setting]) -> None:
    """Raise BrokenDiagramError for the first overlap, dead reference or missing setting, naming the cure."""
    known = {
        "statutes.yaml": {one.source.law for one in pack["statutes"]},
        "clocks.yaml": {_name(one) for one in pack["clocks"]},
        "profile.yaml": {_name(one) for one in pack["pause_grounds"]},
    }
    for values in pack.values():
        _refuse_overlaps(values)
        for file, name in (reference for value in values for reference in _references(value)):
            if name not in known[file]:
                text = N_("法规包引用了“{name}”，但 {file} 中没有，请补上或者更正引用")
                raise refusal("reference", text, file=file, name=name)
    for name in missing_settings(settings):
        text = N_("法规包 {file} 缺少配置项“{name}”，请补上")
        raise refusal("setting", text, file="profile.yaml", name=name)


def _references(value: Sourced) -> Iterator[tuple[str, str]]:
    yield "statutes.yaml", value.source.law
    if isinstance(value, ReviewItem):
        yield from (("statutes.yaml", question.law) for question in value.questions)
    if isinstance(value, Relief):
        yield from (("clocks.yaml", clock) for clock in value.clocks)
    if isinstance(value, ClockLaw):
        yield from (("profile.yaml", ground) for ground in value.pauses)
        triggers = (*value.starts, *value.stops, *value.resumes)
        names = (one.act for one in triggers if one.act.startswith(_EXPIRY))
        yield from (("clocks.yaml", name.removeprefix(_EXPIRY)) for name in names)


def _refuse_overlaps(values: Iterable[Sourced]) -> None:
    versions = defaultdict[str, list[Sourced]](list)
    for value in values:
        versions[_name(value)].append(value)
    for name, same in versions.items():
        same.sort(key=lambda one: one.source.effective_from)
        for earlier, later in pairwise(same):
            if (earlier.source.effective_to or date.max) >= later.source.effective_from:
                text = N_("法规包中“{name}”自 {day} 起有两个同时有效的版本，请给旧版本写上 effective_to")
                raise refusal("overlap", text, name=name, day=later.source.effective_from.isoformat())


def _name(value: Sourced) -> str:
    keys = ("id", "name", "year")
    return next((str(getattr(value, key)) for key in keys if hasattr(value, key)), value.source.law)
