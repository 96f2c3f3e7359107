from datetime import date, datetime, timedelta, timezone

import pytest

from tests.rules.calendar_of_2026 import CALENDAR
from workflows.errors import RefusedError
from workflows.rules.deadlines import (
    DayLine,
    Direction,
    Limit,
    Reason,
    Suspension,
    Unit,
    due,
    explain,
    read_limit,
    read_suspension,
)

WORKING, CALENDAR_DAY = Unit.WORKING, Unit.CALENDAR
SHANGHAI = timezone(timedelta(hours=8))


def test_the_explanation_names_every_day() -> None:
    lines = explain(
        Limit(5, WORKING),
        start=date(2026, 6, 17),
        calendar=CALENDAR,
        suspensions=(Suspension(date(2026, 6, 23), date(2026, 6, 23), "鉴定", "市监程序规定64条2款"),),
    )

    assert lines == (
        DayLine(date(2026, 6, 17), None, Reason.START),
        DayLine(date(2026, 6, 18), 1, Reason.COUNTED),
        DayLine(date(2026, 6, 19), None, Reason.HOLIDAY, "端午节"),
        DayLine(date(2026, 6, 20), None, Reason.HOLIDAY),
        DayLine(date(2026, 6, 21), None, Reason.HOLIDAY),
        DayLine(date(2026, 6, 22), 2, Reason.COUNTED),
        DayLine(date(2026, 6, 23), None, Reason.SUSPENDED, "鉴定，市监程序规定64条2款"),
        DayLine(date(2026, 6, 24), 3, Reason.COUNTED),
        DayLine(date(2026, 6, 25), 4, Reason.COUNTED),
        DayLine(date(2026, 6, 26), 5, Reason.COUNTED),
    )
    assert lines[2].in_chinese() == "节假日，不计入（端午节）"
    assert lines[0].in_chinese() == "起算当日，不计入"


@pytest.mark.parametrize(
    ("limit", "start", "tail"),
    [
        (Limit(15, CALENDAR_DAY), date(2026, 9, 4), [(19, 15, Reason.COUNTED), (20, None, Reason.ROLLED)]),
        (
            Limit(1, CALENDAR_DAY),
            date(2026, 8, 7),
            [(8, 1, Reason.COUNTED), (9, None, Reason.WEEKEND), (10, None, Reason.ROLLED)],
        ),
        (Limit(1, WORKING), date(2026, 10, 9), [(9, None, Reason.START), (10, 1, Reason.MAKE_UP)]),
        (
            Limit(1, WORKING, Direction.EARLIEST),
            date(2026, 8, 6),
            [(7, 1, Reason.COUNTED), (8, None, Reason.WEEKEND), (9, None, Reason.WEEKEND), (10, None, Reason.BOUND)],
        ),
        (
            Limit(1, WORKING, Direction.BEFORE),
            date(2026, 6, 16),
            [(15, 1, Reason.COUNTED), (14, None, Reason.WEEKEND), (13, None, Reason.WEEKEND), (12, None, Reason.LAST)],
        ),
        (Limit(0, CALENDAR_DAY), date(2026, 8, 6), [(6, None, Reason.START)]),
    ],
    ids=["rolled", "rolled over a weekend", "make-up", "earliest", "before", "nothing"],
)
def test_the_explanation_ends_with_the_bound(
    limit: Limit, start: date, tail: list[tuple[int, int | None, Reason]]
) -> None:
    lines = explain(limit, start=start, calendar=CALENDAR)

    assert [(line.day.day, line.number, line.reason) for line in lines][-len(tail) :] == tail
    assert lines[-1].day == due(limit, start=start, calendar=CALENDAR).due_on


def test_hours_are_explained_by_their_two_ends() -> None:
    lines = explain(Limit(24, Unit.HOUR), start=datetime(2026, 8, 3, 16, 30, tzinfo=SHANGHAI), calendar=CALENDAR)

    assert lines == (
        DayLine(date(2026, 8, 3), None, Reason.START),
        DayLine(date(2026, 8, 4), 24, Reason.COUNTED),
    )


