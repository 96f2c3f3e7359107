"""放宽: whether under a new version any case loses its review basis, its hearing right or its deliberation.

Exact for every case there can be: old and new table are followed side by side over all combinations of inputs, after
the statutory floors (处罚法57条2款、58条1款、63条1款3至5项), which no table can lower. Each loss is a finding that the
approver accepts with its provision, or the change is not published.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from workflows.process.bundle import Bundle
from workflows.process.diagram import Node, NodeKind
from workflows.process.findings import Finding
from workflows.process.spoken import fact_term, value_said
from workflows.process.table_slices import Slice, Sliced, region_said
from workflows.process.table_space import Space, TooManyBranchesError, View
from workflows.process.tables import Table
from workflows.rules.floors import FLOOR_FACTS
from workflows.vocabulary.facts import FACTS, Fact, FactKind, FactValue
from workflows.vocabulary.wording import N_, Objection, Phrase

GUARDED: Mapping[str, tuple[str, str]] = {
    "hearing_right": ("loosened-hearing", "处罚法63条"),
    "review_basis": ("loosened-review", "处罚法58条"),
    "must_deliberate": ("loosened-deliberation", "处罚法57条2款"),
}
"""What no case may lose unseen: the fact with the finding's code and its article."""

CURE = N_("批准人须写明放宽所依据的规定后接受；不应放宽的，请恢复原来的规定")


def loosened(old: Bundle, new: Bundle, *, since: date | None = None) -> tuple[Finding, ...]:
    """Return every way in which a case may lose what it had; ``since`` leaves earlier days of judgement aside."""
    found = [finding for fact in GUARDED for finding in _Loss(old, new, fact, since).findings()]
    return tuple(found)


