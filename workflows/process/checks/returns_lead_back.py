"""A task may be sent back only to other tasks of its own diagram, and never into or out of a parallel branch."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.process.findings import Finding
from workflows.process.jump import stranding_join
from workflows.vocabulary.wording import N_, Objection, Phrase


def wrong_returns(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each ``returns`` that names no task, or one from which a join could never be filled."""
    beside = _parts_beside_others(bundle)
    for diagram in bundle.diagrams.values():
        strands: dict[str, bool] = {}
        for node in diagram.of_kind(NodeKind.TASK):
            if node.returns and diagram.process in beside:
                message = Objection("return-beside", N_("这一部分与其他分支并行办理，其中的环节退不回去"))
                yield Finding(diagram.file, node.id, message, N_("请删除退回目标，或者不在并行的分支中调用这一部分"))
            for target in dict.fromkeys(node.returns):
                yield from _of_return(diagram, node, target, strands)


def _parts_beside_others(bundle: Bundle) -> set[str]:
    """Return the parts that are called from a place at which one token alone could not go on."""
    waiting = [
        call.called
        for diagram in bundle.diagrams.values()
        for call in diagram.of_kind(NodeKind.CALL)
        if stranding_join(diagram, call) is not None
    ]
    found: set[str] = set()
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.add(part)
            waiting += [call.called for call in bundle.diagrams[part].of_kind(NodeKind.CALL)]
    return found


def _of_return(diagram: Diagram, node: Node, target: str, strands: dict[str, bool]) -> Iterator[Finding]:
    step = diagram.nodes.get(target)
    if step is None or step.kind is not NodeKind.TASK or target == node.id:
        text = N_("退回目标“{target}”不是同一流程图中的另一办理环节")
        yield Finding(
            diagram.file, node.id, Objection("return-target", text, {"target": target[:60]}), _near(diagram, node)
        )
        return
    if target not in strands:
        strands[target] = stranding_join(diagram, step) is not None
    if strands[target]:
        text = N_("退回目标“{target}”与其他分支并行，退回后等不齐")
        message = Objection("return-strands", text, {"target": step.label or target})
        yield Finding(diagram.file, node.id, message, N_("请退回到并行之前的环节"))


def _near(diagram: Diagram, node: Node) -> str:
    others = [each.id for each in diagram.of_kind(NodeKind.TASK) if each.id != node.id][:5]
    if not others:
        return N_("请删除退回目标")
    return Phrase(N_("请从本图的办理环节中选择，例如 {others}"), others="、".join(others))
