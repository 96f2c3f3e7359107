"""Reads one .bpmn file into a ``Diagram`` and refuses everything it does not fully understand, naming the cure."""

import re
from collections.abc import Iterable

from lxml import etree

from workflows.errors import BrokenDiagramError
from workflows.process.diagram import Diagram, Flow, Lane, Node, NodeKind
from workflows.process.diagram_rules import check_diagram
from workflows.process.expression_limits import ExpressionError
from workflows.process.expressions import Tree, compile_condition
from workflows.process.markup import BPMN, DRAWING, SPIFF, local, namespace, read_xml, refusal, text_of
from workflows.process.refused_elements import CURES, OTHERWISE
from workflows.vocabulary.wording import N_

MAX_NODES = 200

_KINDS = {kind.value: kind for kind in NodeKind}
_DECORATION = {"documentation", "extensionElements", "textAnnotation", "association", "group", "category"}
_IN_DEFINITIONS = {"process", "collaboration", "message", *_DECORATION}
_IN_PROCESS = {"laneSet", "sequenceFlow", *_KINDS, *_DECORATION}
_IN_NODE = {"incoming", "outgoing", "documentation", "extensionElements"}
_EVENTS = {
    NodeKind.END: {"terminateEventDefinition"},
    NodeKind.CATCH: {"messageEventDefinition", "timerEventDefinition"},
    NodeKind.BOUNDARY: {"messageEventDefinition", "timerEventDefinition"},
}
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_RESERVED = {"Start", "End", "Root"}
_CLOCK = re.compile(r"clock:[a-z][a-z0-9_]*\Z")
_MESSAGE = re.compile(r"[a-z][a-z0-9_]*\Z")


def read_diagram(file: str, raw: bytes) -> Diagram:
    """Return the one process drawn in ``raw``; BrokenDiagramError names ``file``, the element and the cure."""
    return _Reader(file, read_xml(file, raw)).diagram()


