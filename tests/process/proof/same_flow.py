"""The same flow drawn otherwise: labels, places, ids and order of what stands in a file say nothing about the law."""

from collections.abc import Callable, Mapping

from tests.process.proof.redrawing import BPMN, NODE_TAGS, Redrawing


def _renamed(drawn: Redrawing) -> None:
    for name in drawn.names(".bpmn"):
        for element in drawn.root(name).iter(*NODE_TAGS, f"{BPMN}sequenceFlow", f"{BPMN}lane"):
            if element.get("name"):
                element.set("name", f"{element.get('name')}（修订）")


def _moved(drawn: Redrawing) -> None:
    for name in drawn.names(".bpmn"):
        for point in drawn.root(name).iter("{*}Bounds", "{*}waypoint"):
            point.set("x", str(int(float(point.get("x", "0"))) + 240))


def _drawing_gone(drawn: Redrawing) -> None:
    for name in drawn.names(".bpmn"):
        for plane in drawn.root(name).findall("{*}BPMNDiagram"):
            drawn.root(name).remove(plane)


def _flows_numbered(drawn: Redrawing) -> None:
    for place, name in enumerate(drawn.names(".bpmn")):
        root = drawn.root(name)
        flows = list(root.iter(f"{BPMN}sequenceFlow"))
        for number, flow in enumerate(flows):
            old, new = str(flow.get("id")), f"Flow_{place}_{number}"
            for element in root.iter():
                for key, value in element.attrib.items():
                    if value == old:
                        element.set(key, new)
                if element.text == old:
                    element.text = new


def _written_backwards(drawn: Redrawing) -> None:
    for name in drawn.names(".bpmn"):
        process = drawn.root(name).find(f".//{BPMN}process")
        assert process is not None
        for element in [*process]:
            process.insert(0, element)


SAME_FLOW: Mapping[str, Callable[[Redrawing], None]] = {
    "every label renamed": _renamed,
    "every shape moved": _moved,
    "no drawing at all": _drawing_gone,
    "flows numbered": _flows_numbered,
    "written in another order": _written_backwards,
}
