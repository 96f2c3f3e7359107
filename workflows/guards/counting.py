"""Counting a clock row by the rules: the same reckoning for the act that starts it and the page that explains it."""

from collections.abc import Sequence
from datetime import date

from workflows.errors import NotFoundError
from workflows.lawbook import Certainty, ClockLaw, Holder, Lawbook, Level, Source
from workflows.records.clocks import Clock, ClockExtension, ClockPause
from workflows.rules.calendars import Calendar
from workflows.rules.deadlines import due, explain
from workflows.rules.periods import DayLine, Direction, Due, Limit, Suspension, Unit
from workflows.vocabulary.wording import N_, Phrase


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
    prescribed = law_of(clock, law)
    direction = Direction.LATEST if clock.is_limit else prescribed.direction
    return Limit(clock.length, Unit(clock.unit), direction, prescribed.roll)


def law_of(clock: Clock, law: Lawbook) -> ClockLaw:
    """Return what governs a clock: the law of the day it started, or its own row for a limit the agency gave itself."""
    if not clock.engine_id:
        return law.clock(clock.name, on=clock.started_on)
    return ClockLaw(
        id=clock.name,
        term=Phrase(N_("{step}（本机关期限）"), step=clock.term),
        length=clock.length,
        unit=Unit(clock.unit),
        direction=Direction.LATEST,
        roll=True,
        holder=Holder.AGENCY,
        source=Source(clock.basis, "", Level.LOCAL, Certainty.A, clock.started_on),
    )


def term_of(name: object, *, on: date, law: Lawbook) -> str:
    """Return a clock's term by what the journal calls it: its id in the law, or the name of the agency's own limit."""
    try:
        return law.clock(str(name), on=on).term
    except NotFoundError:
        return str(name)


def _start(clock: Clock) -> date:
    return clock.started_at if clock.unit == Unit.HOUR.value else clock.started_on


def _ended(pauses: Sequence[ClockPause]) -> tuple[Suspension, ...]:
    return tuple(Suspension(one.since, one.until, one.ground, one.article) for one in pauses if one.until is not None)
