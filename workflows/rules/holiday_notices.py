"""Whether a notice of holidays 放假通知 may be believed: every year's holidays are there and every day is possible.

放假办法 names the holidays everybody has; the State Council's yearly notice moves the weekends around them, and a
region may add days (4条). A mistyped notice would move every deadline of the office, so it is read strictly.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.rules.calendars import FIXED_HOLIDAYS
from workflows.vocabulary.wording import N_, Objection, listed

ARTICLE = "放假办法2条"
HOLIDAY_NAMES = (N_("元旦"), N_("春节"), N_("清明"), N_("劳动节"), N_("端午"), N_("中秋"), N_("国庆"))
"""The holidays every citizen has (放假办法2条): a notice that leaves one out has been copied incompletely."""

FIRST_YEAR, LAST_YEAR = 2008, 2100
LONGEST = 15
"""No holiday lasts longer; a longer span is a typing error."""

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
# New Year's notice may move the last days of the year before.
_FROM_DAY = (12, 29)


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One line of a notice: off from ``first`` to ``last`` under a name, or at work on these days (调休上班)."""

    line: int
    is_off: bool
    first: date
    last: date
    name: str = ""

    @classmethod
    def off(cls, line: int, first: date, last: date, name: str) -> "NoticeLine":
        """Return a line that gives days off."""
        return cls(line, is_off=True, first=first, last=last, name=name)

    @classmethod
    def at_work(cls, line: int, day: date) -> "NoticeLine":
        """Return a line that makes a weekend day a working day."""
        return cls(line, is_off=False, first=day, last=day)

    def days(self) -> list[date]:
        """Return the days of the line; none where it ends before it begins."""
        return [self.first + number * _ONE_DAY for number in range((self.last - self.first).days + 1)]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a notice, and at which of its lines (None: with the notice as a whole)."""

    index: int | None
    objection: Objection


def faults_of_notice(year: int, lines: Sequence[NoticeLine], *, is_regional: bool) -> list[Fault]:
    """Return everything that is wrong with a notice of ``year``, line by line, then as a whole."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        text = N_("年度“{year}”不在 {first} 至 {last} 年之间，请核对")
        return [Fault(None, Objection("notice-year", text, {"year": year, "first": FIRST_YEAR, "last": LAST_YEAR}))]
    found = [
        Fault(index, objection)
        for index, line in enumerate(lines)
        if (objection := _fault_of_line(year, line)) is not None
    ]
    found += _faults_of_repetition(lines)
    if not found and not is_regional:
        found += [Fault(None, one) for one in _missing(year, lines)]
    return found


def _fault_of_line(year: int, line: NoticeLine) -> Objection | None:
    where: dict[str, str | int] = {"line": line.line, "first": line.first.isoformat(), "last": line.last.isoformat()}
    if line.last < line.first:
        return Objection("notice-backwards", N_("第 {line} 行：止日 {last} 早于起日 {first}，请核对"), where)
    if len(line.days()) > LONGEST:
        text = N_("第 {line} 行：{first} 至 {last} 超过 {longest} 天，请核对起止日期")
        return Objection("notice-too-long", text, {**where, "longest": LONGEST})
    for day in line.days():
        at: dict[str, str | int] = {"line": line.line, "day": day.isoformat(), "year": year}
        if not _belongs(year, day):
            return Objection(
                "notice-other-year", N_("第 {line} 行：{day} 不属于 {year} 年的安排，请核对年度或者日期"), at
            )
        if not line.is_off and day.weekday() < _SATURDAY:
            text = N_("第 {line} 行：{day} 是周一至周五，本来就是工作日，不必调休上班，请核对日期")
            return Objection("notice-make-up-weekday", text, at)
    return None


def _belongs(year: int, day: date) -> bool:
    return day.year == year or (day.year == year - 1 and (day.month, day.day) >= _FROM_DAY)


def _faults_of_repetition(lines: Sequence[NoticeLine]) -> list[Fault]:
    """Refuse a day that stands twice: off and at work, or under two names."""
    seen = dict[date, int]()
    found = list[Fault]()
    for index, line in enumerate(lines):
        for day in line.days()[:LONGEST]:
            if day in seen:
                text = N_("第 {line} 行：{day} 在第 {before} 行已经列过，请删去其中一处")
                params: dict[str, str | int] = {"line": line.line, "day": day.isoformat(), "before": seen[day]}
                found.append(Fault(index, Objection("notice-repeated", text, params)))
                break
            seen[day] = line.line
    return found


def _missing(year: int, lines: Sequence[NoticeLine]) -> list[Objection]:
    off = {day for line in lines if line.is_off for day in line.days()}
    names = "".join(line.name for line in lines if line.is_off)
    absent = [name for name in HOLIDAY_NAMES if name not in names]
    fixed = [day for month, number in FIXED_HOLIDAYS if (day := date(year, month, number)) not in off]
    if absent:
        text = N_("通知没有列出{names}，请对照原文补全后再导入；只增加地方假日的，请选择“地方通知”")
        return [Objection("notice-incomplete", text, {"names": listed(absent)}, article=ARTICLE)]
    if fixed:
        text = N_("{days} 是法定放假的日期，通知却没有列为放假，请对照原文核对")
        days = listed(day.isoformat() for day in fixed)
        return [Objection("notice-without-fixed-day", text, {"days": days}, article=ARTICLE)]
    return []
