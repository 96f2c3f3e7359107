"""Redraws the shipped flow stroke by stroke, as an administrator would, for mutants and lawful variants."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from lxml import etree

from workflows.acts.office.install_flows import read_flow_files, read_promise_files

FOLDER = Path(__file__).parents[3] / "bpmn"
PROCESS = "penalty_ordinary"
MAIN = "procedures/penalty_ordinary.bpmn"

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
_SPIFF = "{http://spiffworkflow.org/bpmn/schema/1.0/core}"
NODE_TAGS = frozenset(
    f"{BPMN}{kind}"
    for kind in (
        "startEvent",
        "endEvent",
        "userTask",
        "businessRuleTask",
        "callActivity",
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "intermediateCatchEvent",
        "boundaryEvent",
    )
)


@cache
def shipped_files() -> Mapping[str, bytes]:
    """Return everything the shipped flow consists of, its promises included."""
    return {**read_flow_files(FOLDER), **read_promise_files(FOLDER)}


@cache
def statutory() -> Mapping[str, bytes]:
    """Return the promise files that come with the program."""
    return read_promise_files(FOLDER)


@cache
def _shipped_places() -> Mapping[str, str]:
    """Return the file of every node of the shipped flow."""
    return {
        str(element.get("id")): name
        for name, raw in shipped_files().items()
        if name.endswith(".bpmn")
        for element in etree.fromstring(raw).iter()
        if element.tag in NODE_TAGS
    }


class Redrawing:
    """The shipped files while they are redrawn; what is not touched stays as it is, byte by byte."""

    def __init__(self) -> None:
        self._files = dict(shipped_files())
        self._places = dict(_shipped_places())
        self._roots: dict[str, etree._Element] = {}

    def files(self) -> dict[str, bytes]:
        """Return the files as they are now."""
        for name, root in self._roots.items():
            _tidy(root)
            self._files[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
        return dict(self._files)

    # ----------------------------------------------------------------------------------------------- looking

    def names(self, suffix: str) -> list[str]:
        """Return the files that end so."""
        return sorted(name for name in self._files if name.endswith(suffix))

    def root(self, name: str) -> etree._Element:
        """Return the document of a file, for changing."""
        if name not in self._roots:
            self._roots[name] = etree.fromstring(self._files[name])
        return self._roots[name]

    def file_of(self, node_id: str) -> str:
        """Return the file a node stands in."""
        return self._places[node_id]

    def process(self, node_id: str) -> etree._Element:
        """Return the process a node stands in."""
        return _found(self.root(self._places[node_id]), f".//{BPMN}process")

    def node(self, node_id: str) -> etree._Element:
        """Return the element of a node."""
        return _found(self.process(node_id), f"*[@id='{node_id}']")

    def flow(self, flow_id: str) -> etree._Element:
        """Return a flow, whatever file it stands in."""
        roots = (self.root(name) for name in self.names(".bpmn"))
        return next(found for root in roots if (found := root.find(f".//*[@id='{flow_id}']")) is not None)

    def leaving(self, node_id: str) -> list[etree._Element]:
        """Return the flows out of a node."""
        return self.process(node_id).findall(f"{BPMN}sequenceFlow[@sourceRef='{node_id}']")

    def entering(self, node_id: str) -> list[etree._Element]:
        """Return the flows into a node."""
        return self.process(node_id).findall(f"{BPMN}sequenceFlow[@targetRef='{node_id}']")

    def successor(self, node_id: str) -> str:
        """Return where the only flow out of a node leads."""
        (flow,) = self.leaving(node_id)
        return str(flow.get("targetRef"))

    def boundary(self, node_id: str) -> list[str]:
        """Return the boundary events of a node."""
        return [str(one.get("id")) for one in self.process(node_id).findall(f"*[@attachedToRef='{node_id}']")]

    # --------------------------------------------------------------------------------------------- changing

    def add(self, kind: str, node_id: str, *, beside: str, name: str = "新增", **properties: str) -> str:
        """Add a node to the diagram and the lane of another."""
        process = self.process(beside)
        etree.SubElement(process, f"{BPMN}{kind}", id=node_id, name=name)
        self._places[node_id] = self._places[beside]
        for key, value in properties.items():
            self.set_property(node_id, key, value)
        for lane in process.iter(f"{BPMN}lane"):
            if any(ref.text == beside for ref in lane.iter(f"{BPMN}flowNodeRef")):
                etree.SubElement(lane, f"{BPMN}flowNodeRef").text = node_id
        return node_id

    def set_property(self, node_id: str, key: str, value: str) -> None:
        """Write one property of a node (act, role, returns, article …)."""
        node = self.node(node_id)
        extensions = node.find(f"{BPMN}extensionElements")
        if extensions is None:
            extensions = etree.Element(f"{BPMN}extensionElements")
            node.insert(0, extensions)
        properties = extensions.find(f"{_SPIFF}properties")
        if properties is None:
            properties = etree.SubElement(extensions, f"{_SPIFF}properties")
        written = properties.find(f"{_SPIFF}property[@name='{key}']")
        if written is None:
            written = etree.SubElement(properties, f"{_SPIFF}property", name=key)
        written.set("value", value)

    def connect(self, source: str, target: str, condition: str = "", *, default: bool = False) -> str:
        """Draw a flow; return its id."""
        process = self.process(source)
        flow_id = f"{source}_to_{target}"
        while process.find(f"*[@id='{flow_id}']") is not None:
            flow_id += "_again"
        attributes = {"id": flow_id, "sourceRef": source, "targetRef": target, "name": "是" if condition else "否"}
        flow = etree.SubElement(process, f"{BPMN}sequenceFlow", attributes)
        if condition:
            etree.SubElement(flow, f"{BPMN}conditionExpression").text = condition
        if default:
            self.node(source).set("default", flow_id)
        return flow_id

    def remove(self, node_id: str) -> None:
        """Take a node away with every flow and boundary event at it."""
        for event in self.boundary(node_id):
            self.remove(event)
        process = self.process(node_id)
        for flow in (*self.leaving(node_id), *self.entering(node_id)):
            process.remove(flow)
        process.remove(self.node(node_id))

    def drop(self, node_id: str) -> None:
        """Take a node away and lead every way to it on to where it led."""
        behind = self.successor(node_id)
        for flow in self.entering(node_id):
            flow.set("targetRef", behind)
        self.remove(node_id)

    def put_before(self, node_id: str, new: str) -> None:
        """Put a node that has no flows yet on every way into another."""
        for flow in self.entering(node_id):
            flow.set("targetRef", new)
        self.connect(new, node_id)

    def put_behind(self, node_id: str, new: str) -> None:
        """Put a node that has no flows yet on the only way out of another."""
        (flow,) = self.leaving(node_id)
        target = str(flow.get("targetRef"))
        flow.set("targetRef", new)
        self.connect(new, target)

    def fork_before(self, node_id: str, target: str, condition: str) -> str:
        """Put an exclusive gateway before a node: under the condition it leads to ``target`` instead."""
        if self.node(target).tag == f"{BPMN}parallelGateway":
            target = self.meeting_behind(node_id)
        gateway = self.add("exclusiveGateway", f"{node_id}_fork", beside=node_id, name="如何办理？")
        for flow in self.entering(node_id):
            flow.set("targetRef", gateway)
        self.connect(gateway, target, condition)
        self.connect(gateway, node_id, default=True)
        return gateway

    def meeting_behind(self, node_id: str) -> str:
        """Return where ways around a node come back; ways that part meet again before a parallel join."""
        behind = self.successor(node_id)
        if self.node(behind).tag != f"{BPMN}parallelGateway":
            return behind
        merged = self.add("exclusiveGateway", f"{node_id}_merged", beside=node_id)
        self.put_behind(node_id, merged)
        return merged

    def fork_behind(self, node_id: str, target: str, condition: str) -> str:
        """Put an exclusive gateway on the only way out of a node: under the condition it leads to ``target``."""
        gateway = self.add("exclusiveGateway", f"{node_id}_choice", beside=node_id, name="如何办理？")
        (flow,) = self.leaving(node_id)
        behind = str(flow.get("targetRef"))
        flow.set("targetRef", gateway)
        self.connect(gateway, target, condition)
        self.connect(gateway, behind, default=True)
        return gateway

    def set_condition(self, flow: etree._Element, condition: str) -> None:
        """Write the condition of a flow that has one."""
        _found(flow, f"{BPMN}conditionExpression").text = condition

    def become(self, node_id: str, kind: str) -> None:
        """Turn a node into one of another kind; what leaves a parallel gateway asks nothing."""
        node = self.node(node_id)
        node.tag = f"{BPMN}{kind}"
        if kind == "parallelGateway":
            node.attrib.pop("default", None)
            for flow in self.leaving(node_id):
                for condition in flow.findall(f"{BPMN}conditionExpression"):
                    flow.remove(condition)

    def put_file(self, name: str, raw: bytes) -> None:
        """Add a file, or write another in its place."""
        self._files[name] = raw
        self._roots.pop(name, None)


def _found(element: etree._Element, path: str) -> etree._Element:
    found = element.find(path)
    assert found is not None, path
    return found


def _tidy(root: etree._Element) -> None:
    """Let flows be named by the nodes they join, and leave no name or shape of what is gone."""
    process = root.find(f".//{BPMN}process")
    if process is None:
        return
    there = {str(one.get("id")) for one in root.iter(f"{BPMN}*")}
    for node in process:
        if node.tag in NODE_TAGS:
            _name_flows(process, node)
    for reference in list(process.iter(f"{BPMN}flowNodeRef")):
        if reference.text not in there:
            _leave(reference)
    for shape in [*root.iter(f"{_DI}BPMNShape"), *root.iter(f"{_DI}BPMNEdge")]:
        if shape.get("bpmnElement") not in there:
            _leave(shape)


def _name_flows(process: etree._Element, node: etree._Element) -> None:
    """Write ``incoming`` and ``outgoing`` of a node; flows that were there keep their order."""
    for tag, end in (("incoming", "targetRef"), ("outgoing", "sourceRef")):
        joined = [str(flow.get("id")) for flow in process.iterfind(f"{BPMN}sequenceFlow[@{end}='{node.get('id')}']")]
        named = [str(one.text) for one in node.findall(f"{BPMN}{tag}")]
        for one in node.findall(f"{BPMN}{tag}"):
            node.remove(one)
        kept = [name for name in named if name in joined]
        for name in [*kept, *(name for name in joined if name not in kept)]:
            etree.SubElement(node, f"{BPMN}{tag}").text = name


def _leave(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
