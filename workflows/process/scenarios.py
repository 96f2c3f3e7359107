"""Scenarios 演练情形: whole runs found by themselves, so that every way of a bundle is gone at least once.

The search looks for one way after the other, nearest first, over everything the engine was seen to do; what it finds
is then played from start to end in the real engine, and only what was gone there counts.
"""

import heapq
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, product

from workflows.errors import BrokenDiagramError, RefusedError
from workflows.process.bundle import Bundle
from workflows.process.guide import Guide
from workflows.process.openings import ANYTIME, EXIT_APPROVED, RETURN, Opening
from workflows.process.rehearsal import Choice, Rehearsal, ways_of
from workflows.process.roads import Roads
from workflows.process.stepping import Facts, Spot, Stepper, Stood
from workflows.vocabulary.facts import FactValue

# What having looked on from the same place before weighs, in flows, and how many situations one way may cost; what is
# not found is looked for once more, longer and wider.
ROUNDS = ((1.0, 100), (1.0, 400), (4.0, 400))
OFTEN = 3
MOST_TO_AN_END = 2000
MOST_STEPS = 300
# Combinations of values of one outcome that are tried: all up to so many, else each value once.
ALL_COMBINATIONS = 16


@dataclass(frozen=True, slots=True)
class Scenario:
    """One whole run: what is done, the ways gone, whether it came to an end, and the ways gone here for the first time.

    ``start`` are the facts it begins with.
    """

    start: Facts
    choices: tuple[Choice, ...]
    covered: frozenset[str]
    is_finished: bool
    news: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a search came to: the scenarios, every way there is, those never reached, and whether time ran out.

    A way is the id of a flow, or ``node→target`` for a return.
    """

    scenarios: tuple[Scenario, ...]
    ways: tuple[str, ...]
    unreached: tuple[str, ...]
    seconds: float
    is_complete: bool


@dataclass(eq=False, slots=True)
class _Reached:
    """A situation the search has come to, and how."""

    stood: Stood
    depth: int
    before: "_Reached | None" = None
    opening: Opening | None = None
    writes: Facts = field(default_factory=dict)
    is_expanded: bool = False

    def road(self) -> list["_Reached"]:
        """Return the way here, from the first step on."""
        road, at = [], self
        while at.before is not None:
            road.append(at)
            at = at.before
        return road[::-1]


def find_scenarios(
    bundle: Bundle, facts: Facts, *, seconds: float = 20.0, clock: Callable[[], float] = time.monotonic
) -> Coverage:
    """Return scenarios that go every way of a bundle; the same bundle gives the same scenarios unless time runs out."""
    return _Search(bundle, facts, clock() + seconds, clock).cover()


class _Search:
    def __init__(self, bundle: Bundle, facts: Facts, until: float, clock: Callable[[], float]) -> None:
        self._bundle, self._facts, self._until, self._clock = bundle, facts, until, clock
        self._stepper, self._roads = Stepper(bundle), Roads(bundle)
        self._began = clock()
        self._known: dict[tuple[object, ...], _Reached] = {}
        self._first: dict[str, _Reached] = {}
        self._left: Counter[tuple[object, ...]] = Counter()

    # -------------------------------------------------------------------------------------------------- covering

    def cover(self) -> Coverage:
        taken = self._stepper.start(self._facts)
        first = _Reached(taken.stood, 0)
        self._known[self._key(taken.stood)] = first
        for way in taken.flows:
            self._first.setdefault(way, first)
        ways = self._roads.ways
        for tiring, patience in ROUNDS:
            self._seek_all(tiring, patience)
        scenarios = self._chosen([way for way in ways if way in self._first])
        gone = {way for one in scenarios for way in one.covered}
        unreached = tuple(way for way in ways if way not in gone)
        return Coverage(scenarios, ways, unreached, self._clock() - self._began, self._has_time())

    def _seek_all(self, tiring: float, patience: int) -> None:
        """Look once for every way that leaves a node already entered, and for those that this opens."""
        missing = [way for way in self._roads.from_the_start() if way not in self._first]
        while self._has_time():
            way = next((one for one in missing if self._roads.is_open(one, self._first)), None)
            if way is None:
                return
            missing.remove(way)
            if way not in self._first:
                self._seek(way, tiring, patience)

    def _has_time(self) -> bool:
        return self._clock() < self._until

    def _seek(self, way: str, tiring: float, patience: int) -> None:
        """Look for a situation from which a way is gone: first from where it seems nearest, and not always there."""
        guide = Guide(self._bundle, self._roads, way)
        tired: Counter[tuple[object, ...]] = Counter()
        number = count()

        def kind_of(one: _Reached) -> tuple[object, ...]:
            return one.stood.spot, *(one.stood.facts[name] for name in guide.asked)

        def put(one: _Reached) -> None:
            worn = tired[kind_of(one)]
            rank = guide.far(one.stood.spot.nodes, one.stood.facts) + one.depth / 20 + tiring * worn
            heapq.heappush(heap, (rank, next(number), worn, one))

        heap: list[tuple[float, int, int, _Reached]] = []
        for one in self._known.values():
            if not one.is_expanded:
                put(one)
        while heap and patience and way not in self._first and self._has_time():
            _, _, worn, one = heapq.heappop(heap)
            if worn < tired[kind_of(one)]:
                put(one)
                continue
            tired[kind_of(one)] += 1
            patience -= 1
            for found in self._expand(one):
                put(found)

    def _expand(self, reached: _Reached) -> Iterator[_Reached]:
        reached.is_expanded = True
        for opening in self._stepper.openings(reached.stood):
            if self._leads_away(reached.stood.spot, opening):
                continue
            for writes in self._samples(opening, reached.stood):
                found = self._step(reached, opening, writes)
                if found is not None:
                    yield found

    def _leads_away(self, spot: Spot, opening: Opening) -> bool:
        """Say whether a return, or leaving the road, was tried often enough here: facts matter little to it."""
        if opening.kind != RETURN and opening.message != EXIT_APPROVED:
            return False
        self._left[spot, opening.path, opening.target] += 1
        return self._left[spot, opening.path, opening.target] > OFTEN

    def _step(self, reached: _Reached, opening: Opening, writes: Facts) -> _Reached | None:
        """Take a step; the situation when nobody stood so before."""
        try:
            taken = self._stepper.take(reached.stood, opening, writes)
        except (RefusedError, BrokenDiagramError):
            return None
        key = self._key(taken.stood)
        found = _Reached(taken.stood, reached.depth + 1, reached, opening, writes)
        for way in ways_of(opening, taken.flows):
            self._first.setdefault(way, found)
        if key in self._known:
            return None
        self._known[key] = found
        return found

    def _key(self, stood: Stood) -> tuple[object, ...]:
        return stood.spot, self._stepper.regions.outlook(stood.facts)

    def _samples(self, opening: Opening, stood: Stood) -> Iterator[dict[str, FactValue]]:
        for way in opening.ways_from(stood.facts):
            yield from samples(self._stepper.regions.choices(way), stood.facts)

    # -------------------------------------------------------------------------------------------------- choosing

    def _chosen(self, ways: Sequence[str]) -> tuple[Scenario, ...]:
        """Return few whole runs that go all these ways: the longest roads first, each for what is still missing."""
        missing, chosen = set(ways), []
        for way in sorted(ways, key=lambda one: (-self._first[one].depth, ways.index(one))):
            if way not in missing:
                continue
            scenario = self._whole(self._first[way])
            missing -= scenario.covered
            chosen.append(scenario)
        return _without_idle(chosen)

    def _whole(self, reached: _Reached) -> Scenario:
        """Lead a road on to an end and play it in the real engine."""
        last = self._to_an_end(reached) or reached
        rehearsal = Rehearsal.begin(self._bundle, self._facts)
        choices: list[Choice] = []
        for one in last.road():
            if one.opening is None or len(choices) >= MOST_STEPS:
                break
            choices.append(Choice.of(one.opening, one.writes))
            rehearsal.play(choices[-1])
        return Scenario(self._facts, tuple(choices), rehearsal.covered, rehearsal.is_finished)

    def _to_an_end(self, reached: _Reached) -> _Reached | None:
        """Return an end that is reached from here, by the shortest way that is soon found."""
        key = self._key(reached.stood)
        number, seen = count(), {key}
        heap = [(self._roads.rank_to_end(reached.stood.spot.nodes), next(number), reached)]
        for _ in range(MOST_TO_AN_END):
            if not heap:
                return None
            one = heapq.heappop(heap)[2]
            if one.stood.spot.is_end:
                return one
            for opening in self._stepper.openings(one.stood):
                if opening.kind in {ANYTIME, RETURN}:
                    continue
                for writes in self._samples(opening, one.stood):
                    found = self._next(one, opening, writes)
                    if found is not None and self._key(found.stood) not in seen:
                        seen.add(self._key(found.stood))
                        rank = self._roads.rank_to_end(found.stood.spot.nodes) + (found.depth - reached.depth) / 4
                        heapq.heappush(heap, (rank, next(number), found))
        return None

    def _next(self, one: _Reached, opening: Opening, writes: Facts) -> _Reached | None:
        try:
            taken = self._stepper.take(one.stood, opening, writes)
        except (RefusedError, BrokenDiagramError):
            return None
        return _Reached(taken.stood, one.depth + 1, one, opening, writes)


def samples(choices: Mapping[str, tuple[FactValue | None, ...]], facts: Facts) -> Iterator[dict[str, FactValue]]:
    """Yield values an outcome may write: every combination of few, else what stands now and each value once."""
    usual = {name: _usual(values, facts.get(name)) for name, values in choices.items()}
    size = 1
    for values in choices.values():
        size *= len(values)
    for row in _all(choices) if size <= ALL_COMBINATIONS else _one_by_one(usual, choices):
        yield {name: value for name, value in row.items() if value is not None}


def _all(choices: Mapping[str, tuple[FactValue | None, ...]]) -> Iterator[dict[str, FactValue | None]]:
    for row in product(*choices.values()):
        yield dict(zip(choices, row, strict=True))


def _one_by_one(
    usual: dict[str, FactValue | None], choices: Mapping[str, tuple[FactValue | None, ...]]
) -> Iterator[dict[str, FactValue | None]]:
    yield usual
    for name, values in choices.items():
        for value in values:
            if value != usual[name]:
                yield {**usual, name: value}


def _usual(values: tuple[FactValue | None, ...], now: FactValue | None) -> FactValue | None:
    return now if now in values else values[0]


def _without_idle(scenarios: list[Scenario]) -> tuple[Scenario, ...]:
    """Leave out what later ones made idle, and say of each what it is the first to go."""
    needed: list[Scenario] = []
    for place, one in enumerate(scenarios):
        others = [*needed, *scenarios[place + 1 :]]
        if one.covered - {way for other in others for way in other.covered}:
            needed.append(one)
    told, seen = [], set[str]()
    for one in sorted(needed, key=lambda scenario: len(scenario.choices)):
        told.append(Scenario(one.start, one.choices, one.covered, one.is_finished, tuple(sorted(one.covered - seen))))
        seen |= one.covered
    return tuple(told)
