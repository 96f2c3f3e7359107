"""How far it is: from every node of a bundle to a way, or to the end, counted in flows and blind to all facts."""

import heapq
from collections.abc import Container, Mapping
from functools import cached_property

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.process.expressions import Tree

FAR = 99
_WITHIN = "#"


def within(call: str) -> str:
    """Return where the token of a call stands while its part runs: nothing but the call's events leads on from it."""
    return call + _WITHIN


class Roads:
    """The flows of all diagrams of a bundle as one map, calls and returns included."""

    def __init__(self, bundle: Bundle) -> None:
        """Draw the map backwards: from each node to those before it."""
        self._bundle = bundle
        self._before: dict[str, list[str]] = {}
        for diagram in bundle.diagrams.values():
            self._draw(diagram)

    @cached_property
    def ways(self) -> tuple[str, ...]:
        """Return every way of the bundle: its flows, and its returns as ``node→target``."""
        flows = [flow for diagram in self._bundle.diagrams.values() for flow in diagram.flows]
        nodes = [node for diagram in self._bundle.diagrams.values() for node in diagram.nodes.values()]
        return (*flows, *(f"{node.id}→{target}" for node in nodes for target in node.returns))

    def source_of(self, way: str) -> str:
        """Return the node a way leaves."""
        if "→" in way:
            return way.partition("→")[0]
        return next(d.flows[way].source for d in self._bundle.diagrams.values() if way in d.flows)

    def asked(self, way: str) -> tuple[tuple[Tree, ...], tuple[Tree, ...]]:
        """Return the conditions that must hold for a way to be taken, and those that must not."""
        diagram = next((d for d in self._bundle.diagrams.values() if way in d.flows), None)
        if diagram is None:
            return (), ()
        flow = diagram.flows[way]
        if flow.tree is not None:
            return (flow.tree,), ()
        is_default = diagram.nodes[flow.source].default == way
        others = (one.tree for one in diagram.leaving[flow.source] if one.tree is not None)
        return (), tuple(others) if is_default else ()

    def from_the_start(self) -> list[str]:
        """Return all ways, those near the start first."""
        first = self._bundle.diagrams[self._bundle.process].start.id
        away = self._away_from(first)
        order = {way: place for place, way in enumerate(self.ways)}
        return sorted(self.ways, key=lambda way: (away.get(self.source_of(way), FAR), order[way]))

    def is_open(self, way: str, gone: Container[str]) -> bool:
        """Say whether the node a way leaves was entered by those that were gone."""
        return self._is_entered(self._bundle.node(self.source_of(way)), gone)

    def _is_entered(self, node: Node, gone: Container[str]) -> bool:
        diagram = self._bundle.diagrams[self._bundle.places[node.id]]
        if node.kind is NodeKind.BOUNDARY:
            return self._is_entered(diagram.nodes[node.attached_to], gone)
        if node.kind is NodeKind.START:
            calls = self._bundle.calls_of(diagram.process)
            return diagram.process == self._bundle.process or any(self._is_entered(call, gone) for call in calls)
        return any(flow.id in gone for flow in diagram.entering[node.id])

    def distances_to(self, way: str) -> Mapping[str, int]:
        """Return how many flows lie between each node and the beginning of a way."""
        source = self._bundle.node(self.source_of(way))
        if source.kind is not NodeKind.CALL:
            return _spread(self._before, {source.id: 0})
        ends = self._bundle.diagrams[source.called].of_kind(NodeKind.END)
        return _spread(self._before, {end.id: 0 for end in ends})

    def distances_past(self, places: Mapping[str, int]) -> Mapping[str, int]:
        """Return how many flows lie before each node when one of these places, so far from the goal, is passed."""
        return _spread(self._before, places)

    def rank_to_end(self, nodes: tuple[str, ...]) -> float:
        """Return how far tokens are from the end, all together; calls stand where their parts do."""
        return sum(self._to_end.get(node, FAR) for node in nodes if node[-1] != _WITHIN)

    @cached_property
    def _to_end(self) -> dict[str, int]:
        main = self._bundle.diagrams[self._bundle.process]
        return _spread(self._before, dict.fromkeys((node.id for node in main.of_kind(NodeKind.END)), 0))

    def _away_from(self, first: str) -> dict[str, int]:
        after: dict[str, list[str]] = {}
        for node, sources in self._before.items():
            for source in sources:
                after.setdefault(source, []).append(node)
        return _spread(after, {first: 0})

    def _draw(self, diagram: Diagram) -> None:
        for flow in diagram.flows.values():
            # Past a call leads only what is inside.
            if diagram.nodes[flow.source].kind is not NodeKind.CALL:
                self._add(flow.source, flow.target)
        for node in diagram.nodes.values():
            for event in diagram.boundary[node.id]:
                self._add(node.id, event.id)
                self._add(within(node.id), event.id)
            for target in node.returns:
                self._add(node.id, target)
            if node.kind is NodeKind.CALL:
                self._draw_call(diagram, node)

    def _draw_call(self, diagram: Diagram, call: Node) -> None:
        """Lead into the part and out of its ends; whatever is inside can be left by the call's events."""
        part = self._bundle.diagrams[call.called]
        self._add(call.id, part.start.id)
        for inside in part.nodes.values():
            for event in diagram.boundary[call.id]:
                self._add(inside.id, event.id)
        for end in part.of_kind(NodeKind.END):
            for following in diagram.leaving[call.id]:
                self._add(end.id, following.target)

    def _add(self, source: str, target: str) -> None:
        self._before.setdefault(target, []).append(source)


def _spread(edges: Mapping[str, list[str]], first: Mapping[str, int]) -> dict[str, int]:
    """Return how far every node is along the edges; those of ``first`` are so far from the beginning."""
    far: dict[str, int] = {}
    heap = [(distance, node) for node, distance in first.items()]
    heapq.heapify(heap)
    while heap:
        distance, node = heapq.heappop(heap)
        if node not in far:
            far[node] = distance
            for following in edges.get(node, ()):
                if following not in far:
                    heapq.heappush(heap, (distance + 1, following))
    return far
