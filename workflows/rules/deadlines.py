"""When a statutory period 期限 ends, day by day.

The day of the event is not counted (民诉法85条, 复议法88条); two to seven days of the penalty law are working
days (处罚法85条), the rest calendar days; a last day on a holiday moves to the next working day, the strict date being
kept beside it as 内部预警日.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from workflows.errors import RefusedError
from workflows.forms import SHANGHAI
from workflows.rules.calendars import Calendar, DayKind
from workflows.rules.lamps import LAMP_SIGNS, LAMP_TERMS, Lamp, LampState, lamp
from workflows.rules.periods import (
    REASON_TERMS,
    DayLine,
    Direction,
    Due,
    Limit,
    Reason,
    Suspension,
    Unit,
)
from workflows.vocabulary.wording import N_, Objection

__all__ = [
    "LAMP_SIGNS",
    "LAMP_TERMS",
    "REASON_TERMS",
    "DayLine",
    "Direction",
    "Due",
    "Lamp",
    "LampState",
    "Limit",
    "Reason",
    "Suspension",
    "Unit",
    "due",
    "earliest",
    "explain",
    "lamp",
    "latest_before",
    "read_limit",
    "read_suspension",
]

_ONE_DAY = timedelta(days=1)
_YEARS = range(1949, 2200)
_MONTHS_OF_YEAR = 12
# Fewer than Python refuses to read.
_MOST_FIGURES = 1000


@dataclass(frozen=True, slots=True)
class _Walk:
    lines: tuple[DayLine, ...]
    strict_on: date
    due_on: date
    asked: tuple[date, ...]


def due(
    limit: Limit,
    *,
    start: date,
    calendar: Calendar,
    suspensions: tuple[Suspension, ...] = (),
    extension: int = 0,
) -> Due:
    """Return when the period that began with the event of ``start`` ends.

    ``extension`` lengthens it in its own unit (延长). Suspensions move a LATEST period of days, months or years by
    exactly the days they take out of the count; an open one is refused. For BEFORE, ``start`` is the coming event.
    Hours need a moment and are counted through without roll-over (310号令6条, 从严).
    """
    limit = replace(limit, length=limit.length + extension)
    _refuse_what_cannot_be_counted(limit, start, suspensions)
    if limit.unit is Unit.HOUR and isinstance(start, datetime):
        due_at = start + timedelta(hours=limit.length)
        due_on = _day_of(due_at)
        return Due(due_on, due_on, direction=limit.direction, due_at=due_at)
    walk = _walk(limit, _day_of(start), calendar, suspensions)
    missing = sorted({year for day in walk.asked for year in calendar.missing_years(day)})
    return Due(walk.due_on, walk.strict_on, bool(missing), tuple(missing), limit.direction)


def explain(
    limit: Limit,
    *,
    start: date,
    calendar: Calendar,
    suspensions: tuple[Suspension, ...] = (),
    extension: int = 0,
) -> tuple[DayLine, ...]:
    """Return every day from the event to the bound, each with its number or the reason why it was not counted."""
    limit = replace(limit, length=limit.length + extension)
    _refuse_what_cannot_be_counted(limit, start, suspensions)
    if limit.unit is Unit.HOUR:
        end = _day_of(start + timedelta(hours=limit.length))
        return DayLine(_day_of(start), None, Reason.START), DayLine(end, limit.length, Reason.COUNTED)
    return _walk(limit, _day_of(start), calendar, suspensions).lines


def earliest(length: int, unit: Unit, *, start: date, calendar: Calendar) -> Due:
    """Return the first day on which an act may be done once ``length`` full units have passed (处罚法64条2项)."""
    return due(Limit(length, unit, Direction.EARLIEST), start=start, calendar=calendar)


def latest_before(length: int, unit: Unit, *, event: date, calendar: Calendar) -> Due:
    """Return the last day for an act that must lie ``length`` full units before ``event``."""
    return due(Limit(length, unit, Direction.BEFORE), start=event, calendar=calendar)


def read_limit(length: str, unit: str, *, roll: str = "next", direction: str = Direction.LATEST) -> Limit:
    """Return the limit meant by words, as ``fashen clock due`` gives them; raise RefusedError naming the cure."""
    if not length.isdecimal() or len(length) > _MOST_FIGURES:
        text = N_("期限长度“{given}”不是整数，例如 5")
        raise RefusedError(Objection("length-unreadable", text, {"given": length}))
    _refuse_unknown(unit, tuple(Unit), N_("期限单位“{given}”无法识别，可用：{known}"))
    _refuse_unknown(direction, tuple(Direction), N_("期限方向“{given}”无法识别，可用：{known}"))
    _refuse_unknown(roll, ("none", "next"), N_("顺延方式“{given}”无法识别，可用：{known}"))
    return Limit(int(length), Unit(unit), Direction(direction), roll == "next")


def read_suspension(text: str) -> Suspension:
    """Return the span written 2026-03-02..2026-03-06; raise RefusedError naming the cure."""
    unreadable = N_("中止期间“{given}”无法识别，请按 2026-03-02..2026-03-06 填写")
    try:
        first, last = (date.fromisoformat(day) for day in text.split(".."))
    except ValueError as error:
        raise RefusedError(Objection("suspension-unreadable", unreadable, {"given": text})) from error
    # Every day of it is gone through.
    if first.year not in _YEARS or last.year not in _YEARS:
        raise RefusedError(Objection("suspension-unreadable", unreadable, {"given": text}))
    return Suspension(first, last)


def _refuse_unknown(given: str, known: tuple[str, ...], text: str) -> None:
    if given not in known:
        raise RefusedError(Objection("word-unknown", text, {"given": given, "known": "、".join(known)}))


def _refuse_what_cannot_be_counted(limit: Limit, start: date, suspensions: tuple[Suspension, ...]) -> None:
    if start.year not in _YEARS:
        text = N_("起算日 {start} 超出范围，请核对年份")
        raise RefusedError(Objection("start-out-of-range", text, {"start": start.isoformat()}))
    if limit.unit is Unit.HOUR and not (isinstance(start, datetime) and start.tzinfo):
        raise RefusedError(Objection("moment-needed", N_("按小时计算的期限须写明起算时刻（含时区）")))
    if suspensions and (limit.direction is not Direction.LATEST or limit.unit is Unit.HOUR):
        text = N_("只有按日、月、年计算的最迟期限可以中止")
        raise RefusedError(Objection("not-suspendable", text))
    if any(span.last is None for span in suspensions):
        raise RefusedError(Objection("suspension-open", N_("中止尚未恢复，届满日无法确定；请先登记恢复日期")))


def _walk(limit: Limit, start: date, calendar: Calendar, suspensions: tuple[Suspension, ...]) -> _Walk:
    step = -_ONE_DAY if limit.direction is Direction.BEFORE else _ONE_DAY
    lines = [DayLine(start, None, Reason.START)]
    day, number, length = start, 0, _days_to_count(limit, start)
    while number < length:
        day += step
        line = _line(day, number + 1, limit.unit, calendar, suspensions)
        number = line.number or number
        lines.append(line)
    strict_on = day if limit.direction is Direction.LATEST else day + step
    due_on = calendar.workday_from(strict_on, step=step.days) if limit.roll else strict_on
    lines.extend(_tail(limit, strict_on, due_on, calendar))
    counted = [line.day for line in lines[1:]] if limit.unit is Unit.WORKING else []
    rolled = _days(strict_on, due_on, step) if limit.roll else ()
    return _Walk(tuple(lines), strict_on, due_on, (*counted, *rolled))


def _days_to_count(limit: Limit, start: date) -> int:
    if limit.unit in {Unit.WORKING, Unit.CALENDAR}:
        return limit.length
    months = limit.length * (_MONTHS_OF_YEAR if limit.unit is Unit.YEAR else 1)
    sign = -1 if limit.direction is Direction.BEFORE else 1
    return abs((_months_after(start, sign * months) - start).days)


def _months_after(start: date, months: int) -> date:
    """Return the same day some months later, or that month's last day where it has none (民法典202条)."""
    year, month = divmod(start.year * _MONTHS_OF_YEAR + start.month - 1 + months, _MONTHS_OF_YEAR)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _line(day: date, number: int, unit: Unit, calendar: Calendar, suspensions: tuple[Suspension, ...]) -> DayLine:
    for span in suspensions:
        if span.covers(day):
            return DayLine(day, None, Reason.SUSPENDED, "，".join(filter(None, (span.ground, span.article))))
    kind = calendar.kind_of(day)
    if unit is not Unit.WORKING or kind is DayKind.WORKDAY:
        return DayLine(day, number, Reason.COUNTED)
    if kind is DayKind.MAKE_UP:
        return DayLine(day, number, Reason.MAKE_UP)
    return _rest(day, calendar)


