"""A notice of holidays 放假通知 as a YAML or CSV file; what cannot be read names its line and says the cure."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

import yaml

from workflows.errors import RefusedError
from workflows.rules.holiday_notices import NoticeLine
from workflows.vocabulary.wording import N_, Objection

_MOST_LINES = 400
_HOLIDAY_KEYS = ("name", "from", "to", "day")
_WORDS: Mapping[str, str] = {
    "年度": "year",
    "year": "year",
    "标题": "title",
    "title": "title",
    "范围": "scope",
    "scope": "scope",
    "放假": "holiday",
    "holiday": "holiday",
    "上班": "workday",
    "workday": "workday",
}
_REGIONAL: Mapping[str, bool] = {"全国": False, "national": False, "地方": True, "regional": True}


@dataclass(slots=True)
class NoticeFile:
    """What a file says, not yet checked: year, title, whether regional, and its lines."""

    year: int = 0
    title: str = ""
    is_regional: bool = False
    lines: list[NoticeLine] = field(default_factory=list)


def read_notice_file(name: str, content: bytes) -> NoticeFile:
    """Return a notice from a file; RefusedError names the line and says what should stand there."""
    ending = PurePath(name).suffix.lower()
    reader = {".yaml": _read_yaml, ".yml": _read_yaml, ".csv": _read_csv}.get(ending)
    if reader is None:
        raise _refusal("notice-kind", N_("“{name}”不是 .yaml 或者 .csv 文件，请另存后再导入"), name=name[:80])
    found = reader(_decoded(content))
    if not found.year:
        raise _refusal("notice-no-year", N_("文件没有写年度，请加上一行，例如 {example}"), example=_example(ending))
    if not found.title.strip():
        raise _refusal("notice-no-title", N_("文件没有写通知标题，请加上一行标题"))
    return found


def _example(ending: str) -> str:
    return "年度,2027" if ending == ".csv" else "year: 2027"


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refusal("notice-encoding", N_("文件的文字编码无法识别，请另存为 UTF-8 后再导入"))


def _read_csv(text: str) -> NoticeFile:
    found = NoticeFile()
    for number, row in enumerate(csv.reader(io.StringIO(text)), start=1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        _refuse_too_many(number)
        word = _WORDS.get(cells[0])
        if word is None:
            text_ = N_("第 {line} 行：不认识“{word}”，每行的第一格应当是 年度、标题、范围、放假 或者 上班")
            raise _refusal("notice-word", text_, line=number, word=cells[0][:20])
        _CSV_ROWS[word](found, [*cells[1:], "", "", ""], number)
    return found


def _csv_year(found: NoticeFile, cells: Sequence[str], line: int) -> None:
    found.year = _year(cells[0], line)


def _csv_title(found: NoticeFile, cells: Sequence[str], _: int) -> None:
    found.title = cells[0]


def _csv_scope(found: NoticeFile, cells: Sequence[str], line: int) -> None:
    if cells[0] not in _REGIONAL:
        text = N_("第 {line} 行：范围应当写“全国”或者“地方”，现为“{given}”")
        raise _refusal("notice-scope", text, line=line, given=cells[0][:20])
    found.is_regional = _REGIONAL[cells[0]]


def _csv_holiday(found: NoticeFile, cells: Sequence[str], line: int) -> None:
    first = _day(cells[0], line)
    last = _day(cells[1], line) if cells[1] else first
    found.lines.append(NoticeLine.off(line, first, last, _name(cells[2], line)))


def _csv_workday(found: NoticeFile, cells: Sequence[str], line: int) -> None:
    found.lines.append(NoticeLine.at_work(line, _day(cells[0], line)))


_CSV_ROWS: Mapping[str, Callable[[NoticeFile, Sequence[str], int], None]] = {
    "year": _csv_year,
    "title": _csv_title,
    "scope": _csv_scope,
    "holiday": _csv_holiday,
    "workday": _csv_workday,
}


def _read_yaml(text: str) -> NoticeFile:
    try:
        top = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = N_("第 {line} 行起不是可读的 YAML，请核对缩进、冒号和引号")
        raise _refusal("notice-yaml", message, line=mark.line + 1 if mark else 1) from error
    found = NoticeFile()
    for key, value, line in _pairs(top, 1):
        if key == "year":
            found.year = _year(_scalar(value, line), line)
        elif key == "title":
            found.title = _scalar(value, line)
        elif key == "regional":
            found.is_regional = _truth(_scalar(value, line), line)
        elif key == "holidays":
            found.lines += [_yaml_holiday(item) for item in _items(value, line)]
        elif key == "make_up_days":
            found.lines += [_yaml_workday(item) for item in _items(value, line)]
        else:
            raise _unknown_key(key, line, ("year", "title", "regional", "holidays", "make_up_days"))
    return found


def _yaml_holiday(node: yaml.Node) -> NoticeLine:
    line = node.start_mark.line + 1
    given = dict[str, str]()
    for key, value, at in _pairs(node, line):
        if key not in _HOLIDAY_KEYS:
            raise _unknown_key(key, at, _HOLIDAY_KEYS)
        given[key] = _scalar(value, at)
    first = _day(given.get("from") or given.get("day", ""), line)
    last = _day(given["to"], line) if given.get("to") else first
    return NoticeLine.off(line, first, last, _name(given.get("name", ""), line))


def _yaml_workday(node: yaml.Node) -> NoticeLine:
    line = node.start_mark.line + 1
    return NoticeLine.at_work(line, _day(_scalar(node, line), line))


def _pairs(node: yaml.Node | None, line: int) -> list[tuple[str, yaml.Node, int]]:
    if not isinstance(node, yaml.MappingNode):
        raise _refusal("notice-no-mapping", N_("第 {line} 行：应当是“键: 值”的写法，例如 year: 2027"), line=line)
    return [(str(key.value), value, key.start_mark.line + 1) for key, value in node.value]


def _items(node: yaml.Node, line: int) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise _refusal("notice-no-list", N_("第 {line} 行：应当是列表，每项以“- ”开头"), line=line)
    _refuse_too_many(len(node.value))
    return list(node.value)


def _scalar(node: yaml.Node, line: int) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _refusal("notice-no-text", N_("第 {line} 行：应当只写一个值"), line=line)
    return str(node.value).strip()


def _unknown_key(key: str, line: int, known: Sequence[str]) -> RefusedError:
    text = N_("第 {line} 行：不认识“{key}”，可用的有 {known}")
    return _refusal("notice-key", text, line=line, key=key[:20], known="、".join(known))


def _year(text: str, line: int) -> int:
    if not text.isascii() or not text.isdigit():
        message = N_("第 {line} 行：年度应当是 2027 这样的数字，现为“{given}”")
        raise _refusal("notice-no-number", message, line=line, given=text[:20])
    return int(text)


def _day(text: str, line: int) -> date:
    try:
        return date.fromisoformat(text.replace("/", "-") if text.count("/") == 2 else text)  # noqa: PLR2004 -- year, month, day
    except ValueError as error:
        message = N_("第 {line} 行：日期“{given}”无法识别，请按 2027-02-05 填写")
        raise _refusal("notice-day", message, line=line, given=text[:20]) from error


def _name(text: str, line: int) -> str:
    if not text:
        raise _refusal("notice-no-name", N_("第 {line} 行：放假要写节日名称，例如 春节"), line=line)
    return text[:40]


def _truth(text: str, line: int) -> bool:
    if text not in {"true", "false"}:
        message = N_("第 {line} 行：应当是 true 或者 false，现为“{given}”")
        raise _refusal("notice-truth", message, line=line, given=text[:20])
    return text == "true"


def _refuse_too_many(count: int) -> None:
    if count > _MOST_LINES:
        raise _refusal("notice-long", N_("超过 {most} 行，不像一年的放假通知，请核对文件"), most=_MOST_LINES)


def _refusal(code: str, text: str, **params: str | int) -> RefusedError:
    return RefusedError(Objection(code, text, params))
