"""What an execution takes for granted of facts the proof does not follow: inputs for which tables answer alike."""

from collections.abc import Iterator, Mapping, Sequence
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


class Assumptions:
    """What executions of one model take for granted; what a table once answered is not asked of it again."""

    def __init__(self, model: Model) -> None:
        """Begin with nothing answered."""
        self._model = model
        self._answers: dict[tuple[object, ...], dict[str, FactValue] | None] = {}

    def agreeing(self, settled: Settled, *, before: Mapping[str, FactValue]) -> dict[str, FactValue]:
        """Return values of facts not followed for which the automatic steps go as they did; none if none matter.

        ``before`` are all facts as they stand when the steps begin.
        """
        tables = self._tables(settled)
        free = {name: value for name, value in settled.assumed.items() if name not in _inputs(tables)}
        if not tables:
            return free
        for chosen in islice(self._candidates(tables, settled), MOST_TRIED):
            if self._agrees(tables, settled, {**before, **free, **chosen}):
                return {**free, **self._needed(tables, settled, before={**before, **free}, chosen=chosen)}
        return {**free, **settled.assumed}

    def _tables(self, settled: Settled) -> list[Table]:
        bundle = self._model.bundle
        nodes = (bundle.node(path.rsplit("/", 1)[-1]) for path in settled.visited)
        return [bundle.tables[node.called] for node in nodes if node.kind is NodeKind.TABLE]

    def _candidates(self, tables: Sequence[Table], settled: Settled) -> Iterator[dict[str, FactValue]]:
        """Yield what was assumed first, then every combination of telling values."""
        facts, followed = self._model.bundle.facts, self._model.layout.fields
        names = [name for name in _inputs(tables) if name not in followed]
        yield {name: settled.assumed[name] for name in names if name in settled.assumed}
        values = [
            tuple(dict.fromkeys(value for table in tables for value in telling(table, facts[name]))) for name in names
        ]
        for row in product(*values):
            yield dict(zip(names, row, strict=True))

    def _agrees(self, tables: Sequence[Table], settled: Settled, facts: Mapping[str, FactValue]) -> bool:
        layout, now = self._model.layout, dict(facts)
        for table in tables:
            answer = self._answer(table, now)
            if answer is None:
                return False
            now |= answer
        decided = {*FLOOR_FACTS, *(column.fact for table in tables for column in table.outputs)} & layout.fields.keys()
        return layout.written({name: now[name] for name in decided})[1] == settled.state & layout.mask_of(decided)

    def _answer(self, table: Table, facts: Mapping[str, FactValue]) -> dict[str, FactValue] | None:
        """Return what a table decides, None where its rules contradict one another."""
        asked = (table.file, table.decision, *(facts.get(name) for name in _asked(table)))
        if asked not in self._answers:
            try:
                self._answers[asked] = decide(table, facts)
            except BrokenDiagramError:
                self._answers[asked] = None
        return self._answers[asked]

    def _needed(
        self,
        tables: Sequence[Table],
        settled: Settled,
        *,
        before: Mapping[str, FactValue],
        chosen: Mapping[str, FactValue],
    ) -> dict[str, FactValue]:
        """Leave out of what was chosen whatever may stay as it stands."""
        kept = dict(chosen)
        for name in chosen:
            fewer = {one: value for one, value in kept.items() if one != name}
            if self._agrees(tables, settled, {**before, **fewer}):
                kept = fewer
        return kept


def _inputs(tables: Sequence[Table]) -> list[str]:
    """Return the facts tables look at, and the grounds of the statutory floors, which are raised after each of them."""
    asked = [column.fact for table in tables for column in table.inputs]
    return list(dict.fromkeys((*asked, *chain.from_iterable(FLOOR_FACTS.values()))))


def _asked(table: Table) -> Iterator[str]:
    """Yield every fact on which the answer of a table depends: what it decides may be raised from where it stood."""
    yield from _inputs([table])
    yield from FLOOR_FACTS
    yield from (column.fact for column in table.outputs)
