"""Steps, questions and answers have names, and names short enough for the task list, the page and the stage bar."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import CHOICES, Diagram, NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection

MAX_LABEL = 40
MAX_DOCUMENTATION = 4000

_NAMED = frozenset({NodeKind.TASK, NodeKind.CALL, NodeKind.TABLE, NodeKind.CATCH, NodeKind.BOUNDARY})


def unreadable_labels(bundle: Bundle) -> Iterator[Finding]:
    """Yield a warning for each name that is missing or too long."""
    for diagram in bundle.diagrams.values():
        for node in diagram.nodes.values():
            if node.kind in _NAMED and not node.label.strip():
                yield _warning(diagram, node.id, N_("没有名称"), N_("请写明名称，办理人在待办中看到的就是它"))
            if len(node.documentation) > MAX_DOCUMENTATION:
                yield _warning(diagram, node.id, N_("说明过长"), N_("请缩短，详细的内容写进办理指引"))
        yield from _of_choices(diagram)
        for element, label in _labels(diagram):
            if len(label) > MAX_LABEL:
                yield _warning(diagram, element, N_("名称过长"), N_("请缩短到四十字以内，其余写进说明"))


def _labels(diagram: Diagram) -> Iterator[tuple[str, str]]:
    yield from ((one.id, one.label) for one in diagram.nodes.values())
    yield from ((one.id, one.label) for one in diagram.flows.values())
    yield from ((one.id, one.label) for one in diagram.lanes.values())


def _of_choices(diagram: Diagram) -> Iterator[Finding]:
    for node in diagram.of_kind(*CHOICES):
        ways = diagram.leaving[node.id]
        if len(ways) > 1 and not node.label.strip():
            yield _warning(diagram, node.id, N_("网关没有名称"), N_("请写成一个问题，例如“是否立案？”"))
        for flow in ways:
            if len(ways) > 1 and not flow.label.strip():
                yield _warning(diagram, flow.id, N_("出线没有名称"), N_("请写成对网关所提问题的回答，例如“是”"))


def _warning(diagram: Diagram, element: str, text: str, cure: str) -> Finding:
    return Finding(diagram.file, element, Objection("label", text, warning=True), cure)
