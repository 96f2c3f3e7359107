"""How values are written on paper: days, moments, money with its 大写; and how a missing one is named."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from workflows.documents.catalogue import FieldType, PaperField, PaperKind
from workflows.errors import RefusedError
from workflows.rules import money
from workflows.rules.days import in_words
from workflows.vocabulary.wording import N_, Objection

_SHANGHAI = ZoneInfo("Asia/Shanghai")
# What XML cannot hold, and the marks with which docxtpl breaks paragraphs (BEL) and pages (FF).
_UNPRINTABLE = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEW_PARAGRAPH = "\a"
_STOPS = "。！？；：…"
_CLOSING = "”’）】》"


class Amount(str):
    """An amount in figures (85,800.00元) that still knows its 分, for 大写."""

    __slots__ = ("fen",)
    fen: int


def printable(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return _UNPRINTABLE.sub("", text)


def capitals(value: object) -> str:
    """Return an amount in 大写, empty for one that was not given; the one filter templates may use."""
    return money.in_capitals(value.fen) if isinstance(value, Amount) else ""


def written_fields(kind: PaperKind, fields: Mapping[str, object], used: Collection[str]) -> dict[str, object]:
    """Return the nested values as they are printed; raise RefusedError naming what is missing or wrong.

    ``used`` are the names the template uses (``list.column`` for columns): only those must be there.
    """
    missing, printed, groups = list[str](), dict[str, object](), _with_groups(used)
    for field in kind.fields:
        if field.name in groups:
            needed = is_needed(field, fields)
            _put(printed, field.name, _written(field, find_value(fields, field.name), used, missing, needed=needed))
    if missing:
        text = N_("《{paper}》缺少必填内容：{missing}")
        raise RefusedError(Objection("missing-fields", text, {"paper": kind.name, "missing": "、".join(missing)}))
    return printed


def with_blanks(kind: PaperKind, fields: Mapping[str, object]) -> dict[str, object]:
    """Return the fields with 【label】 in every required place still empty, for a preview of an unfinished paper."""
    filled = _copied(fields)
    for field in kind.fields:
        value = find_value(fields, field.name)
        if _is_empty(value) and is_needed(field, fields):
            _put(filled, field.name, _blank(field))
    return filled


def is_needed(field: PaperField, fields: Mapping[str, object]) -> bool:
    """Say whether a field must be filled in this paper: some only with another one (听证期限 with 听证权)."""
    if field.needed_with:
        other = find_value(fields, field.needed_with)
        return not _is_empty(other) and other is not False
    return not field.optional


def find_value(fields: Mapping[str, object], dotted: str) -> object:
    """Return the value of a dotted name in nested mappings, or None."""
    value: object = fields
    for part in dotted.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _with_groups(used: Collection[str]) -> set[str]:
    """Return the names with every group one of them stands in: with ``case.party.name`` also ``case.party``."""
    split = [name.split(".") for name in used]
    return {".".join(parts[:length]) for parts in split for length in range(1, len(parts) + 1)}


def _put(target: dict[str, object], dotted: str, value: object) -> None:
    *groups, last = dotted.split(".")
    for group in groups:
        inner = target.setdefault(group, {})
        if isinstance(inner, dict):
            target = inner
    target[last] = value


def _copied(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: _copied(value) if isinstance(value, Mapping) else value for name, value in fields.items()}


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value in ((), [])


def _blank(field: PaperField) -> object:
    if field.type is FieldType.ROWS:
        return [{column.name: _blank(column) for column in field.columns if not column.optional}]
    if field.type is FieldType.FLAG:
        return False
    return Blank(f"【{field.label}】")


class Blank(str):
    """A place not filled yet; printed as it is, whatever the type of its field."""

    __slots__ = ()


def _written(
    field: PaperField, value: object, used: Collection[str], missing: list[str], *, needed: bool, row: str = ""
) -> object:
    if _is_empty(value):
        if needed:
            missing.append(f"{row}{field.label}")
        return _NOTHING.get(field.type, "")
    if isinstance(value, Blank):
        return str(value)
    if field.type is FieldType.ROWS:
        return list(_rows(field, value, used, missing))
    try:
        return _WRITERS[field.type](value)
    except (TypeError, ValueError) as error:
        text = N_("“{label}”的内容“{given}”不能填写，应为{type}")
        params = {"label": f"{row}{field.label}", "given": str(value)[:40], "type": _TYPE_NAMES[field.type]}
        raise RefusedError(Objection("field-value", text, params)) from error


def _rows(field: PaperField, value: object, used: Collection[str], missing: list[str]) -> Iterator[dict[str, object]]:
    rows = value if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping):
            text = N_("“{label}”第{number}行应为一组字段")
            raise RefusedError(Objection("field-value", text, {"label": field.label, "number": number}))
        place = f"{field.label}第{number}行的"
        yield {
            column.name: _written(column, row.get(column.name), used, missing, needed=not column.optional, row=place)
            for column in field.columns
            if f"{field.name}.{column.name}" in used
        }


def _text(value: object) -> str:
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
    return _NEW_PARAGRAPH.join(line.strip() for line in _UNPRINTABLE.sub("", text).split("\n") if line.strip())


def _sentences(value: object) -> str:
    """Return the text with a full stop after every line that has none."""
    return _NEW_PARAGRAPH.join(_stopped(line) for line in _text(value).split(_NEW_PARAGRAPH))


def _stopped(line: str) -> str:
    return line if line.rstrip(_CLOSING).endswith(tuple(_STOPS)) else f"{line.rstrip('，、')}。"


def _phrase(value: object) -> str:
    """Return the text on one line, without the stop at its end: the sentence it stands in has its own."""
    return "；".join(line.rstrip("。；，、") for line in _text(value).split(_NEW_PARAGRAPH))


def _number(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(value)
    return str(value)


def _amount(value: object) -> Amount:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(value)
    amount = Amount(money.in_yuan(value))
    amount.fen = value
    return amount


def _day(value: object) -> str:
    day = _in_shanghai(value).date() if isinstance(value, datetime) else value
    if isinstance(day, str):
        day = date.fromisoformat(day)
    if not isinstance(day, date):
        raise TypeError(value)
    return in_words(day)


def _moment(value: object) -> str:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(moment, datetime):
        raise TypeError(value)
    local = _in_shanghai(moment)
    return f"{_day(local.date())}{local.hour}时{local.minute:02d}分"


def _in_shanghai(moment: datetime) -> datetime:
    """Return the wall time; a moment without a zone is Shanghai's already."""
    return moment.astimezone(_SHANGHAI) if moment.tzinfo else moment


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


_WRITERS: Mapping[FieldType, Callable[[object], object]] = {
    FieldType.TEXT: _text,
    FieldType.SENTENCES: _sentences,
    FieldType.PHRASE: _phrase,
    FieldType.PROVISION: _phrase,
    FieldType.NUMBER: _number,
    FieldType.MONEY: _amount,
    FieldType.DAY: _day,
    FieldType.MOMENT: _moment,
    FieldType.FLAG: _flag,
    FieldType.CHOICE: _text,
}
_NOTHING: Mapping[FieldType, object] = {FieldType.ROWS: (), FieldType.FLAG: False}
_TYPE_NAMES: Mapping[FieldType, str] = {
    FieldType.TEXT: N_("文字"),
    FieldType.SENTENCES: N_("文字"),
    FieldType.PHRASE: N_("文字"),
    FieldType.PROVISION: N_("文字"),
    FieldType.NUMBER: N_("整数"),
    FieldType.MONEY: N_("以分为单位的整数金额"),
    FieldType.DAY: N_("日期"),
    FieldType.MOMENT: N_("时间"),
    FieldType.FLAG: N_("是或者否"),
    FieldType.CHOICE: N_("规定的选项"),
    FieldType.ROWS: N_("清单"),
}
