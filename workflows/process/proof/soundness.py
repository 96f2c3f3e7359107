"""Soundness: a case can always finish, nothing is stuck or left behind, and every step can be reached.

A case must be able to finish on its drawn road: what may be done at any time, and an approved exit, do not count.
"""

from collections.abc import Iterator

from workflows.process.diagram import NodeKind
from workflows.process.proof.labels import Memory
from workflows.process.proof.space import LABELS, Fault, Space


def faults_of(space: Space[Memory]) -> Iterator[Fault]:
    """Yield what was met while searching, then situations without any way on, then those that can never finish."""
    seen = set()
    for fault in space.faults:
        if (fault.code, fault.at) not in seen:
            seen.add((fault.code, fault.at))
            yield fault
    yield from _endless(space)


def _endless(space: Space[Memory]) -> Iterator[Fault]:
    finishing = _finishing(space)
    stuck = [number for number, ends in enumerate(finishing) if not ends]
    if not stuck:
        return
    still = next((number for number in stuck if not space.edges[number] and not space.rushed[number]), None)
    if still is not None:
        yield Fault("stuck", still, "")
    elif not space.faults:
        yield Fault("never-ends", stuck[0], "")


def _finishing(space: Space[Memory]) -> bytearray:
    """Return for every situation whether it can reach the end."""
    places = space.model.layout.places_mask
    before: list[list[int]] = [[] for _ in space.states]
    for source, edges in enumerate(space.edges):
        for target in {edge // LABELS for edge in edges}:
            before[target].append(source)
    ends = bytearray(len(space.states))
    waiting = [number for number, state in enumerate(space.states) if not state & places]
    for number in waiting:
        ends[number] = 1
    while waiting:
        for source in before[waiting.pop()]:
            if not ends[source]:
                ends[source] = 1
                waiting.append(source)
    return ends


def dead_paths(space: Space[Memory]) -> Iterator[tuple[str, str]]:
    """Yield (path, node id) of every step no execution reaches, one for each node that is dead at all its calls."""
    alive = {path.rsplit("/", 1)[-1] for path in space.visited}
    alive |= {place.node.id for bit, place in space.model.tasks.items() if bit & space.marked}
    alive |= {
        one.node.id
        for catchers in space.model.catchers.values()
        for one in catchers
        if one.active & space.marked and one.needs & space.marked == one.needs
    }
    told = set()
    steps = [(step.path, step.node) for step in (*space.model.automatic, *space.model.human)]
    steps += [(one.path, one.node) for catchers in space.model.catchers.values() for one in catchers]
    for path, node in steps:
        if node.id not in alive and node.id not in told and node.kind is not NodeKind.START:
            told.add(node.id)
            yield path, node.id
