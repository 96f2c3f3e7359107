"""Which facts a proof follows, and what is asked about each: by conditions, tables, promises and what acts demand."""

from collections.abc import Iterable, Iterator, Mapping

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.expressions import Tree, constants_in, names_in
from workflows.process.proof.anytime import ANYTIME_QUESTIONS
from workflows.process.proof.layout import Layout, Question, questions_in
from workflows.process.proof.promises import Promise
from workflows.process.tables import Table
from workflows.rules.diversions import DEFENCE, DRAFT, HEARING
from workflows.rules.floors import FLOOR_FACTS
from workflows.vocabulary.effects import OUTSIDE, outcomes_of
from workflows.vocabulary.facts import Fact, FactKind, FactValue

# The grounds of a statutory floor that an act of the road sets, and not what the case is.
_SET_BY_ACTS = frozenset({"heard"})


def layout_for(bundle: Bundle, promises: Iterable[Promise]) -> Layout:
    """Return the layout of the states a proof of these promises over this bundle needs."""
    promises = tuple(promises)
    trees = [*conditions_of(bundle), *(event.when for promise in promises for event in promise.events)]
    named = {name for tree in trees for name in names_in(tree)}
    if not bundle.places.keys().isdisjoint((DRAFT, HEARING, DEFENCE)):
        named |= {name for name, _ in ANYTIME_QUESTIONS}
    named |= _demanded(bundle).keys() | _grounds(bundle, named)
    followed = {name for name in named if name not in OUTSIDE and bundle.facts[name].kind is not FactKind.DAY}
    domains = {name: values_told(bundle, name, trees) for name in followed}
    return Layout(domains, _questions(bundle, domains, trees), _spoken(promises))


def _questions(
    bundle: Bundle, domains: Mapping[str, tuple[FactValue, ...]], trees: Iterable[Tree]
) -> Iterator[Question]:
    yield from ANYTIME_QUESTIONS
    for name, values in _demanded(bundle).items():
        yield from ((name, one) for one in values)
    for tree in trees:
        yield from questions_in(tree, domains)
    for table in bundle.tables.values():
        yield from _questions_of(table, domains)


def _questions_of(table: Table, domains: Mapping[str, tuple[FactValue, ...]]) -> Iterator[Question]:
    """Yield what a table asks whose answer something asks for."""
    outputs = {column.fact for column in table.outputs}
    raising = [name for name in FLOOR_FACTS if name in domains or name in outputs]
    if outputs.isdisjoint(domains) and not raising:
        return
    for rule in table.rules:
        for cell in rule.tests:
            yield from questions_in(cell.tree, domains)
    for name in outputs & {"review_basis"}:
        yield name, frozenset({"statutory"})
    for name in raising:
        yield from ((ground, frozenset({True})) for ground in FLOOR_FACTS[name])


def _grounds(bundle: Bundle, named: set[str]) -> set[str]:
    """Return the grounds, set by acts, of floors that something asks about; any table raises them."""
    if not bundle.tables:
        return set()
    return {ground for name in named for ground in FLOOR_FACTS.get(name, ()) if ground in _SET_BY_ACTS}


def _demanded(bundle: Bundle) -> dict[str, set[frozenset[FactValue]]]:
    """Return what the acts of a bundle demand of facts before they can end in some way."""
    acts = {node.properties.get("act", "") for one in bundle.diagrams.values() for node in one.of_kind(NodeKind.TASK)}
    acts |= {node.message for one in bundle.diagrams.values() for node in one.nodes.values() if node.message}
    acts = {"decide_exit" if act == "exit_approved" else act for act in acts}
    found: dict[str, set[frozenset[FactValue]]] = {}
    for act in acts:
        for outcome in outcomes_of(act):
            for name, values in outcome.given.items():
                found.setdefault(name, set()).add(frozenset(values))
    return found


def conditions_of(bundle: Bundle) -> Iterator[Tree]:
    """Yield every condition of a bundle's gateways."""
    for diagram in bundle.diagrams.values():
        for flow in diagram.flows.values():
            if flow.tree is not None:
                yield flow.tree


def _spoken(promises: Iterable[Promise]) -> dict[str, frozenset[FactValue]]:
    """Return the values that promises name in what an act writes, by fact."""
    spoken: dict[str, set[FactValue]] = {}
    for promise in promises:
        for event in promise.events:
            for name, values in event.sets.items():
                spoken.setdefault(name, set()).update(values)
    return {name: frozenset(values) for name, values in spoken.items()}


def values_told(bundle: Bundle, name: str, trees: Iterable[Tree]) -> tuple[FactValue, ...]:
    """Return the values of a fact, the initial one first; of amounts those at and beside what they are compared to."""
    fact: Fact = bundle.facts[name]
    if fact.kind is FactKind.TRUTH:
        return (False, True)
    if fact.kind is FactKind.CHOICE:
        return tuple(fact.values)
    cells = [cell.tree for table in bundle.tables.values() for rule in table.rules for cell in rule.tests]
    told = {value for tree in (*trees, *cells) for value in constants_in(tree).get(name, ())}
    amounts = {0} | {int(value) + step for value in told for step in (-1, 0, 1)}
    return tuple(sorted(amount for amount in amounts if amount >= 0))
