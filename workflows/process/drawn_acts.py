"""Which acts a bundle draws, where, and which of them can still follow a step, calls included."""

from collections.abc import Iterable, Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import Node, NodeKind
from workflows.process.ways import closure, forward
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.wording import listed


def drawn_acts(bundle: Bundle) -> dict[str, list[str]]:
    """Return the nodes of each act and each site of service that is drawn anywhere."""
    drawn: dict[str, list[str]] = {}
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.TASK, NodeKind.CALL):
            drawn.setdefault(node.properties.get("act", ""), []).append(node.id)
    return drawn


def acts_after(bundle: Bundle, node_id: str) -> frozenset[str]:
    """Return the acts that can follow a node: in its own part, and wherever the part is called."""
    found: set[str] = set()
    seen: set[str] = set()
    waiting = [node_id]
    while waiting:
        node = bundle.node(waiting.pop())
        seen.add(node.id)
        diagram = bundle.diagrams[bundle.places[node.id]]
        following = forward(diagram)
        for later in closure(following, following[node.id]):
            found |= _acts_of(bundle, diagram.nodes[later])
        waiting += [call.id for call in bundle.calls_of(diagram.process) if call.id not in seen]
    return frozenset(found)


def terms_of(acts: Iterable[str]) -> str:
    """Return acts by their terms."""
    return listed(ACTS[act].term for act in sorted(acts) if act in ACTS)


def _acts_of(bundle: Bundle, node: Node) -> set[str]:
    """Return the acts of a node and, for a call, of everything inside."""
    return {act for one in _inside(bundle, node, set()) if (act := one.properties.get("act", ""))}


def _inside(bundle: Bundle, node: Node, walked: set[str]) -> Iterator[Node]:
    yield node
    if node.kind is NodeKind.CALL and node.called not in walked:
        walked.add(node.called)
        for each in bundle.diagrams[node.called].nodes.values():
            yield from _inside(bundle, each, walked)