ONE_SPAN = (Suspension(date(2026, 8, 4), date(2026, 8, 5)),)


@pytest.mark.parametrize(
    ("limit", "start", "spans", "code"),
    [
        (Limit(7, WORKING, Direction.EARLIEST), date(2026, 8, 3), ONE_SPAN, "not-suspendable"),
        (Limit(7, WORKING, Direction.BEFORE), date(2026, 8, 3), ONE_SPAN, "not-suspendable"),
        (Limit(7, WORKING), date(2026, 8, 3), (Suspension(date(2026, 8, 4)),), "suspension-open"),
        (Limit(24, Unit.HOUR), date(2026, 8, 3), (), "moment-needed"),
        (Limit(24, Unit.HOUR), datetime(2026, 8, 3, 9, 0), (), "moment-needed"),  # noqa: DTZ001 -- what is refused
        (Limit(7, WORKING), date(26, 8, 3), (), "start-out-of-range"),
        (Limit(7, WORKING), date(9999, 12, 31), (), "start-out-of-range"),
    ],
    ids=["earliest", "before", "open", "day for a moment", "moment without zone", "year 26", "year 9999"],
)
def test_what_cannot_be_counted_is_refused(limit: Limit, start: date, spans: tuple[Suspension, ...], code: str) -> None:
    with pytest.raises(RefusedError) as due_refused:
        due(limit, start=start, calendar=CALENDAR, suspensions=spans)
    with pytest.raises(RefusedError) as explain_refused:
        explain(limit, start=start, calendar=CALENDAR, suspensions=spans)

    assert (due_refused.value.objection.code, explain_refused.value.objection.code) == (code, code)


def test_a_suspension_names_the_days_it_covers() -> None:
    open_span = Suspension(date(2026, 8, 4))

    assert [open_span.covers(date(2026, 8, day)) for day in (3, 4, 31)] == [False, True, True]
    assert [ONE_SPAN[0].covers(date(2026, 8, day)) for day in (3, 4, 5, 6)] == [False, True, True, False]


def test_the_words_of_the_command_are_read() -> None:
    assert read_limit("5", "working") == Limit(5, WORKING)
    assert read_limit("15", "calendar", roll="none") == Limit(15, CALENDAR_DAY, roll=False)
    assert read_limit("7", "working", direction="earliest") == Limit(7, WORKING, Direction.EARLIEST)
    assert read_suspension("2026-03-02..2026-03-06") == Suspension(date(2026, 3, 2), date(2026, 3, 6))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("five", "working", "next", "latest"), "期限长度“five”不是整数，例如 5"),
        (("5", "week", "next", "latest"), "期限单位“week”无法识别，可用：working、calendar、hour、month、year"),
        (("5", "working", "back", "latest"), "顺延方式“back”无法识别，可用：none、next"),
        (("5", "working", "next", "later"), "期限方向“later”无法识别，可用：latest、earliest、before"),
        (("999999999999", "working", "next", "latest"), "期限长度“999999999999”超出范围，请填写 0 至 20000 的整数"),
    ],
    ids=["length", "unit", "roll", "direction", "too long"],
)
def test_a_word_that_cannot_be_read_is_refused_with_its_cure(words: tuple[str, str, str, str], sentence: str) -> None:
    length, unit, roll, direction = words

    with pytest.raises(RefusedError) as refused:
        read_limit(length, unit, roll=roll, direction=direction)

    assert refused.value.objection.in_chinese() == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("yesterday", "中止期间“yesterday”无法识别，请按 2026-03-02..2026-03-06 填写"),
        ("2026-03-02", "中止期间“2026-03-02”无法识别，请按 2026-03-02..2026-03-06 填写"),
        ("2026-03-06..2026-03-02", "中止期间 2026-03-06 至 2026-03-02 的止日早于起日，请更正"),
    ],
)
def test_a_suspension_that_cannot_be_read_is_refused_with_its_cure(text: str, sentence: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_suspension(text)

    assert refused.value.objection.in_chinese() == sentence
