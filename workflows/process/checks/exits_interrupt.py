"""An approved exit 撤销、终止、移送 ends the work it is drawn on: its boundary event interrupts (path.md A19)."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.checks.messages_are_known import MESSAGES
from workflows.process.diagram import NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection


def exits_that_go_on(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each boundary event that lets the penalty go on beside its approved exit."""
    for diagram in bundle.diagrams.values():
        for event in diagram.of_kind(NodeKind.BOUNDARY):
            if event.message in MESSAGES and not event.interrupting:
                message = Objection("exit-goes-on", N_("批准退出后，原环节仍会继续办理"), article="处罚法57条1款")
                yield Finding(diagram.file, event.id, message, N_("请改为中断的边界事件"))