def _rest(day: date, calendar: Calendar) -> DayLine:
    if calendar.kind_of(day) is DayKind.WEEKEND:
        return DayLine(day, None, Reason.WEEKEND)
    return DayLine(day, None, Reason.HOLIDAY, calendar.holiday_name(day))


_LAST_REASON = {Direction.LATEST: Reason.ROLLED, Direction.EARLIEST: Reason.BOUND, Direction.BEFORE: Reason.LAST}


def _tail(limit: Limit, strict_on: date, due_on: date, calendar: Calendar) -> Iterator[DayLine]:
    step = -_ONE_DAY if limit.direction is Direction.BEFORE else _ONE_DAY
    is_latest = limit.direction is Direction.LATEST
    for day in _days(strict_on + step if is_latest else strict_on, due_on, step):
        if day != due_on:
            yield _rest(day, calendar)
        else:
            yield DayLine(day, None, _LAST_REASON[limit.direction])


def _days(first: date, last: date, step: timedelta) -> tuple[date, ...]:
    count = (last - first) // step + 1
    return tuple(first + number * step for number in range(max(count, 0)))


def _day_of(moment: date) -> date:
    if isinstance(moment, datetime):
        return moment.astimezone(SHANGHAI).date() if moment.tzinfo else moment.date()
    return moment
