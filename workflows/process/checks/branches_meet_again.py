"""What a parallel gateway parts, a parallel gateway joins; and what an exclusive one parts, no parallel one waits for.

A quick look at the drawing that names the pair of gateways while somebody draws; the proof decides.
"""

from collections.abc import Iterator
from itertools import combinations

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.process.findings import Finding
from workflows.process.ways import closure
from workflows.vocabulary.wording import N_, Objection, Phrase

_JOINS = frozenset({NodeKind.AND, NodeKind.OR})


def unbalanced_branches(bundle: Bundle) -> Iterator[Finding]:
    """Yield a warning for each split whose branches meet at a gateway that does not fit it."""
    for diagram in bundle.diagrams.values():
        passing = _up_to_joins(diagram)
        for split in diagram.of_kind(NodeKind.AND):
            yield from _joined_without_waiting(diagram, split, passing)
        for split in diagram.of_kind(NodeKind.XOR):
            yield from _waited_for_in_vain(diagram, split, passing)


def _up_to_joins(diagram: Diagram) -> dict[str, tuple[str, ...]]:
    """Return where ways lead on, as far as the joins that wait."""
    joins = {node.id for node in diagram.of_kind(*_JOINS) if len(diagram.entering[node.id]) > 1}
    return {node_id: () if node_id in joins else diagram.successors(node_id) for node_id in diagram.nodes}


def _joined_without_waiting(diagram: Diagram, split: Node, passing: dict[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Find the first node, no join and no end, that two branches of a parallel split both reach."""
    ways = [
        closure(passing, {flow.target}, without={split.id})
        for flow in diagram.leaving[split.id]
        if flow.target != split.id
    ]
    for first, second in combinations(ways, 2):
        met = first & second
        for node_id, node in diagram.nodes.items():
            sources = {flow.source for flow in diagram.entering[node_id]}
            # Where two ways meet, one of them comes from a node of its own.
            if node_id in met and node.kind is not NodeKind.END and passing[node_id] and not sources <= met:
                text = N_("并行的分支在“{met}”会合却不互相等待，其后的环节会办理两次")
                message = Objection("unjoined-branches", text, {"met": node.label or node.id}, warning=True)
                cure = Phrase(N_("请在“{met}”之前用并行网关汇合"), met=node.label or node.id)
                yield Finding(diagram.file, split.id, message, cure)
                return


def _waited_for_in_vain(diagram: Diagram, split: Node, passing: dict[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Find a parallel join of which two ways of a choice fill different flows: only one of them is ever walked."""
    ways = [closure(passing, {flow.target}) | {split.id} for flow in diagram.leaving[split.id]]
    for join in diagram.of_kind(NodeKind.AND):
        entering = diagram.entering[join.id]
        filled = [
            frozenset(
                flow.id
                for flow in entering
                if flow.source in way and (flow.source != split.id or flow == out) and passing[flow.source]
            )
            for out, way in zip(diagram.leaving[split.id], ways, strict=True)
        ]
        if len(entering) > 1 and len({some for some in filled if some}) > 1:
            text = N_("排他网关的出线分别连到并行网关“{join}”，只走其中一条，汇合处始终等不齐")
            message = Objection("join-never-filled", text, {"join": join.label or join.id}, warning=True)
            yield Finding(diagram.file, split.id, message, N_("请先用排他网关把这些出线合为一条，再连到并行网关"))
            return
