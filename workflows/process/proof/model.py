"""The model of a bundle: steps on whole numbers, unfolded through every call (``unfolding.py`` makes it).

A token stands at a node, or on a flow into a join. Steps of people and messages move it; what is automatic behind them
(gateways, tables, calls, ends) runs on at once, as in the engine. Nothing here trusts a guard: an open task may be
done, with every outcome its act can have.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeAlias

from workflows.process.bundle import Bundle
from workflows.process.diagram import Node
from workflows.process.proof.layout import Layout, Question
from workflows.rules.floors import FLOOR_FACTS
from workflows.vocabulary.facts import FactValue

GROUNDS = frozenset(chain.from_iterable(FLOOR_FACTS.values()))
"""The grounds of the statutory floors: truths that no automatic step changes."""


@dataclass(frozen=True, slots=True)
class TableWay:
    """One answer of a decision table: the facts decided, and free inputs that lead to it."""

    decided: Mapping[str, FactValue]
    assumed: Mapping[str, FactValue]


ANYHOW = frozenset({0})
Trace: TypeAlias = tuple[frozenset[str], frozenset[Question]]
"""Of the facts that are watched: those a step surely writes, and what it asks."""
TableWays: TypeAlias = tuple[int, Mapping[int, tuple["TableWay", ...]]]
"""What a decision table asks, and its possible answers by what it is told."""
NO_TRACE: Trace = (frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Way:
    """One way a step can end.

    It clears and puts bits, places and facts alike; ``writes`` are the tracked facts it sets, ``acts`` the names under
    which promises know it, ``assumed`` the free inputs a table was given. When no token is left ``inside`` the call
    afterwards, ``leave`` is put and ``unarm`` cleared. ``flow`` is the way a gateway took, or where a return leads.
    It is open only where the facts of ``asks`` stood in one of the ``allowed`` ways before. Places of ``alone`` must be
    empty: a part is not called again while a token is inside.
    """

    clear: int
    put: int
    writes: Mapping[str, FactValue] = field(default_factory=dict)
    acts: frozenset[str] = frozenset()
    assumed: Mapping[str, FactValue] = field(default_factory=dict)
    inside: int = 0
    leave: int = 0
    unarm: int = 0
    alone: int = 0
    flow: str = ""
    asks: int = 0
    allowed: frozenset[int] = ANYHOW
    trace: Trace = NO_TRACE

    def is_open(self, state: int) -> bool:
        """Say whether the step can end so, as the facts stand."""
        return state & self.asks in self.allowed


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the places it needs and those that must be empty, the facts it reads, its ways by their values."""

    node: Node
    path: str
    needs: int
    forbids: int
    reads: int
    ways: Mapping[int, tuple[Way, ...]]
    kind: str


@dataclass(frozen=True, slots=True)
class Catcher:
    """One event that waits for a message while every place of ``needs`` and any place of ``active`` is marked."""

    node: Node
    path: str
    needs: int
    active: int
    clear: int
    put: int
    depth: int
    site: str


@dataclass(frozen=True, slots=True)
class TaskPlace:
    """The place of a task: its path, node, file, part, and the stage and site it stands in."""

    path: str
    node: Node
    file: str
    part: str
    stage: str
    site: str


@dataclass(slots=True)
class Model:
    """Everything a search needs of a bundle.

    ``tasks`` tells what stands at a place, ``targets`` the places of a node by its id, ``tables`` what each decision
    table asks and can answer.
    """

    bundle: Bundle
    layout: Layout
    starts: tuple[int, ...] = ()
    automatic: list[Step] = field(default_factory=list)
    human: list[Step] = field(default_factory=list)
    catchers: dict[str, list[Catcher]] = field(default_factory=dict)
    tasks: dict[int, TaskPlace] = field(default_factory=dict)
    targets: dict[str, list[int]] = field(default_factory=dict)
    tables: dict[str, TableWays] = field(default_factory=dict)

    def put(self, state: int, clear: int, put: int) -> int:
        """Return a state after places and facts were cleared and put, or -1 when a second token would arrive."""
        places = self.layout.places_mask
        kept = state & (~clear if clear >= 0 else ~places)
        return -1 if kept & put & places else kept | put

    def after(self, state: int, way: Way) -> int:
        """Return the state after a way, or -1 when a second token would stand where one stands."""
        places = self.layout.places_mask
        kept = state & (~way.clear if way.clear >= 0 else ~places)
        put = way.put
        if kept & way.alone:
            return -1
        if way.leave or way.unarm:
            if kept & way.inside:
                return kept | put
            kept &= ~way.unarm
            put |= way.leave
        return -1 if kept & put & places else kept | put


def bits_of(marking: int) -> Iterator[int]:
    """Yield every bit of a number, the lowest first."""
    while marking:
        bit = marking & -marking
        yield bit
        marking ^= bit


def by_place(steps: list[Step]) -> dict[int, list[Step]]:
    """Return steps by each place they need."""
    found: dict[int, list[Step]] = {}
    for step in steps:
        for bit in bits_of(step.needs):
            found.setdefault(bit, []).append(step)
    return found
