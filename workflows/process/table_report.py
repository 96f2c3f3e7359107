"""What a decision table leaves open, says twice, and does at its limits; and which of its rows are in force on a day.

Every answer is exact (``table_space.py``): a gap is told as the region of inputs that no row covers, a row that can
never apply is named, and for each amount or day in a cell it is shown what the table answers just below it, at it and
just above, so that 以上、以下、不足 can be checked against the statute.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import combinations, islice

from workflows.process.expressions import constants_in, holds
from workflows.process.spoken import fact_term, value_said
from workflows.process.table_slices import Region, Sliced, region_said
from workflows.process.table_space import Space, TooManyBranchesError, View
from workflows.process.tables import HitPolicy, Rule, Table
from workflows.vocabulary.facts import Fact, FactKind, FactValue
from workflows.vocabulary.wording import N_, Phrase, listed

MOST_GAPS = 20
MOST_OVERLAPS = 60

# Whether a limit counts itself: of amounts, of days.
COUNTS = (N_("含本数"), N_("含当日"))
COUNTS_NOT = (N_("不含本数"), N_("不含当日"))
ONLY_AT = (N_("仅本数适用"), N_("仅当日适用"))
NO_EFFECT = N_("此界限不改变结论")


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rows that apply together, where, and whether they agree; in a FIRST table ``first`` goes before."""

    first: int
    second: int
    region: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Boundary:
    """What a table answers just below, at and just above a limit that a row names, other inputs as in ``context``.

    ``counts`` says whether the limit counts itself; ``value`` is the limit in 分 or as a day's ordinal.
    """

    row: int
    fact: str
    term: str
    value: int
    limit: str
    answers: tuple[tuple[str, str], ...]
    counts: str
    context: str


@dataclass(frozen=True, slots=True)
class TableReport:
    """Everything about one table that its author should look at.

    ``gaps`` are regions that no row covers, ``otherwise`` what then holds; ``unreached`` the rows that never apply;
    ``is_too_large`` says that the table distinguishes too many combinations to be followed.
    """

    file: str
    decision: str
    label: str
    policy: HitPolicy
    rows: int
    gaps: tuple[str, ...]
    has_more_gaps: bool
    otherwise: str
    unreached: tuple[int, ...]
    overlaps: tuple[Overlap, ...]
    boundaries: tuple[Boundary, ...]
    dated_rows: tuple[int, ...]
    is_too_large: bool = False


def table_report(table: Table, facts: Mapping[str, Fact]) -> TableReport:
    """Return gaps, rows without effect, overlaps and limits of a table over all combinations of its inputs."""
    sliced = Sliced([table], facts)
    try:
        space = Space(sliced, [View()], lambda rows: rows[0])
    except TooManyBranchesError:
        return _report(table, sliced, (), (), is_too_large=True)
    gaps = [region_said(one, sliced) for one in space.regions_of(0)]
    unreached = tuple(rule.number for rule in table.rules if rule.number not in space.leaves)
    return _report(table, sliced, tuple(gaps), unreached)


def rows_in_force(table: Table, facts: Mapping[str, Fact], day: date) -> tuple[int, ...]:
    """Return the rows that can apply to what is judged on ``day``; rows without dates always can."""
    days = {name: day.toordinal() for name in _days(table, facts)}
    return tuple(
        rule.number
        for rule in table.rules
        if all(
            holds(cell.tree, days) for column, cell in zip(table.inputs, rule.tests, strict=True) if column.fact in days
        )
    )


def near_limits(boundaries: tuple[Boundary, ...], fact: str, value: int, *, share: float = 0.1) -> tuple[Boundary, ...]:
    """Return the limits of a fact from which an amount is no further than a share of the limit."""
    return tuple(one for one in boundaries if one.fact == fact and abs(value - one.value) <= one.value * share)


def _report(
    table: Table, sliced: Sliced, gaps: tuple[str, ...], unreached: tuple[int, ...], *, is_too_large: bool = False
) -> TableReport:
    facts = sliced.facts
    return TableReport(
        file=table.file,
        decision=table.decision,
        label=table.label,
        policy=table.policy,
        rows=len(table.rules),
        gaps=gaps[:MOST_GAPS],
        has_more_gaps=len(gaps) > MOST_GAPS,
        otherwise=_answer_said(table, facts, table.defaults),
        unreached=unreached,
        overlaps=tuple(islice(_overlaps(table, sliced), MOST_OVERLAPS)),
        boundaries=tuple(_boundaries(table, sliced)),
        dated_rows=tuple(rule.number for rule in table.rules if _is_dated(table, rule, facts)),
        is_too_large=is_too_large,
    )


