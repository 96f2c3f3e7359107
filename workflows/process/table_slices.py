"""The values of facts cut into slices that no cell of some tables tells apart, and regions of them said in words."""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from workflows.process.expressions import Tree, constants_in, holds
from workflows.process.spoken import AND, ANYTHING, OR, range_said, value_said
from workflows.process.tables import Table
from workflows.vocabulary.facts import Fact, FactKind, FactValue
from workflows.vocabulary.wording import N_, Phrase, listed


@dataclass(frozen=True, slots=True)
class Slice:
    """Values of one fact that no cell tells apart: one choice, or ``first`` to ``last`` (None: all above)."""

    first: FactValue
    last: FactValue | None


Region: TypeAlias = Mapping[str, tuple[Slice, ...]]
"""Combinations of inputs: for each fact that matters the slices it may lie in."""


class Sliced:
    """The slices of every fact that some tables read, and for each row of a table the slices its tests hold of."""

    def __init__(self, tables: Sequence[Table], facts: Mapping[str, Fact]) -> None:
        """Cut every fact at the constants of all these tables."""
        self.tables, self.facts = tables, facts
        names = dict.fromkeys(column.fact for table in tables for column in table.inputs)
        self.limits = {name: _limits(name, tables) for name in names}
        self.slices = {name: _slices(facts[name], self.limits[name]) for name in names}
        self.spans = [{column.fact: self._spans(table, column.fact) for column in table.inputs} for table in tables]
        self.rows = [
            {name: _turned(spans, len(self.slices[name])) for name, spans in of_table.items()}
            for of_table in self.spans
        ]

    def place_of(self, name: str, value: FactValue) -> int:
        """Return which slice of a fact a value lies in."""
        slices = self.slices[name]
        if self.facts[name].kind in {FactKind.CHOICE, FactKind.TRUTH}:
            return next(place for place, one in enumerate(slices) if one.first == value)
        return bisect_right(slices, int(value), key=lambda one: int(one.first)) - 1

    def box_of(self, table: int, row: int) -> dict[str, tuple[Slice, ...]]:
        """Return the combinations of which a row's own tests hold."""
        return {name: self._chosen(name, spans[row - 1]) for name, spans in self.spans[table].items()}

    def shared(self, table: int, first: int, second: int) -> dict[str, tuple[Slice, ...]] | None:
        """Return the combinations of which the tests of both rows hold, or None."""
        both = {name: spans[first - 1] & spans[second - 1] for name, spans in self.spans[table].items()}
        return {name: self._chosen(name, span) for name, span in both.items()} if all(both.values()) else None

    def _chosen(self, name: str, span: int) -> tuple[Slice, ...]:
        return tuple(one for place, one in enumerate(self.slices[name]) if span >> place & 1)

    def _spans(self, table: Table, name: str) -> list[int]:
        """Return, for each row, a bit mask of the slices of a fact that satisfy all its tests of it."""
        places = [place for place, column in enumerate(table.inputs) if column.fact == name]
        every = (1 << len(self.slices[name])) - 1
        known: dict[str, int] = {}
        spans = []
        for rule in table.rules:
            span = every
            for cell in (rule.tests[place] for place in places):
                if cell.text not in known:
                    known[cell.text] = self._span(cell.tree, name)
                span &= known[cell.text]
            spans.append(span)
        return spans

    def _span(self, tree: Tree, name: str) -> int:
        return sum(1 << place for place, one in enumerate(self.slices[name]) if holds(tree, {name: one.first}))


def region_said(region: Region, sliced: Sliced) -> str:
    """Return a region in words: “当事人类别”为“公民”，且“拟罚款”不足10,000元."""
    told = [
        _fact_said(sliced.facts[name], region[name], sliced.limits[name])
        for name, every in sliced.slices.items()
        if name in region and len(region[name]) < len(every)
    ]
    return listed(told, AND) or N_("所有情形")


def _slices(fact: Fact, limits: Collection[int]) -> tuple[Slice, ...]:
    if fact.kind is FactKind.CHOICE:
        return tuple(Slice(value, value) for value in fact.values)
    if fact.kind is FactKind.TRUTH:
        return tuple(Slice(value, value) for value in (False, True))
    starts = sorted({0} | {start for limit in limits for start in (limit, limit + 1)})
    ends: list[int | None] = [start - 1 for start in starts[1:]]
    return tuple(Slice(start, end) for start, end in zip(starts, [*ends, None], strict=True))


def _limits(name: str, tables: Sequence[Table]) -> frozenset[int]:
    """Return the constants an amount or a day is compared with; none for choices and truths."""
    found = (
        value
        for table in tables
        for rule in table.rules
        for cell in rule.tests
        for value in constants_in(cell.tree).get(name, ())
    )
    return frozenset(value for value in found if isinstance(value, int) and not isinstance(value, bool) and value >= 0)


def _turned(spans: Sequence[int], count: int) -> list[int]:
    """Return, for each slice, the rows whose spans hold it."""
    return [sum(1 << row for row, span in enumerate(spans) if span >> place & 1) for place in range(count)]


def _fact_said(fact: Fact, slices: tuple[Slice, ...], limits: Collection[int]) -> str:
    if fact.kind in {FactKind.CHOICE, FactKind.TRUTH}:
        quoted = (Phrase(N_("“{value}”"), value=value_said(fact, one.first)) for one in slices)
        return Phrase(N_("“{fact}”为{values}"), fact=fact.term, values=listed(quoted, N_("{some}或者{more}")))
    spans = listed((_span_said(fact, first, last, limits) for first, last in _joined(slices)), OR)
    return Phrase(N_("“{fact}”{test}"), fact=fact.term, test=spans)


def _joined(slices: tuple[Slice, ...]) -> list[tuple[int, int | None]]:
    """Return neighbouring slices of amounts as one span."""
    spans: list[tuple[int, int | None]] = []
    for one in slices:
        last = None if one.last is None else int(one.last)
        before = spans[-1][1] if spans else None
        if before is not None and before + 1 == one.first:
            spans[-1] = (spans[-1][0], last)
        else:
            spans.append((int(one.first), last))
    return spans


def _span_said(fact: Fact, first: int, last: int | None, limits: Collection[int]) -> str:
    """Say a span by the limits as they stand in the table: 不足 before one, 超过 after it."""
    if first == last:
        return Phrase(N_("恰为{value}"), value=value_said(fact, first))
    told = []
    if first:
        told.append(range_said(">=", first, fact) if first in limits else range_said(">", first - 1, fact))
    if last is not None:
        told.append(range_said("<", last + 1, fact) if last + 1 in limits else range_said("<=", last, fact))
    return listed(told, N_("{some}、{more}")) or ANYTHING
