"""Promises 承诺: what every execution must keep, each with its statute; read from ``promises/*.yaml`` of a bundle.

A promise speaks about acts, never about places in a drawing, so it stays valid however a flow is redrawn.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, cast

import yaml

from workflows.errors import BrokenDiagramError
from workflows.process.expression_limits import ExpressionError
from workflows.process.expressions import All, Tree, compile_condition, names_in
from workflows.process.markup import refusal
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.effects import OUTSIDE
from workflows.vocabulary.facts import Fact, FactKind, FactValue
from workflows.vocabulary.wording import N_, Phrase


class Pattern(StrEnum):
    """What a promise asks of the order of acts.

    ``precedence``: ``event`` only after ``before`` since the last ``since``. ``absence``: ``event`` never after
    ``before`` (until the next ``since``). ``once``: ``event`` at most once. ``response``: whatever did ``event`` is
    followed by ``then`` before the case ends. ``possible``: from ``event`` until ``then`` (or ``since``), ``then`` can
    still come, wherever the case stands. ``separation``: ``event`` is held by other roles than ``before``.
    ``owner``: somebody can do ``event``, on the drawn path or at any time.
    """

    PRECEDENCE = "precedence"
    ABSENCE = "absence"
    ONCE = "once"
    RESPONSE = "response"
    POSSIBLE = "possible"
    SEPARATION = "separation"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Event:
    """An act, or any act, that wrote these values while a condition on the facts then holds."""

    act: str
    sets: Mapping[str, tuple[FactValue, ...]]
    when: Tree

    def matches(self, acts: frozenset[str], written: Mapping[str, FactValue]) -> bool:
        """Say whether an act done (under any of its names) with what it wrote is such an event, facts left aside."""
        return (self.act == "any" or self.act in acts) and all(
            name in written and written[name] in values for name, values in self.sets.items()
        )


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: its sentence, statute and article, whether statutory or local, and its pattern.

    ``breach`` says what could be done if it were broken (可以…); ``procedure`` is the process it is made for.
    """

    id: str
    procedure: str
    sentence: str
    breach: str
    article: str
    statutory: bool
    pattern: Pattern
    event: tuple[Event, ...]
    before: tuple[Event, ...] = ()
    since: tuple[Event, ...] = ()
    then: tuple[Event, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        """Return every event the promise names."""
        return (*self.event, *self.before, *self.since, *self.then)

    @property
    def facts(self) -> frozenset[str]:
        """Return the facts its conditions look at."""
        return frozenset(name for event in self.events for name in names_in(event.when))


def read_promises(files: Mapping[str, bytes], facts: Mapping[str, Fact]) -> tuple[Promise, ...]:
    """Return the promises of a bundle; BrokenDiagramError names the promise and what is wrong with it."""
    found: dict[str, Promise] = {}
    for name in sorted(files):
        if not (name.startswith("promises/") and name.endswith(".yaml")):
            continue
        book = _book(name, files[name])
        for row in book["promises"]:
            promise = _Reader(name, str(book["procedure"]), row, facts).promise()
            if promise.id in found:
                raise _wrong(name, promise.id, N_("编号重复"))
            found[promise.id] = promise
    return tuple(found.values())


def _book(name: str, raw: bytes) -> Mapping[str, Any]:
    try:
        book = _loaded(raw)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise refusal("promise-syntax", N_("{file}：不是完整的 YAML 文件，请恢复为原来的内容"), file=name) from error
    rows = book.get("promises") if isinstance(book, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows) or "procedure" not in book:
        raise refusal("promise-shape", N_("{file}：须有 procedure 和 promises 两项"), file=name)
    return cast("Mapping[str, Any]", book)


@lru_cache(maxsize=32)
def _loaded(raw: bytes) -> Any:  # noqa: ANN401 -- what YAML holds
    """Return what a file holds; nobody changes it."""
    return yaml.safe_load(raw.decode("utf-8"))


def _wrong(file: str, promise: str, detail: str) -> BrokenDiagramError:
    return refusal("promise", N_("{file} 的承诺 {promise}：{detail}"), file=file, promise=promise, detail=detail)


class _Reader:
    """Reads one promise."""

    def __init__(self, file: str, procedure: str, row: Mapping[str, Any], facts: Mapping[str, Fact]) -> None:
        self._file, self._procedure, self._row, self._facts = file, procedure, row, facts
        self._id = str(row.get("id", "?"))

    def promise(self) -> Promise:
        try:
            pattern = Pattern(self._row["pattern"])
            made = Promise(
                id=self._id,
                procedure=self._procedure,
                sentence=self._row["sentence"],
                breach=self._row["breach"],
                article=self._row["article"],
                statutory=self._row["kind"] == "statutory",
                pattern=pattern,
                **{part: self._events(self._row.get(part, ())) for part in ("event", "before", "since", "then")},
            )
        except KeyError as error:
            raise _wrong(self._file, self._id, Phrase(N_("缺少“{part}”一项"), part=str(error.args[0]))) from error
        except (ValueError, TypeError) as error:
            raise _wrong(self._file, self._id, N_("pattern 或者所列行为的写法不对，请对照出厂的承诺文件")) from error
        if not made.event:
            raise _wrong(self._file, self._id, N_("没有写明约束的行为 event"))
        return made

    def _events(self, rows: Sequence[Any]) -> tuple[Event, ...]:
        return tuple(self._event(row) for row in rows)

    def _event(self, row: Any) -> Event:  # noqa: ANN401 -- what YAML holds
        spoken = {"act": row} if isinstance(row, str) else dict(row)
        act = spoken.pop("act", "any")
        when = spoken.pop("when", "")
        if act != "any" and act not in ACTS:
            raise _wrong(self._file, self._id, N_("没有这个法定行为：") + act)
        sets = {name: tuple(value) if isinstance(value, list) else (value,) for name, value in spoken.items()}
        for name, values in sets.items():
            if name not in self._facts or not all(self._facts[name].admits(value) for value in values):
                raise _wrong(self._file, self._id, N_("没有这个事实要素或者取值：") + f"{name} {values}")
        try:
            tree = compile_condition(when) if when else All(())
        except ExpressionError as error:
            raise _wrong(self._file, self._id, error.objection.in_chinese()) from error
        self._refuse_changing(tree)
        return Event(act, sets, tree)

    def _refuse_changing(self, tree: Tree) -> None:
        """Refuse a condition on a fact that changes by itself or outside the drawn path: no order could keep it."""
        for name in sorted(names_in(tree)):
            if name in OUTSIDE or (name in self._facts and self._facts[name].kind is FactKind.DAY):
                raise _wrong(self._file, self._id, Phrase(N_("条件不能用“{fact}”：它随时可以改变"), fact=name))
