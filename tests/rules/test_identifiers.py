from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.rules.identifiers import (
    AgeRule,
    age_on,
    age_rule,
    citizen_number_check,
    credit_code_check,
    find_birthday,
    normalised,
    objection_to_citizen_number,
    objection_to_credit_code,
    objection_to_phone,
    organisation_code_check,
)

CODES = [
    "11539921MBY000109M",
    "11539900MBY000205H",
    "91539921MAY00A1K6X",
    "91539900MAY00B2L35",
    "52539921MJY00C3M32",
    "51539900MJY00D4N0C",
    "91539900MAY00E5P3Y",
    "91350100M000100Y43",
]
NUMBERS = ["539921198003150012", "53990019881102002X", "539921197512200036", "11010519491231002X"]


@pytest.mark.parametrize("number", ["13900000001", "0871-6512 3456", "+86 139-0000-0001", "12345", "１３９００００"])
def test_a_telephone_number_is_taken_as_people_write_it(number: str) -> None:
    assert objection_to_phone(number) is None


@pytest.mark.parametrize("number", ["1234", "1" * 21, "同上", "13900000001转8", "abc12345"])
def test_what_is_no_telephone_number_is_refused(number: str) -> None:
    objection = objection_to_phone(number)
    assert objection is not None
    assert objection.code == "phone-unusable"


@pytest.mark.parametrize("code", CODES)
def test_a_right_credit_code_is_accepted(code: str) -> None:
    assert objection_to_credit_code(code) is None


@pytest.mark.parametrize("number", NUMBERS)
def test_a_right_citizen_number_is_accepted(number: str) -> None:
    assert objection_to_citizen_number(number) is None


def test_codes_are_read_as_people_type_them() -> None:
    assert normalised(" 91539921-may00a1k6x ") == "91539921MAY00A1K6X"
    assert normalised("９１５３９９２１ＭＡＹ００Ａ１Ｋ６Ｘ") == "91539921MAY00A1K6X"
    assert objection_to_credit_code("91539921 may00a1k6x") is None
    assert objection_to_citizen_number("11010519491231002x") is None


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("91539921MAY00A1K6", "统一社会信用代码应为18位，现为17位，请核对（GB 32100-2015）"),
        ("", "统一社会信用代码应为18位，现为0位，请核对（GB 32100-2015）"),
        (
            "91350100M000100Y4Z",
            "统一社会信用代码第18位“Z”不是允许的字符（不用I、O、S、V、Z），是否为“2”？（GB 32100-2015）",
        ),
        (
            "91539921MAYOOA1K6X",
            "统一社会信用代码第12位“O”不是允许的字符（不用I、O、S、V、Z），是否为“0”？（GB 32100-2015）",
        ),
        ("91539921MAY00A1K6号", "统一社会信用代码第18位“号”不是数字或大写字母（GB 32100-2015）"),
        ("9153992AMAY00A1K6X", "统一社会信用代码第8位“A”应为数字（第3至8位为行政区划码）（GB 32100-2015）"),
        ("91539921MAY00A1K7X", "统一社会信用代码第17位校验码应为“6”，现为“7”，请核对第9至17位（GB 11714-1997）"),
        ("91539921MAY00A1K6Y", "统一社会信用代码末位校验码应为“X”，现为“Y”，请逐位核对（GB 32100-2015）"),
    ],
)
def test_a_wrong_credit_code_is_refused_with_the_place(code: str, sentence: str) -> None:
    objection = objection_to_credit_code(code)

    assert objection is not None
    assert objection.in_chinese() == sentence


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("110105491231002", "公民身份号码应为18位，现为15位；15位旧号请换填18位新号（GB 11643-1999）"),
        ("1101051949123100X2", "公民身份号码第17位“X”应为数字，仅末位可为X（GB 11643-1999）"),
        ("11010519490231002X", "公民身份号码第7至14位“19490231”不是可能的出生日期（GB 11643-1999）"),
        ("110105194912310021", "公民身份号码末位校验码应为“X”，现为“1”，请逐位核对（GB 11643-1999）"),
    ],
)
def test_a_wrong_citizen_number_is_refused_with_the_place(number: str, sentence: str) -> None:
    objection = objection_to_citizen_number(number)

    assert objection is not None
    assert objection.in_chinese() == sentence


def test_nobody_is_born_after_the_day_the_number_is_used() -> None:
    objection = objection_to_citizen_number("539921198003150012", on=date(1980, 3, 14))

    assert objection is not None
    assert objection.code == "citizen-number-birthday"
    assert objection_to_citizen_number("539921198003150012", on=date(1980, 3, 15)) is None


def test_a_sole_trader_without_an_organisation_code_is_not_refused_for_it() -> None:
    first_17 = "92539921MAY00A1K7"

    assert objection_to_credit_code(first_17 + credit_code_check(first_17)) is None


@pytest.mark.parametrize(("body", "check"), [("D2143569", "X"), ("M000100Y", "4"), ("00000019", "0")])
def test_the_organisation_code_s_check_character(body: str, check: str) -> None:
    assert organisation_code_check(body) == check


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from(NUMBERS), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: str, place: int, shift: int) -> None:
    digit = str((int(number[place]) + shift) % 10)

    assert objection_to_citizen_number(number[:place] + digit + number[place + 1 :]) is not None


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17), st.integers(0, 16), st.integers(1, 30))
def test_one_wrong_character_changes_the_credit_code_s_check(first_17: str, place: int, shift: int) -> None:
    characters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    other = characters[(characters.index(first_17[place]) + shift) % 31]

    assert credit_code_check(first_17) != credit_code_check(first_17[:place] + other + first_17[place + 1 :])


def test_the_check_digit_may_be_x() -> None:
    assert citizen_number_check("53990019881102002") == "X"


@pytest.mark.parametrize(
    ("number", "birthday"),
    [("539921198003150012", date(1980, 3, 15)), ("11010519490231002X", None), ("", None)],
)
def test_the_birthday_in_a_number(number: str, birthday: date | None) -> None:
    assert find_birthday(number) == birthday


@pytest.mark.parametrize(
    ("birthday", "day", "age"),
    [
        (date(2008, 6, 1), date(2026, 5, 31), 17),
        (date(2008, 6, 1), date(2026, 6, 1), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_full_years_of_age(birthday: date, day: date, age: int) -> None:
    assert age_on(day, birthday=birthday) == age


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2022, 5, 31), AgeRule.NO_PENALTY),
        (date(2022, 6, 1), AgeRule.NO_PENALTY),
        (date(2022, 6, 2), AgeRule.LIGHTER),
        (date(2026, 6, 1), AgeRule.LIGHTER),
        (date(2026, 6, 2), AgeRule.FULL),
    ],
    ids=["13", "14th birthday", "14", "18th birthday", "18"],
)
def test_what_age_means_for_the_penalty(day: date, rule: AgeRule) -> None:
    assert age_rule(birthday=date(2008, 6, 1), on=day) is rule
