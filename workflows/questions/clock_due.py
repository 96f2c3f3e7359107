"""When is it due? The answer of ``fashen clock due``, with every day on request."""

from collections.abc import Sequence
from datetime import date

from workflows.rules.calendars import Calendar
from workflows.rules.deadlines import due, explain, read_limit, read_suspension


def answer_clock_due(  # noqa: PLR0913 -- one for each option of the command
    *,
    start: date,
    length: str,
    unit: str,
    roll: str,
    direction: str,
    suspensions: Sequence[str],
    calendar: Calendar,
    is_explained: bool,
) -> list[str]:
    """Return the due date on the first line, then every day when asked; RefusedError names what cannot be read."""
    limit = read_limit(length, unit, roll=roll, direction=direction)
    spans = tuple(read_suspension(text) for text in suspensions)
    answer = due(limit, start=start, calendar=calendar, suspensions=spans)
    lines = [answer.due_on.isoformat() + (" 暂定" if answer.provisional else "")]
    if answer.warning is not None:
        lines.append(answer.warning.in_chinese())
    if is_explained:
        days = explain(limit, start=start, calendar=calendar, suspensions=spans)
        lines.extend(f"{day.day.isoformat()}  {day.number or '-':>4}  {day.in_chinese()}" for day in days)
    return lines
