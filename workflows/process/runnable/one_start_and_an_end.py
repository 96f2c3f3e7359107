"""A diagram has exactly one start event and at least one end event."""

from collections.abc import Iterator

from workflows.process.diagram import Diagram, NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection


def missing_start_or_end(diagram: Diagram) -> Iterator[Finding]:
    """Yield a finding for each start event too many, or for the diagram that has none, or no end."""
    starts = diagram.of_kind(NodeKind.START)
    if not starts:
        message = Objection("one-start", N_("没有开始事件"))
        yield Finding(diagram.file, diagram.process, message, N_("请添加一个开始事件"))
    for start in starts[1:]:
        message = Objection("one-start", N_("须恰有一个开始事件，现有 {count} 个"), {"count": len(starts)})
        yield Finding(diagram.file, start.id, message, N_("请只保留一个，需要时用网关分支"))
    if not diagram.of_kind(NodeKind.END):
        yield Finding(diagram.file, diagram.process, Objection("no-end", N_("没有结束事件")), N_("请添加结束事件"))
