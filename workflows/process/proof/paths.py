"""Shortest ways: how a case comes to a fault, told move by move.

The search keeps numbers only. Here a way is found through them, breadth first, and each of its edges is looked up again
with the plain search, so that what people read does not rest on the fast one alone.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from workflows.process.proof.labels import Label, Memory, remembered
from workflows.process.proof.plain import Move, Plain, Settled
from workflows.process.proof.space import LABELS, Fault, Space

BEGIN = Move("start", "")


@dataclass(frozen=True, slots=True)
class Hop:
    """One move of a way: the situation before, the move, and where everything automatic came to rest."""

    before: int
    move: Move
    settled: Settled


class Paths:
    """Finds shortest ways through a space."""

    def __init__(self, space: Space[Memory], missing: Sequence[int] = ()) -> None:
        """Look into a space, where these bits of what must still be able to come cannot any more, by situation."""
        self._space, self._missing = space, missing
        self._plain = Plain(space.model)
        self._places = space.model.layout.places_mask

    def to_fault(self, fault: Fault) -> tuple[Hop, ...]:
        """Return the shortest way into a fault, the faulty move last."""
        if fault.source < 0:
            return tuple(Hop(-1, BEGIN, one) for one in self._plain.starts() if one.fault == fault.code)[:1]
        hops = self.to_situation(fault.source)
        if fault.code in {"stuck", "never-ends"}:
            return hops
        state = self._space.states[fault.source]
        for move, after in self._plain.moves(state):
            for settled in self._plain.settle(after):
                if settled.fault == fault.code and (settled.at or move.path) == fault.at:
                    return (*hops, Hop(state, move, settled))
        return hops

    def to_situation(self, number: int) -> tuple[Hop, ...]:
        """Return the shortest way to a situation."""
        return next(self._ways(lambda source, _, __: source == number, bit=0), ())

    def to_breach(self, bit: int) -> Iterator[tuple[Hop, ...]]:
        """Yield ways on which the promise of this bit is broken, the shortest first, the act that breaks it last."""
        owed = bit & self._space.memory.owed
        states = self._space.states
        missing = self._missing if bit & self._space.memory.possible else ()

        def is_broken(source: int, held: int, label: Label | None) -> bool:
            if missing:
                return bool(held & missing[source])
            if owed:
                return bool(held) and not states[source] & self._places
            return label is not None and bool(held & label.forbidden)

        yield from self._ways(is_broken, bit=bit)

    # ------------------------------------------------------------------------------------------------- inner

    def _ways(self, is_there: Callable[[int, int, Label | None], bool], *, bit: int) -> Iterator[tuple[Hop, ...]]:
        """Search situations together with one remembered bit; ``is_there`` is asked of nodes and of edges."""
        space = self._space
        held = space.memory.initial & bit
        came: dict[tuple[int, int], tuple[tuple[int, int], int] | None] = {
            (start, held): None for start in space.starts
        }
        waiting = deque(came)
        while waiting:
            node = waiting.popleft()
            if is_there(*node, None):
                yield self._told(came, node, None)
            for edge in self._edges(node[0]):
                label = space.labels[edge % LABELS]
                if is_there(*node, label):
                    yield self._told(came, node, edge)
                following = (edge // LABELS, remembered(node[1], label) & bit)
                if following not in came:
                    came[following] = (node, edge)
                    waiting.append(following)

    def _edges(self, source: int) -> Iterator[int]:
        yield from sorted(self._space.edges[source])
        yield from sorted(self._space.rushed[source])

    def _told(
        self,
        came: dict[tuple[int, int], tuple[tuple[int, int], int] | None],
        node: tuple[int, int],
        last: int | None,
    ) -> tuple[Hop, ...]:
        hops = [self._hop(node[0], last)] if last is not None else []
        before = came[node]
        while before is not None:
            (node, edge) = before
            hops.append(self._hop(node[0], edge))
            before = came[node]
        begin = next(one for one in self._plain.starts() if self._kept(one.state) == self._space.states[node[0]])
        return (Hop(-1, BEGIN, begin), *reversed(hops))

    def _hop(self, source: int, edge: int) -> Hop:
        space = self._space
        state, target, label = space.states[source], space.states[edge // LABELS], space.labels[edge % LABELS]
        for move, after in self._plain.moves(state):
            for settled in self._plain.settle(after):
                is_same = not settled.fault and self._kept(settled.state) == target
                if is_same and space.memory.label(move.acts, move.writes, after) == label:
                    return Hop(state, move, settled)
        message = f"the fast search and the plain search differ at {state:x}"
        raise AssertionError(message)

    def _kept(self, state: int) -> int:
        return self._space.forget(state)
