from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tests.rules.calendar_of_2026 import CALENDAR
from workflows.rules.deadlines import (
    Limit,
    Unit,
    due,
    earliest,
    latest_before,
    read_suspension,
)

WORKING, CALENDAR_DAY, MONTH, YEAR = Unit.WORKING, Unit.CALENDAR, Unit.MONTH, Unit.YEAR
SHANGHAI = timezone(timedelta(hours=8))


def the_day(text: str) -> date:
    return date.fromisoformat(text)


# Each worked by hand on the printed calendars of 2025 and 2026: article, event, length, last day.
WORKING_DAYS = [
    ("law.md §2.1 over 春节", "2026-02-13", 5, "2026-02-27"),
    ("law.md §2.1 over 国庆 2025", "2025-09-28", 7, "2025-10-14"),
    ("处罚法56条 §7.1", "2026-05-22", 7, "2026-06-02"),
    ("市监57条2款 §7.1 over 端午", "2026-06-18", 5, "2026-06-26"),
    ("市监57条2款 §7.1 round 2", "2026-07-21", 5, "2026-07-28"),
    ("市监57条2款 path §6", "2026-09-30", 5, "2026-10-13"),
    ("处罚法61条 path §6", "2026-09-30", 7, "2026-10-15"),
    ("审核时限 §7.1 round 1", "2026-06-30", 7, "2026-07-09"),
    ("审核时限 §7.1 round 2", "2026-07-24", 7, "2026-08-04"),
    ("市监55条", "2026-06-30", 10, "2026-07-14"),
    ("处罚法61条 §7.1", "2026-08-03", 7, "2026-08-12"),
    ("处罚法48条2款 E5, Sunday 9/20 worked", "2026-09-18", 3, "2026-09-22"),
    ("处罚法48条2款", "2026-08-05", 3, "2026-08-10"),
    ("市监听证29条", "2026-06-24", 5, "2026-07-01"),
    ("复议法48条 Saturday 10/10 worked", "2026-10-08", 10, "2026-10-21"),
    ("市监18条", "2026-05-18", 15, "2026-06-08"),
    ("市监77条", "2026-08-18", 15, "2026-09-08"),
    ("处罚法64条1项 over 清明", "2026-04-03", 5, "2026-04-13"),
    ("处罚法64条1项 over 劳动节, Saturday 5/9 worked", "2026-04-30", 5, "2026-05-11"),
    ("处罚法85条 last day is a worked Saturday", "2026-05-08", 1, "2026-05-09"),
    ("处罚法85条 event on a worked Saturday", "2026-02-14", 1, "2026-02-24"),
    ("处罚法85条 last day is 2/28, worked", "2026-02-27", 1, "2026-02-28"),
    ("处罚法85条 event on a holiday", "2026-01-01", 5, "2026-01-08"),
    ("处罚法85条 over New Year", "2025-12-31", 1, "2026-01-04"),
    ("处罚法85条 over 春节 2025", "2025-01-24", 5, "2025-02-07"),
    ("处罚法85条 to Saturday 2025-02-08", "2025-01-24", 6, "2025-02-08"),
    ("处罚法85条 over 清明 2025", "2025-04-03", 3, "2025-04-09"),
    ("处罚法85条 over 劳动节 2025", "2025-04-25", 7, "2025-05-08"),
    ("处罚法85条 over 端午 2025", "2025-05-30", 2, "2025-06-04"),
    ("处罚法85条 to Saturday 2025-10-11", "2025-09-30", 3, "2025-10-11"),
]


@pytest.mark.parametrize(
    ("start", "length", "last"), [case[1:] for case in WORKING_DAYS], ids=[c[0] for c in WORKING_DAYS]
)
def test_a_limit_in_working_days(start: str, length: int, last: str) -> None:
    found = due(Limit(length, WORKING), start=the_day(start), calendar=CALENDAR)

    assert (found.due_on, found.strict_on, found.provisional) == (the_day(last), the_day(last), False)


