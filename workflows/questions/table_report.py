"""决策表核对: gaps, overlaps and limits of the tables of a flow, the rows in force on a day, and cases near a limit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.errors import NotFoundError
from workflows.guards.means import Means
from workflows.process.bundle import Bundle
from workflows.process.table_report import Boundary, TableReport, near_limits, rows_in_force, table_report
from workflows.questions.flow_source import Which, source_of
from workflows.records.run_facts import list_facts
from workflows.records.transaction import Records
from workflows.rules.money import in_yuan
from workflows.vocabulary.facts import FactKind, FactValue
from workflows.vocabulary.roles import Actor

MOST_NEAR = 50


@dataclass(frozen=True, slots=True)
class NearCase:
    """One case whose amount lies within a tenth of a limit: its number, the fact, the amount and the limit."""

    number: str
    term: str
    amount: str
    limit: str
    is_reached: bool


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One table with its report, the rows in force on the day asked, and the cases near its limits."""

    report: TableReport
    in_force: Sequence[int]
    near: Sequence[NearCase]
    has_more_near: bool


@dataclass(frozen=True, slots=True)
class TablesPage:
    """The tables of one flow."""

    title: str
    ref: str
    draft_id: int
    day: date
    tables: Sequence[ShownTable]


def report_tables(
    which: Which, *, day: date, actor: Actor, records: Records, means: Means, file: str = ""
) -> TablesPage:
    """Return the report of the tables of a flow, or of those in one file; NotFoundError when the file has none."""
    source = source_of(which, actor=actor, records=records, means=means)
    tables = [table for table in source.bundle.tables.values() if file in {"", table.file}]
    if file and not tables:
        raise NotFoundError(file)
    past = [*list_facts(records.session, agency_id=actor.agency_id, process=source.process)]
    reports = [table_report(table, source.bundle.facts) for table in tables]
    shown = [
        _shown(report, rows_in_force(table, source.bundle.facts, day), past, source.bundle)
        for table, report in zip(tables, reports, strict=True)
    ]
    ref = f"draft-{which.draft_id}" if which.draft_id else which.sha
    return TablesPage(source.title, ref, which.draft_id, day, shown)


def _shown(
    report: TableReport,
    in_force: Sequence[int],
    past: Sequence[tuple[str, Mapping[str, FactValue]]],
    bundle: Bundle,
) -> ShownTable:
    near = [one for number, facts in past for one in _near(number, facts, report.boundaries, bundle)]
    return ShownTable(report, in_force, near[:MOST_NEAR], len(near) > MOST_NEAR)


def _near(
    number: str, facts: Mapping[str, FactValue], boundaries: tuple[Boundary, ...], bundle: Bundle
) -> Iterator[NearCase]:
    """Yield the limits one case lies near; each once, however many rows name it."""
    seen: set[tuple[str, int]] = set()
    for name in dict.fromkeys(one.fact for one in boundaries):
        amount = facts.get(name, 0)
        if bundle.facts[name].kind is not FactKind.MONEY or not isinstance(amount, int):
            continue
        for limit in near_limits(boundaries, name, amount):
            if (name, limit.value) not in seen:
                seen.add((name, limit.value))
                yield NearCase(number, limit.term, in_yuan(amount), limit.limit, amount >= limit.value)
