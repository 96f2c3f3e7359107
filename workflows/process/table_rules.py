"""Do a table's rules keep its hit policy? Decided exactly, before the table ever runs.

Each input column tests one fact, so two rules overlap exactly when every fact has a value that satisfies both. A
fact's possible values are its vocabulary, or for money and days those at and beside the constants it is compared with.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations

from workflows.process.expressions import constants_in, holds
from workflows.process.tables import HitPolicy, Rule, Table
from workflows.vocabulary.facts import Fact, FactKind, FactValue


def overlaps(table: Table, facts: Mapping[str, Fact]) -> Iterator[tuple[Rule, Rule]]:
    """Yield every two rules of a UNIQUE or ANY table that can apply together and may not."""
    if table.policy is HitPolicy.FIRST:
        return
    values = {column.fact: candidates(table, facts[column.fact]) for column in table.inputs}
    satisfied = [_satisfied(table, rule, values) for rule in table.rules]
    for (first, first_masks), (second, second_masks) in combinations(zip(table.rules, satisfied, strict=True), 2):
        agree = table.policy is HitPolicy.ANY and first.values == second.values
        if not agree and all(first_masks[name] & second_masks[name] for name in first_masks):
            yield first, second


def candidates(table: Table, fact: Fact) -> tuple[FactValue, ...]:
    """Return values of ``fact`` of which at least one stands for every way the table can tell values apart."""
    if fact.kind is FactKind.CHOICE:
        return fact.values
    if fact.kind is FactKind.TRUTH:
        return (False, True)
    amounts = {0}
    for rule in table.rules:
        for cell in rule.tests:
            for value in constants_in(cell.tree).get(fact.name, ()):
                amounts.update({int(value) - 1, int(value), int(value) + 1})
    return tuple(sorted(amount for amount in amounts if amount >= 0))


def _satisfied(table: Table, rule: Rule, candidates: Mapping[str, tuple[FactValue, ...]]) -> dict[str, int]:
    """Return, per fact, a bit mask of the candidate values that satisfy all the rule's tests of it."""
    masks: dict[str, int] = {}
    for column, cell in zip(table.inputs, rule.tests, strict=True):
        values = enumerate(candidates[column.fact])
        mask = sum(1 << place for place, value in values if holds(cell.tree, {column.fact: value}))
        masks[column.fact] = masks.get(column.fact, mask) & mask
    return masks
