import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflows.errors import RefusedError
from workflows.rules.money import in_capitals, in_yuan, read_yuan, surcharge_of

DIGITS = "零壹贰叁肆伍陆柒捌玖"
amounts = st.one_of(st.integers(0, 10**18 - 1), st.integers(0, 10**7), st.integers(0, 10**6).map(lambda n: n * 10**6))


def read_capitals(text: str) -> int:
    """Read capitals back the way a cashier does: digit, place, section."""
    whole, _, rest = text.removesuffix("整").rpartition("元")
    fen = sum(
        DIGITS.index(rest[rest.index(unit) - 1]) * worth for unit, worth in (("角", 10), ("分", 1)) if unit in rest
    )
    total = section = digit = 0
    for character in whole:
        if character in DIGITS:
            digit = DIGITS.index(character)
        elif character in "拾佰仟":
            section, digit = section + digit * 10 ** ("拾佰仟".index(character) + 1), 0
        elif character == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        else:
            total, section, digit = (total + section + digit) * 10**8, 0, 0
    return (total + section + digit) * 100 + fen


@pytest.mark.parametrize(
    ("fen", "yuan", "capitals"),
    [
        (8580000, "85,800.00元", "捌万伍仟捌佰元整"),
        (6000000, "60,000.00元", "陆万元整"),
        (2580000, "25,800.00元", "贰万伍仟捌佰元整"),
        (0, "0.00元", "零元整"),
        (5, "0.05元", "伍分"),
        (50, "0.50元", "伍角"),
        (32, "0.32元", "叁角贰分"),
        (100, "1.00元", "壹元整"),
        (1000, "10.00元", "壹拾元整"),
        (1005, "10.05元", "壹拾元零伍分"),
        (140950, "1,409.50元", "壹仟肆佰零玖元伍角"),
        (600714, "6,007.14元", "陆仟零柒元壹角肆分"),
        (168032, "1,680.32元", "壹仟陆佰捌拾元零叁角贰分"),
        (10700053, "107,000.53元", "壹拾万柒仟元零伍角叁分"),
        (1640902, "16,409.02元", "壹万陆仟肆佰零玖元零贰分"),
        (32504, "325.04元", "叁佰贰拾伍元零肆分"),
        (100010000, "1,000,100.00元", "壹佰万零壹佰元整"),
        (1000000100, "10,000,001.00元", "壹仟万零壹元整"),
        (10000000000, "100,000,000.00元", "壹亿元整"),
        (10000000100, "100,000,001.00元", "壹亿零壹元整"),
        (10000123400, "100,001,234.00元", "壹亿零壹仟贰佰叁拾肆元整"),
        (1001000000000, "10,010,000,000.00元", "壹佰亿壹仟万元整"),
        (120000000000100, "1,200,000,000,001.00元", "壹万贰仟亿零壹元整"),
        (100000000000000, "1,000,000,000,000.00元", "壹万亿元整"),
    ],
)
def test_an_amount_on_paper(fen: int, yuan: str, capitals: str) -> None:
    assert (in_yuan(fen), in_capitals(fen)) == (yuan, capitals)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(amounts)
def test_what_is_written_reads_back_the_same(fen: int) -> None:
    assert read_yuan(in_yuan(fen)) == fen
    assert read_capitals(in_capitals(fen)) == fen
    assert "零零" not in in_capitals(fen)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("85800", 8580000),
        ("¥85,800", 8580000),
        ("￥85，800.5元", 8580050),
        ("8.58万元", 8580000),
        ("10万", 10000000),
        ("0.05", 5),
        ("0.000001万元", 1),
    ],
)
def test_an_amount_as_people_write_it(text: str, fen: int) -> None:
    assert read_yuan(text) == fen


@pytest.mark.parametrize(
    "text", ["", "abc", "-5", "0.005", "8,58", "1e5", "0.0000001万元", "99999999999999999", "１２a"]
)
def test_an_amount_that_cannot_be_read_is_refused_with_its_cure(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_yuan(text)

    assert refused.value.objection.in_chinese() == f"金额“{text}”无法识别，请写成 85,800.00元 或者 8.58万元，最小到分"


@pytest.mark.parametrize("fen", [-1, 10**18])
def test_an_amount_nobody_can_owe_is_refused(fen: int) -> None:
    for write in (in_yuan, in_capitals):
        with pytest.raises(RefusedError) as refused:
            write(fen)

        assert refused.value.objection.code == "money-out-of-range"


@pytest.mark.parametrize(
    ("fine", "days", "surcharge"),
    [(6000000, 0, 0), (6000000, 1, 180000), (6000000, 33, 5940000), (6000000, 34, 6000000), (6000000, 400, 6000000)],
    ids=["in time", "one day", "33 days", "capped", "long after"],
)
def test_a_late_fine_grows_by_three_per_cent_a_day_up_to_itself(fine: int, days: int, surcharge: int) -> None:
    assert surcharge_of(fine, days) == surcharge


@pytest.mark.parametrize(("fine", "days"), [(-1, 1), (1, -1)])
def test_a_negative_fine_or_delay_is_refused(fine: int, days: int) -> None:
    with pytest.raises(RefusedError) as refused:
        surcharge_of(fine, days)

    assert refused.value.objection.in_chinese() == "罚款数额和逾期天数不能为负数"
