"""A guide to one way of a bundle: which of several situations seems nearest to it, by the map and by the facts.

Where the gateway before a way asks for a fact that is not so, the road leads first past something that can make it so:
a step whose act sets the fact, a table that decides it, a message that brings it.
"""

from collections.abc import Mapping

from workflows.process.bundle import Bundle
from workflows.process.diagram import Node, NodeKind
from workflows.process.expressions import All, Any, Tree, holds, names_in
from workflows.process.openings import EXIT_APPROVED, FORM
from workflows.process.roads import FAR, Roads
from workflows.rules.floors import FLOOR_FACTS
from workflows.vocabulary.effects import outcome_of_form, outcomes_of
from workflows.vocabulary.facts import FactValue

# Set at any time, wherever the case stands.
_ANYWHERE = frozenset({"statement", "hearing_request", "correction", "disclosure", "remedy", "stay", "suspended"})


class Guide:
    """Measures how far situations are from one way."""

    def __init__(self, bundle: Bundle, roads: Roads, way: str) -> None:
        """Look at what the way asks, and where that can be set."""
        self._bundle = bundle
        self._there = roads.distances_to(way)
        self._wanted, self._unwanted = roads.asked(way)
        asked = {name for tree in (*self._wanted, *self._unwanted) for name in names_in(tree)}
        self._via = {name: self._past(name, roads) for name in asked - _ANYWHERE}
        self.asked = tuple(sorted(asked))

    def far(self, nodes: tuple[str, ...], facts: Mapping[str, FactValue]) -> int:
        """Return how many flows tokens at these nodes, with these facts, seem to be away."""
        missing = {name for tree in self._unmet(facts) for name in names_in(tree)}
        maps = [self._there, *(self._via[name] for name in missing if name in self._via)]
        return min((max(one.get(node, FAR) for one in maps) for node in nodes), default=FAR * FAR)

    def _unmet(self, facts: Mapping[str, FactValue]) -> list[Tree]:
        wrong = [tree for tree in self._unwanted if holds(tree, facts)]
        return [*wrong, *(part for tree in self._wanted for part in _unmet(tree, facts))]

    def _past(self, name: str, roads: Roads) -> Mapping[str, int]:
        nodes = (node for diagram in self._bundle.diagrams.values() for node in diagram.nodes.values())
        return roads.distances_past(
            {node.id: self._there.get(node.id, FAR) for node in nodes if self._sets(node, name)}
        )

    def _sets(self, node: Node, name: str) -> bool:
        if node.kind is NodeKind.TABLE:
            outputs = [column.fact for column in self._bundle.tables[node.called].outputs]
            return name in outputs or name in FLOOR_FACTS
        if node.kind is NodeKind.TASK and node.properties.get("act") == FORM:
            return name in outcome_of_form(node.id, self._bundle.facts).writes
        act = "decide_exit" if node.message == EXIT_APPROVED else node.message or node.properties.get("act", "")
        return bool(act) and any(name in way.writes for way in outcomes_of(act))


def _unmet(tree: Tree, facts: Mapping[str, FactValue]) -> list[Tree]:
    """Return the parts of a condition that do not hold; of alternatives, those of the nearest."""
    match tree:
        case All(parts):
            return [one for part in parts for one in _unmet(part, facts)]
        case Any(parts):
            return min((_unmet(part, facts) for part in parts), key=len, default=[tree])
        case _:
            return [] if holds(tree, facts) else [tree]
