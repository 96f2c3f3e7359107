"""Do all executions keep the promises? What can be remembered in each situation, for all promises at once.

Each promise remembers one bit that depends on its own events alone. So what can be remembered at a situation is, bit by
bit, the union over all ways that lead to it: one whole number for each situation, found by following the edges until
nothing new appears. For a single promise this is exactly the search through the product of space and promise.
"""

from collections import deque
from itertools import chain

from workflows.process.proof.labels import Memory
from workflows.process.proof.space import LABELS, Space


def memories(space: Space[Memory]) -> list[int]:
    """Return for every situation the bits that some way to it leaves remembered."""
    memory = space.memory
    found = [0] * len(space.states)
    effects = [(~label.clear, label.put) for label in space.labels]
    waiting = deque(space.starts)
    queued = bytearray(len(space.states))
    reached = bytearray(len(space.states))
    for start in space.starts:
        found[start] = memory.initial
        queued[start] = reached[start] = 1
    while waiting:
        source = waiting.popleft()
        queued[source] = 0
        remembered = found[source]
        for edge in chain(space.edges[source], space.rushed[source]):
            target = edge // LABELS
            keep, put = effects[edge % LABELS]
            now = found[target]
            wider = now | remembered & keep | put
            if wider != now or not reached[target]:
                found[target] = wider
                reached[target] = 1
                if not queued[target]:
                    queued[target] = 1
                    waiting.append(target)
    return found


def broken(space: Space[Memory], found: list[int]) -> int:
    """Return the bits of the promises that some execution breaks."""
    forbidden = [label.forbidden for label in space.labels]
    bits = 0
    for source, remembered in enumerate(found):
        for out in (space.edges[source], space.rushed[source]):
            for edge in out:
                bits |= remembered & forbidden[edge % LABELS]
        if not space.states[source] & space.model.layout.places_mask:
            bits |= remembered & space.memory.owed
    return bits


def events_seen(space: Space[Memory]) -> int:
    """Return the bits of the promises whose event can happen at all, its condition included."""
    seen = 0
    for label in space.labels:
        seen |= label.seen
    return seen
