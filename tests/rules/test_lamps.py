from datetime import date

import pytest

from tests.rules.calendar_of_2026 import CALENDAR
from workflows.rules.deadlines import Direction, Due, Lamp, LampState, lamp

A_LIMIT = Due(due_on=date(2026, 8, 20), strict_on=date(2026, 8, 20))
ROLLED = Due(due_on=date(2026, 10, 8), strict_on=date(2026, 10, 4))


@pytest.mark.parametrize(
    ("due", "today", "expected", "sign"),
    [
        (A_LIMIT, date(2026, 8, 3), Lamp(LampState.NORMAL, 17, 13), "●"),
        (A_LIMIT, date(2026, 8, 14), Lamp(LampState.NORMAL, 6, 4), "●"),
        (A_LIMIT, date(2026, 8, 17), Lamp(LampState.SOON, 3, 3), "▲"),
        (A_LIMIT, date(2026, 8, 20), Lamp(LampState.SOON, 0, 0), "▲"),
        (A_LIMIT, date(2026, 8, 21), Lamp(LampState.OVERDUE, -1, -1), "■"),
        (ROLLED, date(2026, 9, 28), Lamp(LampState.SOON, 10, 3), "▲"),
        (ROLLED, date(2026, 10, 5), Lamp(LampState.SOON, 3, 1), "▲"),
        (ROLLED, date(2026, 10, 9), Lamp(LampState.OVERDUE, -1, -1), "■"),
    ],
    ids=[
        "17 days of §7.1",
        "four left",
        "three left",
        "last day",
        "day after",
        "before 国庆",
        "strict day past",
        "over",
    ],
)
def test_the_lamp_of_a_limit(due: Due, today: date, expected: Lamp, sign: str) -> None:
    found = lamp(due, today, CALENDAR)

    assert found == expected
    assert found.sign == sign


def test_a_suspended_limit_is_neither_late_nor_soon() -> None:
    found = lamp(A_LIMIT, date(2026, 9, 1), CALENDAR, paused=True)

    assert (found.state, found.sign, found.term) == (LampState.PAUSED, "‖", "中止中")


def test_a_lower_bound_is_never_overdue() -> None:
    bound = Due(due_on=date(2026, 6, 24), strict_on=date(2026, 6, 24), direction=Direction.EARLIEST)

    assert [lamp(bound, date(2026, 6, day), CALENDAR).state for day in (22, 24, 29)] == [LampState.NORMAL] * 3
