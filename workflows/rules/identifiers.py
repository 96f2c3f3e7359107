"""Whether a 统一社会信用代码, a 公民身份号码 or a telephone number can be right; what the law makes of age."""

import re
from datetime import date
from enum import StrEnum

from workflows.vocabulary.wording import N_, Objection

# GB 32100-2015: 31 characters, I, O, S, V and Z being too easily misread.
_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS = tuple(pow(3, position, 31) for position in range(17))
_CODE_MODULUS = 31
_LOOKS_LIKE = {"I": "1", "O": "0", "S": "5", "V": "U", "Z": "2"}

# GB 11714-1997: the organisation code inside positions 9 to 17; letters count from A = 10.
_BODY = slice(8, 17)
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)

# GB 11643-1999.
_NUMBER_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_NUMBER_CHECKS = "10X98765432"

_LENGTH = 18
_DISTRICT = range(2, 8)
_SOLE_TRADER = "92"
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}

_GB_CODE, _GB_BODY, _GB_NUMBER = "GB 32100-2015", "GB 11714-1997", "GB 11643-1999"
_CHILD, _ADULT = 14, 18


class AgeRule(StrEnum):
    """What the offender's age means for the penalty (处罚法30条)."""

    NO_PENALTY = "no_penalty"
    LIGHTER = "lighter"
    FULL = "full"


def normalised(text: str) -> str:
    """Return an identifier as it is stored: half-width, upper case, without blanks or hyphens."""
    return re.sub(r"[\s\-]", "", text.translate(_FULL_WIDTH)).upper()


def objection_to_credit_code(text: str) -> Objection | None:
    """Return why ``text`` cannot be a 统一社会信用代码 (GB 32100), or None.

    Length, characters, district digits and both check digits are examined; the inner one (GB 11714) is not asked of
    sole traders 个体工商户, many of whom never had an organisation code.
    """
    code = normalised(text)
    if len(code) != _LENGTH:
        wording = N_("统一社会信用代码应为18位，现为{length}位，请核对")
        return Objection("credit-code-length", wording, {"length": len(code)}, article=_GB_CODE)
    return _objection_to_characters(code) or _objection_to_inner_check(code) or _objection_to_code_check(code)


def objection_to_phone(text: str) -> Objection | None:
    """Return why ``text`` cannot be a telephone number, or None; only its characters and their number are asked."""
    if re.fullmatch(r"[0-9+\- ]{5,20}", text.translate(_FULL_WIDTH)):
        return None
    wording = N_("联系电话应为5至20位，只可填写数字、加号、短横线和空格，请核对")
    return Objection("phone-unusable", wording)


def credit_code_check(first_17: str) -> str:
    """Return the 18th character of a 统一社会信用代码 from the 17 before it, all of the standard's set."""
    total = sum(
        _CODE_CHARACTERS.index(character) * weight for character, weight in zip(first_17, _CODE_WEIGHTS, strict=True)
    )
    return _CODE_CHARACTERS[-total % _CODE_MODULUS]


