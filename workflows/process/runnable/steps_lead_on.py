"""From every node but an end a way leads on; a token at a dead end would keep the case open for ever."""

from collections.abc import Iterator

from workflows.process.diagram import Diagram, NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection


def dead_ends(diagram: Diagram) -> Iterator[Finding]:
    """Yield a finding for each node without a way out, and for each end that has one."""
    for node in diagram.nodes.values():
        leaving = diagram.leaving[node.id]
        if node.kind is NodeKind.END and leaving:
            message = Objection("end-leaves", N_("结束事件不得有出线"))
            yield Finding(diagram.file, node.id, message, N_("请删除出线"))
        if node.kind is not NodeKind.END and not leaving:
            message = Objection("dead-end", N_("没有出线，案件将停在此处"))
            yield Finding(diagram.file, node.id, message, N_("请连到下一环节或者结束事件"))
