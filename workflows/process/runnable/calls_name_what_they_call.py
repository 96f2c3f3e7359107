"""A business rule task names its decision, a call activity its part."""

from collections.abc import Iterator

from workflows.process.diagram import Diagram, NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection


def calls_of_nothing(diagram: Diagram) -> Iterator[Finding]:
    """Yield a finding for each table task and call that names nothing."""
    for node in diagram.of_kind(NodeKind.TABLE, NodeKind.CALL):
        if node.called:
            continue
        if node.kind is NodeKind.TABLE:
            message = Objection("no-decision", N_("没有选择决策表"))
            yield Finding(diagram.file, node.id, message, N_("请填写决策编号"))
        else:
            message = Objection("no-part", N_("没有选择被调用的部分"))
            yield Finding(diagram.file, node.id, message, N_("请选择 parts 中的一个部分"))
