"""What of a person's particulars may be shown 脱敏: in lists, in logs and in what is disclosed (处罚法50条)."""

import re

_STAR = "*"
_COMPOUND_SURNAMES = (
    "欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "司徒", "东方",
    "南宫", "轩辕", "端木", "百里", "呼延", "东郭", "独孤", "申屠", "公冶", "澹台", "淳于", "单于", "太史", "闻人",
)  # fmt: skip
_COMPOUND_NAME = 3
_HEAD, _TAIL = 4, 4
_MOBILE = re.compile(r"1\d{10}")
_DISTRICT_END = re.compile(r"^.*?(?:县|区|旗|(?<!城)市(?!.*(?:县|区|旗)))")
_NUMBERS_IN_TEXT = re.compile(r"(?<![0-9A-Za-z])(?:\d{17}[0-9Xx]|1\d{10})(?![0-9A-Za-z])")


def mask_name(name: str) -> str:
    """Return a citizen's name with the surname kept 留姓: 周启明 -> 周**, 欧阳明 -> 欧阳*."""
    name = name.strip()
    is_compound = len(name) >= _COMPOUND_NAME and name.startswith(_COMPOUND_SURNAMES)
    kept = 2 if is_compound else 1
    return name[:kept] + _STAR * len(name[kept:])


def mask_number(number: str) -> str:
    """Return an identity number with its first and last four characters: 5399**********0012."""
    number = number.strip()
    if len(number) <= _HEAD + _TAIL:
        return _STAR * len(number)
    return number[:_HEAD] + _STAR * (len(number) - _HEAD - _TAIL) + number[-_TAIL:]


def mask_phone(phone: str) -> str:
    """Return a mobile number as 138****5678; of any other number only the last two digits stay."""
    phone = phone.strip()
    if _MOBILE.fullmatch(phone):
        return f"{phone[:3]}****{phone[-4:]}"
    return _STAR * max(len(phone) - 2, 0) + phone[-2:] if len(phone) > _HEAD else _STAR * len(phone)


def mask_address(address: str) -> str:
    """Return an address down to the county or district, the rest hidden whatever its length."""
    match = _DISTRICT_END.match(address.strip())
    return f"{match[0] if match else ''}***"


def mask_text(text: str) -> str:
    """Return a text with every citizen's number and mobile number in it masked."""
    return _NUMBERS_IN_TEXT.sub(lambda found: _mask_found(found[0]), text)


def _mask_found(number: str) -> str:
    return mask_phone(number) if _MOBILE.fullmatch(number) else mask_number(number)
