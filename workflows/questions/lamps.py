"""The lamp of a date on a list: ■ 超期 ▲ 临期 ● 正常 ‖ 暂停, with the words beside it."""

from dataclasses import dataclass
from datetime import date

from workflows.rules.calendars import Calendar
from workflows.rules.lamps import LampState, lamp
from workflows.rules.periods import Due
from workflows.vocabulary.wording import N_, Objection

KINDS = {LampState.OVERDUE: "overdue", LampState.SOON: "soon", LampState.NORMAL: "fine", LampState.PAUSED: "paused"}


@dataclass(frozen=True, slots=True)
class ShownLamp:
    """A lamp as pages draw it: its kind and a sentence to translate."""

    kind: str
    words: Objection


def lamp_for(due_on: date, *, today: date, calendar: Calendar, is_paused: bool = False) -> ShownLamp:
    """Return the lamp of a limit that ends on a day."""
    lit = lamp(Due(due_on, due_on), today, calendar, is_paused)
    kind = KINDS[lit.state]
    if lit.state is LampState.PAUSED:
        return ShownLamp(kind, Objection("paused", N_("暂停计时")))
    if lit.days_left < 0:
        return ShownLamp(kind, Objection("overdue", N_("已超 {days} 日"), {"days": -lit.days_left}))
    if lit.state is LampState.SOON:
        return ShownLamp(kind, Objection("soon", N_("剩 {days} 个工作日"), {"days": lit.working_days_left}))
    return ShownLamp(kind, Objection("fine", N_("剩 {days} 日"), {"days": lit.days_left}))