class _Loss:
    """Compares everything that decides one fact."""

    def __init__(self, old: Bundle, new: Bundle, fact: str, since: date | None) -> None:
        self._old, self._new, self._fact, self._since = old, new, fact, since
        self._code, self._article = GUARDED[fact]
        self._facts: Mapping[str, Fact] = {**old.facts, **new.facts}

    def findings(self) -> Iterator[Finding]:
        """Yield the losses: tables that are gone, answers that are lower, steps that no longer ask."""
        before, after = self._tables(self._old), self._tables(self._new)
        for decision, table in before.items():
            if decision not in after:
                yield self._gone(table)
        for decision, table in after.items():
            for other in [before[decision]] if decision in before else before.values():
                yield from self._lower(other, table)
        yield from self._unasked()

    def _tables(self, bundle: Bundle) -> dict[str, Table]:
        return {
            decision: table
            for decision, table in bundle.tables.items()
            if any(column.fact == self._fact for column in table.outputs)
        }

    def _gone(self, table: Table) -> Finding:
        text = N_("决策表“{table}”已删除或者不再判定“{fact}”，原由该表判定的案件将失去这一判定")
        return self._finding(table.file, table.decision, text, table=table.label)

    def _lower(self, old: Table, new: Table) -> Iterator[Finding]:
        sliced = Sliced([old, new], self._facts)
        try:
            space = Space(sliced, [View(0), View(1)], lambda rows: self._lost(old, new, rows), self._within(sliced))
        except TooManyBranchesError:
            text = N_("决策表“{table}”区分的情形过多，不能逐一核对是否放宽，请拆分")
            yield self._finding(new.file, new.decision, text, table=new.label)
            return
        for rows in sorted(leaf for leaf in space.leaves if isinstance(leaf, tuple)):
            region = region_said(space.regions_of(rows)[0], sliced)
            told = [
                value_said(self._facts[self._fact], self._answer(one, row))
                for one, row in zip((old, new), rows, strict=True)
            ]
            yield self._finding(
                new.file,
                new.decision,
                N_("决策表“{table}”：{region}的案件，“{fact}”原为“{old}”（{old_row}），现为“{new}”（{new_row}）"),
                table=new.label,
                region=region,
                old=told[0],
                new=told[1],
                old_row=_row_said(rows[0]),
                new_row=_row_said(rows[1]),
            )

    def _lost(self, old: Table, new: Table, rows: tuple[int, ...]) -> tuple[int, ...] | None:
        before, after = self._answer(old, rows[0]), self._answer(new, rows[1])
        return rows if _rank(self._fact, after) < _rank(self._fact, before) else None

    def _answer(self, table: Table, row: int) -> FactValue:
        place = next(place for place, column in enumerate(table.outputs) if column.fact == self._fact)
        return table.rules[row - 1].values[place] if row else table.defaults[place]

    def _within(self, sliced: Sliced) -> dict[str, tuple[Slice, ...]]:
        """Leave aside where the floors hold: there no table takes anything away (``rules/floors.py``)."""
        within: dict[str, tuple[Slice, ...]] = {
            ground: (Slice(False, False),)  # noqa: FBT003 -- the truth value
            for ground in FLOOR_FACTS.get(self._fact, ())
        }
        if self._fact == "review_basis":
            values = FACTS["review_basis"].values
            within["review_basis"] = tuple(Slice(one, one) for one in values if one != "statutory")
        if self._since is not None:
            days = [name for name in sliced.slices if self._facts[name].kind is FactKind.DAY]
            within |= {name: _from(self._since, sliced.slices[name]) for name in days}
        return within

    def _unasked(self) -> Iterator[Finding]:
        """Yield the steps that had a table decide and are gone, unless another of the same process does."""
        for process, diagram in self._old.diagrams.items():
            for node in diagram.of_kind(NodeKind.TABLE, NodeKind.CALL):
                if not _asks(self._old, node, self._fact) or self._is_asked(process, node):
                    continue
                after = self._new.diagrams.get(process)
                text = N_("{file} 的“{node}”已删除或者改变，流程在该处不再判定“{fact}”")
                file = after.file if after is not None else diagram.file
                yield self._finding(file, node.id, text, file=file, node=node.label or node.id)

    def _is_asked(self, process: str, node: Node) -> bool:
        after = self._new.diagrams.get(process)
        if after is None:
            # The calls of the process are told themselves.
            return any(
                other.called == process for one in self._old.diagrams.values() for other in one.of_kind(NodeKind.CALL)
            )
        same = after.nodes.get(node.id)
        if same is not None and same.kind in {NodeKind.TABLE, NodeKind.CALL}:
            # What the called part or table itself has lost is told there.
            return same.called == node.called or _asks(self._new, same, self._fact)
        return any(
            _asks(self._new, other, self._fact)
            for other in after.of_kind(NodeKind.TABLE, NodeKind.CALL)
            if other.id not in self._old.places
        )

    def _finding(self, file: str, element: str, text: str, /, **params: str) -> Finding:
        places = {"fact": fact_term(self._fact, self._facts), **params}
        return Finding(file, element, Objection(self._code, text, places, self._article), CURE)


def _asks(bundle: Bundle, node: Node, fact: str) -> bool:
    """Say whether a node has a table decide the fact, itself or in the part it calls."""
    if node.kind is NodeKind.TABLE:
        return any(column.fact == fact for column in bundle.tables[node.called].outputs)
    called = bundle.diagrams[node.called]
    return any(_asks(bundle, inner, fact) for inner in called.of_kind(NodeKind.TABLE, NodeKind.CALL))


def _rank(fact: str, value: FactValue) -> int:
    values = FACTS[fact].values
    return values.index(str(value)) if values else int(bool(value))


def _row_said(row: int) -> Phrase:
    return Phrase(N_("第 {row} 行"), row=row) if row else Phrase(N_("没有适用的行"))


def _from(day: date, slices: tuple[Slice, ...]) -> tuple[Slice, ...]:
    return tuple(one for one in slices if one.last is None or int(one.last) >= day.toordinal())
