"""Which facts a bundle ever looks at, and which of their values it can tell apart.

Two runs that stand at the same place with facts the bundle cannot tell apart go the same way for ever. That is what
lets thousands of past cases be walked in seconds, each difference once.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import cast

from workflows.process.bundle import Bundle
from workflows.process.expressions import Compare, Name, Tree, constants_in, names_in, walk
from workflows.process.tables import decide
from workflows.rules.floors import FLOOR_FACTS
from workflows.vocabulary.effects import EFFECTS, KEEP, Outcome, is_amount
from workflows.vocabulary.facts import FactKind, FactValue

A_YUAN = 100

# Some outcomes are possible only where these facts stood so.
_GIVEN = frozenset(name for ways in EFFECTS.values() for way in ways for name in way.given)
# What is possible at any time looks at (``openings.py``).
_LOOKED_AT_ANYTIME = (
    "filing",
    "route",
    "notice",
    "hearing_request",
    "hearing",
    "review",
    "edit_confirmed",
    "deliberation",
    "decision",
    "disclosure",
)


class Regions:
    """The facts that matter to one bundle, and how their values are told apart."""

    def __init__(self, bundle: Bundle) -> None:
        """Read every condition and table."""
        self.bundle = bundle
        self._cuts: dict[str, list[int]] = {}
        self._outlooks: dict[tuple[FactValue, ...], tuple[FactValue, ...]] = {}
        routing = {name for name in (*_LOOKED_AT_ANYTIME, *_GIVEN) if name in bundle.facts}
        routing |= {name for tree in _conditions(bundle) for name in names_in(tree)}
        self.decided = _decided(bundle)
        self.routing = tuple(sorted(routing | self.decided))
        self.names = tuple(sorted(routing | self.decided | _judged(bundle)))
        trees = (*_conditions(bundle), *_tests(bundle))
        compared = {name for tree in trees for name in _compared_with_another(tree)}
        for name in self.names:
            if bundle.facts[name].kind in {FactKind.MONEY, FactKind.DAY} and name not in compared:
                constants = {value for tree in trees for value in constants_in(tree).get(name, ())}
                self._cuts[name] = sorted(value for value in constants if isinstance(value, int))

    def key(self, facts: Mapping[str, FactValue]) -> tuple[FactValue, ...]:
        """Return facts as far as the bundle can tell them apart."""
        cuts = self._cuts
        return tuple(_place(cuts[name], facts[name]) if name in cuts else facts[name] for name in self.names)

    def outlook(self, facts: Mapping[str, FactValue]) -> tuple[FactValue, ...]:
        """Return what conditions look at now, and what every table would decide now: less than ``key`` tells apart."""
        key = self.key(facts)
        if key not in self._outlooks:
            decided = dict(facts)
            for table in self.bundle.tables.values():
                decided |= decide(table, decided)
            told = (*(facts[name] for name in self.routing), *(decided[name] for name in sorted(self.decided)))
            self._outlooks[key] = told
        return self._outlooks[key]

    def known(self, writes: Mapping[str, FactValue]) -> tuple[tuple[str, FactValue], ...]:
        """Return what was written as far as the bundle can tell it apart."""
        cuts = self._cuts
        told = ((name, value) for name, value in writes.items() if name in self._told)
        return tuple(sorted((name, _place(cuts[name], value) if name in cuts else value) for name, value in told))

    @property
    def _told(self) -> frozenset[str]:
        return _as_set(self.names)

    def values(self, name: str) -> tuple[FactValue, ...]:
        """Return one value of a fact for each that the bundle tells apart."""
        fact = self.bundle.facts[name]
        if fact.kind is FactKind.CHOICE:
            return fact.values
        if fact.kind is FactKind.TRUTH:
            return (False, True)
        step = A_YUAN if fact.kind is FactKind.MONEY else 1
        found = {0}
        for cut in self._cuts.get(name, ()):
            found.update({cut, cut + step, max(cut - step, 0)})
        return tuple(sorted(found))

    def choices(self, way: Outcome) -> dict[str, tuple[FactValue | None, ...]]:
        """Return what an outcome may write, one value for each that is told apart; None is staying as it is.

        Of a fact that nothing looks at, one value stands for all.
        """
        found: dict[str, tuple[FactValue | None, ...]] = {}
        for name, written in way.writes.items():
            values = self.values(name) if is_amount(name) else tuple(None if one is KEEP else one for one in written)
            found[name] = cast("tuple[FactValue | None, ...]", values if name in self._told else values[:1])
        return found


@lru_cache(maxsize=64)
def _as_set(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(names)


def _place(cuts: list[int], value: FactValue) -> int:
    """Return between which cuts an amount lies: odd numbers are the cuts themselves."""
    at = bisect_left(cuts, int(value))
    return 2 * at + 1 if at < len(cuts) and cuts[at] == value else 2 * at


def _conditions(bundle: Bundle) -> Iterator[Tree]:
    for diagram in bundle.diagrams.values():
        yield from (flow.tree for flow in diagram.flows.values() if flow.tree is not None)


def _tests(bundle: Bundle) -> Iterator[Tree]:
    for table in bundle.tables.values():
        for rule in table.rules:
            yield from (cell.tree for cell in rule.tests)


def _decided(bundle: Bundle) -> frozenset[str]:
    """Return what tables decide; where there is any table, it is raised to every statutory floor."""
    outputs = {column.fact for table in bundle.tables.values() for column in table.outputs}
    return frozenset(outputs | set(FLOOR_FACTS) if bundle.tables else ())


def _judged(bundle: Bundle) -> frozenset[str]:
    """Return what tables look at, and what the floors look at after them."""
    inputs = {column.fact for table in bundle.tables.values() for column in table.inputs}
    grounds = {ground for each in FLOOR_FACTS.values() for ground in each}
    return frozenset(inputs | grounds if bundle.tables else ())


def _compared_with_another(tree: Tree) -> set[str]:
    """Return facts compared with other facts: of these, every value is told apart."""
    found: set[str] = set()
    for part in walk(tree):
        match part:
            case Compare(_, Name(left), Name(right)):
                found |= {left, right}
            case _:
                continue
    return found
