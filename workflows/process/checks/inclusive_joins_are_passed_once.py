"""An inclusive gateway that joins does not stand in a circle: which branches it waits for would depend on the round."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.findings import Finding
from workflows.process.ways import closure, forward
from workflows.vocabulary.wording import N_, Objection


def inclusive_joins_in_circles(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each inclusive join from which a way leads back to it."""
    for diagram in bundle.diagrams.values():
        following = forward(diagram)
        for join in diagram.of_kind(NodeKind.OR):
            if len(diagram.entering[join.id]) > 1 and join.id in closure(following, following[join.id]):
                message = Objection("inclusive-circle", N_("包容网关的汇合处在回路中，无法确定每一轮等哪些分支"))
                cure = N_("请把分支到汇合之间画成一个部分，用调用活动调用；或者改用并行网关和排他网关")
                yield Finding(diagram.file, join.id, message, cure)
