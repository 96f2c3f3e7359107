"""How urgent a running period is: 逾期, 即将到期, 正常 or 中止."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workflows.rules.calendars import Calendar
from workflows.rules.periods import Direction, Due
from workflows.vocabulary.wording import N_

_SOON = 3


class LampState(StrEnum):
    """How urgent a running period is; the sign tells it without colour."""

    OVERDUE = "overdue"
    SOON = "soon"
    NORMAL = "normal"
    PAUSED = "paused"


LAMP_SIGNS: Mapping[LampState, str] = {
    LampState.OVERDUE: "■",
    LampState.SOON: "▲",
    LampState.NORMAL: "●",
    LampState.PAUSED: "‖",
}

LAMP_TERMS: Mapping[LampState, str] = {
    LampState.OVERDUE: N_("已逾期"),
    LampState.SOON: N_("即将到期"),
    LampState.NORMAL: N_("正常"),
    LampState.PAUSED: N_("中止中"),
}


@dataclass(frozen=True, slots=True)
class Lamp:
    """A lamp with the calendar days left (negative when overdue) and the working days left."""

    state: LampState
    days_left: int
    working_days_left: int

    @property
    def sign(self) -> str:
        """Return ■, ▲, ● or ‖."""
        return LAMP_SIGNS[self.state]

    @property
    def term(self) -> str:
        """Return the state in Chinese."""
        return LAMP_TERMS[self.state]


def lamp(due: Due, today: date, calendar: Calendar, paused: bool = False) -> Lamp:  # noqa: FBT001, FBT002 -- a state
    """Return the lamp of a running period: overdue only after the rolled date, soon within 3 working days.

    A bound of the kind EARLIEST is never overdue.
    """
    days_left, working = (due.due_on - today).days, calendar.workdays_between(today, due.due_on)
    if paused:
        state = LampState.PAUSED
    elif due.direction is Direction.EARLIEST:
        state = LampState.NORMAL
    elif days_left < 0:
        state = LampState.OVERDUE
    else:
        state = LampState.SOON if working <= _SOON else LampState.NORMAL
    return Lamp(state, days_left, working)
