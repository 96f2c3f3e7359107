"""时限: the clocks of a case with their lamps and the explanation day by day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflows.guards.counting import explain_clock, law_of
from workflows.guards.means import Means
from workflows.questions.lamps import ShownLamp, lamp_for
from workflows.records.clocks import Clock
from workflows.records.dossier import Dossier
from workflows.rules.calendars import Calendar
from workflows.rules.periods import DayLine
from workflows.vocabulary.wording import N_, Objection


@dataclass(frozen=True, slots=True)
class ShownDay:
    """One day of the explanation; ``counted`` is its number, or None with the reason why not."""

    on: date
    counted: int | None
    why: str


@dataclass(frozen=True, slots=True)
class ShownClock:
    """One clock as the case page shows it."""

    id: int
    name: str
    label: str
    lamp: str
    words: Objection
    started_on: date
    due_on: date
    article: str
    is_provisional: bool
    state: str
    days: Sequence[ShownDay]


def list_clocks(dossier: Dossier, *, means: Means, today: date) -> list[ShownClock]:
    """Return the clocks that run or stand still first, then the ended ones, newest first."""
    calendar = means.calendar(dossier.records)
    order = {"running": 0, "paused": 1}
    clocks = sorted(dossier.clocks, key=lambda clock: (order.get(clock.state, 2), -clock.id))
    return [_shown(clock, dossier, means, calendar, today) for clock in clocks]


def _shown(clock: Clock, dossier: Dossier, means: Means, calendar: Calendar, today: date) -> ShownClock:
    law = law_of(clock, means.law)
    pauses = [one for one in dossier.clock_pauses if one.clock_id == clock.id]
    extensions = [one for one in dossier.clock_extensions if one.clock_id == clock.id]
    lines = explain_clock(clock, pauses=pauses, extensions=extensions, law=means.law, calendar=calendar)
    lit = _lamp(clock, calendar, today)
    return ShownClock(
        id=clock.id,
        name=clock.name,
        label=law.term,
        lamp=lit.kind,
        words=lit.words,
        started_on=clock.started_on,
        due_on=clock.due_on,
        article=clock.basis,
        is_provisional=clock.is_provisional,
        state=clock.state,
        days=[_day(line) for line in lines],
    )


def _lamp(clock: Clock, calendar: Calendar, today: date) -> ShownLamp:
    if clock.state in {"stopped", "fired", "replaced", "withdrawn"}:
        return ShownLamp("done", Objection("ended", N_("已结束")))
    if not clock.is_limit:
        ready = today >= clock.due_on
        words = Objection("earliest", N_("可以办理") if ready else N_("此日起方可办理"))
        return ShownLamp("fine" if ready else "quiet", words)
    return lamp_for(clock.due_on, today=today, calendar=calendar, is_paused=clock.state == "paused")


def _day(line: DayLine) -> ShownDay:
    return ShownDay(line.day, line.number, line.in_chinese())
