"""条款的引用: from the office's shorthand (处罚法58条1款2项) to the citation a served paper prints.

《中华人民共和国行政处罚法》第五十八条第一款第二项. What already is a full citation, or is none, stays as it is.
"""

import re
from collections.abc import Callable, Mapping

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
# An article in figures with its paragraph and item; 第 is written where it is missing.
_ARTICLE = re.compile(r"第?(\d{1,4})条(?:第?(\d{1,2})款)?(?:第?(\d{1,2})项)?")
_UNKNOWN_LAW = re.compile(r"(?:^|(?<=[，。；、（\n]))([\u4e00-\u9fff]{1,30}(?:法|条例|办法|规定|细则))(?=第?\d+条)")
ALWAYS_KNOWN: Mapping[str, str] = {"刑法": "中华人民共和国刑法", "行政处罚法": "中华人民共和国行政处罚法"}


def in_full(text: str, titles: Mapping[str, str]) -> str:
    """Return a text with its citations written out; ``titles`` are the full titles by the office's short names."""
    known = {**ALWAYS_KNOWN, **titles}
    names = "|".join(re.escape(name) for name in sorted(known, key=len, reverse=True))
    named = re.sub(rf"(?:(?<![《〈\u4e00-\u9fff])|(?<=[了据反照及和]))({names})(?=第?\d+条)", _titled(known), text)
    return _ARTICLE.sub(_counted, _UNKNOWN_LAW.sub(r"《\1》", named))


def _titled(known: Mapping[str, str]) -> Callable[[re.Match[str]], str]:
    return lambda found: f"《{known[found[1]]}》"


def _counted(found: re.Match[str]) -> str:
    parts = zip(found.groups(), "条款项", strict=True)
    return "".join(f"第{_in_chinese(int(number))}{unit}" for number, unit in parts if number)


def _in_chinese(number: int) -> str:
    """Return 1 to 9999 as statutes count their articles: 10 -> 十, 105 -> 一百零五."""
    written, gap = "", False
    for place, digit in reversed([(place, int(digit)) for place, digit in enumerate(reversed(str(number)))]):
        if digit == 0:
            gap = bool(written)
            continue
        written += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return written.removeprefix("一") if written.startswith("一十") else written or _DIGITS[0]
