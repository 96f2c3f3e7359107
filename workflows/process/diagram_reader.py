"""Reads one .bpmn file into a ``Diagram``, as far as it can be understood, and notes everything else with its cure.

A file of another tool is read to its end: each element that cannot be used is named with what to draw instead, and
what has no meaning here is told. Only a diagram of which nothing is noted that hinders ever reaches the engine.
"""

import re
from collections.abc import Iterable, Mapping
from typing import TypeVar

from lxml import etree

from workflows.errors import BrokenDiagramError
from workflows.process.diagram import Diagram, Flow, Lane, Node, NodeKind
from workflows.process.event_reader import DEFINITIONS, EventReader
from workflows.process.expression_limits import ExpressionError
from workflows.process.expressions import Tree, compile_condition
from workflows.process.findings import Faults, broken
from workflows.process.foreign_conditions import cure_of
from workflows.process.markup import BPMN, DRAWING, SPIFF, local, namespace, read_xml, text_of
from workflows.process.other_tools import check_extensions, cure_of_foreign_root, nearest_id, warn_of_ignored
from workflows.process.refused_elements import (
    IGNORED_IN_DEFINITIONS,
    IGNORED_IN_NODE,
    IGNORED_IN_PROCESS,
    OTHERWISE,
    REFUSED,
)
from workflows.process.runnable.catalogue import what_cannot_run
from workflows.vocabulary.wording import N_, Phrase

_KINDS = {kind.value: kind for kind in NodeKind}
_DECORATION = {"documentation", "extensionElements", "textAnnotation", "association", "group", "category"}
_IN_DEFINITIONS = {"process", "collaboration", "message", *_DECORATION}
_IN_PROCESS = {"laneSet", "sequenceFlow", *_KINDS, *_DECORATION}
_EMPTY = {"laneSet", *_DECORATION}
_IN_NODE = {"incoming", "outgoing", "documentation", "extensionElements"}
_IN_FLOW = {"conditionExpression", "documentation", "extensionElements"}
_IN_LANE = {"flowNodeRef", "childLaneSet", "partitionElement", *_DECORATION}
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_RESERVED = {"Start", "End", "Root"}
_Kept = TypeVar("_Kept")


def read_diagram(file: str, raw: bytes) -> Diagram:
    """Return the one process drawn in ``raw``; BrokenDiagramError carries a finding for everything that hinders."""
    faults = Faults(file)
    diagram = find_diagram(raw, faults)
    if diagram is None or faults.hinder:
        raise broken(faults.found)
    return diagram


def find_diagram(raw: bytes, faults: Faults) -> Diagram | None:
    """Return what could be understood of ``raw`` and note the rest; None when there is no process in it."""
    try:
        root = read_xml(faults.file, raw)
    except BrokenDiagramError as error:
        faults.add(error.findings)
        return None
    return _Reader(faults, root).diagram()


