"""The calendar of the tests, typed from the notices for 2025 and 2026 (law.md §6.5), no library asked."""

from datetime import date, timedelta

from workflows.rules.calendars import Calendar

_OFF = (
    "2025-01-01..2025-01-01 2025-01-28..2025-02-04 2025-04-04..2025-04-06 2025-05-01..2025-05-05 "
    "2025-05-31..2025-06-02 2025-10-01..2025-10-08 "
    "2026-01-01..2026-01-03 2026-02-15..2026-02-23 2026-04-04..2026-04-06 2026-05-01..2026-05-05 "
    "2026-06-19..2026-06-21 2026-09-25..2026-09-27 2026-10-01..2026-10-07"
)
_WORKED = (
    "2025-01-26 2025-02-08 2025-04-27 2025-09-28 2025-10-11 2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 "
    "2026-10-10"
)
# Expected, without a notice: 除夕 to 正月初三, and two days instead of the Saturday and the Sunday (放假办法6条).
_EXPECTED = "2027-02-05..2027-02-10"


def days(span: str) -> list[date]:
    first, last = map(date.fromisoformat, span.split(".."))
    return [first + timedelta(number) for number in range((last - first).days + 1)]


OFF = frozenset(day for span in _OFF.split() for day in days(span))
WORKED = frozenset(date.fromisoformat(day) for day in _WORKED.split())

CALENDAR = Calendar(
    dict.fromkeys((*OFF, *days(_EXPECTED)), False) | dict.fromkeys(WORKED, True),
    frozenset({2025, 2026}),
    {date(2026, 6, 19): "端午节"},
)
