"""How an amount in 分 is written and read, and how far a late fine grows."""

import re
from decimal import Decimal

from workflows.errors import RefusedError
from workflows.vocabulary.wording import N_, Objection, Phrase

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿", "万亿")
_SECTION = 10_000
_FEN_PER_YUAN = 100
_LARGEST = 10**18  # 分, just under a million times a million times ten thousand 元
_PER_CENT_A_DAY = 3

_WRITTEN = re.compile(r"[¥￥]?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万元|元|万)?")


def in_yuan(fen: int) -> str:
    """Return an amount as papers print it: 8580000 分 -> 85,800.00元."""
    _refuse_unprintable(fen)
    return Phrase(N_("{amount}元"), amount=f"{fen // _FEN_PER_YUAN:,}.{fen % _FEN_PER_YUAN:02d}")


def in_capitals(fen: int) -> str:
    """Return an amount in capitals 大写金额: 8580000 分 -> 捌万伍仟捌佰元整.

    As in the examples of 支付结算办法 annex 1: 整 stands after 元 alone; a zero inside is read once; a zero in the
    place of 元 is read before 角 (壹仟陆佰捌拾元零叁角贰分).
    """
    _refuse_unprintable(fen)
    yuan, jiao, rest = fen // _FEN_PER_YUAN, fen // 10 % 10, fen % 10
    whole = f"{_whole(yuan)}元" if yuan or not fen else ""
    if not jiao and not rest:
        return f"{whole}整"
    zero = "零" if yuan and (not jiao or yuan % 10 == 0) else ""
    return whole + zero + (f"{_DIGITS[jiao]}角" if jiao else "") + (f"{_DIGITS[rest]}分" if rest else "")


def read_yuan(text: str) -> int:
    """Return the 分 of an amount written 85,800.00元, ¥85800 or 8.58万元; raise RefusedError naming the cure."""
    match = _WRITTEN.fullmatch(text.strip().replace("，", ","))
    fen = Decimal(0)
    if match is not None:
        unit = _SECTION if (match[3] or "").startswith("万") else 1
        fen = Decimal(match[1].replace(",", "") + (match[2] or "")) * unit * _FEN_PER_YUAN
    if match is None or fen != int(fen) or fen >= _LARGEST:
        wording = N_("金额“{given}”无法识别，请写成 85,800.00元 或者 8.58万元，最小到分")
        raise RefusedError(Objection("not-money", wording, {"given": text}))
    return int(fen)


def surcharge_of(fine: int, days: int) -> int:
    """Return the 加处罚款 in 分 after ``days`` late days: 3 % of the fine a day, never more than the fine.

    处罚法72条1款1项. It grows on the fine alone, not on what is confiscated; days of reconsideration or litigation are
    not among ``days`` (73条3款). Parts of a 分 are dropped.
    """
    if fine < 0 or days < 0:
        raise RefusedError(Objection("negative-amount", N_("罚款数额和逾期天数不能为负数")))
    return min(fine, fine * _PER_CENT_A_DAY * days // 100)


def _refuse_unprintable(fen: int) -> None:
    if not 0 <= fen < _LARGEST:
        wording = N_("金额 {fen} 分超出可以书写的范围，请核对")
        raise RefusedError(Objection("money-out-of-range", wording, {"fen": fen}))


def _whole(yuan: int) -> str:
    if yuan == 0:
        return _DIGITS[0]
    written, gap = "", False
    for power in reversed(range(len(_SECTIONS))):
        section = yuan // _SECTION**power % _SECTION
        if section == 0:
            gap = bool(written)
            continue
        needs_zero = gap or (bool(written) and section < _SECTION // 10)
        written += ("零" if needs_zero else "") + _section(section) + _SECTIONS[power]
        gap = False
    return _unstack(written, yuan)


def _unstack(written: str, yuan: int) -> str:
    """Read 万亿 once: 壹万亿 stays, 壹万亿贰亿 becomes 壹万零贰亿."""
    below = yuan // _SECTION**2 % _SECTION
    return written.replace("万亿", "万", 1) if below and "万亿" in written else written


def _section(number: int) -> str:
    written, gap = "", False
    for place in reversed(range(len(_PLACES))):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(written)
            continue
        written += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return written
