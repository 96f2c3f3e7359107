"""What a decision table can answer when only some of its inputs are tracked: every answer some inputs lead to."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import product

from workflows.process.expressions import holds, names_in
from workflows.process.proof.layout import Layout, Question, questions_in
from workflows.process.proof.model import GROUNDS, TableWay
from workflows.process.table_rules import candidates
from workflows.process.tables import Rule, Table
from workflows.rules.floors import FLOOR_FACTS, raised
from workflows.vocabulary.facts import Fact, FactKind, FactValue


def ways_of(
    table: Table, facts: Mapping[str, Fact], layout: Layout, asked: Collection[str]
) -> tuple[int, dict[int, tuple[TableWay, ...]]]:
    """Return (what a table and the floors behind it ask, every possible answer by what they are told).

    As in the engine, every floor is raised after each table, whatever the table itself decides. ``asked`` are the
    inputs of all tables of the bundle.
    """
    outputs = [column.fact for column in table.outputs]
    raising = [name for name in FLOOR_FACTS if name in layout.fields or name in outputs]
    if layout.fields.keys().isdisjoint({*outputs, *raising}):
        return 0, {0: (TableWay({}, {}),)}
    inputs = {column.fact for column in table.inputs}
    grounds = {ground for name in raising for ground in _telling_grounds(name, asked, layout)}
    free = {name: telling(table, facts[name]) for name in sorted(inputs - layout.fields.keys())}
    told = {name: field.values[0] for name, field in layout.fields.items() if name in {*inputs, *grounds, *outputs}}
    reads = layout.asked(_questions(table, grounds, layout))
    answers: dict[int, tuple[TableWay, ...]] = {}
    for bits, answered in layout.combinations(reads):
        before = {**{name: facts[name].initial for name in outputs}, **told, **answered}
        found = _outcomes(table, before, free, grounds)
        on = dict.fromkeys(sorted(grounds - inputs - layout.fields.keys()), (False, True))
        answers[bits] = _distinct([_raise(before, one, chosen) for one in found for chosen in _choices(on)])
    return reads, answers


def _telling_grounds(floor: str, asked: Collection[str], layout: Layout) -> list[str]:
    """Return the grounds of a floor; of those nothing else looks at, one stands for all."""
    grounds = FLOOR_FACTS[floor]
    looked_at = [ground for ground in grounds if ground in asked or ground in layout.fields]
    return [*looked_at, *[ground for ground in grounds if ground not in looked_at][:1]]


def _questions(table: Table, grounds: Collection[str], layout: Layout) -> Iterator[Question]:
    """Yield what a table and the floors ask about followed facts."""
    for rule in table.rules:
        for cell in rule.tests:
            yield from questions_in(cell.tree, layout.fields)
    yield from ((ground, frozenset({True})) for ground in sorted(grounds))
    # What was statutory once stays so, whatever the table says now.
    if any(column.fact == "review_basis" for column in table.outputs):
        yield "review_basis", frozenset({"statutory"})


def _outcomes(
    table: Table,
    before: Mapping[str, FactValue],
    free: Mapping[str, tuple[FactValue, ...]],
    grounds: Collection[str],
) -> tuple[TableWay, ...]:
    """Return what the table itself may decide: each answer and standing of the grounds with inputs that lead there."""
    found: dict[tuple[object, ...], TableWay] = {}
    table = _narrowed(table, before, free.keys())
    for chosen in _choices(free):
        decided = table.outcome({**before, **chosen})
        standing = tuple(chosen[name] for name in sorted(grounds & chosen.keys()))
        found.setdefault((*decided.values(), *standing), TableWay(decided, chosen))
    return tuple(found.values())


def _narrowed(table: Table, before: Mapping[str, FactValue], free: Collection[str]) -> Table:
    """Return a table without the rows that what is known rules out, and without the tests that it decides."""
    rules: list[Rule] = []
    for rule in table.rules:
        open_tests = tuple(cell for cell in rule.tests if not names_in(cell.tree).isdisjoint(free))
        if all(cell in open_tests or holds(cell.tree, before) for cell in rule.tests):
            rules.append(replace(rule, tests=open_tests))
    return replace(table, rules=tuple(rules))


def _raise(before: Mapping[str, FactValue], told: TableWay, on: Mapping[str, FactValue]) -> TableWay:
    """Raise an answer to the statutory floors, where these grounds stand so."""
    facts = {**before, **told.assumed, **on}
    return TableWay(raised(before=facts, decided=told.decided), {**told.assumed, **on})


def _choices(values: Mapping[str, tuple[FactValue, ...]]) -> Iterator[dict[str, FactValue]]:
    for chosen in product(*values.values()):
        yield dict(zip(values, chosen, strict=True))


def _distinct(ways: Iterable[TableWay]) -> tuple[TableWay, ...]:
    """Return one way for each answer and each standing of the grounds, so that tables one after another agree."""
    found: dict[tuple[tuple[str, FactValue], ...], TableWay] = {}
    for way in ways:
        standing = ((name, way.assumed[name]) for name in sorted(GROUNDS & way.assumed.keys()))
        found.setdefault((*sorted(way.decided.items()), *standing), way)
    return tuple(found.values())


def telling(table: Table, fact: Fact) -> tuple[FactValue, ...]:
    """Return values of a fact of which one stands for each way the table can tell values apart."""
    if fact.kind is not FactKind.CHOICE:
        return candidates(table, fact)
    named = {
        value
        for rule in table.rules
        for column, cell in zip(table.inputs, rule.tests, strict=True)
        if column.fact == fact.name
        for value in fact.values
        if f'"{value}"' in cell.text
    }
    others = [value for value in fact.values if value not in named]
    return (*(value for value in fact.values if value in named), *others[:1])