# Article, event, length, unit, strict day (内部预警日), day after roll-over.
OTHER_DAYS = [
    ("处罚法60条 §7.1", "2026-05-22", 90, CALENDAR_DAY, "2026-08-20", "2026-08-20"),
    ("处罚法60条", "2026-01-15", 90, CALENDAR_DAY, "2026-04-15", "2026-04-15"),
    ("处罚法60条 ends on 国庆", "2026-07-03", 90, CALENDAR_DAY, "2026-10-01", "2026-10-08"),
    ("处罚法60条 ends on a Sunday", "2025-11-03", 90, CALENDAR_DAY, "2026-02-01", "2026-02-02"),
    ("处罚法67条3款 §7.1", "2026-08-05", 15, CALENDAR_DAY, "2026-08-20", "2026-08-20"),
    ("处罚法67条3款 path §6, to a worked Sunday", "2026-09-04", 15, CALENDAR_DAY, "2026-09-19", "2026-09-20"),
    ("处罚法67条3款 ends in 春节", "2026-01-31", 15, CALENDAR_DAY, "2026-02-15", "2026-02-24"),
    ("民诉法95条 path §6", "2026-08-05", 30, CALENDAR_DAY, "2026-09-04", "2026-09-04"),
    ("民诉法95条 E4", "2026-06-01", 30, CALENDAR_DAY, "2026-07-01", "2026-07-01"),
    ("复议法20条 §1.3", "2026-08-05", 60, CALENDAR_DAY, "2026-10-04", "2026-10-08"),
    ("行诉法67条 ends on 端午", "2026-06-04", 15, CALENDAR_DAY, "2026-06-19", "2026-06-22"),
    ("310号令5条 ends on 端午", "2026-06-16", 3, CALENDAR_DAY, "2026-06-19", "2026-06-22"),
    ("310号令8条", "2026-07-06", 3, CALENDAR_DAY, "2026-07-09", "2026-07-09"),
    ("归档 ends on a worked Sunday", "2026-08-21", 30, CALENDAR_DAY, "2026-09-20", "2026-09-20"),
    ("行诉法46条 ends on 国庆", "2026-04-06", 6, MONTH, "2026-10-06", "2026-10-08"),
    ("行诉法46条 no 31 November", "2025-05-31", 6, MONTH, "2025-11-30", "2025-12-01"),
    ("强制法53条 no 31 June", "2026-03-31", 3, MONTH, "2026-06-30", "2026-06-30"),
    ("强制法53条 no 30 February, Saturday worked", "2025-11-30", 3, MONTH, "2026-02-28", "2026-02-28"),
    ("强制法53条 ends on 国庆", "2026-07-01", 3, MONTH, "2026-10-01", "2026-10-08"),
    ("强制法53条 across the year", "2025-11-14", 3, MONTH, "2026-02-14", "2026-02-14"),
    ("处罚法36条", "2024-05-20", 2, YEAR, "2026-05-20", "2026-05-20"),
    ("处罚法36条 no 29 February", "2024-02-29", 2, YEAR, "2026-02-28", "2026-02-28"),
    ("处罚法36条 five years", "2021-07-15", 5, YEAR, "2026-07-15", "2026-07-15"),
]


@pytest.mark.parametrize(
    ("start", "length", "unit", "strict", "rolled"), [case[1:] for case in OTHER_DAYS], ids=[c[0] for c in OTHER_DAYS]
)
def test_a_limit_in_calendar_days_months_or_years(
    start: str, length: int, unit: Unit, strict: str, rolled: str
) -> None:
    found = due(Limit(length, unit), start=the_day(start), calendar=CALENDAR)
    unrolled = due(Limit(length, unit, roll=False), start=the_day(start), calendar=CALENDAR)

    assert (found.strict_on, found.due_on, found.provisional) == (the_day(strict), the_day(rolled), False)
    assert (unrolled.strict_on, unrolled.due_on) == (the_day(strict), the_day(strict))


