"""Which facts a node can write: a task by its act, a table by its outputs and the floors, a call by its whole part."""

from collections.abc import Iterable

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.rules.floors import FLOOR_FACTS
from workflows.vocabulary.acts import FORM_ACT
from workflows.vocabulary.effects import outcomes_of


class WrittenFacts:
    """Answers for one bundle, each part walked once for each site of service."""

    def __init__(self, bundle: Bundle) -> None:
        """Remember the bundle; nothing is walked yet."""
        self._bundle = bundle
        self._of_parts: dict[tuple[str, str], frozenset[str]] = {}

    def of_nodes(self, diagram: Diagram, nodes: Iterable[str]) -> dict[str, Node]:
        """Return the facts that some of these nodes write, each with one node that does."""
        found: dict[str, Node] = {}
        for node_id in sorted(nodes):
            node = diagram.nodes[node_id]
            found.update(dict.fromkeys(self.of_node(node, ""), node))
        return found

    def of_node(self, node: Node, site: str) -> frozenset[str]:
        """Return the facts one node writes; ``site`` is the act of service that its part is called for."""
        if node.kind is NodeKind.CALL:
            return self._of_part(node.called, node.properties.get("act", "") or site)
        if node.kind is NodeKind.TABLE:
            return frozenset({*(column.fact for column in self._bundle.tables[node.called].outputs), *FLOOR_FACTS})
        if node.kind is NodeKind.TASK and node.properties.get("act") == FORM_ACT.id:
            return frozenset(name for name in self._bundle.facts if name.startswith(f"form.{node.id}."))
        act = node.properties.get("act", "") if node.kind is NodeKind.TASK else node.message
        return frozenset(name for outcome in outcomes_of(act, site) for name in outcome.writes) if act else frozenset()

    def _of_part(self, process: str, site: str) -> frozenset[str]:
        key = (process, site)
        if key not in self._of_parts:
            nodes = self._bundle.diagrams[process].nodes.values()
            self._of_parts[key] = frozenset[str]().union(*(self.of_node(node, site) for node in nodes))
        return self._of_parts[key]
