"""What changed in decision tables, cell by cell: rows keep their identity, so that an edited row is not a new one."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from workflows.process.bundle import Bundle
from workflows.process.difference_change import Change, ChangeKind, added, from_to, removed
from workflows.process.difference_markup import row_ids
from workflows.process.spoken import cell_said, fact_term, value_said
from workflows.process.tables import Column, HitPolicy, Rule, Table
from workflows.vocabulary.facts import Fact, FactValue
from workflows.vocabulary.wording import N_, Phrase, listed

POLICY_TERMS: Mapping[HitPolicy, str] = {
    HitPolicy.UNIQUE: N_("各行互斥（UNIQUE）"),
    HitPolicy.FIRST: N_("先列先用（FIRST）"),
    HitPolicy.ANY: N_("结论一致（ANY）"),
}


def compare_tables(old: Bundle, new: Bundle) -> Iterator[Change]:
    """Yield what changed in the decision tables, matched by their decision ids."""
    for decision in sorted({*old.tables, *new.tables}):
        before, after = old.tables.get(decision), new.tables.get(decision)
        if before is None and after is not None:
            yield added(after.file, decision, _called(after), _outputs_said(after, new.facts))
        elif after is None and before is not None:
            yield removed(before.file, decision, _called(before), _outputs_said(before, old.facts))
        elif before is not None and after is not None:
            yield from _Tables(old, new, before, after).changes()


def _called(table: Table) -> Phrase:
    return Phrase(N_("决策表“{label}”"), label=table.label)


def _outputs_said(table: Table, facts: Mapping[str, Fact]) -> str:
    terms = listed(fact_term(column.fact, facts) for column in table.outputs)
    return Phrase(N_("共 {count} 行，判定{terms}"), count=len(table.rules), terms=terms)


class _Tables:
    """Compares two states of one decision table."""

    def __init__(self, old: Bundle, new: Bundle, before: Table, after: Table) -> None:
        self._old, self._new = before, after
        self._facts = (old.facts, new.facts)
        self._subject = _called(before)
        ids = [row_ids(table.file, bundle.files[table.file]) for bundle, table in ((old, before), (new, after))]
        self._rows = _matched_rows((before, ids[0].get(before.decision, [])), (after, ids[1].get(after.decision, [])))

    def changes(self) -> Iterator[Change]:
        """Yield the changes of the table, its columns and its rows."""
        yield from self._of_table()
        yield from self._of_columns(self._old.inputs, self._new.inputs, N_("输入列"))
        yield from self._of_columns(self._old.outputs, self._new.outputs, N_("输出列"))
        kept_new = {*self._rows.values()}
        for row in self._old.rules:
            if row.number not in self._rows:
                yield self._change(self._row_told(N_("删除第 {row} 行：{told}"), 0, row), ChangeKind.REMOVED)
        for row in self._new.rules:
            if row.number not in kept_new:
                yield self._change(self._row_told(N_("新增第 {row} 行：{told}"), 1, row), ChangeKind.ADDED)
        for before, after in sorted(self._rows.items()):
            yield from self._of_row(self._old.rules[before - 1], self._new.rules[after - 1])
        yield from self._order()

    def _change(self, what: str, kind: ChangeKind = ChangeKind.CHANGED) -> Change:
        said = Phrase(N_("{table}：{what}"), table=self._subject, what=what)
        return Change(self._new.file, self._new.decision, self._new.label, kind, said)

    def _from_to(self, what: str, old: str, new: str) -> Change:
        return Change(
            self._new.file,
            self._new.decision,
            self._new.label,
            ChangeKind.CHANGED,
            from_to(self._subject, what, old, new),
        )

    def _of_table(self) -> Iterator[Change]:
        if self._old.label != self._new.label:
            yield self._from_to(N_("名称"), self._old.label, self._new.label)
        if self._old.file != self._new.file:
            yield self._from_to(N_("所在文件"), self._old.file, self._new.file)
        if self._old.policy is not self._new.policy:
            yield self._from_to(N_("命中策略"), POLICY_TERMS[self._old.policy], POLICY_TERMS[self._new.policy])
        before, after = (
            dict(zip((column.fact for column in table.outputs), table.defaults, strict=True))
            for table in (self._old, self._new)
        )
        for fact in before:
            if fact in after and before[fact] != after[fact]:
                what = Phrase(N_("“{fact}”在没有适用行时的结论"), fact=fact_term(fact, self._facts[1]))
                yield self._from_to(what, self._value(0, fact, before[fact]), self._value(1, fact, after[fact]))

    def _of_columns(self, old: Sequence[Column], new: Sequence[Column], kind: str) -> Iterator[Change]:
        before, after = _keyed(old), _keyed(new)
        for key in dict.fromkeys((*before, *after)):
            if key not in after:
                yield self._change(self._column(N_("删除{kind}“{label}”"), kind, 0, before[key]), ChangeKind.REMOVED)
            elif key not in before:
                yield self._change(self._column(N_("新增{kind}“{label}”"), kind, 1, after[key]), ChangeKind.ADDED)
            elif before[key].label != after[key].label:
                yield self._from_to(N_("列标题"), before[key].label, after[key].label)
        stayed = [key for key in before if key in after]
        if stayed != [key for key in after if key in before]:
            yield self._change(Phrase(N_("{kind}的顺序有调整"), kind=kind), ChangeKind.MOVED)

    def _column(self, text: str, kind: str, side: int, column: Column) -> Phrase:
        return Phrase(text, kind=kind, label=fact_term(column.fact, self._facts[side]))

    def _of_row(self, before: Rule, after: Rule) -> Iterator[Change]:
        pairs = (
            (self._tests(0, self._old, before), self._tests(1, self._new, after)),
            (self._values(0, self._old, before), self._values(1, self._new, after)),
        )
        for old, new in pairs:
            for key in old:
                if key in new and old[key][0] != new[key][0]:
                    yield self._cell(after, self._label(key), old[key], new[key])
        if before.note != after.note:
            yield self._cell(after, N_("批注"), (before.note, before.note), (after.note, after.note))

    def _label(self, key: tuple[str, int]) -> str:
        return fact_term(key[0], self._facts[1])

    def _cell(self, row: Rule, column: str, old: tuple[str, str], new: tuple[str, str]) -> Change:
        said = (old[1], new[1]) if old[1] != new[1] else (old[0], new[0])
        subject = Phrase(N_("{table}第 {row} 行"), table=self._subject, row=row.number)
        what = from_to(subject, Phrase(N_("“{column}”"), column=column), *said)
        return Change(self._new.file, self._new.decision, self._new.label, ChangeKind.CHANGED, what)

    def _tests(self, side: int, table: Table, row: Rule) -> dict[tuple[str, int], tuple[str, str]]:
        """Return (as typed, in words) of each test by its column."""
        cells = zip(_keyed(table.inputs), row.tests, strict=True)
        return {key: (cell.text, cell_said(cell.tree, self._facts[side][key[0]])) for key, cell in cells}

    def _values(self, side: int, table: Table, row: Rule) -> dict[tuple[str, int], tuple[str, str]]:
        cells = zip(_keyed(table.outputs), row.values, strict=True)
        return {key: (str(value), self._value(side, key[0], value)) for key, value in cells}

    def _value(self, side: int, fact: str, value: FactValue) -> str:
        return value_said(self._facts[side].get(fact), value)

    def _row_told(self, text: str, side: int, row: Rule) -> Phrase:
        table = (self._old, self._new)[side]
        cells = {**self._tests(side, table, row), **self._values(side, table, row)}
        told = [
            Phrase(N_("{what}为{value}"), what=self._label(key), value=said)
            for key, (typed, said) in cells.items()
            if typed not in {"", "-"}
        ]
        return Phrase(text, row=row.number, told=listed(told, N_("{some}，{more}")))

    def _order(self) -> Iterator[Change]:
        """Tell the rows that stand elsewhere among those that stayed; in a FIRST table the order decides."""
        news = [self._rows[number] for number in sorted(self._rows)]
        steady = _longest_rise(news)
        for before in sorted(self._rows):
            after = self._rows[before]
            if after not in steady:
                yield self._change(Phrase(N_("第 {old} 行移为第 {new} 行"), old=before, new=after), ChangeKind.MOVED)


def _keyed(columns: Sequence[Column]) -> dict[tuple[str, int], Column]:
    """Return columns by their fact and how often it stood before."""
    seen: dict[str, int] = {}
    keyed: dict[tuple[str, int], Column] = {}
    for column in columns:
        keyed[column.fact, seen.get(column.fact, 0)] = column
        seen[column.fact] = seen.get(column.fact, 0) + 1
    return keyed


def _matched_rows(old: tuple[Table, Sequence[str]], new: tuple[Table, Sequence[str]]) -> dict[int, int]:
    """Return numbers of new rows by old ones: the same id, else the same content."""
    (before, old_ids), (after, new_ids) = old, new
    places = {name: number for number, name in enumerate(new_ids, 1) if name}
    matched = {number: places[name] for number, name in enumerate(old_ids, 1) if name in places}
    free: dict[object, list[int]] = {}
    for row in after.rules:
        if row.number not in matched.values():
            free.setdefault(_content(row), []).append(row.number)
    for row in before.rules:
        if row.number not in matched and free.get(_content(row)):
            matched[row.number] = free[_content(row)].pop(0)
    return matched


def _content(row: Rule) -> object:
    return tuple(cell.text for cell in row.tests), row.values, row.note


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """Return the largest set of rows whose order stayed."""
    ends: list[int] = []
    chains: list[list[int]] = []
    for number in numbers:
        place = bisect_left(ends, number)
        chain = [*(chains[place - 1] if place else []), number]
        ends[place : place + 1] = [number]
        chains[place : place + 1] = [chain]
    return {*chains[-1]} if chains else set()
