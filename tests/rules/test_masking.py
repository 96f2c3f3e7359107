import pytest

from workflows.rules.masking import mask_address, mask_name, mask_number, mask_phone, mask_text


@pytest.mark.parametrize(
    ("name", "masked"),
    [("周启明", "周**"), ("林昭", "林*"), ("欧阳明月", "欧阳**"), ("欧阳明", "欧阳*"), ("欧阳", "欧*"), ("", "")],
)
def test_a_name_keeps_its_surname(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [("539921198003150012", "5399**********0012"), ("G12345678", "G123*5678"), ("12345678", "********"), ("", "")],
)
def test_an_identity_number_keeps_its_ends(number: str, masked: str) -> None:
    assert mask_number(number) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("13812345678", "138****5678"), ("0871-6512345", "**********45"), ("12345", "***45"), ("110", "***")],
)
def test_a_phone_number_loses_its_middle(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("临江市青峦县永宁镇福寿路8号", "临江市青峦县***"),
        ("上海市浦东新区世纪大道1号", "上海市浦东新区***"),
        ("昆明市翠湖路3号", "昆明市***"),
        ("福寿路8号", "***"),
    ],
)
def test_an_address_ends_at_the_county(address: str, masked: str) -> None:
    assert mask_address(address) == masked


def test_numbers_inside_a_text_are_masked_and_sums_are_not() -> None:
    text = "周启明（539921198003150012，电话13812345678）收取46800元，代码91539921MAY00A1K6X"

    assert mask_text(text) == "周启明（5399**********0012，电话138****5678）收取46800元，代码91539921MAY00A1K6X"
