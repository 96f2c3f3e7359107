"""Only gateways branch: several ways out of a step would mean a hidden parallel split."""

from collections.abc import Iterator

from workflows.process.diagram import GATEWAYS, Diagram, NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection


def implicit_splits(diagram: Diagram) -> Iterator[Finding]:
    """Yield a finding for each step or event with several ways out."""
    for node in diagram.nodes.values():
        if node.kind not in {*GATEWAYS, NodeKind.END} and len(diagram.leaving[node.id]) > 1:
            message = Objection("implicit-split", N_("有多条出线"))
            yield Finding(diagram.file, node.id, message, N_("请用网关分支"))
