"""A boundary event sits on a user task or a call activity of its own diagram."""

from collections.abc import Iterator

from workflows.process.diagram import Diagram, NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection


def loose_boundary_events(diagram: Diagram) -> Iterator[Finding]:
    """Yield a finding for each boundary event whose host is missing or waits for nothing."""
    for node in diagram.of_kind(NodeKind.BOUNDARY):
        host = diagram.nodes.get(node.attached_to)
        if host is None or host.kind not in {NodeKind.TASK, NodeKind.CALL}:
            message = Objection("boundary-host", N_("边界事件没有附在用户任务或者调用活动上"))
            yield Finding(diagram.file, node.id, message, N_("请拖到用户任务或者调用活动的边上"))
