"""What every diagram must keep before it may run at all: ends of flows, defaults, conditions, attachments."""

from collections.abc import Callable

from workflows.process.diagram import Diagram, Flow, Node, NodeKind
from workflows.process.markup import refusal
from workflows.vocabulary.wording import N_

_CHOICES = {NodeKind.XOR, NodeKind.OR}
_GATEWAYS = {NodeKind.XOR, NodeKind.OR, NodeKind.AND}


def check_diagram(diagram: Diagram) -> None:
    """Raise BrokenDiagramError for the first thing the engine could not walk as drawn."""
    for flow in diagram.flows.values():
        _check_flow(diagram, flow)
    _check_start_and_end(diagram)
    for node in diagram.nodes.values():
        _check_ways(diagram, node)
        if node.kind in _CHOICES:
            _check_choice(diagram, node)
        if node.kind in _ATTRIBUTES:
            _ATTRIBUTES[node.kind](diagram, node)


def _check_flow(diagram: Diagram, flow: Flow) -> None:
    if flow.source not in diagram.nodes or flow.target not in diagram.nodes:
        raise refusal(
            "flow-ends",
            N_("{file} 的连线 {element}：起点或者终点不存在，请删除后重画"),
            file=diagram.file,
            element=flow.id,
        )
    if flow.condition and diagram.nodes[flow.source].kind not in _CHOICES:
        raise refusal(
            "flow-condition",
            N_("{file} 的连线 {element}：只有排他、包容网关的出线可以写条件，请删除条件或者加一个网关"),
            file=diagram.file,
            element=flow.id,
        )


def _check_start_and_end(diagram: Diagram) -> None:
    starts = diagram.of_kind(NodeKind.START)
    if len(starts) != 1:
        raise refusal(
            "one-start", N_("{file}：须恰有一个开始事件，现有 {count} 个"), file=diagram.file, count=len(starts)
        )
    if not diagram.of_kind(NodeKind.END):
        raise refusal("no-end", N_("{file}：没有结束事件，请添加"), file=diagram.file)


def _check_ways(diagram: Diagram, node: Node) -> None:
    leaving, entering = len(diagram.leaving[node.id]), len(diagram.entering[node.id])
    if node.kind is NodeKind.END and leaving:
        raise refusal("end-leaves", N_("{file} 的 {element}：结束事件不得有出线"), file=diagram.file, element=node.id)
    if node.kind is not NodeKind.END and not leaving:
        raise refusal(
            "dead-end",
            N_("{file} 的 {element}：没有出线，请连到下一环节或者结束事件"),
            file=diagram.file,
            element=node.id,
        )
    if node.kind not in _GATEWAYS and leaving > 1:
        raise refusal(
            "implicit-split", N_("{file} 的 {element}：有多条出线，请用网关分支"), file=diagram.file, element=node.id
        )
    if node.kind in {NodeKind.START, NodeKind.BOUNDARY} and entering:
        raise refusal(
            "entered", N_("{file} 的 {element}：开始事件和边界事件不得有入线"), file=diagram.file, element=node.id
        )


def _check_choice(diagram: Diagram, node: Node) -> None:
    leaving = diagram.leaving[node.id]
    if len(leaving) == 1 and not leaving[0].condition:
        return
    if node.default not in {flow.id for flow in leaving}:
        raise refusal(
            "no-default",
            N_("{file} 的 {element}：网关没有默认出线，请指定一条“其他情形”"),
            file=diagram.file,
            element=node.id,
        )
    for flow in leaving:
        if bool(flow.condition) == (flow.id == node.default):
            raise refusal(
                "choice-condition",
                N_("{file} 的连线 {element}：默认出线不写条件，其余出线必须写条件"),
                file=diagram.file,
                element=flow.id,
            )


def _check_table(diagram: Diagram, node: Node) -> None:
    if not node.called:
        raise refusal(
            "no-decision", N_("{file} 的 {element}：没有选择决策表，请填写决策编号"), file=diagram.file, element=node.id
        )


def _check_call(diagram: Diagram, node: Node) -> None:
    if not node.called:
        raise refusal("no-part", N_("{file} 的 {element}：没有选择被调用的部分"), file=diagram.file, element=node.id)


def _check_boundary(diagram: Diagram, node: Node) -> None:
    host = diagram.nodes.get(node.attached_to)
    if host is None or host.kind not in {NodeKind.TASK, NodeKind.CALL}:
        raise refusal(
            "boundary-host",
            N_("{file} 的 {element}：边界事件须附在用户任务或者调用活动上"),
            file=diagram.file,
            element=node.id,
        )


_ATTRIBUTES: dict[NodeKind, Callable[[Diagram, Node], None]] = {
    NodeKind.TABLE: _check_table,
    NodeKind.CALL: _check_call,
    NodeKind.BOUNDARY: _check_boundary,
}
