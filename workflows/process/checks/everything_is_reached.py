"""Every step can be reached from the start, and from every step an end can be reached."""

from collections.abc import Iterator, Mapping

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, NodeKind
from workflows.vocabulary.wording import N_, Objection


def unreached_nodes(bundle: Bundle) -> Iterator[Objection]:
    """Yield an objection for each node nothing leads to, or that leads nowhere."""
    for diagram in bundle.diagrams.values():
        forward = {node_id: diagram.successors(node_id) for node_id in diagram.nodes}
        backward: dict[str, tuple[str, ...]] = dict.fromkeys(diagram.nodes, ())
        for source, targets in forward.items():
            for target in targets:
                backward[target] = (*backward[target], source)
        started = closure(forward, {diagram.start.id})
        ending = closure(backward, {node.id for node in diagram.of_kind(NodeKind.END)})
        yield from _missing(
            diagram, started, "unreached", N_("{file} 的 {element}：从开始事件到不了这里，请连线或者删除")
        )
        yield from _missing(diagram, ending, "endless", N_("{file} 的 {element}：从这里到不了任何结束事件，请画出出路"))


def closure(following: Mapping[str, tuple[str, ...]], start: set[str]) -> set[str]:
    """Return ``start`` and everything that can be reached from it."""
    reached, waiting = set(start), list(start)
    while waiting:
        for target in following[waiting.pop()]:
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached


def _missing(diagram: Diagram, reached: set[str], code: str, text: str) -> Iterator[Objection]:
    for node_id in diagram.nodes:
        if node_id not in reached:
            yield Objection(code, text, {"file": diagram.file, "element": node_id})
