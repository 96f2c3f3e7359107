"""A process diagram as a plain graph: nodes, flows and lanes with their properties, as everything else reads it.

Pages, checks, the prover and the engine all read this graph and nothing else of a .bpmn file, so that none of them
can understand a diagram differently from the others. ``diagram_reader.py`` makes it from XML.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from workflows.process.expressions import Tree


class NodeKind(StrEnum):
    """What a node is; the values are BPMN's tag names."""

    START = "startEvent"
    END = "endEvent"
    TASK = "userTask"
    TABLE = "businessRuleTask"
    CALL = "callActivity"
    XOR = "exclusiveGateway"
    AND = "parallelGateway"
    OR = "inclusiveGateway"
    CATCH = "intermediateCatchEvent"
    BOUNDARY = "boundaryEvent"


CHOICES = frozenset({NodeKind.XOR, NodeKind.OR})
"""The gateways whose ways have conditions."""

GATEWAYS = CHOICES | {NodeKind.AND}


@dataclass(frozen=True, slots=True)
class Node:
    """One element of the flow.

    ``properties`` are the ``spiffworkflow:property`` pairs (act, returns, form, stage, role, unit); ``called`` is the
    process a call activity calls or the decision a business rule task names; ``message`` is what a catch or boundary
    event waits for (``clock:statement_5wd`` for a timer); ``default`` is the id of the flow taken otherwise.
    """

    id: str
    kind: NodeKind
    label: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    lane: str = ""
    called: str = ""
    message: str = ""
    attached_to: str = ""
    interrupting: bool = True
    terminates: bool = False
    default: str = ""
    documentation: str = ""

    @property
    def returns(self) -> tuple[str, ...]:
        """Return where a task may send the case back to."""
        return tuple(part.strip() for part in self.properties.get("returns", "").split(",") if part.strip())


@dataclass(frozen=True, slots=True)
class Flow:
    """One arrow; ``tree`` is its condition as the engine evaluates it, None where it has none."""

    id: str
    source: str
    target: str
    label: str = ""
    condition: str = ""
    tree: Tree | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane 泳道: its free label, and who works in it by ``role`` and ``unit``."""

    id: str
    label: str
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Diagram:
    """One process: its file, id, name, and its nodes, flows and lanes in the order of the document.

    ``leaving`` lists the flows that leave a node in the order in which a gateway asks them (BPMN's ``outgoing``
    elements, never the place on the canvas), ``entering`` those that reach it.
    """

    file: str
    process: str
    label: str
    nodes: Mapping[str, Node]
    flows: Mapping[str, Flow]
    lanes: Mapping[str, Lane]
    leaving: Mapping[str, tuple[Flow, ...]]
    entering: Mapping[str, tuple[Flow, ...]]
    boundary: Mapping[str, tuple[Node, ...]]

    @property
    def start(self) -> Node:
        """Return the one start event."""
        return next(node for node in self.nodes.values() if node.kind is NodeKind.START)

    def of_kind(self, *kinds: NodeKind) -> tuple[Node, ...]:
        """Return the nodes of these kinds in the order of the document."""
        return tuple(node for node in self.nodes.values() if node.kind in kinds)

    def lane_of(self, node: Node) -> Lane | None:
        """Return the lane a node stands in, or None."""
        return self.lanes.get(node.lane)

    def successors(self, node_id: str) -> tuple[str, ...]:
        """Return the nodes a token may stand on next, boundary events of the node included."""
        boundary = tuple(event.id for event in self.boundary.get(node_id, ()))
        return tuple(flow.target for flow in self.leaving.get(node_id, ())) + boundary
