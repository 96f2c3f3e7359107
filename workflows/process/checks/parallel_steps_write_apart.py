"""Steps that can run side by side never write the same fact: which of them was last would decide the way.

Asked of the drawing alone, on the safe side: everything reached on one branch before the branches meet counts as
beside everything reached on another, and so does what follows a boundary event that does not interrupt.
"""

from collections.abc import Iterator
from itertools import combinations

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.process.findings import Finding
from workflows.process.ways import closure, forward
from workflows.process.written_facts import WrittenFacts
from workflows.vocabulary.wording import N_, Objection


def facts_written_twice(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each fact that two branches of a split write."""
    written = WrittenFacts(bundle)
    for diagram in bundle.diagrams.values():
        for gateway, branches in _branches(diagram):
            told: set[str] = set()
            for first, second in combinations(branches, 2):
                ours, theirs = written.of_nodes(diagram, first), written.of_nodes(diagram, second)
                for fact in sorted((ours.keys() & theirs.keys()) - told):
                    told.add(fact)
                    yield _finding(bundle, diagram, gateway, fact, (ours[fact], theirs[fact]))


def _finding(bundle: Bundle, diagram: Diagram, gateway: Node, fact: str, writers: tuple[Node, Node]) -> Finding:
    text = N_("并行的“{first}”与“{second}”都会改写“{fact}”，后办的覆盖先办的")
    first, second = (node.label or node.id for node in writers)
    words: dict[str, str | int] = {"first": first, "second": second, "fact": bundle.facts[fact].term}
    return Finding(diagram.file, gateway.id, Objection("written-twice", text, words), N_("请把两者改为先后办理"))


def _branches(diagram: Diagram) -> Iterator[tuple[Node, list[set[str]]]]:
    """Yield each node at which ways part that are walked side by side, with what stands on each of them alone."""
    following = forward(diagram)
    for split in diagram.of_kind(NodeKind.AND, NodeKind.OR):
        ways = [
            closure(following, {flow.target}, without={split.id})
            for flow in diagram.leaving[split.id]
            if flow.target != split.id
        ]
        if len(ways) > 1:
            yield split, [_alone(way, ways) for way in ways]
    for event in diagram.of_kind(NodeKind.BOUNDARY):
        if not event.interrupting:
            host = closure(following, {event.attached_to}, without={event.id})
            beside = closure(following, set(following[event.id]))
            yield event, [host, beside - (host - {event.attached_to})]


def _alone(way: set[str], ways: list[set[str]]) -> set[str]:
    return way - set[str]().union(*(other for other in ways if other is not way))
