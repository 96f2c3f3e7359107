"""The shipped diagrams are drawn to be read: complete, nothing on top of anything, every line clear of every shape."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from lxml import etree

from workflows.vocabulary.stages import STAGES

BPMN_FOLDER = Path(__file__).parents[2] / "bpmn"
FILES = sorted((*(BPMN_FOLDER / "procedures").glob("*.bpmn"), *(BPMN_FOLDER / "parts").glob("*.bpmn")))
NAMES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "spiffworkflow": "http://spiffworkflow.org/bpmn/schema/1.0/core",
}

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the canvas, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


def box_of(shape: etree._Element) -> Box:
    bounds = shape.find("dc:Bounds", NAMES)
    assert bounds is not None
    left, top, width, height = (float(bounds.get(name, "")) for name in ("x", "y", "width", "height"))
    return Box(left, top, left + width, top + height)


def stroke(start: Point, end: Point) -> Box:
    """Return the space a straight piece of line takes, one pixel wide."""
    (left, right), (top, bottom) = sorted((start[0], end[0])), sorted((start[1], end[1]))
    return Box(left, top, max(right, left + 1), max(bottom, top + 1))


class Drawing:
    """One file: the boxes of its nodes, lanes, labels and stages, the corners of its lines, and who belongs to whom."""

    def __init__(self, path: Path) -> None:
        root = etree.parse(path).getroot()
        shapes = {shape.get("bpmnElement", ""): box_of(shape) for shape in root.iterfind(".//bpmndi:BPMNShape", NAMES)}
        self.lane_of = {
            reference.text or "": lane.get("id", "")
            for lane in root.iterfind(".//bpmn:lane", NAMES)
            for reference in lane.iterfind("bpmn:flowNodeRef", NAMES)
        }
        self.pool = shapes[root.findall(".//bpmn:participant", NAMES)[0].get("id", "")]
        self.lanes = {lane: shapes[lane] for lane in sorted(set(self.lane_of.values()))}
        self.nodes = {node: shapes[node] for node in self.lane_of}
        words = {each.get("id"): each.get("value", "") for each in root.iterfind(".//bpmn:categoryValue", NAMES)}
        self.stages = {
            words[group.get("categoryValueRef")]: shapes[group.get("id", "")]
            for group in root.iterfind(".//bpmn:group", NAMES)
        }
        self.stage_of = {
            element.get("id", ""): STAGES[each.get("value", "")]
            for each in root.iterfind(".//spiffworkflow:property[@name='stage']", NAMES)
            for element in each.iterancestors("{*}userTask", "{*}callActivity")
        }
        self.hosts = {
            event.get("id", ""): event.get("attachedToRef", "")
            for event in root.iterfind(".//bpmn:boundaryEvent", NAMES)
        }
        self.flows = {
            flow.get("id", ""): (flow.get("sourceRef", ""), flow.get("targetRef", ""))
            for flow in root.iterfind(".//bpmn:sequenceFlow", NAMES)
        }
        self.lines: dict[str, list[Point]] = {
            edge.get("bpmnElement", ""): [
                (float(point.get("x", "")), float(point.get("y", ""))) for point in edge.iterfind("di:waypoint", NAMES)
            ]
            for edge in root.iterfind(".//bpmndi:BPMNEdge", NAMES)
        }
        self.labels = {
            owner.get("bpmnElement", ""): box_of(label)
            for owner in (
                *root.iterfind(".//bpmndi:BPMNShape", NAMES),
                *root.iterfind(".//bpmndi:BPMNEdge", NAMES),
            )
            for label in owner.iterfind("bpmndi:BPMNLabel", NAMES)
            if label.find("dc:Bounds", NAMES) is not None
        }

    def may_touch(self, flow: str) -> set[str]:
        """Return the nodes a line may reach into: its ends, and the host of the event it leaves."""
        source, target = self.flows[flow]
        return {source, target, self.hosts.get(source, source)}

    def strokes(self, flow: str) -> list[Box]:
        return [stroke(start, end) for start, end in pairwise(self.lines[flow])]


DRAWINGS = {path.stem: Drawing(path) for path in FILES}
PROCEDURES = {path.stem: DRAWINGS[path.stem] for path in FILES if path.parent.name == "procedures"}
every_drawing = pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=DRAWINGS)

every_procedure = pytest.mark.parametrize("drawing", PROCEDURES.values(), ids=PROCEDURES)


@every_drawing
def test_every_node_stands_within_its_lane(drawing: Drawing) -> None:
    assert [node for node, box in drawing.nodes.items() if not drawing.lanes[drawing.lane_of[node]].holds(box)] == []


@every_drawing
def test_the_lanes_fill_the_pool(drawing: Drawing) -> None:
    assert [lane for lane, box in drawing.lanes.items() if not drawing.pool.holds(box)] == []
    assert [
        (one, two) for one, two in combinations(drawing.lanes, 2) if drawing.lanes[one].meets(drawing.lanes[two])
    ] == []
    assert sum(box.bottom - box.top for box in drawing.lanes.values()) == drawing.pool.bottom - drawing.pool.top


@every_drawing
def test_no_two_nodes_overlap_but_an_event_on_its_host(drawing: Drawing) -> None:
    overlapping = [
        {one, two} for one, two in combinations(drawing.nodes, 2) if drawing.nodes[one].meets(drawing.nodes[two])
    ]

    assert [pair for pair in overlapping if pair not in [{*pair} for pair in drawing.hosts.items()]] == []


@every_drawing
def test_every_line_is_drawn_with_right_angles_only(drawing: Drawing) -> None:
    assert set(drawing.lines) == set(drawing.flows)
    assert [
        flow
        for flow, points in drawing.lines.items()
        for start, end in pairwise(points)
        if start[0] != end[0] and start[1] != end[1]
    ] == []


@every_drawing
def test_no_line_runs_through_a_node(drawing: Drawing) -> None:
    assert [
        (flow, node)
        for flow in drawing.flows
        for piece in drawing.strokes(flow)
        for node, box in drawing.nodes.items()
        if node not in drawing.may_touch(flow) and piece.meets(box)
    ] == []


@every_drawing
def test_a_line_starts_and_ends_on_the_border_of_its_nodes(drawing: Drawing) -> None:
    for flow, points in drawing.lines.items():
        for node, point in zip(drawing.flows[flow], (points[0], points[-1]), strict=True):
            box = drawing.nodes[node]
            assert point[0] in {box.left, box.right} or point[1] in {box.top, box.bottom}, flow
            assert box.holds(Box(*point, *point)), flow


@every_drawing
def test_lines_run_together_only_to_the_same_node(drawing: Drawing) -> None:
    assert [
        (one, two)
        for one, two in combinations(drawing.flows, 2)
        if drawing.flows[one][1] != drawing.flows[two][1]
        for first in drawing.strokes(one)
        for second in drawing.strokes(two)
        if (first.right - first.left > 1) == (second.right - second.left > 1) and first.meets(second)
    ] == []


@every_drawing
def test_labels_stand_clear_of_each_other_and_of_every_line(drawing: Drawing) -> None:
    pairs = combinations(drawing.labels, 2)

    assert [(one, two) for one, two in pairs if drawing.labels[one].meets(drawing.labels[two])] == []
    assert [
        (label, flow)
        for label, box in drawing.labels.items()
        for flow in drawing.flows
        for piece in drawing.strokes(flow)
        if piece.meets(box)
    ] == []


@every_drawing
def test_labels_stand_clear_of_every_other_node(drawing: Drawing) -> None:
    assert [
        (label, node)
        for label, box in drawing.labels.items()
        for node, other in drawing.nodes.items()
        if label not in {node, *(flow for flow, ends in drawing.flows.items() if node in ends)} and box.meets(other)
    ] == []


@every_procedure
def test_a_procedure_is_drawn_stage_beside_stage(drawing: Drawing) -> None:
    assert list(drawing.stages) == list(STAGES.values())
    assert [(one, two) for one, two in combinations(drawing.stages.values(), 2) if one.meets(two)] == []


@every_procedure
def test_a_stage_has_at_most_a_dozen_nodes_and_no_node_stands_between_two(drawing: Drawing) -> None:
    holders = {
        node: [stage for stage, band in drawing.stages.items() if band.holds(box)]
        for node, box in drawing.nodes.items()
    }

    assert [node for node, stages in holders.items() if len(stages) != 1] == []
    assert {node: stages[0] for node, stages in holders.items() if node in drawing.stage_of} == drawing.stage_of
    assert max(Counter(stages[0] for stages in holders.values()).values()) <= 12


@every_procedure
def test_no_label_is_cut_by_the_border_of_a_stage(drawing: Drawing) -> None:
    assert [
        label
        for label, box in drawing.labels.items()
        for band in drawing.stages.values()
        if box.meets(band) and not band.holds(box)
    ] == []
