"""A walk 办案 through the shipped diagrams by the acts alone, which knows every arrow it has gone along.

The arrows are read from the diagrams as a plain graph: after each act from the step just done, along the conditions
that hold, to the next steps that wait. The engine is not asked.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.acts.rounds import copy_of
from tests.builders import Office, an_office
from workflows.process.diagram import Diagram, Flow, Node, NodeKind
from workflows.process.diagram_reader import read_diagram
from workflows.process.expressions import holds
from workflows.records.runs import TaskRow
from workflows.vocabulary.facts import FactValue

_BPMN = Path(__file__).parents[2] / "bpmn"
_FILES = (*_BPMN.glob("procedures/*.bpmn"), *_BPMN.glob("parts/*.bpmn"))
DIAGRAMS: Mapping[str, Diagram] = {path.stem: read_diagram(path.name, path.read_bytes()) for path in _FILES}
PLACES = {node_id: diagram for diagram in DIAGRAMS.values() for node_id in diagram.nodes}
CALLS = [node for diagram in DIAGRAMS.values() for node in diagram.of_kind(NodeKind.CALL)]
WAITS = {NodeKind.TASK, NodeKind.CATCH}
_THE_SYSTEM, _MOST = 0, 60


def every_branch() -> set[str]:
    """Return everything a walk could do differently: steps, arrows of choices, and events that interrupt."""
    nodes = [node for diagram in DIAGRAMS.values() for node in diagram.nodes.values()]
    choices = [node for node in nodes if node.kind is NodeKind.XOR and len(leaving(node)) > 1]
    events = {NodeKind.TASK, NodeKind.BOUNDARY, NodeKind.CATCH}
    return {node.id for node in nodes if node.kind in events} | {one.id for node in choices for one in leaving(node)}


def leaving(node: Node) -> tuple[Flow, ...]:
    """Return the arrows that leave a node."""
    return PLACES[node.id].leaving[node.id]


@dataclass
class Walk:
    """One case on its way; ``taken`` holds the steps, arrows and events it has passed."""

    office: Office
    taken: set[str] = field(default_factory=set)

    def copy(self) -> "Walk":
        """Return the same walk over a case of its own."""
        return Walk(copy_of(self.office), deepcopy(self.taken))

    def do(self, act_id: str, by: str = "", **answers: Any) -> "Walk":
        """Do an act and note where it led."""
        before = self.office.tasks()
        self.office.do(act_id, by, **answers)
        task = next((one for one in before if one.act == act_id), None)
        if task is not None:
            self._leave(task.node, task.site)
        elif self.office.open_acts() and {one.id for one in before}.isdisjoint(one.id for one in self.office.tasks()):
            self._interrupt(before[0])
        return self

    def at(self, day: str) -> "Walk":
        """Move to a day; clocks that fall due until then do what they do."""
        known = len(self.office.dossier().steps)
        self.office.at(day)
        for step in self.office.dossier().steps[known:]:
            if step.by_id == _THE_SYSTEM and step.act != step.site:
                self._expire(step.node, step.site)
        return self

    def walk_to(self, act_id: str, **choices: Mapping[str, Any]) -> "Walk":
        """Do the open acts until ``act_id`` is open; ``choices`` override the usual answers by act."""
        for _ in range(_MOST):
            waiting = self.office.open_acts()
            if act_id in waiting:
                return self
            assert waiting, f"the run ended before {act_id}"
            ready = next(one for one in waiting if not self._must_wait(one))
            self.do(ready, **dict(choices.get(ready, {})))
        message = f"{act_id} was not reached; open: {self.office.open_acts()}"
        raise AssertionError(message)

    def finish(self, **choices: Mapping[str, Any]) -> "Walk":
        """Do everything that is still to do."""
        while self.office.open_acts():
            first = self.office.open_acts()[0]
            if first == "archive_case":
                return self.do(first)
            self.walk_to("archive_case", **choices)
        return self

    def _must_wait(self, act_id: str) -> bool:
        """Publishing waits for the service of the decision."""
        return act_id == "publish_disclosure" and not self.office.facts["decision_served"]

    def _leave(self, node_id: str, site: str) -> None:
        self.taken.add(node_id)
        self.taken.update(_follow(PLACES[node_id].nodes[node_id], self.office.facts, site, ()))

    def _expire(self, node_id: str, site: str) -> None:
        """A due clock: the event on the step that waited, or, without one, the public notice that has run."""
        if node_id:
            events = PLACES[node_id].boundary[node_id]
        else:
            events = DIAGRAMS["service"].of_kind(NodeKind.CATCH)
            site = self.office.dossier().services[-1].site
        for event in events:
            self._leave(event.id, site)

    def _interrupt(self, task: TaskRow) -> None:
        """An approved exit: the event on the stage in which the step stood."""
        call = _caller(PLACES[task.node].process, task.site)
        while not PLACES[call.id].boundary.get(call.id):
            call = _caller(PLACES[call.id].process, task.site)
        self._leave(PLACES[call.id].boundary[call.id][0].id, task.site)


def a_walk() -> Walk:
    """Return a walk whose lead has just been registered."""
    walk = Walk(an_office())
    walk.office.a_case()
    walk._leave("register_source", "")  # noqa: SLF001 -- registering makes the case, it cannot be walked there
    return walk


def _follow(node: Node, facts: Mapping[str, FactValue], site: str, entered: tuple[Node, ...]) -> Iterator[str]:
    """Yield the arrows from a node to the steps that wait next, in and out of the parts that are called."""
    if node.kind is NodeKind.END:
        process = PLACES[node.id].process
        if process in {path.stem for path in _BPMN.glob("procedures/*.bpmn")}:
            return
        call = entered[-1] if entered else _caller(process, site)
        yield from _follow(call, facts, site, entered[:-1])
        return
    for flow in _chosen(node, facts):
        yield flow.id
        yield from _arrive(PLACES[node.id].nodes[flow.target], facts, site, entered)


def _arrive(node: Node, facts: Mapping[str, FactValue], site: str, entered: tuple[Node, ...]) -> Iterator[str]:
    if node.kind in WAITS:
        return
    if node.kind is NodeKind.CALL:
        yield from _follow(DIAGRAMS[node.called].start, facts, site, (*entered, node))
    else:
        yield from _follow(node, facts, site, entered)


def _chosen(node: Node, facts: Mapping[str, FactValue]) -> tuple[Flow, ...]:
    flows = leaving(node)
    if node.kind is not NodeKind.XOR or len(flows) == 1:
        return flows
    held = [flow for flow in flows if flow.tree is not None and holds(flow.tree, facts)]
    return (held[0],) if held else tuple(flow for flow in flows if flow.id == node.default)


def _caller(process: str, site: str) -> Node:
    """Return the call of a part; of a part called from several places the one that names the site."""
    calls = [call for call in CALLS if call.called == process]
    return calls[0] if len(calls) == 1 else next(call for call in calls if call.properties.get("act") == site)
