"""A diagram has at most two hundred nodes: more cannot be read by people, and hardly be proved."""

from collections.abc import Iterator

from workflows.process.diagram import Diagram
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection

MAX_NODES = 200


def oversized(diagram: Diagram) -> Iterator[Finding]:
    """Yield a finding for a diagram with too many nodes."""
    if len(diagram.nodes) > MAX_NODES:
        counts = {"count": len(diagram.nodes), "limit": MAX_NODES}
        message = Objection("too-many-nodes", N_("有 {count} 个环节，超过 {limit} 个"), counts)
        yield Finding(diagram.file, diagram.process, message, N_("请拆成几个部分"))
