"""The search: every situation of a case between two acts, and every act that leads on, fast.

A situation is a state in which all that is automatic has come to rest, without the facts nobody can read any more
(``living.py``). What a move does depends on the places alone, and on the few facts that the automatic steps behind it
read; so each of these is worked out once, with the plain search, and afterwards looked up.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from time import thread_time
from typing import Generic, TypeAlias

from workflows.process.proof.anytime import (
    ANYTIME_QUESTIONS,
    KINDS,
    after_interruption,
    interruptions,
    is_interruptible,
    standing_at,
)
from workflows.process.proof.layout import TooManyError
from workflows.process.proof.model import ANYHOW, NO_TRACE, Model, Trace, bits_of
from workflows.process.proof.outcomes import (
    acts_of_message,
    demands,
    outcomes_of_message,
    surely_written,
    written_values,
)
from workflows.process.proof.plain import Plain, Settled
from workflows.process.proof.settling import Settling
from workflows.process.proof.space import LABELS, Fault, Living, Space, Tells, Told
from workflows.process.proof.stirring import Quick, quick_ways, reads_ahead
from workflows.vocabulary.facts import FactValue

_Known: TypeAlias = dict[int, tuple[tuple[int, int, int], ...]]
CLOCK_EVERY = 512


@dataclass(frozen=True, slots=True)
class _Way:
    """A move prepared for one marking: what stays of the facts and what is written, the places right after it.

    ``key`` are the facts its outcome depends on, ``ahead`` those that automatic steps behind it read, ``known`` the
    outcomes worked out so far: a list of (what stays of the facts, what is put, label).
    """

    keep: int
    put: int
    after: int
    path: str
    is_rushed: bool
    key: int
    ahead: int
    known: _Known
    told: Told
    asks: int
    allowed: frozenset[int]


def explore(model: Model, living: Living, memory: Tells, *, most: int, until: float = 0.0) -> Space[Tells]:
    """Return every situation and edge; TooManyError beyond ``most`` situations or after the moment ``until``."""
    return _Search(Space(model, living, memory), most, until).run()


class _Search(Generic[Tells]):
    def __init__(self, space: Space[Tells], most: int, until: float) -> None:
        self._space, self._most, self._until = space, most, until
        self._model, self._layout = space.model, space.model.layout
        self._plain = Plain(self._model)
        self._settling = Settling(self._model, self._plain)
        self._quick = quick_ways(self._model, space.memory)
        self._met: set[int] = set()
        self._facts, self._places = self._layout.facts_mask, self._layout.places_mask
        self._ahead = reads_ahead(self._model)
        self._anytime_reads = self._layout.asked(ANYTIME_QUESTIONS)
        told = (space.memory.told(frozenset({one.act}), one.writes, NO_TRACE) for one in KINDS)
        self._interruptible = is_interruptible(self._model) or any(one.matters for one in told)
        self._ways: dict[int, tuple[_Way, ...]] = {}
        self._ways_known: dict[tuple[int, int], tuple[_Way, ...]] = {}
        self._outcomes: dict[tuple[int, Told], _Known] = {}
        self._labels: dict[object, int] = {}
        self._silent = self._label(space.memory.told(frozenset(), {}, NO_TRACE).label(0, ()))
        self._settled: dict[int, tuple[Settled, ...]] = {}
        self._numbers: dict[int, int] = {}

    def run(self) -> Space[Tells]:
        """Explore breadth first, so that the first way to a situation is a shortest one."""
        space = self._space
        for settled in self._plain.starts():
            self._note(settled)
            if settled.fault:
                space.faults.append(Fault(settled.fault, -1, settled.at))
            else:
                space.starts.append(self._number(space.forget(settled.state)))
        done = 0
        while done < len(space.states):
            if done % CLOCK_EVERY == 0 and self._until and thread_time() > self._until:
                raise TooManyError(self._broken_off())
            self._leave(done)
            done += 1
        return space

    def _broken_off(self) -> Space[Tells]:
        """Return what was explored until now; situations that were not left yet lead nowhere."""
        space = self._space
        while len(space.edges) < len(space.states):
            space.edges.append(array("q"))
        while len(space.rushed) < len(space.states):
            space.rushed.append(array("q"))
        return space

    def _leave(self, source: int) -> None:
        state = self._space.states[source]
        marking, facts = state & self._places, state & self._facts
        edges, rushed = set[int](), set[int]()
        if marking in self._met:
            self._follow(self._ways_from(marking, facts), source, edges, rushed)
        else:
            self._met.add(marking)
            self._leave_first(source, edges)
            interrupting = self._interrupt(marking, facts) if marking else ()
            self._follow((*self._messages(marking), *interrupting), source, edges, rushed)
        # Arrays: they hold millions of edges in little memory.
        self._space.edges.append(array("q", edges))
        self._space.rushed.append(array("q", rushed))

    def _leave_first(self, source: int, into: set[int]) -> None:
        """Follow what people can do on a marking met for the first time, without preparing anything for a second."""
        state = self._space.states[source]
        marking, facts = state & self._places, state & self._facts
        number, living = self._numbers.get, self._space.living.of
        for bit in bits_of(marking):
            for one in self._quick.get(bit, ()):
                way = one.way
                if way.asks and facts & way.asks not in way.allowed:
                    continue
                kept = marking & one.keep
                after = kept | one.put
                if kept & one.put or one.stirs(after):
                    self._follow((self._way_of(one, marking),), source, into, into)
                    continue
                written = facts & one.keep_facts | one.put_facts
                reached = after | written & living(after, written) if self._facts else after
                target = number(reached)
                label = self._label(one.told.label(written, ())) if one.told.matters else self._silent
                into.add((self._number(reached) if target is None else target) * LABELS + label)

    def _follow(self, ways: Iterable[_Way], source: int, edges: set[int], rushed: set[int]) -> None:
        """Follow prepared ways from a situation."""
        facts = self._space.states[source] & self._facts
        number = self._numbers.get
        for way in ways:
            if way.asks and facts & way.asks not in way.allowed:
                continue
            if way.after < 0:
                self._space.faults.append(Fault("double-token", source, way.path))
                continue
            written = facts & way.keep | way.put
            key = written & way.key
            results = way.known.get(key)
            if results is None:
                results = self._work_out(way, key, source)
            into = rushed if way.is_rushed else edges
            for keep, put, label in results:
                reached = written & keep | put
                target = number(reached)
                into.add((self._number(reached) if target is None else target) * LABELS + label)

    def _number(self, state: int) -> int:
        """Return the number of a situation, a new one for a new situation."""
        if state not in self._numbers:
            if len(self._numbers) >= self._most:
                raise TooManyError(self._broken_off())
            self._numbers[state] = len(self._numbers)
            self._space.states.append(state)
            self._space.marked |= state & self._places
        return self._numbers[state]

    # -------------------------------------------------------------------------------------------- preparing

    def _ways_from(self, marking: int, facts: int) -> tuple[_Way, ...]:
        key = (marking, facts & self._anytime_reads)
        if key not in self._ways_known:
            interrupting = self._interrupt(marking, key[1]) if marking else ()
            self._ways_known[key] = (*self._ways_at(marking), *interrupting)
        return self._ways_known[key]

    def _ways_at(self, marking: int) -> tuple[_Way, ...]:
        if marking not in self._ways:
            found = {
                (one.keep, one.put, one.after, one.key, id(one.known), one.asks, one.allowed, one.is_rushed): one
                for one in self._prepare(marking)
            }
            self._ways[marking] = tuple(found.values())
        return self._ways[marking]

    def _prepare(self, marking: int) -> Iterator[_Way]:
        for bit in bits_of(marking):
            for one in self._quick.get(bit, ()):
                yield self._way_of(one, marking)
        yield from self._messages(marking)

    def _way_of(self, one: Quick, marking: int) -> _Way:
        way = one.way
        given = (way.asks, way.allowed, way.trace)
        after = self._model.after(marking, way)
        return self._way(one.path, self._facts & ~one.keep_facts, one.put_facts, after, way.acts, way.writes, given)

    def _messages(self, marking: int) -> Iterator[_Way]:
        for message, catchers in self._model.catchers.items():
            active = [one for one in catchers if marking & one.active and marking & one.needs == one.needs]
            if not active:
                continue
            first, after = active[0], self._plain.fired(marking, active)
            for outcome in outcomes_of_message(message, first.site):
                trace = self._layout.trace(surely_written(outcome), demands(outcome))
                given = (*self._layout.given(outcome.given), trace)
                for writes in written_values(self._layout, outcome.writes):
                    cleared, put = self._layout.written(writes)
                    acts = acts_of_message(message, first.site)
                    is_rushed = message == "exit_approved"
                    yield self._way(first.path, cleared, put, after, acts, writes, given, is_rushed=is_rushed)

    def _interrupt(self, marking: int, read: int) -> Iterator[_Way]:
        if not self._interruptible:
            return
        living = self._space.living.at(marking)
        facts = self._layout.facts_of(read, self._anytime_reads)
        for one in interruptions(standing_at(self._model, marking), facts):
            after = after_interruption(self._model, marking, one)
            cleared, put = self._layout.written(one.writes)
            acts = frozenset({one.act})
            given = (0, ANYHOW, self._layout.trace(one.writes, one.asks))
            matters = self._space.memory.told(acts, one.writes, given[2]).matters
            if after >= 0 and (one.back or matters or cleared & living):
                after &= self._places
                yield self._way(one.act, cleared, put, after, acts, one.writes, given, is_rushed=True)

    def _way(  # noqa: PLR0913 -- what a move is
        self,
        path: str,
        clear: int,
        put: int,
        after: int,
        acts: frozenset[str],
        writes: Mapping[str, FactValue],
        given: tuple[int, frozenset[int], Trace] = (0, ANYHOW, NO_TRACE),
        *,
        is_rushed: bool = False,
    ) -> _Way:
        after = after & self._places if after >= 0 else after
        told = self._space.memory.told(acts, writes, given[2])
        ahead = 0
        for bit in bits_of(after) if after >= 0 else ():
            ahead |= self._ahead.get(bit, 0)
        key = told.reads | self._space.living.keyed | ahead
        shared = self._outcomes.setdefault((after, told), {})
        clears = self._facts & ~clear
        return _Way(clears, put, after, path, is_rushed, key, ahead, shared, told, given[0], given[1])

    def _work_out(self, way: _Way, key: int, source: int) -> tuple[tuple[int, int, int], ...]:
        """Let everything automatic behind a move run, for these values of the facts it depends on."""
        found: dict[tuple[int, int, int], None] = {}
        for settled in self._settle(way.after | key & way.ahead):
            if settled.fault:
                self._space.faults.append(Fault(settled.fault, source, settled.at or way.path))
                continue
            marking = settled.state & self._places
            living = self._space.living.of(marking, key & ~settled.wrote | settled.state & self._facts)
            label = self._label(way.told.label(key, settled.visited))
            keep, put = self._facts & ~settled.wrote & living, settled.state & (settled.wrote & living | marking)
            found[keep, put, label] = None
        way.known[key] = tuple(found)
        return way.known[key]

    def _settle(self, state: int) -> tuple[Settled, ...]:
        if state not in self._settled:
            self._settled[state] = self._settling.settle(state)
            for settled in self._settled[state]:
                self._note(settled)
        return self._settled[state]

    def _label(self, label: object) -> int:
        if label not in self._labels:
            self._labels[label] = len(self._labels)
            self._space.labels.append(label)
        return self._labels[label]

    def _note(self, settled: Settled) -> None:
        self._space.visited.update(settled.visited)
        self._space.taken.update(settled.flows)