def _overlaps(table: Table, sliced: Sliced) -> Iterator[Overlap]:
    """Yield the pairs of rows that apply together; a last row without any test is meant to take what is left."""
    for first, second in combinations(table.rules, 2):
        shared = sliced.shared(0, first.number, second.number) if _tests_anything(second) else None
        if shared is not None:
            region = region_said(shared, sliced)
            yield Overlap(first.number, second.number, region, first.values == second.values)


def _boundaries(table: Table, sliced: Sliced) -> Iterator[Boundary]:
    for rule in table.rules:
        for column, cell in zip(table.inputs, rule.tests, strict=True):
            fact = sliced.facts[column.fact]
            if fact.kind not in {FactKind.CHOICE, FactKind.TRUTH}:
                for value in sorted(constants_in(cell.tree).get(column.fact, ())):
                    yield _boundary(table, sliced, rule, fact, int(value))


def _boundary(table: Table, sliced: Sliced, rule: Rule, fact: Fact, value: int) -> Boundary:
    """Return what happens at one limit, under other inputs for which the row decides and the limit matters."""
    points = tuple(point for point in (value - 1, value, value + 1) if point >= 0)
    views = [View(0, {fact.name: point}) for point in points]
    within = {name: slices for name, slices in sliced.box_of(0, rule.number).items() if name != fact.name}

    def leaf(rows: tuple[int, ...]) -> tuple[int, ...] | None:
        answers = {_values(table, row) for row in rows}
        return rows if len(answers) > 1 and rule.number in rows else None

    region: Region = {}
    rows: tuple[int, ...] = ()
    with suppress(TooManyBranchesError):
        space = Space(sliced, views, leaf, within)
        rows = next(iter(sorted(one for one in space.leaves if isinstance(one, tuple))), ())
        region = space.regions_of(rows)[0] if rows else {}
    rows = rows or _rows_at(table, within, sliced, views)
    answers = [_values(table, row) for row in rows]
    said = tuple(
        (value_said(fact, point), _answer_said(table, sliced.facts, answer))
        for point, answer in zip(points, answers, strict=True)
    )
    shown = {**within, **region}
    is_limited = any(len(slices) < len(sliced.slices[name]) for name, slices in shown.items())
    context = region_said(shown, sliced) if is_limited else ""
    counts = _counting(answers, is_day=fact.kind is FactKind.DAY)
    return Boundary(rule.number, fact.name, fact.term, value, value_said(fact, value), said, counts, context)


def _counting(answers: list[tuple[FactValue, ...]], *, is_day: bool) -> str:
    """Say whether the limit counts itself; below zero there is nothing."""
    below, at, above = answers if len(answers) > 2 else [answers[0], *answers]  # noqa: PLR2004 -- below, at, above
    if below == at == above:
        return NO_EFFECT
    if at not in {below, above}:
        return ONLY_AT[is_day]
    return COUNTS[is_day] if at == above else COUNTS_NOT[is_day]


def _rows_at(table: Table, within: Region, sliced: Sliced, views: list[View]) -> tuple[int, ...]:
    """Return the rows that apply at each point where the limit changes nothing, other inputs as the row has them."""
    others = {name: slices[0].first if slices else sliced.facts[name].initial for name, slices in within.items()}
    found = (table.matching({**others, **view.fixed}) for view in views)
    return tuple(rows[0].number if rows else 0 for rows in found)


def _values(table: Table, row: int) -> tuple[FactValue, ...]:
    return table.rules[row - 1].values if row else table.defaults


def _answer_said(table: Table, facts: Mapping[str, Fact], values: tuple[FactValue, ...]) -> str:
    return listed(
        Phrase(
            N_("“{fact}”为“{value}”"),
            fact=fact_term(column.fact, facts),
            value=value_said(facts[column.fact], value),
        )
        for column, value in zip(table.outputs, values, strict=True)
    )


def _tests_anything(rule: Rule) -> bool:
    return any(cell.text not in {"", "-"} for cell in rule.tests)


def _days(table: Table, facts: Mapping[str, Fact]) -> set[str]:
    return {column.fact for column in table.inputs if facts[column.fact].kind is FactKind.DAY}


def _is_dated(table: Table, rule: Rule, facts: Mapping[str, Fact]) -> bool:
    days = _days(table, facts)
    return any(
        cell.text not in {"", "-"} for column, cell in zip(table.inputs, rule.tests, strict=True) if column.fact in days
    )