class _Reader:
    """Walks one document from the definitions down."""

    def __init__(self, faults: Faults, root: etree._Element) -> None:
        self._faults = faults
        self._root = root
        self._events = EventReader(faults, root)
        self._lane_of: dict[str, str] = {}
        self._order: dict[str, tuple[str, ...]] = {}
        self._unread: set[str] = set()

    def diagram(self) -> Diagram | None:
        """Read everything and return the graph."""
        if self._root.tag != f"{{{BPMN}}}definitions":
            self._faults.note("", "not-bpmn", N_("不是 BPMN 2.0 流程图"), cure_of_foreign_root(self._root))
            return None
        self._check_ids()
        check_extensions(self._root, self._faults)
        parts = self._children(self._root, _IN_DEFINITIONS, IGNORED_IN_DEFINITIONS, skip=DRAWING)
        process = self._one_of([part for part in parts if local(part) == "process"])
        return None if process is None else self._process(process)

    def _one_of(self, processes: list[etree._Element]) -> etree._Element | None:
        """Return the process of the file; pools of other tools may bring empty ones, which are read past."""
        drawn = [each for each in processes if any(local(part) not in _EMPTY for part in each)] or processes[:1]
        if not drawn:
            self._faults.note("", "one-process", N_("文件中没有流程"), N_("请在流程图编辑器中画出流程后重新导出"))
            return None
        for each in processes:
            if each not in drawn:
                warn_of_ignored(each, self._faults)
        for each in drawn[1:]:
            self._faults.note(
                nearest_id(each),
                "one-process",
                N_("文件中有 {count} 个流程，每个文件只能有一个"),
                N_("请各存一个文件，被调用的放在 parts 中"),
                count=len(drawn),
            )
        return drawn[0]

    def _process(self, process: etree._Element) -> Diagram:
        parts = self._children(process, _IN_PROCESS, IGNORED_IN_PROCESS)
        lanes = self._lanes(each for part in parts if local(part) == "laneSet" for each in part)
        nodes = {node.id: node for node in (self._node(part) for part in parts if local(part) in _KINDS)}
        flows = {flow.id: flow for flow in (self._flow(part) for part in parts if local(part) == "sequenceFlow")}
        diagram = Diagram(
            file=self._faults.file,
            process=self._id(process),
            label=process.get("name", ""),
            nodes=nodes,
            flows=flows,
            lanes=lanes,
            leaving=self._leaving(nodes, flows),
            entering=_gathered(nodes, ((flow.target, flow) for flow in flows.values())),
            boundary=_gathered(nodes, ((event.attached_to, event) for event in nodes.values())),
        )
        self._faults.add(what_cannot_run(diagram, unread=frozenset(self._unread)))
        return diagram

    def _leaving(self, nodes: Mapping[str, Node], flows: Mapping[str, Flow]) -> dict[str, tuple[Flow, ...]]:
        """Return the flows out of each node in the order of its ``outgoing`` elements, the others behind."""
        places = {name: place for order in self._order.values() for place, name in enumerate(order)}
        gathered = _gathered(nodes, ((flow.source, flow) for flow in flows.values()))
        return {
            node_id: tuple(sorted(leaving, key=lambda flow: places.get(flow.id, len(places))))
            for node_id, leaving in gathered.items()
        }

    def _lanes(self, elements: Iterable[etree._Element], around: frozenset[str] = frozenset()) -> dict[str, Lane]:
        lanes: dict[str, Lane] = {}
        for element in elements:
            if local(element) != "lane":
                continue
            lane_id = self._id(element)
            lanes[lane_id] = Lane(lane_id, element.get("name", ""), _properties(element)[0])
            for part in self._children(element, _IN_LANE, frozenset()):
                if local(part) == "flowNodeRef":
                    self._stand(text_of(part), lane_id, around)
                elif local(part) == "childLaneSet":
                    lanes.update(self._lanes(part, around | {lane_id}))
        return lanes

    def _stand(self, node_id: str, lane_id: str, around: frozenset[str]) -> None:
        """Put a node into a lane; a lane inside another may name it again."""
        if self._lane_of.get(node_id, lane_id) not in {lane_id, *around}:
            text, cure = N_("同时放在两个泳道中，无法确定由谁办理"), N_("请只放进一个泳道")
            self._faults.note(node_id, "two-lanes", text, cure)
        self._lane_of[node_id] = lane_id

    def _node(self, element: etree._Element) -> Node:
        kind = _KINDS[local(element)]
        node_id = self._id(element)
        parts = self._children(element, _IN_NODE | DEFINITIONS.get(kind, frozenset()), IGNORED_IN_NODE, place=node_id)
        for mark, usual in (("isForCompensation", "false"), ("startQuantity", "1"), ("completionQuantity", "1")):
            if element.get(mark, usual) != usual:
                self._faults.note(node_id, mark, *REFUSED[mark])
        properties, decision = _properties(element)
        self._order[node_id] = tuple(text_of(part) for part in parts if local(part) == "outgoing")
        called = decision if kind is NodeKind.TABLE else element.get("calledElement", "")
        return Node(
            id=node_id,
            kind=kind,
            label=element.get("name", ""),
            properties=properties,
            lane=self._lane_of.get(node_id, ""),
            called=_unprefixed(called),
            message=self._events.awaited_by(element, node_id, kind),
            attached_to=_unprefixed(element.get("attachedToRef", "")),
            interrupting=element.get("cancelActivity", "true") not in {"false", "0"},
            terminates=any(local(part) == "terminateEventDefinition" for part in parts),
            default=element.get("default", ""),
            documentation=next((text_of(part) for part in parts if local(part) == "documentation"), ""),
        )

    def _flow(self, element: etree._Element) -> Flow:
        flow_id = self._id(element)
        parts = self._children(element, _IN_FLOW, IGNORED_IN_NODE, place=flow_id)
        text = next((text_of(part) for part in parts if local(part) == "conditionExpression"), "")
        return Flow(
            id=flow_id,
            source=element.get("sourceRef", ""),
            target=element.get("targetRef", ""),
            label=element.get("name", ""),
            condition=text,
            tree=self._tree(flow_id, text) if text else None,
        )

    def _tree(self, flow_id: str, text: str) -> Tree | None:
        try:
            return compile_condition(text)
        except ExpressionError as error:
            said = Phrase(error.objection.text, **error.objection.params)
            self._faults.note(flow_id, "condition", N_("条件不能用：{detail}"), cure_of(text), detail=said)
            return None

    def _children(
        self,
        element: etree._Element,
        allowed: frozenset[str] | set[str],
        ignored: frozenset[str],
        *,
        place: str = "",
        skip: tuple[str, ...] = (),
    ) -> list[etree._Element]:
        """Return the children that are understood; what is ignored is told, the rest refused, at ``place`` if given."""
        understood: list[etree._Element] = []
        for child in element:
            name, where = local(child), namespace(child)
            if where in skip:
                continue
            if where == BPMN and name in allowed:
                understood.append(child)
            elif where != BPMN or name in ignored:
                warn_of_ignored(child, self._faults, place)
            else:
                self._refuse(child, name, place)
        return understood

    def _refuse(self, child: etree._Element, name: str, place: str) -> None:
        text, cure = REFUSED.get(name, OTHERWISE)
        self._faults.note(place or nearest_id(child), name, text, cure, tag=name)
        self._unread.update(each.get("id", "") for each in child.iter(f"{{{BPMN}}}*"))

    def _check_ids(self) -> None:
        seen: set[str] = set()
        told: set[str] = set()
        for element in self._root.iter(f"{{{BPMN}}}*"):
            name = element.get("id")
            if name is not None and name in seen and name not in told:
                self._faults.note(name, "double-id", N_("编号用了两次"), N_("请改其中一个"))
                told.add(name)
            seen.add(name or "")

    def _id(self, element: etree._Element) -> str:
        name = element.get("id", "")
        if not _ID.match(name):
            text, cure = (
                N_("编号“{id}”不能用"),
                N_("编号只能由字母、数字、下划线和连字符组成，并以字母开头，请更改"),
            )
            self._faults.note(name, "bad-id", text, cure, id=name[:60])
        elif name in _RESERVED:
            self._faults.note(name, "reserved-id", N_("编号 {id} 由系统保留"), N_("请改用其他编号"), id=name)
        return name


def _properties(element: etree._Element) -> tuple[dict[str, str], str]:
    """Return the named properties of an element and the decision it calls."""
    properties: dict[str, str] = {}
    decision = ""
    for extension in element.iterfind(f"{{{BPMN}}}extensionElements/*"):
        if namespace(extension) == SPIFF and local(extension) == "properties":
            properties.update({each.get("name", ""): each.get("value", "") for each in extension})
        elif namespace(extension) == SPIFF and local(extension) == "calledDecisionId":
            decision = text_of(extension)
    return properties, decision


def _gathered(nodes: Mapping[str, Node], pairs: Iterable[tuple[str, _Kept]]) -> dict[str, tuple[_Kept, ...]]:
    """Return, for each node, what belongs to it, in the order given."""
    gathered: dict[str, list[_Kept]] = {node_id: [] for node_id in nodes}
    for node_id, one in pairs:
        if node_id in gathered:
            gathered[node_id].append(one)
    return {node_id: tuple(kept) for node_id, kept in gathered.items()}


def _unprefixed(name: str) -> str:
    """Return a reference without the prefix of its namespace, which some tools write before it."""
    return name.rsplit(":", 1)[-1]