# Article, event, full units that must lie between, first lawful day, the same rolled to a working day.
LOWER_BOUNDS = [
    ("处罚法64条2项 path §6", "2026-06-11", 7, WORKING, "2026-06-24", "2026-06-24"),
    ("处罚法64条2项 path §1.2 B11", "2026-06-18", 7, WORKING, "2026-07-01", "2026-07-01"),
    ("处罚法64条2项 path §6 over 中秋国庆", "2026-09-21", 7, WORKING, "2026-10-09", "2026-10-09"),
    ("处罚法64条2项 full on a Friday", "2026-07-08", 7, WORKING, "2026-07-18", "2026-07-20"),
    ("强制法54条 path §6", "2026-09-21", 10, WORKING, "2026-10-13", "2026-10-13"),
    ("强制法54条", "2026-08-24", 10, WORKING, "2026-09-08", "2026-09-08"),
    ("市监听证22条 over 端午", "2026-06-16", 3, WORKING, "2026-06-23", "2026-06-23"),
    ("市监听证22条 full on a worked Saturday", "2026-10-01", 3, WORKING, "2026-10-11", "2026-10-12"),
    ("calendar days", "2026-08-03", 10, CALENDAR_DAY, "2026-08-14", "2026-08-14"),
]


@pytest.mark.parametrize(
    ("start", "length", "unit", "strict", "rolled"),
    [case[1:] for case in LOWER_BOUNDS],
    ids=[c[0] for c in LOWER_BOUNDS],
)
def test_an_act_may_be_done_once_the_full_length_lies_between(
    start: str, length: int, unit: Unit, strict: str, rolled: str
) -> None:
    found = earliest(length, unit, start=the_day(start), calendar=CALENDAR)

    assert (found.strict_on, found.due_on) == (the_day(strict), the_day(rolled))


BACKWARD = [
    ("处罚法64条2项", "2026-06-24", 7, WORKING, "2026-06-11", "2026-06-11"),
    ("处罚法64条2项 back over 端午", "2026-07-01", 7, WORKING, "2026-06-21", "2026-06-18"),
    ("处罚法64条2项 back over 国庆", "2026-10-09", 7, WORKING, "2026-09-21", "2026-09-21"),
    ("强制法51条 Sunday goes back to Friday", "2026-06-16", 1, WORKING, "2026-06-14", "2026-06-12"),
    ("强制法51条 a worked Saturday counts", "2026-10-12", 1, WORKING, "2026-10-09", "2026-10-09"),
    ("许可法50条 thirty days", "2026-08-31", 30, CALENDAR_DAY, "2026-07-31", "2026-07-31"),
    ("a month before 31 March", "2026-03-31", 1, MONTH, "2026-02-27", "2026-02-27"),
]


@pytest.mark.parametrize(
    ("event", "length", "unit", "strict", "rolled"), [case[1:] for case in BACKWARD], ids=[c[0] for c in BACKWARD]
)
def test_an_act_must_lie_the_full_length_before_the_event(
    event: str, length: int, unit: Unit, strict: str, rolled: str
) -> None:
    found = latest_before(length, unit, event=the_day(event), calendar=CALENDAR)

    assert (found.strict_on, found.due_on) == (the_day(strict), the_day(rolled))


NINETY, SEVEN = (90, CALENDAR_DAY, "2026-05-22"), (7, WORKING, "2026-06-30")
SUSPENDED = [
    ("市监64条 ten days, to a Sunday", NINETY, ["2026-06-01..2026-06-10"], "2026-08-30", "2026-08-31"),
    ("市监64条 public notice of E4", NINETY, ["2026-06-02..2026-07-01"], "2026-09-19", "2026-09-20"),
    (
        "overlapping spans count once",
        NINETY,
        ["2026-06-01..2026-06-10", "2026-06-05..2026-06-12"],
        "2026-09-01",
        "2026-09-01",
    ),
    ("a span before the event", NINETY, ["2026-04-01..2026-05-22"], "2026-08-20", "2026-08-20"),
    ("a span after the end", NINETY, ["2026-08-21..2026-08-31"], "2026-08-20", "2026-08-20"),
    ("a span beginning on the last day", NINETY, ["2026-08-20..2026-08-21"], "2026-08-22", "2026-08-24"),
    ("审核补材料 over a weekend", SEVEN, ["2026-07-02..2026-07-07"], "2026-07-15", "2026-07-15"),
    ("a span of a weekend alone", SEVEN, ["2026-07-04..2026-07-05"], "2026-07-09", "2026-07-09"),
    ("months go on in days", (3, MONTH, "2026-03-31"), ["2026-04-01..2026-04-10"], "2026-07-10", "2026-07-10"),
]


