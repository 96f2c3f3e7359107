"""Passage 必经环节: the steps of people that every execution of a version has done before it stands at a place.

A case that is moved onto a place must have done them, or the move would let it skip what the version demands. Ways
that meet at an exclusive gateway may each leave a step out; those that meet at a parallel join were all gone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, Node, NodeKind

# Appended to a place's path where it tells that the step or part is done, not only reached.
_DONE = "!"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a person in an unfolded version: its node, the act of the nearest call around it, its path."""

    node: Node
    site: str
    path: str


@dataclass(slots=True)
class _Web:
    """The unfolded version read backwards: what leads to a place, and which places are parallel joins."""

    sources: dict[str, list[str]] = field(default_factory=dict)
    joins: set[str] = field(default_factory=set)
    steps: dict[str, Step] = field(default_factory=dict)

    def lead(self, source: str, target: str) -> None:
        """Let one place lead to another."""
        self.sources.setdefault(source, [])
        self.sources.setdefault(target, []).append(source)


class Passage:
    """The steps passed on every way to every place of a version.

    ``taken`` names, for gateways whose answer is known, the one flow that can be taken.
    """

    def __init__(self, bundle: Bundle, taken: Mapping[str, str]) -> None:
        """Unfold the version and find what is passed."""
        self._bundle, self._taken, self._web = bundle, taken, _Web()
        main = bundle.diagrams[bundle.process]
        self._start = main.start.id
        self._web.sources[self._start] = []
        self._unfold(main, "", "")
        self._bits = {path: 1 << number for number, path in enumerate(self._web.steps)}
        self._targets: dict[str, list[str]] = {}
        for target, sources in self._web.sources.items():
            for source in sources:
                self._targets.setdefault(source, []).append(target)
        self._passed = self._find_passed(self._reached_from(self._start))

    def before(self, path: str) -> tuple[Step, ...] | None:
        """Return the steps done on every way to a place; None when no way leads there."""
        if path not in self._passed:
            return None
        passed = self._passed[path]
        return tuple(step for place, step in self._web.steps.items() if passed & self._bits[place])

    def ahead(self, path: str) -> tuple[Step, ...]:
        """Return the steps that may still be done from a place on."""
        return tuple(self._web.steps[place] for place in self._reached_from(path) if place in self._web.steps)

    def _unfold(self, diagram: Diagram, prefix: str, site: str) -> None:
        for node in diagram.nodes.values():
            here = prefix + node.id
            if node.kind is NodeKind.AND and len(diagram.entering[node.id]) > 1:
                self._web.joins.add(here)
            if node.kind is NodeKind.TASK:
                self._unfold_task(node, prefix, site)
            elif node.kind is NodeKind.CALL:
                self._unfold_call(node, here, site)
            # An event on the border of a step leaves it without its being done.
            for event in diagram.boundary.get(node.id, ()):
                self._web.lead(here, prefix + event.id)
            for flow in diagram.leaving[node.id]:
                if self._taken.get(node.id, flow.id) == flow.id:
                    self._web.lead(_out_of(node, here), prefix + flow.target)

    def _unfold_task(self, task: Node, prefix: str, site: str) -> None:
        here = prefix + task.id
        self._web.steps[here] = Step(task, site, here)
        self._web.lead(here, here + _DONE)
        for target in task.returns:
            self._web.lead(here, prefix + target)

    def _unfold_call(self, call: Node, here: str, site: str) -> None:
        part = self._bundle.diagrams[call.called]
        self._web.lead(here, f"{here}/{part.start.id}")
        self._unfold(part, f"{here}/", call.properties.get("act") or site)
        for end in part.of_kind(NodeKind.END):
            self._web.lead(f"{here}/{end.id}", here + _DONE)

    def _reached_from(self, start: str) -> list[str]:
        reached, waiting = {start: None}, [start]
        while waiting:
            for target in self._targets.get(waiting.pop(0), ()):
                if target not in reached:
                    reached[target] = None
                    waiting.append(target)
        return list(reached)

    def _find_passed(self, places: list[str]) -> dict[str, int]:
        """Begin with everything passed everywhere, and take away what some way leaves out until nothing changes."""
        every = (1 << len(self._bits)) - 1
        passed = dict.fromkeys(places, every)
        passed[self._start] = 0
        changed = True
        while changed:
            changed = False
            for place in places:
                if place == self._start:
                    continue
                now = self._gathered(place, passed, every)
                if now != passed[place]:
                    passed[place], changed = now, True
        return passed

    def _gathered(self, place: str, passed: Mapping[str, int], every: int) -> int:
        ways = [passed[source] for source in self._web.sources[place] if source in passed]
        gone = 0 if place in self._web.joins else every
        for way in ways:
            gone = gone | way if place in self._web.joins else gone & way
        step = place.removesuffix(_DONE)
        return gone | self._bits[step] if place != step and step in self._bits else gone


def _out_of(node: Node, here: str) -> str:
    return here + _DONE if node.kind in {NodeKind.TASK, NodeKind.CALL} else here
