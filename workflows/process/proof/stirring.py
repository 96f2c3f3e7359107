"""Which moves stir automatic steps, and what those read; many stir nothing and only put tokens where people wait.

A flow with many steps side by side has many markings and each is met once; there it does not pay to prepare anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from workflows.process.proof.model import Model, Way, bits_of
from workflows.process.proof.space import Teller, Told


@dataclass(frozen=True, slots=True)
class Quick:
    """A way of a person's step: what stays and what is put, of places and of facts, and the steps it may wake.

    ``wakes`` are (places needed, places that must be empty) of the automatic steps that look at a place it changes.
    """

    way: Way
    path: str
    keep: int
    put: int
    keep_facts: int
    put_facts: int
    wakes: tuple[tuple[int, int], ...]
    told: Told

    def stirs(self, after: int) -> bool:
        """Say whether an automatic step can run on the marking after this way."""
        return any(after & needs == needs and not after & forbids for needs, forbids in self.wakes)


def quick_ways(model: Model, teller: Teller) -> dict[int, tuple[Quick, ...]]:
    """Return the ways of people's steps by the place of the step."""
    found: dict[int, list[Quick]] = {}
    for step in model.human:
        for bit in bits_of(step.needs):
            for way in step.ways[0]:
                found.setdefault(bit, []).append(_quick(model, way, step.path, teller))
    return {bit: tuple(ways) for bit, ways in found.items()}


def _quick(model: Model, way: Way, path: str, teller: Teller) -> Quick:
    places, facts = model.layout.places_mask, model.layout.facts_mask
    withdrawn = way.clear & places if way.clear >= 0 else places
    return Quick(
        way=way,
        path=path,
        keep=places & ~withdrawn,
        put=way.put & places,
        keep_facts=facts & ~way.clear if way.clear >= 0 else facts,
        put_facts=way.put & facts,
        wakes=tuple(dict.fromkeys(_woken(model, withdrawn | way.put & places))),
        told=teller.told(way.acts, way.writes, way.trace),
    )


def _woken(model: Model, changed: int) -> Iterator[tuple[int, int]]:
    for step in model.automatic:
        if (step.needs | step.forbids) & changed:
            yield step.needs, step.forbids


def reads_ahead(model: Model) -> dict[int, int]:
    """Return for every place the facts that automatic steps reachable from it without people may read."""
    reads: dict[int, int] = {}
    puts: dict[int, int] = {}
    for step in model.automatic:
        ahead = 0
        for way in chain.from_iterable(step.ways.values()):
            ahead |= way.put | way.leave
        for bit in bits_of(step.needs):
            reads[bit] = reads.get(bit, 0) | step.reads
            puts[bit] = puts.get(bit, 0) | ahead & model.layout.places_mask
    while _widened(reads, puts):
        pass
    return reads


def _widened(reads: dict[int, int], puts: dict[int, int]) -> bool:
    """Add to what is read at each place what is read at the next; say whether that changed anything."""
    changed = False
    for bit, following in puts.items():
        wider = reads[bit]
        for one in bits_of(following):
            wider |= reads.get(one, 0)
        if wider != reads[bit]:
            reads[bit], changed = wider, True
    return changed