def organisation_code_check(first_8: str) -> str:
    """Return the check character of an 组织机构代码 (GB 11714) from its eight digits or letters."""
    total = sum(int(character, 36) * weight for character, weight in zip(first_8, _BODY_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def objection_to_citizen_number(text: str, *, on: date | None = None) -> Objection | None:
    """Return why ``text`` cannot be a 公民身份号码 (GB 11643), or None; with ``on``, nobody is born after that day."""
    number = normalised(text)
    if len(number) != _LENGTH:
        wording = N_("公民身份号码应为18位，现为{length}位；15位旧号请换填18位新号")
        return Objection("citizen-number-length", wording, {"length": len(number)}, article=_GB_NUMBER)
    for place, character in enumerate(number, start=1):
        if not (character in "0123456789" or (character == "X" and place == _LENGTH)):
            wording = N_("公民身份号码第{place}位“{character}”应为数字，仅末位可为X")
            params: dict[str, str | int] = {"place": place, "character": character}
            return Objection("citizen-number-character", wording, params, article=_GB_NUMBER)
    return _objection_to_birthday(number, on) or _objection_to_number_check(number)


def citizen_number_check(first_17: str) -> str:
    """Return the 18th character of a 公民身份号码 from the 17 digits before it."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _NUMBER_WEIGHTS, strict=True))
    return _NUMBER_CHECKS[total % 11]


def find_birthday(text: str) -> date | None:
    """Return the birthday in a 公民身份号码, or None where no such day exists."""
    digits = normalised(text)[6:14]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def age_on(day: date, *, birthday: date) -> int:
    """Return the full years of age 周岁 on ``day``; someone born on 29 February turns older on 1 March."""
    return day.year - birthday.year - ((day.month, day.day) < (birthday.month, birthday.day))


def age_rule(*, birthday: date, on: date) -> AgeRule:
    """Return what age means on the day of the violation 行为日 (处罚法30条).

    Under 14 no penalty, from 14 and under 18 a lighter or mitigated one. As in the courts' counting, an age is reached
    on the day after the birthday, so the birthday itself still favours the party.
    """
    age = age_on(on, birthday=birthday)
    if (on.month, on.day) == (birthday.month, birthday.day):
        age -= 1
    if age < _CHILD:
        return AgeRule.NO_PENALTY
    return AgeRule.LIGHTER if age < _ADULT else AgeRule.FULL


def _objection_to_characters(code: str) -> Objection | None:
    for place, character in enumerate(code):
        params: dict[str, str | int] = {"place": place + 1, "character": character}
        if character in _LOOKS_LIKE:
            wording = N_(
                "统一社会信用代码第{place}位“{character}”不是允许的字符（不用I、O、S、V、Z），是否为“{likely}”？"
            )
            params["likely"] = _LOOKS_LIKE[character]
            return Objection("credit-code-character", wording, params, article=_GB_CODE)
        if character not in _CODE_CHARACTERS:
            wording = N_("统一社会信用代码第{place}位“{character}”不是数字或大写字母")
            return Objection("credit-code-character", wording, params, article=_GB_CODE)
        if place in _DISTRICT and not character.isdigit():
            wording = N_("统一社会信用代码第{place}位“{character}”应为数字（第3至8位为行政区划码）")
            return Objection("credit-code-position", wording, params, article=_GB_CODE)
    return None


def _objection_to_inner_check(code: str) -> Objection | None:
    if code.startswith(_SOLE_TRADER):
        return None
    body = code[_BODY]
    return _objection_to_check(
        "credit-code-inner-check",
        N_("统一社会信用代码第17位校验码应为“{expected}”，现为“{given}”，请核对第9至17位"),
        (organisation_code_check(body[:-1]), body[-1]),
        _GB_BODY,
    )


def _objection_to_code_check(code: str) -> Objection | None:
    wording = N_("统一社会信用代码末位校验码应为“{expected}”，现为“{given}”，请逐位核对")
    return _objection_to_check("credit-code-check", wording, (credit_code_check(code[:-1]), code[-1]), _GB_CODE)


def _objection_to_number_check(number: str) -> Objection | None:
    wording = N_("公民身份号码末位校验码应为“{expected}”，现为“{given}”，请逐位核对")
    pair = citizen_number_check(number[:-1]), number[-1]
    return _objection_to_check("citizen-number-check", wording, pair, _GB_NUMBER)


def _objection_to_check(code: str, wording: str, pair: tuple[str, str], standard: str) -> Objection | None:
    expected, given = pair
    if expected == given:
        return None
    return Objection(code, wording, {"expected": expected, "given": given}, article=standard)


def _objection_to_birthday(number: str, on: date | None) -> Objection | None:
    birthday = find_birthday(number)
    if birthday is not None and (on is None or birthday <= on):
        return None
    wording = N_("公民身份号码第7至14位“{digits}”不是可能的出生日期")
    return Objection("citizen-number-birthday", wording, {"digits": number[6:14]}, article=_GB_NUMBER)
