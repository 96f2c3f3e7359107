"""What runs by itself behind a move, fast: as the plain search runs it, without what a path is told with.

For every marking the step that runs next is found once, together with those behind it that leave no choice; after that
facts alone are changed. Grounds of statutory floors that tables were told are kept as bits. What goes wrong, and what
would run twice in one go, is left to the plain search, which alone keeps what it takes to tell a circle.
"""

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from workflows.process.proof.model import GROUNDS, Model, Step, Way, bits_of, by_place
from workflows.process.proof.plain import MOST_TRIED, Plain, Settled

_GROUND_BITS = {name: 1 << number for number, name in enumerate(sorted(GROUNDS))}


class _Hop(NamedTuple):
    """One way on from a marking, and on behind it as long as there is no choice.

    ``after`` is the marking it leads to, -1 where something goes wrong; ``keep`` and ``put`` change the facts,
    ``wrote`` are those written; of the grounds, some were ``told`` and of these some ``held``.
    """

    after: int
    passed: tuple[str, ...]
    keep: int
    put: int
    wrote: int
    told: int
    held: int
    flow: str


@dataclass(frozen=True, slots=True)
class _Spot:
    """What runs next at a marking: the facts its step reads, and the ways on by their values."""

    path: str
    reads: int
    is_tabled: bool
    hops: dict[int, tuple[_Hop, ...]]


_Now: TypeAlias = tuple[int, int, tuple[str, ...], int, int, int]
"""Marking, facts, nodes that ran, grounds told, grounds that held, facts written."""


class Settling:
    """Runs everything automatic, and remembers which flows it took."""

    def __init__(self, model: Model, plain: Plain) -> None:
        """Know the automatic steps of a model by their places."""
        self._model, self._plain = model, plain
        self._places, self._facts = model.layout.places_mask, model.layout.facts_mask
        self._steps = by_place(model.automatic)
        self._spots: dict[int, _Spot | None] = {}
        self.taken: set[str] = set()

    def settle(self, begun: int) -> tuple[Settled, ...]:
        """Return where everything automatic comes to rest."""
        found: list[Settled] = []
        waiting: list[_Now] = [(begun & self._places, begun & self._facts, (), 0, 0, 0)]
        tried = set[tuple[int, int, tuple[str, ...], int, int]]()
        while waiting:
            marking, facts, visited, told, held, wrote = waiting.pop()
            spot = self._spots[marking] if marking in self._spots else self._spot(marking)
            if spot is None:
                found.append(Settled(marking | facts, visited, wrote=wrote))
                continue
            key = (marking, facts, visited, told, held) if spot.is_tabled else (marking, facts, visited, 0, 0)
            if key in tried:
                continue
            tried.add(key)
            hops = spot.hops.get(facts & spot.reads)
            if not hops or spot.path in visited or len(tried) > MOST_TRIED:
                return self._plainly(begun)
            for hop in hops:
                if (held ^ hop.held) & told & hop.told:
                    continue
                if hop.after < 0:
                    return self._plainly(begun)
                self.taken.add(hop.flow)
                facts_after = facts & hop.keep | hop.put
                grounds = (told | hop.told, held | hop.held)
                waiting.append((hop.after, facts_after, visited + hop.passed, *grounds, wrote | hop.wrote))
        return tuple(found)

    def _plainly(self, begun: int) -> tuple[Settled, ...]:
        found = self._plain.settle(begun)
        for settled in found:
            self.taken.update(settled.flows)
        return found

    # -------------------------------------------------------------------------------------------- preparing

    def _spot(self, marking: int) -> _Spot | None:
        step = self._next(marking)
        if step is None:
            spot = None
        else:
            hops = {
                told: tuple(self._onward(self._hop(marking, step, way)) for way in ways)
                for told, ways in step.ways.items()
            }
            spot = _Spot(step.path, step.reads, bool(marking & self._plain.tabled), hops)
        self._spots[marking] = spot
        return spot

    def _next(self, marking: int) -> Step | None:
        for bit in bits_of(marking):
            for step in self._steps.get(bit, ()):
                if marking & step.needs == step.needs and not marking & step.forbids:
                    return step
        return None

    def _hop(self, marking: int, step: Step, way: Way) -> _Hop:
        after = self._model.after(marking, way)
        grounds = [name for name in way.assumed if name in _GROUND_BITS]
        wrote = way.clear & self._facts if way.clear >= 0 else 0
        return _Hop(
            after=after & self._places if after >= 0 else -1,
            passed=(step.path,),
            keep=self._facts & ~wrote,
            put=way.put & self._facts,
            wrote=wrote,
            told=sum(_GROUND_BITS[name] for name in grounds),
            held=sum(_GROUND_BITS[name] for name in grounds if way.assumed[name]),
            flow=way.flow,
        )

    def _onward(self, hop: _Hop) -> _Hop:
        """Add the steps behind a hop that leave no choice; what runs in a circle goes wrong."""
        while hop.after >= 0 and (step := self._next(hop.after)) is not None and _is_straight(step):
            if step.path in hop.passed:
                return hop._replace(after=-1)
            behind = self._hop(hop.after, step, step.ways[0][0])
            hop = hop._replace(
                after=behind.after,
                passed=hop.passed + behind.passed,
                keep=hop.keep & behind.keep,
                put=hop.put & behind.keep | behind.put,
                wrote=hop.wrote | behind.wrote,
            )
        return hop


def _is_straight(step: Step) -> bool:
    ways = step.ways.get(0, ())
    return not step.reads and len(ways) == 1 and not ways[0].assumed and not ways[0].flow
