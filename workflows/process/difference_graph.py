"""What changed in the graph of a flow: nodes with everything they say, lanes, and the processes themselves."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, Lane, Node, NodeKind
from workflows.process.difference_change import Change, ChangeKind, added, from_to, removed
from workflows.process.difference_names import Names
from workflows.process.difference_ways import compare_ways
from workflows.vocabulary.wording import N_, Phrase, listed

_Terms: TypeAlias = tuple[Names, Names]

KIND_TERMS: Mapping[NodeKind, str] = {
    NodeKind.START: N_("开始事件"),
    NodeKind.END: N_("结束事件"),
    NodeKind.TASK: N_("环节"),
    NodeKind.TABLE: N_("自动判定"),
    NodeKind.CALL: N_("分流程"),
    NodeKind.XOR: N_("排他网关"),
    NodeKind.AND: N_("并行网关"),
    NodeKind.OR: N_("包容网关"),
    NodeKind.CATCH: N_("等待事件"),
    NodeKind.BOUNDARY: N_("边界事件"),
}
PROPERTY_TERMS: Mapping[str, str] = {
    "act": N_("法定行为"),
    "form": N_("所用表单"),
    "stage": N_("阶段"),
    "role": N_("岗位"),
    "unit": N_("机构"),
    "article": N_("法律依据"),
    "limit": N_("时限"),
}


def compare_graphs(old: Bundle, new: Bundle, clocks: Mapping[str, str]) -> Iterator[Change]:
    """Yield what changed in the processes of two bundles, nodes matched by their ids wherever they stand.

    ``clocks`` are what the periods of the law pack are called, by name.
    """
    for process in sorted({*old.diagrams, *new.diagrams}):
        before, after = old.diagrams.get(process), new.diagrams.get(process)
        if before is None and after is not None:
            yield added(after.file, "", Phrase(N_("流程“{label}”"), label=after.label or process))
        if before is not None and after is None:
            yield removed(before.file, "", Phrase(N_("流程“{label}”"), label=before.label or process))
        if before is not None and after is not None:
            yield from _compare_processes(before, after)
    nodes = _Nodes(old, new, clocks)
    for node_id in sorted({*old.places, *new.places}):
        yield from nodes.compare(node_id)
    for process in sorted({*old.diagrams} & {*new.diagrams}):
        yield from _compare_lanes(nodes.terms, old.diagrams[process], new.diagrams[process])
    yield from compare_ways(old, new)


def node_said(node: Node) -> Phrase:
    """Return what a node is called within a sentence: 环节“送审”."""
    return Phrase(N_("{kind}“{label}”"), kind=KIND_TERMS[node.kind], label=node.label or node.id)


def _compare_processes(old: Diagram, new: Diagram) -> Iterator[Change]:
    subject = Phrase(N_("流程“{label}”"), label=new.label or new.process)
    if old.label != new.label:
        what = from_to(subject, N_("名称"), old.label, new.label)
        yield Change(new.file, new.process, subject, ChangeKind.CHANGED, what)
    if old.file != new.file:
        what = from_to(subject, N_("所在文件"), old.file, new.file)
        yield Change(new.file, "", subject, ChangeKind.MOVED, what)


_READ: tuple[tuple[str, Callable[[Diagram, Node], str]], ...] = (
    (N_("名称"), lambda _, node: node.label),
    (N_("类型"), lambda _, node: KIND_TERMS[node.kind]),
    (N_("所附环节"), lambda diagram, node: _label(diagram, node.attached_to)),
    (N_("说明"), lambda _, node: node.documentation),
)


class _Nodes:
    """Compares the nodes of two versions, each called as its own version calls it."""

    def __init__(self, old: Bundle, new: Bundle, clocks: Mapping[str, str]) -> None:
        self._old, self._new = old, new
        self.terms: _Terms = (Names.of(old, clocks), Names.of(new, clocks))

    def compare(self, node_id: str) -> Iterator[Change]:
        before = self._old.diagrams[self._old.places[node_id]] if node_id in self._old.places else None
        after = self._new.diagrams[self._new.places[node_id]] if node_id in self._new.places else None
        if before is None and after is not None:
            node = after.nodes[node_id]
            detail = _described(self.terms[1], after, node)
            yield added(after.file, node_id, node_said(node), detail, label=node.label)
        if after is None and before is not None:
            node = before.nodes[node_id]
            detail = _described(self.terms[0], before, node)
            yield removed(before.file, node_id, node_said(node), detail, label=node.label)
        if before is not None and after is not None:
            yield from self._compare(before, after, node_id)

    def _compare(self, old: Diagram, new: Diagram, node_id: str) -> Iterator[Change]:
        before, after = old.nodes[node_id], new.nodes[node_id]
        subject = node_said(before)

        def change(what: str, kind: ChangeKind = ChangeKind.CHANGED) -> Change:
            return Change(new.file, node_id, after.label or node_id, kind, what)

        if old.process != new.process:
            where = from_to(subject, N_("所在流程"), old.label or old.process, new.label or new.process)
            yield change(where, ChangeKind.MOVED)
        for what, read in _READ:
            if read(old, before) != read(new, after):
                yield change(from_to(subject, what, read(old, before), read(new, after)))
        if before.attached_to != after.attached_to and _label(old, before.attached_to) == _label(
            new, after.attached_to
        ):
            yield change(from_to(subject, N_("所附环节"), before.attached_to, after.attached_to))
        yield from (change(what) for what in self._references(subject, before, after))
        yield from (change(what) for what in _events(subject, before, after))
        yield from (change(what) for what in _properties(self.terms, subject, before.properties, after.properties))
        yield from (change(what) for what in _holders(self.terms, subject, old, new, node_id))

    def _references(self, subject: str, before: Node, after: Node) -> Iterator[str]:
        """Yield what a node calls and waits for, where that changed."""
        if before.called != after.called:
            told = _apart((before.called, after.called), [names.of_called for names in self.terms])
            yield from_to(subject, N_("调用对象"), *told)
        if before.message != after.message:
            told = _apart((before.message, after.message), [names.of_message for names in self.terms])
            yield from_to(subject, N_("等待的期限或者消息"), *told)


def _described(names: Names, diagram: Diagram, node: Node) -> str:
    """Return in a few words what a node that came or went says."""
    said = {**node.properties, "role": _role(diagram, node) if node.kind is NodeKind.TASK else ""}
    told = [
        Phrase(N_("{what}为“{value}”"), what=term, value=names.of_value(name, said[name]))
        for name, term in PROPERTY_TERMS.items()
        if said.get(name)
    ]
    if node.called:
        told.append(Phrase(N_("{what}为“{value}”"), what=N_("调用对象"), value=names.of_called(node.called)))
    if node.message:
        told.append(
            Phrase(N_("{what}为“{value}”"), what=N_("等待的期限或者消息"), value=names.of_message(node.message))
        )
    return listed(told, N_("{some}，{more}"))


def _holders(terms: _Terms, subject: str, old: Diagram, new: Diagram, node_id: str) -> Iterator[str]:
    """Yield where a step may be sent back to, in which lane it stands, and whose it is."""
    before, after = old.nodes[node_id], new.nodes[node_id]
    if before.returns != after.returns:
        told = [listed(_label(where, one) for one in node.returns) for where, node in ((old, before), (new, after))]
        yield from_to(subject, N_("可退回环节"), *told)
    if before.lane != after.lane:
        yield from_to(subject, N_("泳道"), _lane_said(old, before), _lane_said(new, after))
    if after.kind is NodeKind.TASK and "role" not in {*before.properties, *after.properties}:
        roles = [_role(where, node) for where, node in ((old, before), (new, after))]
        if roles[0] != roles[1]:
            yield from_to(
                subject, N_("岗位"), *(names.of_value("role", role) for names, role in zip(terms, roles, strict=True))
            )


def _events(subject: str, before: Node, after: Node) -> Iterator[str]:
    if before.interrupting != after.interrupting:
        text = N_("{subject}改为中断原环节") if after.interrupting else N_("{subject}改为不中断原环节")
        yield Phrase(text, subject=subject)
    if before.terminates != after.terminates:
        text = N_("{subject}改为终止整个流程") if after.terminates else N_("{subject}不再终止整个流程")
        yield Phrase(text, subject=subject)


def _properties(terms: _Terms, subject: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for name in sorted({*old, *new} - {"returns"}):
        before, after = old.get(name, ""), new.get(name, "")
        if before != after:
            term = PROPERTY_TERMS.get(name) or Phrase(N_("属性“{name}”"), name=name)
            told = _apart((before, after), [partial(names.of_value, name) for names in terms])
            yield from_to(subject, term, *told)


def _apart(numbers: tuple[str, str], said: Sequence[Callable[[str], str]]) -> list[str]:
    """Return two things by their names, by their numbers too where they are called alike."""
    names = [say(number) if number else "" for say, number in zip(said, numbers, strict=True)]
    if names[0] != names[1]:
        return names
    return [Phrase(N_("{term}（{name}）"), term=names[0], name=number) for number in numbers]


def _label(diagram: Diagram, node_id: str) -> str:
    node = diagram.nodes.get(node_id)
    return node.label or node.id if node is not None else node_id


def _lane_said(diagram: Diagram, node: Node) -> str:
    lane = diagram.lane_of(node)
    return lane.label or lane.id if lane is not None else N_("不在泳道中")


def _role(diagram: Diagram, node: Node) -> str:
    """Return whose a step is: its own role, else its lane's."""
    lane = diagram.lane_of(node)
    return node.properties.get("role") or (lane.properties.get("role", "") if lane is not None else "")


