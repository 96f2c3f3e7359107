"""The plain search: every state one after another, every move looked at on its own. Slow, short, and the reference.

What ``search.py`` does fast is measured against this; paths are told and certificates are checked with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from workflows.process.diagram import NodeKind
from workflows.process.proof.anytime import ANYTIME_QUESTIONS, after_interruption, interruptions, standing_at
from workflows.process.proof.layout import TooManyError
from workflows.process.proof.model import GROUNDS, Catcher, Model, Step, Way, bits_of, by_place
from workflows.process.proof.outcomes import acts_of_message, outcomes_of_message, written_values
from workflows.vocabulary.facts import FactValue

MOST_TRIED = 20_000
_GROUNDS = tuple(sorted(GROUNDS))
_Tried: TypeAlias = tuple[int, tuple[str, ...], tuple[FactValue | None, ...]]


@dataclass(frozen=True, slots=True)
class Move:
    """One act, message, return or diversion: where, what it is called, and what it writes."""

    kind: str
    path: str
    acts: frozenset[str] = frozenset()
    writes: Mapping[str, FactValue] = field(default_factory=dict)
    target: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """Where everything automatic has come to rest: what ran, what was assumed, and what went wrong where.

    ``wrote`` are the bits of the facts that were written on the way.
    """

    state: int
    visited: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    assumed: Mapping[str, FactValue] = field(default_factory=dict)
    fault: str = ""
    wrote: int = 0

    @property
    def at(self) -> str:
        """Return the path of the last node that ran."""
        return self.visited[-1] if self.visited else ""


class _Carried(NamedTuple):
    """What is carried along while automatic steps run: nodes, flows, assumptions, facts written, states passed."""

    state: int
    visited: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    assumed: Mapping[str, FactValue] = MappingProxyType({})
    wrote: int = 0
    trail: tuple[int, ...] = ()

    @property
    def standing(self) -> tuple[FactValue | None, ...]:
        """Return what was assumed of the grounds of statutory floors."""
        return tuple(map(self.assumed.get, _GROUNDS))

    def agrees(self, way: Way) -> bool:
        """Say whether a table takes the grounds as the tables before it did: no automatic step changes them."""
        if not way.assumed or not self.assumed:
            return True
        assumed = self.assumed
        for name in _GROUNDS:
            if name in assumed and name in way.assumed and assumed[name] != way.assumed[name]:
                return False
        return True

    def on(self, way: Way, after: int, visited: tuple[str, ...], written: int) -> "_Carried":
        """Return what is carried on along a way."""
        return _Carried(
            after,
            visited,
            (*self.flows, way.flow) if way.flow else self.flows,
            {**self.assumed, **way.assumed} if way.assumed else self.assumed,
            self.wrote | written,
            (*self.trail, self.state),
        )

    def settled(self, fault: str) -> Settled:
        """Return where it came to rest, or what went wrong."""
        return Settled(self.state, self.visited, self.flows, self.assumed, fault, self.wrote)


class Plain:
    """The moves of a model, state by state."""

    def __init__(self, model: Model) -> None:
        """Prepare the steps of a model by the places they need."""
        self.model, self.tabled = model, _before_tables(model)
        self._places, self._facts = model.layout.places_mask, model.layout.facts_mask
        self._automatic = by_place(model.automatic)
        self._human = by_place(model.human)
        self._anytime = model.layout.asked(ANYTIME_QUESTIONS)

    def starts(self) -> tuple[Settled, ...]:
        """Return where a case can stand at the beginning."""
        return tuple(settled for start in self.model.starts for settled in self.settle(start))

    def moves(self, state: int) -> Iterator[tuple[Move, int]]:
        """Yield every move from a state and the state right after it, -1 for a second token on one place."""
        marking = state & self._places
        for bit in bits_of(marking):
            for step in self._human.get(bit, ()):
                for way in step.ways[0]:
                    if not way.is_open(state):
                        continue
                    yield Move(step.kind, step.path, way.acts, way.writes, way.flow), self.model.after(state, way)
        for message, catchers in self.model.catchers.items():
            active = [one for one in catchers if marking & one.active and marking & one.needs == one.needs]
            if active:
                yield from self._delivered(state, message, active)
        if marking:
            yield from self._interrupted(state, marking)

    def settle(self, state: int) -> tuple[Settled, ...]:
        """Run everything automatic; several results where a table or a free condition may go either way."""
        if state < 0:
            return (Settled(state, fault="double-token"),)
        return tuple(self._run(state))

    # ------------------------------------------------------------------------------------------------- inner

    def _delivered(self, state: int, message: str, active: list[Catcher]) -> Iterator[tuple[Move, int]]:
        """Fire every event that waits, outer ones first; what an outer one withdraws is passed over."""
        after = self.fired(state, active)
        first = active[0]
        for outcome in outcomes_of_message(message, first.site):
            asks, allowed = self.model.layout.given(outcome.given)
            if state & asks not in allowed:
                continue
            for writes in written_values(self.model.layout, outcome.writes):
                cleared, put = self.model.layout.written(writes)
                move = Move("message", first.path, acts_of_message(message, first.site), writes, message=message)
                yield move, (after & ~cleared | put) if after >= 0 else -1

    def fired(self, state: int, active: list[Catcher]) -> int:
        """Return the state after these events have caught their message, -1 for a double token."""
        for one in active:
            marking = state & self._places
            if not marking & one.active or marking & one.needs != one.needs:
                continue
            state = self.model.put(state, one.clear, one.put)
            if state < 0:
                return -1
        return state

    def _interrupted(self, state: int, marking: int) -> Iterator[tuple[Move, int]]:
        facts = self.model.layout.facts_of(state, self._anytime)
        for one in interruptions(standing_at(self.model, marking), facts):
            after = after_interruption(self.model, state, one)
            if after >= 0:
                yield Move("anytime", one.act, frozenset({one.act}), one.writes, target=one.back), after

    def _run(self, begun: int) -> Iterator[Settled]:
        waiting = [_Carried(begun)]
        tried = set[_Tried]()
        while waiting:
            now = waiting.pop()
            # Answers of tables that come to the same need not be followed twice.
            key = (now.state, now.visited, now.standing if now.state & self.tabled else ())
            if key in tried:
                continue
            tried.add(key)
            step = self._next(now.state)
            if step is None:
                yield now.settled("")
            elif len(tried) > MOST_TRIED:
                raise TooManyError
            else:
                yield from self._passed(now, step, waiting)

    def _passed(self, now: _Carried, step: Step, waiting: list[_Carried]) -> Iterator[Settled]:
        """Let one automatic step run; yield what goes wrong, and keep where it leads among what is waiting."""
        ways = step.ways.get(now.state & step.reads, ())
        visited = (*now.visited, step.path)
        if now.state in now.trail or not ways:
            yield now._replace(visited=visited).settled("automatic-circle" if ways else "no-way")
            return
        for way in ways:
            if not now.agrees(way):
                continue
            after = self.model.after(now.state, way)
            if after < 0:
                yield now._replace(visited=visited).settled("double-token")
            else:
                waiting.append(now.on(way, after, visited, way.clear & self._facts))

    def _next(self, state: int) -> Step | None:
        marking = state & self._places
        for bit in bits_of(marking):
            for step in self._automatic.get(bit, ()):
                if marking & step.needs == step.needs and not marking & step.forbids:
                    return step
        return None


def _before_tables(model: Model) -> int:
    """Return the places from which a decision table may still be asked before people are waited for."""
    found, before = 0, -1
    while found != before:
        before = found
        for step in model.automatic:
            ways = [way for ways in step.ways.values() for way in ways]
            if step.node.kind is NodeKind.TABLE or any((way.put | way.leave) & found for way in ways):
                found |= step.needs
    return found
