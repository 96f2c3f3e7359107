"""The space of a search: its situations, its edges, and what is told of them."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from workflows.process.proof.model import Model, Trace
from workflows.vocabulary.facts import FactValue

LABELS = 1 << 16
"""An edge is one number: its target times this, and its label."""


class Living(Protocol):
    """Which facts live in a situation; ``keyed`` are the facts by whose values it tells situations apart."""

    keyed: int

    def of(self, marking: int, facts: int) -> int:
        """Return the facts that live where these places are marked and facts stand so."""

    def at(self, marking: int) -> int:
        """Return the facts that may live where these places are marked."""


class Told(Protocol):
    """What is told of a move."""

    @property
    def reads(self) -> int:
        """Return the facts, as they stand after the move, on which it depends what is told."""

    @property
    def matters(self) -> bool:
        """Say whether it is to be told even of a move that moves nothing."""

    def label(self, after: int, visited: Sequence[str]) -> object:
        """Return what is told of the move and the automatic steps behind it."""


class Teller(Protocol):
    """What the edges of a search are to tell: for promises, or for the facts that live."""

    def told(self, acts: frozenset[str], writes: Mapping[str, FactValue], trace: Trace) -> Told:
        """Return what is told of a move; the same object for moves of which the same is told."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A situation that must not be: the code, the situation before (-1 at the start), and the node where it shows."""

    code: str
    source: int
    at: str


Tells = TypeVar("Tells", bound=Teller)


@dataclass(slots=True)
class Space(Generic[Tells]):
    """All situations: ``states`` by number, ``edges`` from each as ``target * LABELS + label``, and what was met.

    ``visited`` are the paths of automatic nodes that ran, ``taken`` the flows gateways took, ``rushed`` the edges by
    which a case leaves its drawn road (what is done at any time, an approved exit), which do not count for finishing.
    """

    model: Model
    living: Living
    memory: Tells
    states: list[int] = field(default_factory=list)
    edges: list["array[int]"] = field(default_factory=list)
    rushed: list["array[int]"] = field(default_factory=list)
    labels: list[Any] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    visited: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)
    marked: int = 0

    def forget(self, state: int) -> int:
        """Return a state without the facts nobody can read any more."""
        places = self.model.layout.places_mask
        return state & (places | self.living.of(state & places, state & ~places))

    @property
    def steps(self) -> int:
        """Return how many edges there are."""
        return sum(map(len, self.edges)) + sum(map(len, self.rushed))