class _Reader:
    """Walks one document from the definitions down."""

    def __init__(self, file: str, root: etree._Element) -> None:
        self._file = file
        self._root = root
        self._messages: dict[str, str] = {}
        self._lane_of: dict[str, str] = {}
        self._order: dict[str, tuple[str, ...]] = {}

    def diagram(self) -> Diagram:
        """Read everything and return the graph."""
        if self._root.tag != f"{{{BPMN}}}definitions":
            raise refusal("not-bpmn", N_("{file}：不是 BPMN 2.0 流程图，请在流程图编辑器中重新导出"), file=self._file)
        self._check_ids()
        for extended in self._root.iterfind(f".//{{{BPMN}}}extensionElements/.."):
            self._properties(extended)
        parts = self._children(self._root, _IN_DEFINITIONS, skip=DRAWING)
        self._messages = {each.get("id", ""): each.get("name", "") for each in parts if local(each) == "message"}
        processes = [each for each in parts if local(each) == "process"]
        if len(processes) != 1:
            raise refusal(
                "one-process",
                N_("{file}：须恰有一个流程，现有 {count} 个；每个流程请各存一个文件"),
                file=self._file,
                count=len(processes),
            )
        return self._process(processes[0])

    def _process(self, process: etree._Element) -> Diagram:
        parts = self._children(process, _IN_PROCESS)
        lanes = self._lanes(each for part in parts if local(part) == "laneSet" for each in part)
        nodes = {node.id: node for node in (self._node(part) for part in parts if local(part) in _KINDS)}
        if len(nodes) > MAX_NODES:
            raise refusal(
                "too-many-nodes", N_("{file}：环节超过 {limit} 个，请拆成几个部分"), file=self._file, limit=MAX_NODES
            )
        flows = {flow.id: flow for flow in (self._flow(part) for part in parts if local(part) == "sequenceFlow")}
        diagram = Diagram(
            file=self._file,
            process=self._id(process),
            label=process.get("name", ""),
            nodes=nodes,
            flows=flows,
            lanes=lanes,
            leaving={node_id: self._leaving(node_id, flows) for node_id in nodes},
            entering={node_id: tuple(flow for flow in flows.values() if flow.target == node_id) for node_id in nodes},
            boundary={
                node_id: tuple(event for event in nodes.values() if event.attached_to == node_id) for node_id in nodes
            },
        )
        check_diagram(diagram)
        return diagram

    def _leaving(self, node_id: str, flows: dict[str, Flow]) -> tuple[Flow, ...]:
        leaving = [flow for flow in flows.values() if flow.source == node_id]
        order = self._order[node_id]
        return tuple(sorted(leaving, key=lambda flow: order.index(flow.id) if flow.id in order else len(order)))

    def _lanes(self, elements: Iterable[etree._Element]) -> dict[str, Lane]:
        lanes: dict[str, Lane] = {}
        for element in elements:
            if local(element) != "lane":
                continue
            lane_id = self._id(element)
            lanes[lane_id] = Lane(lane_id, element.get("name", ""), self._properties(element)[0])
            for part in self._children(element, {"flowNodeRef", "childLaneSet", *_DECORATION}):
                if local(part) == "flowNodeRef":
                    self._lane_of[text_of(part)] = lane_id
                elif local(part) == "childLaneSet":
                    lanes.update(self._lanes(part))
        return lanes

    def _node(self, element: etree._Element) -> Node:
        kind = _KINDS[local(element)]
        node_id = self._id(element)
        parts = self._children(element, _IN_NODE | _EVENTS.get(kind, set()))
        properties, decision = self._properties(element)
        self._order[node_id] = tuple(text_of(part) for part in parts if local(part) == "outgoing")
        return Node(
            id=node_id,
            kind=kind,
            label=element.get("name", ""),
            properties=properties,
            lane=self._lane_of.get(node_id, ""),
            called=decision if kind is NodeKind.TABLE else element.get("calledElement", ""),
            message=self._message(node_id, kind, parts),
            attached_to=element.get("attachedToRef", ""),
            interrupting=element.get("cancelActivity", "true") != "false",
            terminates=any(local(part) == "terminateEventDefinition" for part in parts),
            default=element.get("default", ""),
            documentation=next((text_of(part) for part in parts if local(part) == "documentation"), ""),
        )

    def _message(self, node_id: str, kind: NodeKind, parts: list[etree._Element]) -> str:
        if kind not in {NodeKind.CATCH, NodeKind.BOUNDARY}:
            return ""
        definitions = [part for part in parts if local(part) in _EVENTS[kind]]
        if len(definitions) != 1:
            raise self._refuse("event-waits", N_("{file} 的 {element}：须恰好等待一个消息或者一个期限"), node_id)
        if local(definitions[0]) == "timerEventDefinition":
            return self._clock(node_id, definitions[0])
        name = self._messages.get(definitions[0].get("messageRef", ""), "")
        if not _MESSAGE.match(name):
            raise self._refuse(
                "event-message",
                N_("{file} 的 {element}：没有消息名，请为其选择消息（小写字母、数字、下划线，例如 exit_approved）"),
                node_id,
            )
        return name

    def _clock(self, node_id: str, definition: etree._Element) -> str:
        self._children(definition, {"timeDuration"})
        text = text_of(definition)
        if not _CLOCK.match(text):
            raise self._refuse(
                "timer-clock",
                N_("{file} 的 {element}：定时器须写成 clock:期限名（例如 clock:statement_5wd），期限长短由期限表规定"),
                node_id,
            )
        return text

    def _flow(self, element: etree._Element) -> Flow:
        flow_id = self._id(element)
        parts = self._children(element, {"conditionExpression", "documentation", "extensionElements"})
        text = next((text_of(part) for part in parts if local(part) == "conditionExpression"), "")
        return Flow(
            id=flow_id,
            source=element.get("sourceRef", ""),
            target=element.get("targetRef", ""),
            label=element.get("name", ""),
            condition=text,
            tree=self._tree(flow_id, text) if text else None,
        )

    def _tree(self, flow_id: str, text: str) -> Tree:
        try:
            return compile_condition(text)
        except ExpressionError as error:
            raise self._refuse(
                "condition", N_("{file} 的连线 {element}：{detail}"), flow_id, detail=error.objection.in_chinese()
            ) from error

    def _properties(self, element: etree._Element) -> tuple[dict[str, str], str]:
        """Return the named properties of an element and the decision it calls."""
        properties: dict[str, str] = {}
        decision = ""
        for extension in element.iterfind(f"{{{BPMN}}}extensionElements/*"):
            name = local(extension)
            if namespace(extension) == SPIFF and name == "properties":
                properties.update({each.get("name", ""): each.get("value", "") for each in extension})
            elif namespace(extension) == SPIFF and name == "calledDecisionId":
                decision = text_of(extension)
            else:
                raise self._refuse(name, CURES.get(name, OTHERWISE), element.get("id", ""), tag=name)
        return properties, decision

    def _children(self, element: etree._Element, allowed: set[str], skip: tuple[str, ...] = ()) -> list[etree._Element]:
        """Return the children of an element; the first that is not allowed is refused with its cure."""
        children = [child for child in element if namespace(child) not in skip]
        for child in children:
            name = local(child)
            if namespace(child) != BPMN or name not in allowed:
                place = child.get("id") or element.get("id") or ""
                raise self._refuse(name, CURES.get(name, OTHERWISE), place, tag=name)
        return children

    def _check_ids(self) -> None:
        seen: set[str] = set()
        for element in self._root.iter(f"{{{BPMN}}}*"):
            name = element.get("id")
            if name is None:
                continue
            if name in seen:
                raise self._refuse("double-id", N_("{file}：编号 {element} 用了两次，请改其中一个"), name)
            seen.add(name)

    def _id(self, element: etree._Element) -> str:
        name = element.get("id", "")
        if not _ID.match(name):
            raise self._refuse(
                "bad-id", N_("{file}：编号“{element}”只能由字母、数字、下划线和连字符组成，并以字母开头"), name
            )
        if name in _RESERVED:
            raise self._refuse("reserved-id", N_("{file}：编号 {element} 由系统保留，请改用其他编号"), name)
        return name

    def _refuse(self, code: str, text: str, element: str, **params: str) -> BrokenDiagramError:
        return refusal(code, text, file=self._file, element=element, **params)
