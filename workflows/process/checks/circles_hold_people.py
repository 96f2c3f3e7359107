"""Every circle in a diagram passes a person or a wait; otherwise the engine would turn in it for ever."""

from collections.abc import Iterator, Mapping

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, NodeKind
from workflows.process.findings import Finding
from workflows.process.ways import closure
from workflows.vocabulary.wording import N_, Objection

_WAITING = {NodeKind.TASK, NodeKind.CATCH}


def circles_without_people(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for the first node of each diagram that lies on an automatic circle."""
    always: dict[str, bool] = {}
    for diagram in bundle.diagrams.values():
        following = _automatic(diagram, bundle.diagrams, always)
        for node_id, targets in following.items():
            if node_id in closure(following, targets):
                message = Objection("automatic-circle", N_("所在回路没有任何人工环节，流程会不停空转"))
                yield Finding(diagram.file, node_id, message, N_("请在回路中加入办理环节"))
                break


def _automatic(
    diagram: Diagram, diagrams: Mapping[str, Diagram], always: dict[str, bool]
) -> dict[str, tuple[str, ...]]:
    """Return the ways between nodes at which nobody is waited for."""
    passing = {
        node.id
        for node in diagram.nodes.values()
        if node.kind not in _WAITING
        and not (node.kind is NodeKind.CALL and _always_waits(diagrams[node.called], diagrams, always))
    }
    return {
        node_id: tuple(flow.target for flow in diagram.leaving[node_id] if flow.target in passing)
        for node_id in diagram.nodes
        if node_id in passing
    }


def _always_waits(part: Diagram, diagrams: Mapping[str, Diagram], always: dict[str, bool]) -> bool:
    """Say whether no way through a part avoids people and waits; asked once for each part."""
    if part.process not in always:
        reached = closure(_automatic(part, diagrams, always), {part.start.id})
        always[part.process] = not any(node.id in reached for node in part.of_kind(NodeKind.END))
    return always[part.process]
