"""Messages a flow waits for are ones that somebody sends: approvals of the vocabulary, and clocks of the law."""

from collections.abc import Iterator
from difflib import get_close_matches

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.clocks import CLOCKS, EXPIRY
from workflows.vocabulary.wording import N_, Objection, Phrase

# 审批通过提请的撤销、终止或者移送 (path.md A19): the only message an act sends.
MESSAGES = ("exit_approved",)


def unknown_messages(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each event that would wait for ever, because nobody sends its message."""
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.CATCH, NodeKind.BOUNDARY):
            clock = node.message.removeprefix(EXPIRY)
            if clock != node.message and clock not in CLOCKS:
                message = Objection("unknown-clock", N_("没有名为“{clock}”的期限，不会届满"), {"clock": clock[:60]})
                yield Finding(diagram.file, node.id, message, _near(clock))
            elif clock == node.message and clock not in MESSAGES:
                text = N_("没有任何行为会发出消息“{message}”")
                message = Objection("unknown-message", text, {"message": clock[:60]})
                cure = Phrase(N_("请改为 {known}，或者 clock:期限名"), known="、".join(MESSAGES))
                yield Finding(diagram.file, node.id, message, cure)


def _near(clock: str) -> str:
    near = get_close_matches(clock, CLOCKS, n=1)
    if not near:
        return N_("请从期限表中选择")
    return Phrase(N_("请从期限表中选择，是否 clock:{near}（{term}）？"), near=near[0], term=CLOCKS[near[0]].term)
