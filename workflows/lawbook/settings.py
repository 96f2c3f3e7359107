"""The settings of the profile: their names and types, and the profile they make on a day."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from workflows.lawbook.provisions import PauseGround, Profile, Source
from workflows.lawbook.reading import Entry
from workflows.vocabulary.wording import N_

Value: TypeAlias = str | bool | int | Fraction

_BOUNDS = ("at_least", "more_than")
_CHOICES: dict[str, tuple[str, ...]] = {
    "review_position": ("before_notice", "after_statement", "both"),
    "hearing_bound": _BOUNDS,
    "catalogue_bound": _BOUNDS,
}
_NOT_SETTINGS = {"pause_grounds", "sources", "terms"}
_TYPES = {field.name: field.type for field in fields(Profile) if field.name not in _NOT_SETTINGS}
_MONEY = "_threshold_"
NUMBERS = tuple(name for name, kind in _TYPES.items() if kind is int and _MONEY not in name)


@dataclass(frozen=True, slots=True)
class Setting:
    """One value of the profile with its provision; amounts are in 分."""

    name: str
    term: str
    value: Value
    source: Source


def read_value(entry: Entry) -> tuple[str, Value]:
    """Read a setting's name and its value, of the type the profile gives it."""
    name = entry.one_of("name", tuple(_TYPES))
    if _MONEY in name:
        amount = entry.find_fen("value_yuan")
        if amount is None:
            raise entry.wrong("value_yuan", N_("法规包 {file} 的 {place}：缺少此项，请以元为单位补上"))
        return name, amount
    if name in _CHOICES:
        return name, entry.one_of("value", _CHOICES[name])
    if _TYPES[name] is bool:
        return name, entry.flag("value")
    return name, entry.number("value") if _TYPES[name] is int else _share(entry)


def profile_of(settings: Iterable[Setting], grounds: tuple[PauseGround, ...], on: date) -> Profile | None:
    """Return the profile in force, or None when a setting is in force twice or not at all."""
    current = [setting for setting in settings if setting.source.in_force(on)]
    if sorted(setting.name for setting in current) != sorted(_TYPES):
        return None
    values = {setting.name: setting.value for setting in current}
    return Profile(
        **values,  # type: ignore[arg-type] # each value was read by the type of its field
        pause_grounds=tuple(ground for ground in grounds if ground.source.in_force(on)),
        sources={setting.name: setting.source for setting in current},
        terms={setting.name: setting.term for setting in current},
    )


def missing_settings(settings: Iterable[Setting]) -> tuple[str, ...]:
    """Return the settings the profile needs and the pack never gives."""
    return tuple(sorted(set(_TYPES) - {setting.name for setting in settings}))


def _share(entry: Entry) -> Fraction:
    text = entry.text("value")
    try:
        share = Fraction(text)
    except (ValueError, ZeroDivisionError):
        share = Fraction(0)
    if not 0 < share <= 1:
        raise entry.wrong(
            "value", N_("法规包 {file} 的 {place}：应当是 2/3 这样的比例，现为“{given}”，请更正"), given=text
        )
    return share
