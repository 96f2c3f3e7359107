"""Skipping 越过: the steps that another version demands before the place where a case stands, and it never did."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from workflows.process.bundle import Bundle
from workflows.process.diagram import Node, NodeKind
from workflows.process.expressions import holds, names_in
from workflows.process.passage import Passage, Step
from workflows.process.proof.history import Done
from workflows.process.tables import decide
from workflows.vocabulary.acts import ACTS, FORM_ACT
from workflows.vocabulary.facts import FactValue


class Skipping:
    """What a case would skip by moving from one version to another."""

    def __init__(self, old: Bundle, new: Bundle) -> None:
        """Compare two versions of the same process."""
        self._old, self._new = old, new
        self._passages: dict[frozenset[tuple[str, str]], Passage] = {}
        self._old_passage = Passage(old, {})

    def list_skipped(
        self, seats: Sequence[tuple[str, str]], facts: Mapping[str, FactValue], done: Sequence[Done]
    ) -> Iterator[Step]:
        """Yield the steps a case would skip, each once; ``seats`` are its places (here, there).

        What the case lawfully left out on its own version is left out still.
        """
        demanded = (step for here, _ in seats for step in self._old_passage.before(here) or ())
        told = {step.node.id for step in demanded if not _is_done(step, done)}
        for _, there in seats:
            for step in self._passed(there, facts):
                if step.node.id not in told and not _is_done(step, done):
                    told.add(step.node.id)
                    yield step

    def acts_ahead(self, places: Iterable[str]) -> frozenset[str]:
        """Return the acts, sites included, that may still come from any of these places of the new version."""
        passage = self._passage({})
        steps = [step for place in places for step in passage.ahead(place)]
        return frozenset(name for step in steps for name in (step.node.properties.get("act", ""), step.site) if name)

    def _passed(self, path: str, facts: Mapping[str, FactValue]) -> tuple[Step, ...]:
        """Return the steps that lie before a place for a case with these facts.

        Gateways that are new, or ask or are told something new, are answered by the facts as the new tables have
        them; the others may have gone either way. An answer by which the place is never reached tells nothing.
        """
        taken: dict[str, str] = {}
        passed = self._passage(taken).before(path) or ()
        for gateway, flow in self._answered(facts).items():
            narrowed = self._passage({**taken, gateway: flow}).before(path)
            if narrowed is not None:
                taken[gateway], passed = flow, narrowed
        return passed

    def _passage(self, taken: Mapping[str, str]) -> Passage:
        key = frozenset(taken.items())
        if key not in self._passages:
            self._passages[key] = Passage(self._new, taken)
        return self._passages[key]

    def _answered(self, facts: Mapping[str, FactValue]) -> dict[str, str]:
        now, otherwise = _judged(self._new, facts), _judged(self._old, facts)
        turned = {name for name, value in now.items() if otherwise.get(name, facts.get(name)) != value}
        return {
            node.id: _way(self._new, node, {**facts, **now})
            for diagram in self._new.diagrams.values()
            for node in diagram.of_kind(NodeKind.XOR)
            if len(diagram.leaving[node.id]) > 1 and (self._asks_anew(node) or _asked(self._new, node) & turned)
        }

    def _asks_anew(self, node: Node) -> bool:
        return node.id not in self._old.places or _question(self._old, node.id) != _question(self._new, node.id)


def _is_done(step: Step, done: Sequence[Done]) -> bool:
    """Say whether a step was done: a designed step by its id, an act of the law by what it is, wherever it stood."""
    act = step.node.properties.get("act", "")
    if act == FORM_ACT.id or act not in ACTS:
        return any(one.node == step.node.id for one in done)
    return any((one.act, one.site) == (act, step.site) for one in done)


def _judged(bundle: Bundle, facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """Return the facts that the tables of a version decide for a case as it is now."""
    known = {**bundle.initial_facts(), **facts}
    judged: dict[str, FactValue] = {}
    # Twice, so that a table may read what another one decides.
    for table in (*bundle.tables.values(), *bundle.tables.values()):
        judged |= decide(table, {**known, **judged})
    return judged


def _way(bundle: Bundle, node: Node, facts: Mapping[str, FactValue]) -> str:
    flows = bundle.diagrams[bundle.places[node.id]].leaving[node.id]
    open_ways = [flow.id for flow in flows if flow.tree is not None and holds(flow.tree, facts)]
    return open_ways[0] if open_ways else node.default


def _question(bundle: Bundle, node_id: str) -> tuple[tuple[str, str, bool], ...]:
    node = bundle.node(node_id)
    flows = bundle.diagrams[bundle.places[node_id]].leaving[node_id]
    return tuple((flow.target, flow.condition, flow.id == node.default) for flow in flows)


def _asked(bundle: Bundle, node: Node) -> set[str]:
    flows = bundle.diagrams[bundle.places[node.id]].leaving[node.id]
    return {name for flow in flows if flow.tree is not None for name in names_in(flow.tree)}
