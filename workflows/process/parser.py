"""Turns diagrams into the engine's specifications.

The engine is handed what ``diagram_reader.py`` understood and never the XML itself: there is one reading of a file,
the order of flows is the diagram's and not the height on the canvas, no script, data association or extension can
slip through, and long diagrams need no recursion. ``clock:NAME`` timers become catches of an internal message.
"""

from collections.abc import Callable, Mapping
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.control import BoundaryEventJoin, BoundaryEventSplit
from SpiffWorkflow.bpmn.specs.defaults import (
    BoundaryEvent,
    CallActivity,
    EndEvent,
    IntermediateCatchEvent,
    StartEvent,
    UserTask,
)
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition, TerminateEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.bpmn_spec_mixin import BpmnSpecMixin
from SpiffWorkflow.task import Task

from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.process.gateways import ChoiceGateway, ForkGateway, NearSighted, SomeGateway


class Start(NearSighted, StartEvent):  # type: ignore[misc]  # untyped library
    """开始事件."""


class End(NearSighted, EndEvent):  # type: ignore[misc]  # untyped library
    """结束事件; a terminating one withdraws every token of its part."""


class HumanTask(NearSighted, UserTask):  # type: ignore[misc]  # untyped library
    """用户任务: waits for a person."""


class PartCall(NearSighted, CallActivity):  # type: ignore[misc]  # untyped library
    """调用活动: a run of a part, done when the part is."""


class Catch(NearSighted, IntermediateCatchEvent):  # type: ignore[misc]  # untyped library
    """中间捕获事件: waits for a message or a clock."""


class Boundary(NearSighted, BoundaryEvent):  # type: ignore[misc]  # untyped library
    """边界事件: waits as long as its host does."""


class TableTask(NearSighted, BpmnSpecMixin):  # type: ignore[misc]  # untyped library
    """业务规则任务: one decision table, evaluated over the run's facts."""

    def __init__(self, wf_spec: BpmnProcessSpec, bpmn_id: str, *, decision: str, **named: Any) -> None:  # noqa: ANN401 -- passed to the untyped library
        """Remember which decision to evaluate."""
        super().__init__(wf_spec, bpmn_id, **named)
        self.decision = decision

    def _run_hook(self, my_task: Task) -> bool:
        my_task.workflow.script_engine.environment.decide(self.decision)
        return True


_Maker = Callable[[BpmnProcessSpec, Node], Any]
_MAKERS: Mapping[NodeKind, _Maker] = {
    NodeKind.START: lambda spec, node: Start(spec, node.id, event_definition=NoneEventDefinition()),
    NodeKind.END: lambda spec, node: End(spec, node.id, event_definition=_ending(node)),
    NodeKind.TASK: lambda spec, node: HumanTask(spec, node.id),
    NodeKind.TABLE: lambda spec, node: TableTask(spec, node.id, decision=node.called),
    NodeKind.CALL: lambda spec, node: PartCall(spec, node.id, subworkflow_spec=node.called),
    NodeKind.XOR: lambda spec, node: ChoiceGateway(spec, node.id),
    NodeKind.AND: lambda spec, node: ForkGateway(spec, node.id),
    NodeKind.OR: lambda spec, node: SomeGateway(spec, node.id),
    NodeKind.CATCH: lambda spec, node: Catch(spec, node.id, event_definition=MessageEventDefinition(node.message)),
    NodeKind.BOUNDARY: lambda spec, node: Boundary(
        spec, node.id, event_definition=MessageEventDefinition(node.message), cancel_activity=node.interrupting
    ),
}


def split_name(node_id: str) -> str:
    """Return the name of the step that starts a host together with its boundary events."""
    return f"{node_id}.BoundaryEventSplit"


def weave(diagram: Diagram) -> BpmnProcessSpec:
    """Return the engine's specification of one process."""
    spec = BpmnProcessSpec(name=diagram.process, description=diagram.label, filename=diagram.file)
    made = {node.id: _MAKERS[node.kind](spec, node) for node in diagram.nodes.values()}
    entries = dict(made)
    for node in diagram.nodes.values():
        if diagram.boundary[node.id]:
            entries[node.id] = _guard(spec, diagram, node, made)
    spec.start.connect(made[diagram.start.id])
    for node in diagram.nodes.values():
        for flow in diagram.leaving[node.id]:
            target = entries[flow.target]
            if flow.condition:
                made[node.id].connect_outgoing_if(flow.condition, target)
            else:
                made[node.id].connect(target)
        if node.kind is NodeKind.END:
            made[node.id].connect(spec.end)
    return spec


def _guard(spec: BpmnProcessSpec, diagram: Diagram, node: Node, made: Mapping[str, Any]) -> BoundaryEventSplit:
    """Put the library's split and join around a node that has boundary events."""
    split = BoundaryEventSplit(spec, split_name(node.id))
    join = BoundaryEventJoin(spec, f"{node.id}.BoundaryEventJoin", split_task=split.name, cancel=True)
    split.connect(made[node.id])
    made[node.id].connect(join)
    for event in diagram.boundary[node.id]:
        split.connect(made[event.id])
        made[event.id].connect(join)
    return split


def _ending(node: Node) -> NoneEventDefinition | TerminateEventDefinition:
    return TerminateEventDefinition() if node.terminates else NoneEventDefinition()
