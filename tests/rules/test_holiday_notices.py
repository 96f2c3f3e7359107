"""A notice of holidays is believed only when every day is possible and every year's holiday is there."""

from datetime import date

import pytest

from workflows.rules.holiday_notices import NoticeLine, faults_of_notice

NAMES = (
    ("元旦", "2027-01-01", "2027-01-03"),
    ("春节", "2027-02-05", "2027-02-11"),
    ("清明节", "2027-04-03", "2027-04-05"),
    ("劳动节", "2027-05-01", "2027-05-05"),
    ("端午节", "2027-06-09", "2027-06-09"),
    ("中秋节", "2027-09-15", "2027-09-15"),
    ("国庆节", "2027-10-01", "2027-10-07"),
)


def off(name: str, first: str, last: str = "", line: int = 1) -> NoticeLine:
    return NoticeLine.off(line, date.fromisoformat(first), date.fromisoformat(last or first), name)


def at_work(day: str, line: int = 20) -> NoticeLine:
    return NoticeLine.at_work(line, date.fromisoformat(day))


def a_whole_year() -> list[NoticeLine]:
    return [off(name, first, last, number) for number, (name, first, last) in enumerate(NAMES, start=1)]


def codes(lines: list[NoticeLine], year: int = 2027, *, is_regional: bool = False) -> list[tuple[int | None, str]]:
    return [(one.index, one.objection.code) for one in faults_of_notice(year, lines, is_regional=is_regional)]


def test_a_whole_years_notice_is_believed() -> None:
    assert codes([*a_whole_year(), at_work("2027-01-31"), at_work("2027-02-13", 21)]) == []


def test_the_last_days_of_the_year_before_may_stand_in_it_and_no_earlier_ones() -> None:
    assert codes([*a_whole_year(), off("元旦", "2026-12-31", line=30)]) == []
    assert codes([*a_whole_year(), off("元旦", "2026-12-28", line=30)]) == [(7, "notice-other-year")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (off("春节", "2027-02-11", "2027-02-05"), "notice-backwards"),
        (off("春节", "2027-02-05", "2027-02-20"), "notice-too-long"),
        (off("春节", "2028-02-05"), "notice-other-year"),
        (at_work("2027-02-15"), "notice-make-up-weekday"),
    ],
)
def test_a_line_that_cannot_be_true_is_named(line: NoticeLine, code: str) -> None:
    assert codes([line], is_regional=True) == [(0, code)]


def test_fifteen_days_are_the_longest_holiday() -> None:
    assert codes([off("春节", "2027-02-05", "2027-02-19")], is_regional=True) == []


def test_a_day_stands_only_once() -> None:
    twice = [off("春节", "2027-02-05", "2027-02-07"), at_work("2027-02-06", 2)]

    found = faults_of_notice(2027, twice, is_regional=True)

    assert [(one.index, one.objection.code, one.objection.params) for one in found] == [
        (1, "notice-repeated", {"line": 2, "day": "2027-02-06", "before": 1})
    ]


@pytest.mark.parametrize("name", [name for name, _, _ in NAMES])
def test_no_holiday_of_the_year_may_be_left_out(name: str) -> None:
    rest = [line for line in a_whole_year() if line.name != name]

    found = faults_of_notice(2027, rest, is_regional=False)

    assert [one.objection.code for one in found] == ["notice-incomplete"]
    assert str(found[0].objection.params["names"]) in name


def test_two_holidays_may_share_a_line() -> None:
    rest = [line for line in a_whole_year() if line.name not in {"中秋节", "国庆节"}]

    assert codes([*rest, off("国庆节、中秋节", "2027-10-01", "2027-10-08", 9)]) == []


def test_a_fixed_date_that_is_not_off_is_a_mistake() -> None:
    lines = [*a_whole_year()[1:], off("元旦", "2027-01-02", "2027-01-03")]

    found = faults_of_notice(2027, lines, is_regional=False)

    assert [(one.objection.code, one.objection.params) for one in found] == [
        ("notice-without-fixed-day", {"days": "2027-01-01"})
    ]


def test_a_regional_notice_needs_no_whole_year() -> None:
    assert codes([off("三月三", "2027-04-09")], is_regional=True) == []


@pytest.mark.parametrize(("year", "expected"), [(2007, [(None, "notice-year")]), (2101, [(None, "notice-year")])])
def test_a_year_that_nobody_means_is_refused(year: int, expected: list[tuple[int | None, str]]) -> None:
    assert codes([], year) == expected
