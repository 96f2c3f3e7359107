"""Conditions stand only on flows that leave an exclusive or inclusive gateway; elsewhere the engine ignores them."""

from collections.abc import Iterator

from workflows.process.diagram import CHOICES, Diagram
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection


def misplaced_conditions(diagram: Diagram) -> Iterator[Finding]:
    """Yield a finding for each condition, or mark of a default way, that nothing would ask."""
    for flow in diagram.flows.values():
        source = diagram.nodes.get(flow.source)
        if flow.condition and source is not None and source.kind not in CHOICES:
            message = Objection("flow-condition", N_("只有排他、包容网关的出线可以写条件"))
            yield Finding(diagram.file, flow.id, message, N_("请删除条件或者加一个网关"))
    for node in diagram.nodes.values():
        if node.default and node.kind not in CHOICES:
            message = Objection("idle-default", N_("只有排他、包容网关有默认出线，此处不起作用"), warning=True)
            yield Finding(diagram.file, node.id, message, N_("请取消默认出线"))
