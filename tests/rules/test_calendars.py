from datetime import date

import pytest

from tests.rules.calendar_of_2026 import CALENDAR, OFF, WORKED
from workflows.rules.calendars import Calendar, DayKind


@pytest.mark.parametrize("day", sorted(WORKED), ids=str)
def test_a_make_up_day_at_the_weekend_is_worked(day: date) -> None:
    assert day.weekday() >= 5
    assert CALENDAR.kind_of(day) is DayKind.MAKE_UP
    assert CALENDAR.is_workday(day)


def test_a_weekday_given_off_is_not_worked() -> None:
    weekdays_off = [day for day in OFF if day.weekday() < 5]

    assert [CALENDAR.kind_of(day) for day in weekdays_off] == [DayKind.HOLIDAY] * len(weekdays_off)


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        (date(2026, 8, 3), DayKind.WORKDAY),
        (date(2026, 8, 8), DayKind.WEEKEND),
        (date(2026, 10, 4), DayKind.HOLIDAY),
        (date(2026, 9, 28), DayKind.WORKDAY),
        (date(2027, 2, 11), DayKind.WORKDAY),
        (date(2027, 2, 6), DayKind.HOLIDAY),
    ],
    ids=str,
)
def test_what_a_day_is(day: date, kind: DayKind) -> None:
    assert CALENDAR.kind_of(day) is kind


def test_a_year_without_a_notice_keeps_its_weekends_and_its_fixed_holidays() -> None:
    calendar = Calendar({}, frozenset({2026}))

    fixed = [date(2030, 1, 1), date(2030, 5, 1), date(2030, 5, 2), date(2030, 10, 1), date(2030, 10, 2)]

    assert [calendar.is_workday(day) for day in fixed] == [False] * 5
    assert calendar.kind_of(date(2030, 10, 1)) is DayKind.HOLIDAY
    assert calendar.holiday_name(date(2030, 10, 1)) == "国庆节"
    assert calendar.is_workday(date(2030, 1, 2))
    assert not calendar.is_workday(date(2030, 1, 5))


def test_a_notice_alone_says_what_is_off_in_its_year() -> None:
    calendar = Calendar({}, frozenset({2030}))

    assert calendar.is_workday(date(2030, 10, 1))


@pytest.mark.parametrize(
    ("day", "years"),
    [
        (date(2026, 8, 3), set()),
        (date(2026, 12, 28), set()),
        (date(2026, 12, 29), {2027}),
        (date(2027, 1, 4), {2027}),
        (date(2027, 12, 31), {2027, 2028}),
        (date(2024, 12, 30), {2024}),
    ],
    ids=str,
)
def test_the_years_whose_notice_could_still_change_a_day(day: date, years: set[int]) -> None:
    assert CALENDAR.missing_years(day) == years
    assert CALENDAR.is_provisional(day) is bool(years)


@pytest.mark.parametrize(
    ("day", "following"),
    [
        ("2026-02-13", "2026-02-14"),
        ("2026-02-14", "2026-02-24"),
        ("2026-09-19", "2026-09-20"),
        ("2026-09-30", "2026-10-08"),
        ("2026-10-09", "2026-10-10"),
        ("2027-02-04", "2027-02-11"),
        ("2026-08-03", "2026-08-04"),
    ],
)
def test_the_next_working_day(day: str, following: str) -> None:
    assert CALENDAR.next_workday(date.fromisoformat(day)) == date.fromisoformat(following)


def test_a_working_day_is_its_own_nearest_working_day() -> None:
    assert CALENDAR.workday_from(date(2026, 9, 20)) == date(2026, 9, 20)
    assert CALENDAR.workday_from(date(2026, 10, 4)) == date(2026, 10, 8)
    assert CALENDAR.workday_from(date(2026, 10, 4), step=-1) == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("first", "last", "number"),
    [
        ("2026-06-18", "2026-06-26", 5),
        ("2026-06-26", "2026-06-18", -5),
        ("2026-09-30", "2026-10-12", 4),
        ("2026-08-03", "2026-08-03", 0),
        ("2026-10-01", "2026-10-07", 0),
    ],
)
def test_working_days_are_counted_without_the_first(first: str, last: str, number: int) -> None:
    assert CALENDAR.workdays_between(date.fromisoformat(first), date.fromisoformat(last)) == number


def test_a_calendar_keeps_its_days_when_the_callers_change() -> None:
    days = {date(2026, 8, 3): False}
    calendar = Calendar(days, frozenset({2026}))

    days.clear()

    assert not calendar.is_workday(date(2026, 8, 3))
