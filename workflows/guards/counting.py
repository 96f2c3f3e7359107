"""Counting a clock row by the rules: the same reckoning for the act that starts it and the page that explains it."""

from collections.abc import Sequence
from datetime import date

from workflows.lawbook import Lawbook
from workflows.records.clocks import Clock, ClockExtension, ClockPause
from workflows.rules.calendars import Calendar
from workflows.rules.deadlines import due, explain
from workflows.rules.periods import DayLine, Direction, Due, Limit, Suspension, Unit


def count_clock(
    clock: Clock,
    *,
    pauses: Sequence[ClockPause],
    extensions: Sequence[ClockExtension],
    law: Lawbook,
    calendar: Calendar,
) -> Due:
    """Return when a clock is due; a pause still open is left out until it ends."""
    return due(
        limit_of(clock, law),
        start=_start(clock),
        calendar=calendar,
        suspensions=_ended(pauses),
        extension=sum(one.days for one in extensions),
    )


def explain_clock(
    clock: Clock,
    *,
    pauses: Sequence[ClockPause],
    extensions: Sequence[ClockExtension],
    law: Lawbook,
    calendar: Calendar,
) -> tuple[DayLine, ...]:
    """Return the day-by-day explanation of a clock."""
    return explain(
        limit_of(clock, law),
        start=_start(clock),
        calendar=calendar,
        suspensions=_ended(pauses),
        extension=sum(one.days for one in extensions),
    )


def limit_of(clock: Clock, law: Lawbook) -> Limit:
    """Return the limit a clock row counts, with the direction and roll-over its law prescribes."""
    prescribed = law.clock(clock.name, on=clock.started_on)
    direction = Direction.LATEST if clock.is_limit else prescribed.direction
    return Limit(clock.length, Unit(clock.unit), direction, prescribed.roll)


def _start(clock: Clock) -> date:
    return clock.started_at if clock.unit == Unit.HOUR.value else clock.started_on


def _ended(pauses: Sequence[ClockPause]) -> tuple[Suspension, ...]:
    return tuple(Suspension(one.since, one.until, one.ground, one.article) for one in pauses if one.until is not None)
