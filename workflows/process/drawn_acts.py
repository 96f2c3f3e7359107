"""Which acts a bundle draws, and where."""

from collections.abc import Iterable

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.wording import listed


def drawn_acts(bundle: Bundle) -> dict[str, list[str]]:
    """Return the nodes of each act and each site of service that is drawn anywhere."""
    drawn: dict[str, list[str]] = {}
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.TASK, NodeKind.CALL):
            drawn.setdefault(node.properties.get("act", ""), []).append(node.id)
    return drawn


def terms_of(acts: Iterable[str]) -> str:
    """Return acts by their terms."""
    return listed(ACTS[act].term for act in sorted(acts) if act in ACTS)
