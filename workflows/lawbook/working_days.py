"""Which calendar the offices keep: known years, imported notices over them, expected holidays for the years to come."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from chinese_calendar import constants

from workflows.lawbook.provisions import Source
from workflows.rules.calendars import Calendar
from workflows.vocabulary.wording import N_

_NAMES = {
    "New Year's Day": N_("元旦"),
    "Spring Festival": N_("春节"),
    "Tomb-sweeping Day": N_("清明节"),
    "Labour Day": N_("劳动节"),
    "Dragon Boat Festival": N_("端午节"),
    "Mid-autumn Festival": N_("中秋节"),
    "National Day": N_("国庆节"),
    "Anti-Fascist 70th Day": N_("抗战胜利70周年纪念日"),
}


@dataclass(frozen=True, slots=True)
class HolidayNotice:
    """An imported notice: the year's holidays by name and its make-up working days.

    A notice of the State Council makes ``year`` known; a ``regional`` one (放假办法4条) only adds days.
    """

    year: int
    holidays: Mapping[date, str]
    make_up_days: frozenset[date] = field(default_factory=frozenset)
    title: str = ""
    regional: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedYear:
    """The holidays expected of a year without a notice."""

    year: int
    holidays: Mapping[date, str]
    source: Source


def build_calendar(expected: Iterable[ExpectedYear], notices: Iterable[HolidayNotice]) -> Calendar:
    """Return the calendar; a later notice wins over an earlier one, regional days over all."""
    days = dict.fromkeys(constants.holidays, False) | dict.fromkeys(constants.workdays, True)
    names = {day: _NAMES.get(name, name) for day, name in constants.holidays.items()}
    known = {day.year for day in constants.holidays}
    for notice in sorted(notices, key=lambda one: one.regional):
        if not notice.regional:
            known.add(notice.year)
            days = {day: working for day, working in days.items() if day.year != notice.year}
            names = {day: name for day, name in names.items() if day.year != notice.year}
        days |= dict.fromkeys(notice.holidays, False) | dict.fromkeys(notice.make_up_days, True)
        names |= notice.holidays
    for year in expected:
        if year.year not in known:
            days = dict.fromkeys(year.holidays, False) | days
            names = dict(year.holidays) | names
    return Calendar(days, frozenset(known), names)
