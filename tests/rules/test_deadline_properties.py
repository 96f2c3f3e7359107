from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.calendar_of_2026 import days
from workflows.rules.calendars import Calendar
from workflows.rules.deadlines import Direction, Limit, Reason, Suspension, Unit, due, earliest, explain, latest_before

SPAN = days("2026-01-01..2026-12-31")
a_day = st.sampled_from(SPAN)
calendars = st.dictionaries(a_day, st.booleans(), max_size=120).map(lambda found: Calendar(found, frozenset({2026})))
counted = st.sampled_from([Unit.WORKING, Unit.CALENDAR])
any_day_unit = st.sampled_from([Unit.WORKING, Unit.CALENDAR, Unit.MONTH, Unit.YEAR])
lengths = st.integers(min_value=1, max_value=40)
quick = settings(max_examples=60, deadline=None, derandomize=True)


def with_a_holiday(calendar: Calendar, day: date) -> Calendar:
    return Calendar({**calendar.days, day: False}, calendar.known_years)


@quick
@given(calendars, a_day, counted, lengths, st.integers(0, 60), st.integers(0, 40))
def test_suspending_counted_days_moves_a_limit_by_exactly_so_many_counted_days(
    calendar: Calendar, start: date, unit: Unit, length: int, after: int, lasting: int
) -> None:
    limit = Limit(length, unit)
    plain = due(limit, start=start, calendar=calendar)
    first = min(start + timedelta(1 + after), plain.strict_on)
    span = Suspension(first, first + timedelta(lasting))
    taken_out = [first + timedelta(number) for number in range(lasting + 1)]
    number = sum(unit is Unit.CALENDAR or calendar.is_workday(day) for day in taken_out)

    moved = due(limit, start=start, calendar=calendar, suspensions=(span,))

    assert moved.strict_on == due(replace(limit, length=length + number), start=start, calendar=calendar).strict_on


@quick
@given(calendars, a_day, any_day_unit, lengths, a_day)
def test_a_new_holiday_never_makes_a_limit_earlier(
    calendar: Calendar, start: date, unit: Unit, length: int, holiday: date
) -> None:
    limit = Limit(length, unit)

    before = due(limit, start=start, calendar=calendar)
    after = due(limit, start=start, calendar=with_a_holiday(calendar, holiday))

    assert before.strict_on <= after.strict_on
    assert before.due_on <= after.due_on


@quick
@given(calendars, a_day, counted, lengths, a_day)
def test_a_new_holiday_never_makes_not_later_than_so_many_days_before_later(
    calendar: Calendar, event: date, unit: Unit, length: int, holiday: date
) -> None:
    before = latest_before(length, unit, event=event, calendar=calendar)
    after = latest_before(length, unit, event=event, calendar=with_a_holiday(calendar, holiday))

    assert after.strict_on <= before.strict_on
    assert after.due_on <= before.due_on


@quick
@given(calendars, a_day, counted, lengths, a_day)
def test_a_new_holiday_never_makes_a_lower_bound_earlier(
    calendar: Calendar, start: date, unit: Unit, length: int, holiday: date
) -> None:
    before = earliest(length, unit, start=start, calendar=calendar)
    after = earliest(length, unit, start=start, calendar=with_a_holiday(calendar, holiday))

    assert before.strict_on <= after.strict_on
    assert before.due_on <= after.due_on


@quick
@given(calendars, a_day, counted, lengths)
def test_counting_back_from_the_first_lawful_day_leads_to_the_event_or_after_it(
    calendar: Calendar, start: date, unit: Unit, length: int
) -> None:
    first_lawful = earliest(length, unit, start=start, calendar=calendar).strict_on

    assert latest_before(length, unit, event=first_lawful, calendar=calendar).strict_on >= start


@quick
@given(calendars, a_day, any_day_unit, lengths, st.sampled_from(Direction))
def test_the_explanation_has_every_day_once_and_counts_without_a_gap(
    calendar: Calendar, start: date, unit: Unit, length: int, direction: Direction
) -> None:
    limit = Limit(min(length, 12), unit, direction)

    lines = explain(limit, start=start, calendar=calendar)

    step = -1 if direction is Direction.BEFORE else 1
    numbers = [line.number for line in lines if line.number is not None]
    assert [line.day for line in lines] == [start + timedelta(step * number) for number in range(len(lines))]
    assert numbers == list(range(1, len(numbers) + 1))
    assert lines[0].reason is Reason.START
    assert lines[-1].day == due(limit, start=start, calendar=calendar).due_on


@quick
@given(calendars, a_day, any_day_unit, lengths, st.sampled_from(Direction))
def test_a_rolled_bound_is_a_working_day_on_the_lawful_side(
    calendar: Calendar, start: date, unit: Unit, length: int, direction: Direction
) -> None:
    found = due(Limit(min(length, 12), unit, direction), start=start, calendar=calendar)

    assert calendar.is_workday(found.due_on)
    assert (found.due_on <= found.strict_on) if direction is Direction.BEFORE else (found.due_on >= found.strict_on)
