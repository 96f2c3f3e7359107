"""``fashen clock due``: whatever stands for a number, a word or a span is counted or refused in words, and soon."""

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import ROOT
from workflows.errors import RefusedError
from workflows.lawbook import Lawbook
from workflows.questions.clock_due import answer_clock_due
from workflows.rules.periods import Direction, Unit

CALENDAR = Lawbook.load(ROOT / "bpmn" / "law").calendar()
# A day costs some microseconds, and twenty thousand of them can be asked for.
SECONDS = 5

_LENGTHS = st.sampled_from(["5", "0", "20000", "20001", "9" * 30, "-1", " 5", "1e3", "²", "٣", "５", "", "5.0"])
_STARTS = st.dates() | st.dates(date(1949, 1, 1), date(2199, 12, 31))
_SPANS = st.builds(
    "{}..{}".format, st.dates(date(2026, 1, 1), date(2027, 1, 1)), st.dates(date(2026, 1, 1), date(2027, 1, 1))
)

_NEVER_ENDING = st.just("0001-01-01..9999-12-31")


@settings(max_examples=200, deadline=None)
@given(
    start=_STARTS,
    length=_LENGTHS | st.text(max_size=12),
    unit=st.sampled_from([*Unit, "week", ""]),
    roll=st.sampled_from(["none", "next", "x"]),
    direction=st.sampled_from([*Direction, "x"]),
    spans=st.lists(_SPANS | _NEVER_ENDING | st.text(max_size=24), max_size=2),
)
def test_any_words_are_counted_or_refused(
    *, start: date, length: str, unit: str, roll: str, direction: str, spans: list[str]
) -> None:
    began = time.process_time()

    with suppress(RefusedError):
        first, *_ = answer_clock_due(
            start=start,
            length=length,
            unit=unit,
            roll=roll,
            direction=direction,
            suspensions=spans,
            calendar=CALENDAR,
            is_explained=False,
        )
        assert date.fromisoformat(first.removesuffix(" 暂定")) > date.min
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("length", ["00000000010", "٠٠٠٠٠٠٠٠٠١٠"])
def test_a_length_with_many_noughts_before_it_is_that_length(length: str) -> None:
    assert due_of(length) == due_of("10") == ["2026-02-12"]


@pytest.mark.parametrize(
    ("length", "unit", "told"),
    [
        ("20000", "calendar", ""),
        ("20001", "calendar", "期限长度“20001”超出范围，请填写 0 至 20000 的整数"),
        ("12345678901", "working", "期限长度“12345678901”超出范围，请填写 0 至 20000 的整数"),
        ("9000", "year", "期限长度“9000”超出范围，请填写 0 至 54 的整数"),
        ("9" * 5000, "hour", f"期限长度“{'9' * 5000}”不是整数，例如 5"),
    ],
)
def test_a_length_no_statute_could_mean_is_refused_as_it_was_given(length: str, unit: str, told: str) -> None:
    try:
        due_of(length, unit)
        found = ""
    except RefusedError as refused:
        found = refused.objection.in_chinese()

    assert found == told


def test_a_span_without_an_end_that_could_be_counted_is_refused() -> None:
    with pytest.raises(RefusedError, match="无法识别"):
        due_of("5", spans=("0001-01-01..9999-12-31",))


def due_of(length: str, unit: str = "calendar", *, spans: tuple[str, ...] = ()) -> list[str]:
    return answer_clock_due(
        start=date(2026, 2, 2),
        length=length,
        unit=unit,
        roll="none",
        direction="latest",
        suspensions=spans,
        calendar=CALENDAR,
        is_explained=False,
    )
