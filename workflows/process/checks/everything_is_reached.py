"""Every step can be reached from the start, and from every step an end can be reached."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, NodeKind
from workflows.process.findings import Finding
from workflows.process.ways import backward, closure, forward
from workflows.vocabulary.wording import N_, Objection


def unreached_nodes(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each node nothing leads to, or that leads nowhere."""
    for diagram in bundle.diagrams.values():
        started = closure(forward(diagram), {diagram.start.id})
        ending = closure(backward(diagram), {node.id for node in diagram.of_kind(NodeKind.END)})
        yield from _missing(diagram, started, Objection("unreached", N_("从开始事件到不了这里")), N_("请连线或者删除"))
        yield from _missing(diagram, ending, Objection("endless", N_("从这里到不了任何结束事件")), N_("请画出出路"))


def _missing(diagram: Diagram, reached: set[str], message: Objection, cure: str) -> Iterator[Finding]:
    for node_id in diagram.nodes:
        if node_id not in reached:
            yield Finding(diagram.file, node_id, message, cure)
