from datetime import date
from pathlib import Path

from tests.rules.calendar_of_2026 import CALENDAR, days
from workflows.lawbook import HolidayNotice, Lawbook
from workflows.rules.deadlines import due

BOOK = Lawbook.load(Path(__file__).parents[1] / "bpmn" / "law")
ON = date(2026, 8, 3)


def test_the_calendar_of_2025_and_2026_is_that_of_the_notices() -> None:
    calendar = BOOK.calendar()

    assert [day for day in days("2025-01-01..2026-12-31") if calendar.kind_of(day) != CALENDAR.kind_of(day)] == []
    assert calendar.holiday_name(date(2026, 6, 19)) == "端午节"
    assert 2026 in calendar.known_years
    assert 2027 not in calendar.known_years


def test_importing_a_notice_replaces_what_was_expected_of_its_year() -> None:
    off = dict.fromkeys(days("2027-02-05..2027-02-11"), "春节")
    notice = HolidayNotice(2027, off, frozenset({date(2027, 1, 31)}), "国办发明电〔2026〕0号")
    limit = BOOK.clock("litigate_6mo", on=ON).limit()

    before = due(limit, start=date(2026, 8, 5), calendar=BOOK.calendar())
    after = due(limit, start=date(2026, 8, 5), calendar=BOOK.calendar([notice]))

    assert (before.due_on, before.provisional) == (date(2027, 2, 11), True)
    assert (after.due_on, after.provisional) == (date(2027, 2, 12), False)
    assert BOOK.calendar([notice]).is_workday(date(2027, 1, 31))
    assert BOOK.calendar([notice]).is_workday(date(2027, 4, 5))


def test_a_regional_holiday_is_added_without_making_its_year_known() -> None:
    regional = HolidayNotice(2027, {date(2027, 4, 9): "三月三"}, title="自治区通知", regional=True)
    calendar = BOOK.calendar([regional])

    assert not calendar.is_workday(date(2027, 4, 9))
    assert not calendar.is_workday(date(2027, 2, 5))
    assert calendar.is_provisional(date(2027, 4, 9))
