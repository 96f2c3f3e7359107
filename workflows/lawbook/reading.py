"""How a file of the law pack is read: every key asked for by its type, every key nobody asked for refused."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

import yaml

from workflows.errors import BrokenDiagramError
from workflows.vocabulary.wording import N_, Objection

_Choice = TypeVar("_Choice", bound=StrEnum)
_FEN_PER_YUAN = 100


class _UniqueKeys(yaml.SafeLoader):
    """YAML would let a second key silently replace the first."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, object]:  # noqa: FBT001, FBT002 -- PyYAML's signature
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                problem = f"duplicate key {key!r}"
                raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return super().construct_mapping(node, deep)


def refusal(code: str, text: str, **params: str | int) -> BrokenDiagramError:
    """Return the error of an unusable law pack."""
    return BrokenDiagramError(Objection(f"law-pack-{code}", text, params))


def read_yaml(name: str, content: bytes) -> "Entry":
    """Return a file's top mapping; raise BrokenDiagramError naming the file, the line and the cure."""
    try:
        data = yaml.load(content, Loader=_UniqueKeys)  # noqa: S506 -- derives from SafeLoader
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = str(getattr(error, "problem", None) or error)
        text = N_("法规包 {file} 第 {line} 行起不是可读的 YAML，请按提示更正：{reason}")
        raise refusal("yaml", text, file=name, line=mark.line + 1 if mark else 1, reason=reason) from error
    return Entry(data, file=name, place="")


class Entry:
    """A mapping of the pack, in which every key must be asked for; ``place`` says where it stands."""

    def __init__(self, data: object, *, file: str, place: str) -> None:
        """Refuse what is no mapping."""
        self.file, self.place = file, place
        if not isinstance(data, Mapping):
            raise self.wrong("", N_("法规包 {file} 的 {place}：应当是“键: 值”的列表，请更正"))
        self._data = data
        self._asked: set[str] = set()

    def wrong(self, key: str, text: str, **params: str | int) -> BrokenDiagramError:
        """Return the error at ``key`` of this mapping."""
        place = ".".join(filter(None, (self.place, key))) or N_("顶层")
        return refusal("value", text, file=self.file, place=place, **params)

    def has(self, key: str) -> bool:
        """Say whether a key is given."""
        self._asked.add(key)
        return key in self._data

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there and not empty."""
        value = self._value(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(key, N_("法规包 {file} 的 {place}：应当是文字，现为“{given}”，请更正"), given=str(value))
        return value

    def number(self, key: str, default: int | None = None) -> int:
        """Return a whole number, not negative."""
        value = self._value(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            text = N_("法规包 {file} 的 {place}：应当是不小于 0 的整数，现为“{given}”，请更正")
            raise self.wrong(key, text, given=str(value))
        return value

    def find_number(self, key: str) -> int | None:
        """Return a whole number, or None where the key is absent."""
        return self.number(key) if self.has(key) else None

    def find_fen(self, key: str) -> int | None:
        """Return an amount written in 元 as 分, or None where the key is absent."""
        return self.number(key) * _FEN_PER_YUAN if self.has(key) else None

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Return a truth."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            text = N_("法规包 {file} 的 {place}：应当是 true 或者 false，现为“{given}”，请更正")
            raise self.wrong(key, text, given=str(value))
        return value

    def day(self, key: str) -> date:
        """Return a date."""
        value = self._value(key)
        if type(value) is not date:
            text = N_("法规包 {file} 的 {place}：应当是 2026-03-30 这样的日期，现为“{given}”，请更正")
            raise self.wrong(key, text, given=str(value))
        return value

    def find_day(self, key: str) -> date | None:
        """Return a date, or None where the key is absent."""
        return self.day(key) if self.has(key) else None

    def choice(self, key: str, choices: type[_Choice]) -> _Choice:
        """Return one of a closed list."""
        return choices(self.one_of(key, tuple(choices)))

    def one_of(self, key: str, known: Sequence[str]) -> str:
        """Return a text that must be among ``known``."""
        value = self.text(key)
        if value not in known:
            raise self.unknown(key, value, known)
        return value

    def unknown(self, key: str, value: str, known: Sequence[str]) -> BrokenDiagramError:
        """Return the error of a word nobody knows, with the likeliest one meant."""
        near = get_close_matches(value, known, n=1)
        likely = near[0] if near else "、".join(known)
        text = N_("法规包 {file} 的 {place}：不认识“{given}”，是否 {likely}？")
        return self.wrong(key, text, given=value, likely=likely)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; an absent key is an empty list."""
        values = self._list(key)
        for value in values:
            if not isinstance(value, str):
                raise self.wrong(
                    key, N_("法规包 {file} 的 {place}：列表里应当都是文字，现有“{given}”"), given=str(value)
                )
        return tuple(str(value) for value in values)

    def entries(self, key: str, *, shorthand: str = "") -> Iterator["Entry"]:
        """Yield a list's mappings; with ``shorthand`` a bare text stands for a mapping of that one key."""
        for index, value in enumerate(self._list(key), start=1):
            named = {shorthand: value} if shorthand and isinstance(value, str) else value
            name = named.get("id", named.get("name", index)) if isinstance(named, Mapping) else index
            yield Entry(named, file=self.file, place=".".join(filter(None, (self.place, f"{key}[{name}]"))))

    def entry(self, key: str) -> "Entry":
        """Return the mapping under a key."""
        return Entry(self._value(key), file=self.file, place=".".join(filter(None, (self.place, key))))

    def done(self) -> None:
        """Refuse every key that nobody asked for."""
        for key in self._data:
            if key not in self._asked:
                raise self.unknown("", str(key), sorted(self._asked))

    def _value(self, key: str, default: object = None) -> object:
        if not self.has(key) and default is None:
            raise self.wrong(key, N_("法规包 {file} 的 {place}：缺少此项，请补上"))
        return self._data.get(key, default)

    def _list(self, key: str) -> list[object]:
        value = self._data.get(key, []) if self.has(key) else []
        if not isinstance(value, list):
            raise self.wrong(key, N_("法规包 {file} 的 {place}：应当是列表，请更正"))
        return value
