"""Start events and boundary events begin a way; nothing leads into them."""

from collections.abc import Iterator

from workflows.process.diagram import Diagram, NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection


def entered_events(diagram: Diagram) -> Iterator[Finding]:
    """Yield a finding for each start or boundary event that a flow reaches."""
    for node in diagram.of_kind(NodeKind.START, NodeKind.BOUNDARY):
        if diagram.entering[node.id]:
            message = Objection("entered", N_("开始事件和边界事件不得有入线"))
            yield Finding(diagram.file, node.id, message, N_("请把入线改连到环节或者网关"))