@pytest.mark.parametrize(
    ("period", "spans", "strict", "rolled"), [c[1:] for c in SUSPENDED], ids=[c[0] for c in SUSPENDED]
)
def test_a_suspension_moves_the_limit_by_the_days_it_takes_out(
    period: tuple[int, Unit, str], spans: list[str], strict: str, rolled: str
) -> None:
    length, unit, start = period

    found = due(
        Limit(length, unit),
        start=the_day(start),
        calendar=CALENDAR,
        suspensions=tuple(read_suspension(span) for span in spans),
    )

    assert (found.strict_on, found.due_on) == (the_day(strict), the_day(rolled))


@pytest.mark.parametrize(
    ("limit", "start", "extension", "last"),
    [
        (Limit(90, CALENDAR_DAY), "2026-05-22", 30, "2026-09-20"),
        (Limit(15, WORKING), "2026-05-18", 15, "2026-06-30"),
        (Limit(3, MONTH), "2026-03-31", 1, "2026-07-31"),
    ],
    ids=["市监64条1款", "市监18条", "months"],
)
def test_an_extension_lengthens_the_period_in_its_own_unit(limit: Limit, start: str, extension: int, last: str) -> None:
    assert due(limit, start=the_day(start), calendar=CALENDAR, extension=extension).due_on == the_day(last)


@pytest.mark.parametrize(
    ("limit", "start", "last", "years"),
    [
        (Limit(6, MONTH), "2026-08-05", "2027-02-11", (2027,)),
        (Limit(5, WORKING), "2026-12-28", "2027-01-05", (2027,)),
        (Limit(9, CALENDAR_DAY), "2026-12-20", "2026-12-29", (2027,)),
        (Limit(8, CALENDAR_DAY), "2026-12-20", "2026-12-28", ()),
        (Limit(90, CALENDAR_DAY), "2026-12-15", "2027-03-15", (2027,)),
        (Limit(2, YEAR, roll=False), "2026-12-15", "2028-12-15", ()),
        (Limit(13, MONTH), "2026-12-01", "2028-01-03", (2028,)),
    ],
    ids=["行诉法46条 path §1.3", "over New Year", "12-29", "12-28", "calendar days", "no roll", "two years on"],
)
def test_a_day_that_rests_on_a_missing_notice_is_provisional(
    limit: Limit, start: str, last: str, years: tuple[int, ...]
) -> None:
    found = due(limit, start=the_day(start), calendar=CALENDAR)

    assert (found.due_on, found.missing_years, found.provisional) == (the_day(last), years, bool(years))


def test_the_provisional_mark_says_which_notice_is_missing() -> None:
    found = due(Limit(6, MONTH), start=date(2026, 8, 5), calendar=CALENDAR)
    certain = due(Limit(5, WORKING), start=date(2026, 8, 5), calendar=CALENDAR)

    assert found.warning is not None
    assert found.warning.in_chinese() == "暂定：尚未导入2027年放假通知，导入后自动重算（放假办法）"
    assert found.strict_on == date(2027, 2, 5)
    assert certain.warning is None


@pytest.mark.parametrize(
    ("approved", "day"),
    [
        (datetime(2026, 8, 3, 16, 30, tzinfo=SHANGHAI), date(2026, 8, 4)),
        (datetime(2026, 8, 3, 20, 0, tzinfo=UTC), date(2026, 8, 5)),
        (datetime(2026, 9, 30, 9, 0, tzinfo=SHANGHAI), date(2026, 10, 1)),
    ],
    ids=["310号令5条", "an instant of the next Shanghai day", "hours do not roll"],
)
def test_hours_run_through_nights_and_holidays(approved: datetime, day: date) -> None:
    found = due(Limit(24, Unit.HOUR), start=approved, calendar=CALENDAR)

    assert (found.due_at, found.due_on, found.strict_on) == (approved + timedelta(hours=24), day, day)
