"""The reference: a search that leaves nothing out, against which every reduction of the prover is measured.

It walks every full state, one move after another, on ``Plain`` alone: no fact is forgotten, no outcome looked up, no
two memories joined. Promises are judged by an explicit product of state and memory, one promise at a time, with the
words of ``promises.py`` and not with the labels of ``labels.py``.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from workflows.process.diagram import NodeKind
from workflows.process.expressions import holds, names_in
from workflows.process.proof.layout import Layout
from workflows.process.proof.model import Model
from workflows.process.proof.plain import Move, Plain, Settled
from workflows.process.proof.promises import Event, Pattern, Promise
from workflows.vocabulary.facts import FactValue


class TooWideError(Exception):
    """There are more states than a test wants to walk."""


@dataclass(frozen=True)
class Done:
    """One move of the reference: what was done, the facts right after it, and the state it led to."""

    move: Move
    after: int
    target: int


@dataclass
class Reference:
    """What a plain full search found of a model."""

    model: Model
    starts: list[int] = field(default_factory=list)
    edges: dict[int, list[Done]] = field(default_factory=dict)
    faults: set[tuple[str, str]] = field(default_factory=set)
    visited: set[str] = field(default_factory=set)

    @property
    def states(self) -> frozenset[int]:
        """Return every full state a case can come to rest in."""
        return frozenset(self.edges)

    def cannot_finish(self) -> frozenset[int]:
        """Return the states from which the drawn road does not lead to the end."""
        before: dict[int, list[int]] = {}
        for source, edges in self.edges.items():
            for done in edges:
                if done.move.kind != "anytime" and done.move.message != "exit_approved":
                    before.setdefault(done.target, []).append(source)
        waiting = [state for state in self.edges if self._is_over(state)]
        ends = set(waiting)
        while waiting:
            for source in before.get(waiting.pop(), ()):
                if source not in ends:
                    ends.add(source)
                    waiting.append(source)
        return frozenset(self.edges.keys() - ends)

    def is_stuck(self) -> bool:
        """Say whether somewhere, short of the end, nothing at all can be done."""
        return any(not edges and not self._is_over(state) for state, edges in self.edges.items())

    def dead(self) -> frozenset[str]:
        """Return the nodes of the unfolded diagrams that no execution reaches."""
        marked = 0
        alive = {path.rsplit("/", 1)[-1] for path in self.visited}
        for state in self.edges:
            marked |= state
            for catchers in self.model.catchers.values():
                alive |= {one.node.id for one in catchers if state & one.active and state & one.needs == one.needs}
        alive |= {place.node.id for bit, place in self.model.tasks.items() if bit & marked}
        called, waiting = set[str](), [self.model.bundle.process]
        while waiting:
            process = waiting.pop()
            if process not in called:
                called.add(process)
                waiting += [node.called for node in self.model.bundle.diagrams[process].of_kind(NodeKind.CALL)]
        nodes = [node for process in called for node in self.model.bundle.diagrams[process].nodes.values()]
        return frozenset(node.id for node in nodes if node.kind is not NodeKind.START) - alive

    def violated(self, promises: Iterable[Promise]) -> frozenset[str]:
        """Return the ids of the promises that some execution breaks."""
        return frozenset(
            one.id for one in promises if one.pattern in _MEMORIES and self._breaks(one, _MEMORIES[one.pattern])
        )

    # ------------------------------------------------------------------------------------------------- inner

    def _is_over(self, state: int) -> bool:
        return not state & self.model.layout.places_mask

    def _leads_to(self, promise: Promise) -> frozenset[int]:
        """Return the states from which something that must be able to come can: a search of its own from each."""
        answering = {
            state
            for state, edges in self.edges.items()
            if any(_is(self.model.layout, one, done) for one in promise.then for done in edges)
        }
        return frozenset(state for state in self.edges if answering & self._from(state))

    def _from(self, state: int) -> frozenset[int]:
        seen, waiting = {state}, [state]
        while waiting:
            fresh = {done.target for done in self.edges[waiting.pop()]} - seen
            seen |= fresh
            waiting += fresh
        return frozenset(seen)

    def _breaks(self, promise: Promise, remember: "_Remember") -> bool:
        begun = _BEGINS[promise.pattern](promise)
        forbids = promise.pattern not in {Pattern.RESPONSE, Pattern.POSSIBLE}
        open_to = self._leads_to(promise) if promise.pattern is Pattern.POSSIBLE else frozenset()
        waiting = deque((state, begun) for state in self.starts)
        seen = set(waiting)
        while waiting:
            state, held = waiting.popleft()
            if promise.pattern is Pattern.RESPONSE and held and self._is_over(state):
                return True
            if promise.pattern is Pattern.POSSIBLE and held and state not in open_to:
                return True
            for done in self.edges[state]:
                told = {
                    part: any(_is(self.model.layout, one, done) for one in getattr(promise, part))
                    for part in ("event", "before", "since", "then")
                }
                if held and told["event"] and forbids:
                    return True
                following = (done.target, remember(held, told))
                if following not in seen:
                    seen.add(following)
                    waiting.append(following)
        return False


_Remember: TypeAlias = Callable[[bool, Mapping[str, bool]], bool]
# What is remembered: that the event must not come now, or that something is still owed.
_BEGINS: Mapping[Pattern, Callable[[Promise], bool]] = {
    Pattern.PRECEDENCE: lambda _: True,
    Pattern.ABSENCE: lambda one: not one.before,
    Pattern.ONCE: lambda _: False,
    Pattern.RESPONSE: lambda _: False,
    Pattern.POSSIBLE: lambda _: False,
}
# After a move that is several of these at once, what forbids anew counts.
_MEMORIES: Mapping[Pattern, _Remember] = {
    Pattern.PRECEDENCE: lambda held, told: told["since"] or (held and not told["before"]),
    Pattern.ABSENCE: lambda held, told: told["before"] or (held and not told["since"]),
    Pattern.ONCE: lambda held, told: told["event"] or (held and not told["since"]),
    Pattern.RESPONSE: lambda held, told: told["event"] or (held and not told["then"]),
    Pattern.POSSIBLE: lambda held, told: told["event"] or (held and not told["then"] and not told["since"]),
}


def _is(layout: Layout, event: Event, done: Done) -> bool:
    """Say whether a move is an event; only facts the condition names are asked, as they stand right after it.

    A return 退回 is no act, so not even ``any`` speaks of it.
    """
    if not done.move.acts or not event.matches(done.move.acts, done.move.writes):
        return False
    facts: dict[str, FactValue] = {name: layout.fields[name].value(done.after) for name in names_in(event.when)}
    return holds(event.when, facts)


def walk_all(model: Model, *, most: int) -> Reference:
    """Return everything a plain search finds; TooWideError beyond ``most`` full states."""
    plain, found = Plain(model), Reference(model)
    waiting: list[int] = []
    found.starts = [one.state for one in plain.starts() if _arrives(found, one, "", waiting)]
    while waiting:
        if len(found.edges) > most:
            raise TooWideError
        state = waiting.pop()
        for move, after in plain.moves(state):
            arrived = [one for one in plain.settle(after) if _arrives(found, one, move.path, waiting)]
            found.edges[state] += [Done(move, after, one.state) for one in arrived]
    return found


def _arrives(found: Reference, settled: Settled, path: str, waiting: list[int]) -> bool:
    """Note where everything automatic came to rest; say whether a case can stand there."""
    found.visited.update(settled.visited)
    if settled.fault:
        found.faults.add((settled.fault, settled.at or path))
        return False
    if settled.state not in found.edges:
        found.edges[settled.state] = []
        waiting.append(settled.state)
    return True
