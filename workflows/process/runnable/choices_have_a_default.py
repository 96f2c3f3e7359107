"""Every choice has one default way without a condition, and a condition on every other: no case finds no way."""

from collections.abc import Iterator

from workflows.process.diagram import CHOICES, Diagram, Flow, Node
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection


def choices_without_default(diagram: Diagram) -> Iterator[Finding]:
    """Yield a finding for each choice without its default, and for each way whose condition is missing or idle."""
    for node in diagram.of_kind(*CHOICES):
        leaving = diagram.leaving[node.id]
        if len(leaving) > 1 or any(flow.condition for flow in leaving) or node.default:
            yield from _of_choice(diagram, node, leaving)


def _of_choice(diagram: Diagram, node: Node, leaving: tuple[Flow, ...]) -> Iterator[Finding]:
    ways = {flow.id for flow in leaving}
    if node.default and node.default not in ways:
        text = N_("默认出线 {default} 不是从这个网关出去的")
        message = Objection("default-elsewhere", text, {"default": node.default})
        yield Finding(diagram.file, node.id, message, N_("请重新指定默认出线"))
    elif not node.default and leaving:
        message = Objection("no-default", N_("网关没有默认出线，各条件均不成立时案件无法继续"))
        yield Finding(diagram.file, node.id, message, N_("请指定一条“其他情形”"))
    unconditional = [flow for flow in leaving if not flow.condition and flow.id != node.default]
    # Without a default, one way without a condition is the one meant.
    for flow in unconditional if node.default in ways else unconditional[1:]:
        message = Objection("choice-condition", N_("默认出线以外的出线必须写条件"))
        yield Finding(diagram.file, flow.id, message, N_("请写明条件，或者把它设为默认出线"))
    for flow in leaving:
        if flow.condition and flow.id == node.default:
            message = Objection("choice-condition", N_("默认出线不写条件，其条件不会被询问"))
            yield Finding(diagram.file, flow.id, message, N_("请删除条件，或者另行指定默认出线"))
