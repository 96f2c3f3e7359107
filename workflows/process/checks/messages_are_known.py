"""Messages a flow waits for are ones that somebody sends: approvals of the vocabulary, and clocks."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.vocabulary.wording import N_, Objection

# 审批通过提请的撤销、终止或者移送 (path.md A19): the only message an act sends.
MESSAGES = ("exit_approved",)


def unknown_messages(bundle: Bundle) -> Iterator[Objection]:
    """Yield an objection for each event that would wait for ever, because nobody sends its message."""
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.CATCH, NodeKind.BOUNDARY):
            if node.message not in MESSAGES and not node.message.startswith("clock:"):
                yield Objection(
                    "unknown-message",
                    N_("{file} 的 {element}：没有人会发出消息“{message}”，可用：{known}，或者 clock:期限名"),
                    {
                        "file": diagram.file,
                        "element": node.id,
                        "message": node.message,
                        "known": "、".join(MESSAGES),
                    },
                )
