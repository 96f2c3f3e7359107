"""What changed in the ways between steps: lines, their conditions, defaults, and the order in which ways are asked."""

from collections.abc import Iterator, Mapping

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, Flow, NodeKind
from workflows.process.difference_change import Change, ChangeKind, added, from_to, removed
from workflows.process.spoken import condition_said
from workflows.vocabulary.facts import Fact
from workflows.vocabulary.wording import N_, Phrase, listed

_OTHERWISE = N_("其他情形")
_ALWAYS = N_("无条件")


def compare_ways(old: Bundle, new: Bundle) -> Iterator[Change]:
    """Yield what changed in the lines of the processes that both bundles have."""
    for process in sorted({*old.diagrams} & {*new.diagrams}):
        yield from _Ways(old, new, old.diagrams[process], new.diagrams[process]).changes()


class _Ways:
    """Compares the lines of one process; a line drawn anew between the same two steps is the same line."""

    def __init__(self, old: Bundle, new: Bundle, before: Diagram, after: Diagram) -> None:
        self._old, self._new = before, after
        self._facts: tuple[Mapping[str, Fact], Mapping[str, Fact]] = (old.facts, new.facts)
        self._matched = _matched(before, after)

    def changes(self) -> Iterator[Change]:
        known = {*self._matched.values()}
        for flow in self._old.flows.values():
            if flow.id not in self._matched:
                yield removed(self._old.file, flow.id, self._called(self._old, flow), self._told(0, flow))
        for flow in self._new.flows.values():
            if flow.id not in known:
                yield added(self._new.file, flow.id, self._called(self._new, flow), self._told(1, flow))
        for old_id, new_id in self._matched.items():
            yield from self._compare(self._old.flows[old_id], self._new.flows[new_id])
        for node_id in self._old.nodes:
            if node_id in self._new.nodes:
                yield from self._compare_choice(node_id)

    def _compare(self, before: Flow, after: Flow) -> Iterator[Change]:
        subject = self._called(self._old, before)

        def change(what: str, kind: ChangeKind = ChangeKind.CHANGED) -> Change:
            return Change(self._new.file, after.id, self._called(self._new, after), kind, what)

        if before.source != after.source:
            yield change(from_to(subject, N_("起点"), self._node(0, before.source), self._node(1, after.source)))
        if before.target != after.target:
            yield change(from_to(subject, N_("终点"), self._node(0, before.target), self._node(1, after.target)))
        if before.label != after.label:
            yield change(from_to(subject, N_("文字"), before.label, after.label))
        told = (self._condition(0, before), self._condition(1, after))
        if before.tree != after.tree and told[0] != told[1]:
            yield change(from_to(subject, N_("条件"), *told))
        elif before.condition != after.condition:
            yield change(from_to(subject, N_("条件写法"), before.condition, after.condition))

    def _compare_choice(self, node_id: str) -> Iterator[Change]:
        before, after = self._old.nodes[node_id], self._new.nodes[node_id]
        subject = Phrase(N_("网关“{label}”"), label=after.label or node_id)

        def change(what: str, kind: ChangeKind) -> Change:
            return Change(self._new.file, node_id, after.label or node_id, kind, what)

        default = self._matched.get(before.default, before.default)
        if default != after.default:
            told = [self._default(where, node.default) for where, node in ((self._old, before), (self._new, after))]
            yield change(from_to(subject, N_("默认出线"), *told), ChangeKind.CHANGED)
        orders = self._orders(node_id)
        if orders[0] != orders[1] and after.kind in {NodeKind.XOR, NodeKind.OR}:
            told = [listed(self._node(1, self._new.flows[one].target) for one in order) for order in orders]
            yield change(from_to(subject, N_("出线判断顺序"), *told), ChangeKind.MOVED)

    def _orders(self, node_id: str) -> tuple[list[str], list[str]]:
        """Return the ways that stayed, in the order in which they were and are asked."""
        old = [self._matched[flow.id] for flow in self._old.leaving[node_id] if flow.id in self._matched]
        new = [flow.id for flow in self._new.leaving[node_id]]
        return [one for one in old if one in new], [one for one in new if one in old]

    def _called(self, diagram: Diagram, flow: Flow) -> Phrase:
        ends = [diagram.nodes[end].label or end for end in (flow.source, flow.target)]
        return Phrase(N_("“{source}”至“{target}”的连线"), source=ends[0], target=ends[1])

    def _told(self, side: int, flow: Flow) -> str:
        return Phrase(N_("条件为{condition}"), condition=self._condition(side, flow)) if flow.condition else ""

    def _condition(self, side: int, flow: Flow) -> str:
        if flow.tree is not None:
            return condition_said(flow.tree, self._facts[side])
        diagram = (self._old, self._new)[side]
        return _OTHERWISE if diagram.nodes[flow.source].default == flow.id else _ALWAYS

    def _default(self, diagram: Diagram, flow_id: str) -> str:
        flow = diagram.flows.get(flow_id)
        return self._called(diagram, flow) if flow is not None else flow_id

    def _node(self, side: int, node_id: str) -> str:
        return (self._old, self._new)[side].nodes[node_id].label or node_id


def _matched(old: Diagram, new: Diagram) -> dict[str, str]:
    """Return new lines by old ones: those of one id, then those that alone join the same two steps."""
    matched = {flow_id: flow_id for flow_id in old.flows if flow_id in new.flows}
    left = _by_ends(flow for flow in old.flows.values() if flow.id not in matched)
    right = _by_ends(flow for flow in new.flows.values() if flow.id not in matched)
    matched |= {left[ends][0]: right[ends][0] for ends in left if len(left[ends]) == len(right.get(ends, ())) == 1}
    return matched


def _by_ends(flows: Iterator[Flow]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for flow in flows:
        found.setdefault((flow.source, flow.target), []).append(flow.id)
    return found
