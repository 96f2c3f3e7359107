"""Where the ways of a drawing lead: reachability over flows and boundary events, for checks that need no tokens."""

from collections.abc import Iterable, Mapping

from workflows.process.diagram import Diagram


def forward(diagram: Diagram) -> dict[str, tuple[str, ...]]:
    """Return, for each node, where a token may stand next."""
    return {node_id: diagram.successors(node_id) for node_id in diagram.nodes}


def backward(diagram: Diagram) -> dict[str, tuple[str, ...]]:
    """Return, for each node, where its tokens come from."""
    before: dict[str, list[str]] = {node_id: [] for node_id in diagram.nodes}
    for source, targets in forward(diagram).items():
        for target in targets:
            before[target].append(source)
    return {node_id: tuple(sources) for node_id, sources in before.items()}


def closure(following: Mapping[str, Iterable[str]], start: Iterable[str], *, without: Iterable[str] = ()) -> set[str]:
    """Return ``start`` and everything that can be reached from it, never entering ``without``."""
    reached, barred = set(start), set(without)
    waiting = list(reached)
    while waiting:
        for target in following[waiting.pop()]:
            if target not in reached and target not in barred:
                reached.add(target)
                waiting.append(target)
    return reached
