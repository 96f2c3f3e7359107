"""Whether conditions can hold, alone or together: tried out over every kind of facts they can tell apart.

A choice is tried with each value that is mentioned and one that is not, a truth with both, an amount at and beside each
constant it is compared with. Only where conditions compare two amounts with each other, or look at too many facts at
once, nothing is said.
"""

from collections.abc import Mapping
from itertools import product
from math import prod

from workflows.process.expressions import Compare, Name, Tree, constants_in, holds, names_in, walk
from workflows.process.spoken import value_said
from workflows.vocabulary.facts import Fact, FactKind, FactValue
from workflows.vocabulary.wording import N_, Phrase, listed

# As many as the conditions of a gateway are tried on while somebody draws.
MOST = 2_000

Assignment = Mapping[str, FactValue]


def assignments(trees: tuple[Tree, ...], facts: Mapping[str, Fact]) -> tuple[Assignment, ...] | None:
    """Return facts of which at least one stands for all that ``trees`` can tell apart; None where that is too much."""
    names = sorted(frozenset[str]().union(*map(names_in, trees)))
    if any(name not in facts or facts[name].kind is FactKind.DAY for name in names) or _compares_amounts(trees, facts):
        return None
    values = [_values(facts[name], trees) for name in names]
    if prod(map(len, values)) * len(trees) > MOST:
        return None
    return tuple(dict(zip(names, chosen, strict=True)) for chosen in product(*values))


def satisfying(tree: Tree, among: tuple[Assignment, ...]) -> frozenset[int]:
    """Return the places of the assignments for which a condition holds."""
    return frozenset(place for place, assignment in enumerate(among) if holds(tree, assignment))


def said(assignment: Assignment, facts: Mapping[str, Fact]) -> str:
    """Return an assignment in words: 审核结论为审核通过、有听证权为否."""
    return listed(
        Phrase(N_("{fact}为{value}"), fact=facts[name].term, value=value_said(facts[name], value))
        for name, value in assignment.items()
    )


def _values(fact: Fact, trees: tuple[Tree, ...]) -> tuple[FactValue, ...]:
    if fact.kind is FactKind.TRUTH:
        return (False, True)
    compared = {value for tree in trees for value in constants_in(tree).get(fact.name, ())}
    if fact.kind is FactKind.CHOICE:
        others = [value for value in fact.values if value not in compared]
        mentioned = [value for value in fact.values if value in compared]
        return fact.values if _is_compared_with_a_fact(fact.name, trees) else (*mentioned, *others[:1])
    amounts = {int(value) + step for value in compared for step in (-1, 0, 1)}
    return tuple(sorted({0, *(amount for amount in amounts if amount >= 0)}))


def _is_compared_with_a_fact(name: str, trees: tuple[Tree, ...]) -> bool:
    pairs = (part for tree in trees for part in walk(tree) if isinstance(part, Compare))
    return any(
        isinstance(pair.left, Name) and isinstance(pair.right, Name) and name in {pair.left.name, pair.right.name}
        for pair in pairs
    )


def _compares_amounts(trees: tuple[Tree, ...], facts: Mapping[str, Fact]) -> bool:
    return any(_is_comparison_of_amounts(part, facts) for tree in trees for part in walk(tree))


def _is_comparison_of_amounts(part: Tree, facts: Mapping[str, Fact]) -> bool:
    match part:
        case Compare(_, Name(left), Name(_)):
            return facts[left].kind is FactKind.MONEY
    return False
