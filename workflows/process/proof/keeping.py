"""Do all executions keep the promises? What can be remembered in each situation, for all promises at once.

Each promise remembers one bit that depends on its own events alone. So what can be remembered at a situation is, bit by
bit, the union over all ways that lead to it: one whole number for each situation, found by following the edges until
nothing new appears. For a single promise this is exactly the search through the product of space and promise.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import chain
from operator import or_

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


def cut_off(space: Space[Memory], found: Sequence[int]) -> list[int]:
    """Return for every situation the remembered bits of what must still be able to come, and cannot any more."""
    missing = [remembered & space.memory.possible for remembered in found]
    if not any(missing):
        return missing
    coming, targets = [0] * len(space.states), []
    for source, edges in enumerate(zip(space.edges, space.rushed, strict=True)):
        out = list(chain(*edges))
        targets.append({edge // LABELS for edge in out})
        for label in {edge % LABELS for edge in out}:
            coming[source] |= space.labels[label].answers
    changed = True
    while changed and any(missing):
        changed = False
        # Later situations lie nearer to the end: most of what can come is known after one pass.
        for source in range(len(coming) - 1, -1, -1):
            wider = coming[source]
            for target in targets[source]:
                wider |= coming[target]
            if wider != coming[source]:
                coming[source], changed = wider, True
        missing = [bits & ~known for bits, known in zip(missing, coming, strict=True)]
    return missing


def broken(space: Space[Memory], found: Sequence[int], missing: Iterable[int]) -> int:
    """Return the bits of the promises that some execution breaks, from what is remembered and what is cut off."""
    return reduce(or_, missing, _met(space, found))


def _met(space: Space[Memory], found: Sequence[int]) -> int:
    """Return the bits that are remembered where they must not be: at an act they forbid, or at the end."""
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
