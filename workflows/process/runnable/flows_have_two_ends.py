"""Every arrow begins and ends at a node of its own diagram."""

from collections.abc import Iterator

from workflows.process.diagram import Diagram
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection


def loose_flows(diagram: Diagram) -> Iterator[Finding]:
    """Yield a finding for each flow that comes from nowhere or leads to nothing."""
    for flow in diagram.flows.values():
        missing = [end for end in (flow.source, flow.target) if end not in diagram.nodes]
        if missing:
            message = Objection("flow-ends", N_("连线的一端“{missing}”不存在"), {"missing": "、".join(missing)})
            yield Finding(diagram.file, flow.id, message, N_("请删除后重画"))