def _compare_lanes(terms: _Terms, old: Diagram, new: Diagram) -> Iterator[Change]:
    for lane_id in _in_order(old.lanes, new.lanes):
        before, after = old.lanes.get(lane_id), new.lanes.get(lane_id)
        if before is None and after is not None:
            yield added(new.file, lane_id, _lane_called(after), _lane_described(terms[1], after))
        elif after is None and before is not None:
            yield removed(old.file, lane_id, _lane_called(before), _lane_described(terms[0], before))
        elif before is not None and after is not None:
            told = [*_properties(terms, _lane_called(before), before.properties, after.properties)]
            if before.label != after.label:
                told.insert(0, from_to(_lane_called(before), N_("名称"), before.label, after.label))
            yield from (Change(new.file, lane_id, after.label, ChangeKind.CHANGED, what) for what in told)


def _lane_called(lane: Lane) -> Phrase:
    return Phrase(N_("泳道“{label}”"), label=lane.label or lane.id)


def _lane_described(names: Names, lane: Lane) -> str:
    return listed(
        Phrase(N_("{what}为“{value}”"), what=PROPERTY_TERMS.get(name, name), value=names.of_value(name, value))
        for name, value in lane.properties.items()
    )


def _in_order(old: Iterable[str], new: Iterable[str]) -> list[str]:
    return [*dict.fromkeys((*old, *new))]
