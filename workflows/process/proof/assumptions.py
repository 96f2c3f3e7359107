"""What an execution takes for granted of facts the proof does not follow: inputs for which tables answer alike."""

from collections.abc import Iterator, Mapping
from itertools import chain, islice, product

from workflows.errors import BrokenDiagramError
from workflows.process.diagram import NodeKind
from workflows.process.proof.model import Model
from workflows.process.proof.plain import Settled
from workflows.process.proof.tables_abstract import telling
from workflows.process.tables import Table, decide
from workflows.rules.floors import FLOOR_FACTS
from workflows.vocabulary.facts import FactValue

MOST_TRIED = 30_000


def agreeing(model: Model, settled: Settled, *, before: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """Return values of facts that are not followed for which the automatic steps go as they did; none if none matter.

    ``before`` are all facts as they stand when the steps begin.
    """
    tables = _tables(model, settled)
    free = {name: value for name, value in settled.assumed.items() if name not in _inputs(tables)}
    if not tables:
        return free
    for chosen in islice(_candidates(model, tables, settled), MOST_TRIED):
        if _agrees(model, tables, settled, {**before, **free, **chosen}):
            return {**free, **_needed(model, tables, settled, before={**before, **free}, chosen=chosen)}
    return {**free, **settled.assumed}


def _tables(model: Model, settled: Settled) -> list[Table]:
    nodes = (model.bundle.node(path.rsplit("/", 1)[-1]) for path in settled.visited)
    return [model.bundle.tables[node.called] for node in nodes if node.kind is NodeKind.TABLE]


def _inputs(tables: list[Table]) -> list[str]:
    """Return the facts tables look at, and the grounds of the statutory floors, which are raised after each of them."""
    asked = [column.fact for table in tables for column in table.inputs]
    return list(dict.fromkeys((*asked, *chain.from_iterable(FLOOR_FACTS.values()))))


def _candidates(model: Model, tables: list[Table], settled: Settled) -> Iterator[dict[str, FactValue]]:
    """Yield what was assumed first, then every combination of telling values."""
    names = [name for name in _inputs(tables) if name not in model.layout.fields]
    yield {name: settled.assumed[name] for name in names if name in settled.assumed}
    values = [
        tuple(dict.fromkeys(value for table in tables for value in telling(table, model.bundle.facts[name])))
        for name in names
    ]
    for row in product(*values):
        yield dict(zip(names, row, strict=True))


def _agrees(model: Model, tables: list[Table], settled: Settled, facts: Mapping[str, FactValue]) -> bool:
    now = dict(facts)
    try:
        for table in tables:
            now |= decide(table, now)
    except BrokenDiagramError:
        return False
    decided = {
        *FLOOR_FACTS,
        *(column.fact for table in tables for column in table.outputs),
    } & model.layout.fields.keys()
    mask = model.layout.mask_of(decided)
    return model.layout.written({name: now[name] for name in decided})[1] == settled.state & mask


def _needed(
    model: Model,
    tables: list[Table],
    settled: Settled,
    *,
    before: Mapping[str, FactValue],
    chosen: Mapping[str, FactValue],
) -> dict[str, FactValue]:
    """Leave out of what was chosen whatever may stay as it stands."""
    kept = dict(chosen)
    for name in chosen:
        fewer = {one: value for one, value in kept.items() if one != name}
        if _agrees(model, tables, settled, {**before, **fewer}):
            kept = fewer
    return kept
