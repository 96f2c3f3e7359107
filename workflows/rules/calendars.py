"""Which days are working days 工作日: the State Council's yearly notice first, the week and fixed holidays after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from workflows.vocabulary.wording import N_

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5

# 放假办法2条 (2024修订): the holidays that fall on the same date every year.
FIXED_HOLIDAYS: Mapping[tuple[int, int], str] = MappingProxyType(
    {
        (1, 1): N_("元旦"),
        (5, 1): N_("劳动节"),
        (5, 2): N_("劳动节"),
        (10, 1): N_("国庆节"),
        (10, 2): N_("国庆节"),
        (10, 3): N_("国庆节"),
    }
)

# New Year's notice has moved 29–31 December of the year before (2018-12-29 worked, 2018-12-31 off).
_NEXT_NOTICE_FROM = (12, 29)


class DayKind(StrEnum):
    """What a day is to a clock that counts working days."""

    WORKDAY = "workday"
    MAKE_UP = "make_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of the agency's place.

    ``days`` holds the exceptions (True: 调休上班, False: 放假); every other day follows the week. A year outside
    ``known_years`` has no notice yet: its exceptions are expectations, its fixed-date holidays are counted, and
    whatever rests on it is 暂定. ``names`` are the holidays' names, for explanations only.
    """

    days: Mapping[date, bool]
    known_years: frozenset[int]
    names: Mapping[date, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep copies, so that nobody changes a calendar that has answered."""
        object.__setattr__(self, "days", MappingProxyType(dict(self.days)))
        object.__setattr__(self, "names", MappingProxyType(dict(self.names)))
        object.__setattr__(self, "known_years", frozenset(self.known_years))

    def kind_of(self, day: date) -> DayKind:
        """Return what ``day`` is: an exception named by the notice, else what the week says."""
        weekend = day.weekday() >= _SATURDAY
        working = self.days.get(day)
        if working is None:
            working = not weekend and not self._is_fixed_holiday(day)
        if working:
            return DayKind.MAKE_UP if weekend else DayKind.WORKDAY
        return DayKind.HOLIDAY if self.holiday_name(day) or day in self.days or not weekend else DayKind.WEEKEND

    def is_workday(self, day: date) -> bool:
        """Say whether offices work: a make-up Saturday does, a weekday given off does not (law.md C-9)."""
        return self.kind_of(day) in {DayKind.WORKDAY, DayKind.MAKE_UP}

    def holiday_name(self, day: date) -> str:
        """Return the holiday's name, or an empty text."""
        if self._is_fixed_holiday(day):
            return self.names.get(day) or FIXED_HOLIDAYS[day.month, day.day]
        return self.names.get(day, "")

    def next_workday(self, day: date) -> date:
        """Return the first working day after ``day``."""
        return self.workday_from(day + _ONE_DAY)

    def workday_from(self, day: date, *, step: int = 1) -> date:
        """Return ``day`` if offices work on it, else the nearest working day after it (before it when step is -1)."""
        while not self.is_workday(day):
            day += step * _ONE_DAY
        return day

    def workdays_between(self, first: date, last: date) -> int:
        """Return the working days after ``first`` up to and including ``last``; negative when ``last`` lies before."""
        if last < first:
            return -self.workdays_between(last, first)
        return sum(self.is_workday(first + number * _ONE_DAY) for number in range(1, (last - first).days + 1))

    def missing_years(self, day: date) -> frozenset[int]:
        """Return the years whose notice could still change ``day``."""
        years = {day.year}
        if (day.month, day.day) >= _NEXT_NOTICE_FROM:
            years.add(day.year + 1)
        return frozenset(years - self.known_years)

    def is_provisional(self, day: date) -> bool:
        """Say whether ``day`` is only 暂定 for want of a notice."""
        return bool(self.missing_years(day))

    def _is_fixed_holiday(self, day: date) -> bool:
        return day.year not in self.known_years and (day.month, day.day) in FIXED_HOLIDAYS
