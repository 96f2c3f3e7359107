"""The conditions of an exclusive gateway exclude each other, so that the order of its ways decides nothing.

Where two can hold together, the first in the order of the drawing wins: lawful, but easily changed by accident.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from workflows.process.assignments import Assignment, assignments, said, satisfying
from workflows.process.bundle import Bundle
from workflows.process.checks.conditions_make_sense import makes_sense
from workflows.process.diagram import Diagram, Flow, NodeKind
from workflows.process.expressions import Tree, names_in
from workflows.process.findings import Finding
from workflows.vocabulary.wording import N_, Objection

_A_PAIR = 2
_MOST_PAIRS = 40


def overlapping_conditions(bundle: Bundle) -> Iterator[Finding]:
    """Yield a warning for each way whose condition can hold together with that of an earlier way."""
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.XOR):
            ways = [
                (flow, flow.tree)
                for flow in diagram.leaving[node.id]
                if flow.tree is not None and makes_sense(flow.tree, bundle.facts)
            ]
            for first, second, example in _overlaps(ways, bundle):
                yield _finding(diagram, first, second, said(example, bundle.facts))


def _overlaps(ways: Sequence[tuple[Flow, Tree]], bundle: Bundle) -> Iterator[tuple[Flow, Flow, Assignment]]:
    """Yield every two ways with facts for which both hold, tried together or, where that is too much, by twos."""
    among = assignments(tuple(tree for _, tree in ways), bundle.facts)
    if among is None and len(ways) > _A_PAIR:
        for pair in islice(combinations(ways, 2), _MOST_PAIRS):
            yield from _overlaps(pair, bundle)
    if among is None:
        return
    holding = [(flow, names_in(tree), satisfying(tree, among)) for flow, tree in ways]
    for (first, asked, ours), (second, also, theirs) in combinations(holding, 2):
        if ours & theirs:
            example = among[min(ours & theirs)]
            yield first, second, {name: value for name, value in example.items() if name in asked | also}


def _finding(diagram: Diagram, first: Flow, second: Flow, example: str) -> Finding:
    text = N_("与“{first}”的条件可以同时成立（例如{example}），此时按“{first}”办理")
    words: dict[str, str | int] = {"first": first.label or first.condition, "example": example}
    message = Objection("overlapping-conditions", text, words, warning=True)
    return Finding(diagram.file, second.id, message, N_("请收窄其中一个条件，使二者互相排斥"))
