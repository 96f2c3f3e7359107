"""Blocks 并行段: what stands between a split and its join; a run inside one counts on every branch of it."""

from collections.abc import Iterator

from workflows.process.diagram import Diagram, Node, NodeKind


def list_blocks(diagram: Diagram, node_id: str) -> Iterator[tuple[Node, frozenset[str]]]:
    """Yield every split gateway between which and its join a node stands, with what its branches consist of.

    A join that is half filled is part of its block: the branches it waits for must stay what they are.
    """
    for split in diagram.of_kind(NodeKind.AND, NodeKind.OR):
        if len(diagram.leaving[split.id]) < 2:  # noqa: PLR2004 -- a single way is no split
            continue
        join = _join_of(diagram, split.id)
        inside = _between(diagram, split.id, join)
        if node_id in inside or node_id == join:
            yield split, frozenset(_words_of(diagram, inside | {split.id}))


def _words_of(diagram: Diagram, nodes: set[str]) -> Iterator[str]:
    for name in nodes:
        node = diagram.nodes[name]
        yield f"{name}:{node.kind}:{node.called}:{node.properties.get('act', '')}"
        yield from (f"{name}>{flow.target}" for flow in diagram.leaving[name])


def _between(diagram: Diagram, split: str, join: str) -> set[str]:
    inside, waiting = set[str](), [split]
    while waiting:
        for flow in diagram.leaving[waiting.pop()]:
            if flow.target not in inside and flow.target not in {split, join}:
                inside.add(flow.target)
                waiting.append(flow.target)
    return inside


def _join_of(diagram: Diagram, split: str) -> str:
    """Return the nearest node that every way from a split comes to, or an empty text."""
    ahead = {split: [flow.target for flow in diagram.leaving[split]]}
    met = set(diagram.nodes)
    for target in ahead[split]:
        met &= _unavoidable(diagram, target)
    return next((name for name in met if met <= _unavoidable(diagram, name)), "")


def _unavoidable(diagram: Diagram, start: str) -> set[str]:
    """Return the nodes that every way from ``start`` to an end passes, ``start`` included."""
    names = [start, *_between(diagram, start, "")]
    every = set(names)
    met = {name: every if diagram.leaving[name] else {name} for name in names}
    changed = True
    while changed:
        changed = False
        for name in names:
            if not diagram.leaving[name]:
                continue
            ways = [met[flow.target] for flow in diagram.leaving[name] if flow.target in met]
            now = {name} | (set.intersection(*ways) if ways else set())
            if now != met[name]:
                met[name], changed = now, True
    return met[start]
