"""工作日历: one year day by day, the notices it rests on, and whether it is still 暂定 for want of one."""

from calendar import monthcalendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workflows.forms import Form
from workflows.guards.calendar import notice_form
from workflows.guards.means import Means
from workflows.records.clocks import CalendarNotice, count_provisional
from workflows.records.transaction import Records
from workflows.rules.calendars import Calendar, DayKind
from workflows.vocabulary.wording import listed

FIRST, LAST = 2008, 2100
_ONE_DAY = timedelta(days=1)
_ONE_YEAR_OF_MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class ShownDay:
    """One day: its number, kind (workday, make_up, weekend, holiday) and the holiday's name."""

    day: date
    kind: str
    name: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class ShownSpan:
    """Days in a row that are off, or a make-up working day, as a notice tells them."""

    first: date
    last: date
    kind: str
    name: str

    @property
    def length(self) -> int:
        """Return how many days it lasts."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """One imported notice: what it says and who imported it when; ``is_replaced`` by a later version."""

    title: str
    is_regional: bool
    days_off: int
    make_up_days: int
    imported_by: str
    imported_at: datetime
    is_replaced: bool


@dataclass(frozen=True, slots=True)
class YearPage:
    """A year: its months as weeks of days (None outside the month), its notices, and how sure it is."""

    year: int
    is_provisional: bool
    months: Sequence[Sequence[Sequence[ShownDay | None]]]
    notices: Sequence[ShownNotice]
    workdays: int
    spans: Sequence[ShownSpan]
    provisional_clocks: int
    previous_year: int | None
    next_year: int | None


def ask_year(year: int, *, records: Records, means: Means, today: date) -> YearPage:
    """Return a year of the working calendar; years before the first notice known are shown as that one."""
    year = min(max(year, FIRST), LAST)
    calendar = means.calendar(records)
    months = [_month(year, number, calendar, today) for number in _ONE_YEAR_OF_MONTHS]
    days = [day for month in months for week in month for day in week if day is not None]
    rows = records.list_where(CalendarNotice, CalendarNotice.year == year)
    return YearPage(
        year=year,
        is_provisional=year not in calendar.known_years,
        months=months,
        notices=[_notice(row, rows) for row in reversed(rows)],
        workdays=sum(day.kind in {DayKind.WORKDAY, DayKind.MAKE_UP} for day in days),
        spans=_spans([day for day in days if day.kind in {DayKind.HOLIDAY, DayKind.MAKE_UP}]),
        provisional_clocks=count_provisional(records.session),
        previous_year=year - 1 if year > FIRST else None,
        next_year=year + 1 if year < LAST else None,
    )


def ask_notice_form(year: int) -> Form:
    """Return the form of a notice, opened with the year that is looked at."""
    form = notice_form()
    return form.with_initial({**form.initial, "year": year})


def describe_year(page: YearPage) -> list[str]:
    """Return a year as lines of text for the command line."""
    mark = " 暂定：尚无国务院通知" if page.is_provisional else ""
    lines = [f"{page.year} 年，工作日 {page.workdays} 天{mark}"]
    words = {DayKind.HOLIDAY.value: "放假", DayKind.MAKE_UP.value: "上班"}
    lines += [f"{_in_words(span)} {words[span.kind]} {span.name}".rstrip() for span in page.spans]
    lines += [f"依据：{one.title}（{one.imported_by} 导入）" for one in page.notices if not one.is_replaced]
    return lines


def _spans(days: Sequence[ShownDay]) -> list[ShownSpan]:
    """Return days as spans: days in a row of one kind together, with every holiday's name once."""
    spans = list[list[ShownDay]]()
    for day in days:
        last = spans[-1][-1] if spans else None
        if last is not None and last.kind == day.kind and day.day - last.day == _ONE_DAY:
            spans[-1].append(day)
        else:
            spans.append([day])
    return [ShownSpan(span[0].day, span[-1].day, span[0].kind, _names(span)) for span in spans]


def _names(days: Sequence[ShownDay]) -> str:
    return listed(dict.fromkeys(day.name for day in days if day.name))


def _in_words(span: ShownSpan) -> str:
    weekdays = "一二三四五六日"
    first = f"{span.first.isoformat()} 周{weekdays[span.first.weekday()]}"
    last = f"{span.last.isoformat()} 周{weekdays[span.last.weekday()]}"
    return first if span.length == 1 else f"{first} 至 {last} {span.length} 天"


def _month(year: int, month: int, calendar: Calendar, today: date) -> list[list[ShownDay | None]]:
    return [
        [_day(date(year, month, number), calendar, today) if number else None for number in week]
        for week in monthcalendar(year, month)
    ]


def _day(day: date, calendar: Calendar, today: date) -> ShownDay:
    return ShownDay(day, calendar.kind_of(day).value, calendar.holiday_name(day), day == today)


def _notice(row: CalendarNotice, rows: Sequence[CalendarNotice]) -> ShownNotice:
    is_replaced = any(
        other.id > row.id and other.is_regional == row.is_regional and (not row.is_regional or other.title == row.title)
        for other in rows
    )
    return ShownNotice(
        row.title,
        row.is_regional,
        len(row.holidays),
        len(row.make_up_days),
        row.imported_by,
        row.imported_at,
        is_replaced,
    )
