"""Every combination of inputs a decision table can meet, exactly, without trying them one by one.

A fact's values fall into slices that no cell tells apart; which rows are still possible after some facts are known is
a bit mask. What the table (or several side by side) answers is then a decision diagram: facts one after another, one
branch for each group of slices that leads to the same answers. Gaps, unreachable rows and loosened limits are read
off its leaves, each with a region of inputs that shows it.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, islice
from typing import TypeAlias

from workflows.process.table_slices import Region, Slice, Sliced
from workflows.vocabulary.facts import FactValue

MAX_BRANCHES = 60_000
"""More branches than this no agency's table needs; such a table must be split."""

MOST_REGIONS = 100
"""So many regions nobody reads to the end."""

Leaf: TypeAlias = Hashable


class TooManyBranchesError(Exception):
    """A table distinguishes more combinations than can be followed."""


@dataclass(frozen=True, slots=True)
class View:
    """One of the tables, by its place, under a fixed value of some facts: for example the amount just below a limit."""

    table: int = 0
    fixed: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True, eq=False, slots=True)
class _Node:
    """One branch point: its fact, and where each group of slices leads."""

    fact: str
    ways: tuple[tuple[tuple[Slice, ...], "_Node | Leaf"], ...]
    leaves: frozenset[Leaf]


class Space:
    """The combinations of inputs of some tables side by side, and the leaf each leads to.

    ``leaf`` is given the number of the row each table applies (0: none), and returns what is of interest, or None;
    ``within`` limits facts to some of their slices.
    """

    def __init__(
        self,
        sliced: Sliced,
        views: Sequence[View],
        leaf: Callable[[tuple[int, ...]], Leaf],
        within: Region | None = None,
    ) -> None:
        """Follow all combinations; TooManyBranchesError when there are more than anybody could survey."""
        self._sliced, self._views, self._leaf = sliced, views, leaf
        read = {name for view in views for name in sliced.rows[view.table] if name not in view.fixed}
        slices = {name: (within or {}).get(name) or sliced.slices[name] for name in sliced.slices if name in read}
        self._slices = {
            name: [(one, sliced.place_of(name, one.first)) for one in chosen] for name, chosen in slices.items()
        }
        self._names = sorted(slices, key=lambda name: len(slices[name]))
        self._sure = [self._certain(view) for view in views]
        self._known: dict[tuple[int, tuple[int, ...]], _Node | Leaf] = {}
        self._twins: dict[object, _Node] = {}
        self._root = self._node(0, tuple(self._rows_under(view) for view in views))

    @property
    def leaves(self) -> frozenset[Leaf]:
        """Return every leaf that some combination leads to, None included."""
        return _leaves(self._root)

    def regions_of(self, leaf: Leaf) -> tuple[Region, ...]:
        """Return regions all of whose combinations lead to ``leaf``, neighbours joined, at most ``MOST_REGIONS``."""
        return _joined(list(islice(_regions(self._root, leaf, {}), MOST_REGIONS)))

    def _node(self, level: int, alive: tuple[int, ...]) -> "_Node | Leaf":
        alive = tuple(self._settled(place, level, rows) for place, rows in enumerate(alive))
        if level == len(self._names):
            return self._leaf(tuple(_lowest(rows) for rows in alive))
        key = (level, alive)
        if key not in self._known:
            if len(self._known) >= MAX_BRANCHES:
                raise TooManyBranchesError
            self._known[key] = self._branch(level, alive)
        return self._known[key]

    def _branch(self, level: int, alive: tuple[int, ...]) -> "_Node | Leaf":
        name = self._names[level]
        ways: dict[object, tuple[list[Slice], _Node | Leaf]] = {}
        for one, place in self._slices[name]:
            rows = (self._rows_at(view, name, place) for view in self._views)
            below = self._node(level + 1, tuple(before & now for before, now in zip(alive, rows, strict=True)))
            ways.setdefault(id(below) if isinstance(below, _Node) else ("leaf", below), ([], below))[0].append(one)
        if len(ways) == 1:
            return next(iter(ways.values()))[1]
        twin = (name, tuple((key, tuple(slices)) for key, (slices, _) in ways.items()))
        if twin not in self._twins:
            told = tuple((tuple(slices), below) for slices, below in ways.values())
            self._twins[twin] = _Node(name, told, frozenset().union(*(_leaves(below) for _, below in told)))
        return self._twins[twin]

    def _rows_at(self, view: View, name: str, place: int) -> int:
        """Return the rows of a view whose tests hold in one slice; all where it does not ask."""
        rows = self._sliced.rows[view.table].get(name)
        return -1 if rows is None or name in view.fixed else rows[place]

    def _rows_under(self, view: View) -> int:
        """Return the rows whose tests hold of what the view fixes."""
        alive = (1 << len(self._sliced.tables[view.table].rules)) - 1
        for name, value in view.fixed.items():
            alive &= self._sliced.rows[view.table][name][self._sliced.place_of(name, value)]
        return alive

    def _settled(self, place: int, level: int, rows: int) -> int:
        """Drop the rows behind one that applies whatever the remaining facts are."""
        certain = rows & self._sure[place][level]
        return rows & ((certain & -certain) * 2 - 1) if certain else rows

    def _certain(self, view: View) -> list[int]:
        """Return, for each level, the rows that test none of the facts from there on."""
        certain = [(1 << len(self._sliced.tables[view.table].rules)) - 1]
        for name in reversed(self._names):
            tested = certain[-1]
            for _, place in self._slices[name]:
                tested &= self._rows_at(view, name, place)
            certain.append(tested)
        return certain[::-1]


def _lowest(rows: int) -> int:
    return (rows & -rows).bit_length()


def _leaves(node: "_Node | Leaf") -> frozenset[Leaf]:
    return node.leaves if isinstance(node, _Node) else frozenset({node})


def _regions(node: "_Node | Leaf", leaf: Leaf, above: Region) -> Iterator[Region]:
    if not isinstance(node, _Node):
        if node == leaf:
            yield dict(above)
        return
    for slices, below in node.ways:
        if leaf in _leaves(below):
            yield from _regions(below, leaf, {**above, node.fact: slices})


def _joined(regions: list[Region]) -> tuple[Region, ...]:
    """Join regions that differ in one fact only, as long as there are any."""
    for one, other in combinations(regions, 2):
        apart = [name for name in one if one[name] != other.get(name)] if one.keys() == other.keys() else []
        if len(apart) == 1:
            name = apart[0]
            rest = [region for region in regions if region is not one and region is not other]
            return _joined([{**one, name: _in_order((*one[name], *other[name]))}, *rest])
    return tuple(regions)


def _in_order(slices: tuple[Slice, ...]) -> tuple[Slice, ...]:
    """Return slices with amounts rising; choices and truths stay as they stand."""
    return tuple(sorted(slices, key=lambda one: one.first if isinstance(one.first, int) else 0))
