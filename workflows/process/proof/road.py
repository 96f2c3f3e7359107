"""The road: a coarse exploration that follows a few facts alone, and tells which facts live in its situations."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from workflows.process.proof.anytime import ASKED_BY
from workflows.process.proof.forgetting import Everything
from workflows.process.proof.labels import looked_at
from workflows.process.proof.layout import Layout, TooManyError
from workflows.process.proof.model import Model, Trace
from workflows.process.proof.search import explore
from workflows.process.proof.space import LABELS, Space
from workflows.process.proof.unfolding import build

_MOST_ON_ROAD = 20_000


class Road:
    """The exploration that follows some facts of the road alone."""

    def __init__(self, model: Model, names: Sequence[str]) -> None:
        """Make the coarse model of a bundle beside the full one."""
        fields = model.layout.fields
        domains = {name: fields[name].values for name in names}
        self.layout = Layout(domains, model.layout.questions(names), beside=model.layout)
        self.model = build(model.bundle, self.layout)
        self._pairs = model.layout.beside(self.layout)

    def translated(self, facts: int) -> int:
        """Return bits of the full layout as they stand here."""
        return sum(here for there, here in self._pairs if facts & there)

    def explored(self, watch: "Watch") -> "Space[Watch] | None":
        """Return the space of the road, or None when it is too wide."""
        try:
            return explore(self.model, Everything(self.layout.facts_mask), watch, most=_MOST_ON_ROAD)
        except TooManyError:
            return None


def everywhere(model: Model) -> dict[str, int]:
    """Return for the acts possible at any time every place."""
    return dict.fromkeys(ASKED_BY, model.layout.places_mask)


def done_from(space: "Space[Watch]") -> dict[str, int]:
    """Return for the acts possible at any time the places from which they are."""
    found = dict.fromkeys(ASKED_BY, 0)
    for source, rushed in enumerate(space.rushed):
        for label in {edge % LABELS for edge in rushed}:
            for act in space.labels[label].acts:
                found[act] |= space.states[source] & space.model.layout.places_mask
    return found


class Looked(NamedTuple):
    """What an edge of the road does: the facts it reads, those it surely writes, what was done at any time."""

    reads: int
    kills: int
    acts: frozenset[str]


class Watch:
    """Tells of every edge of the road which facts of the full layout it reads, and which it surely writes."""

    def __init__(self, model: Model, reading: Mapping[str, int]) -> None:
        """Learn what every automatic step reads and surely writes."""
        self._layout, self._reading = model.layout, reading
        self._told: dict[tuple[frozenset[str], Trace], _Move] = {}
        self.reads: dict[str, int] = {}
        self.kills: dict[str, int] = {}
        for step in model.automatic:
            self.reads[step.path] = self.reads.get(step.path, 0) | step.reads
            clears = [way.clear & model.layout.facts_mask for ways in step.ways.values() for way in ways]
            kills = clears[0] if clears else 0
            for clear in clears:
                kills &= clear
            self.kills[step.path] = self.kills.get(step.path, kills) & kills

    def told(self, acts: frozenset[str], _: object, trace: Trace) -> "_Move":
        """Return the facts read and surely written by a move."""
        if (acts, trace) not in self._told:
            sure, asked = trace
            kills = self._layout.mask_of(sure)
            reads = self._layout.asked(asked) | looked_at(acts, self._reading) & ~kills
            self._told[acts, trace] = _Move(Looked(reads, kills, frozenset(acts & ASKED_BY.keys())), self)
        return self._told[acts, trace]


class _Move:
    """A move of the road, told with the automatic steps behind it."""

    reads = 0
    # What moves nothing is told too: it asks for facts.
    matters = True

    def __init__(self, looked: Looked, watch: Watch) -> None:
        self._looked, self._watch = looked, watch

    def label(self, _: int, visited: Sequence[str]) -> Looked:
        """Return what the move and the automatic steps behind it read and surely write."""
        looks, kills, acts = self._looked
        for path in visited:
            looks |= self._watch.reads.get(path, 0) & ~kills
            kills |= self._watch.kills.get(path, 0)
        return Looked(looks, kills, acts)


def lived(space: Space[Watch]) -> list[int]:
    """Return what lives in every situation of a space whose edges tell what they read and write."""
    living = [0] * len(space.states)
    effects = [(one.reads, ~one.kills) for one in space.labels]
    edges = [
        [(edge // LABELS, *effects[edge % LABELS]) for edge in (*out, *rushed)]
        for out, rushed in zip(space.edges, space.rushed, strict=True)
    ]
    changed = True
    while changed:
        changed = False
        for source in range(len(living) - 1, -1, -1):
            now = living[source]
            for target, reads, kept in edges[source]:
                now |= reads | living[target] & kept
            if now != living[source]:
                living[source], changed = now, True
    return living
