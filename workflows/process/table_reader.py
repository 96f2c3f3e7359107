"""Reads .dmn files as dmn-js writes them into tables, and notes every cell that cannot be used: row, column, text."""

import re
from collections.abc import Callable, Mapping
from itertools import islice
from typing import TypeVar

from lxml import etree

from workflows.errors import BrokenDiagramError
from workflows.process.cells import compile_cell, compile_value
from workflows.process.expression_limits import ExpressionError
from workflows.process.expressions import All, constants_in
from workflows.process.findings import Faults, broken
from workflows.process.markup import DMN, DRAWING, local, namespace, read_xml, text_of
from workflows.process.table_rules import overlaps
from workflows.process.tables import Cell, Column, HitPolicy, Rule, Table
from workflows.vocabulary.facts import Fact, FactKind, FactValue
from workflows.vocabulary.wording import N_, Phrase

MAX_RULES = 500
MAX_COLUMNS = 30

_IGNORED = {"inputData", "informationRequirement", "knowledgeSource", "textAnnotation", "association", "variable"}
_IN_DECISION = _IGNORED | {"description", "extensionElements", "question", "allowedAnswers"}
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_OVERLAPS_SHOWN = 20
_Read = TypeVar("_Read")


def read_tables(file: str, raw: bytes, facts: Mapping[str, Fact]) -> tuple[Table, ...]:
    """Return every decision table in ``raw``; BrokenDiagramError carries a finding for everything that hinders."""
    faults = Faults(file)
    tables = find_tables(raw, facts, faults)
    if faults.hinder:
        raise broken(faults.found)
    return tables


def find_tables(raw: bytes, facts: Mapping[str, Fact], faults: Faults) -> tuple[Table, ...]:
    """Return the tables that could be understood and note the rest; ``facts`` are the declared ones, by name."""
    try:
        root = read_xml(faults.file, raw)
    except BrokenDiagramError as error:
        faults.add(error.findings)
        return ()
    if local(root) != "definitions" or namespace(root) not in DMN:
        faults.note("", "not-dmn", N_("不是 DMN 决策表"), N_("请在决策表编辑器中重新导出"))
        return ()
    tables: list[Table | None] = []
    for element in root:
        if namespace(element) in DRAWING or local(element) in _IN_DECISION:
            continue
        if local(element) == "decision":
            tables.append(_Reader(faults, element, facts).table())
        else:
            text, cure = N_("不支持 {tag}"), N_("请删除")
            faults.note(element.get("id", ""), "dmn-element", text, cure, tag=local(element))
    return tuple(table for table in tables if table is not None)


class _Reader:
    """Reads one decision; everything it notes stands at the decision."""

    def __init__(self, faults: Faults, decision: etree._Element, facts: Mapping[str, Fact]) -> None:
        self._file = faults.file
        self._faults = faults
        self._before = len(faults.found)
        self._decision = decision
        self._facts = facts
        self._id = decision.get("id", "")

    def table(self) -> Table | None:
        """Read the table; None when something of it could not be understood."""
        table = self._table_element()
        if not _ID.match(self._id):
            self._note("bad-id", N_("决策编号不能用"), N_("编号只能由字母、数字、下划线和连字符组成，请更改"))
        if table is None:
            return None
        inputs = [self._input(each) for each in _named(table, "input")]
        outputs = [self._output(each) for each in _named(table, "output")]
        self._check_columns(inputs, outputs)
        rows = _named(table, "rule")
        if len(rows) > MAX_RULES:
            self._note("table-size", N_("超过 {limit} 行"), N_("请拆成几个决策表"), limit=MAX_RULES)
        rules = tuple(self._rule(number, row, inputs, outputs) for number, row in enumerate(rows[:MAX_RULES], start=1))
        read = Table(
            file=self._file,
            decision=self._id,
            label=self._decision.get("name", "") or self._id,
            policy=self._policy(table),
            inputs=tuple(inputs),
            outputs=tuple(outputs),
            defaults=tuple(map(self._default, _named(table, "output"), outputs)),
            rules=rules,
        )
        if len(self._faults.found) > self._before:
            return None
        self._check_overlaps(read)
        return read

    def _table_element(self) -> etree._Element | None:
        for element in self._decision:
            if local(element) == "decisionTable":
                return element
        self._note("not-a-table", N_("只支持决策表"), N_("请把文字表达式改为决策表"))
        return None

    def _policy(self, table: etree._Element) -> HitPolicy:
        policy = table.get("hitPolicy", "UNIQUE")
        if policy in set(HitPolicy):
            return HitPolicy(policy)
        text = N_("不支持命中策略 {policy}，因为每个事实要素只有一个值")
        self._note("hit-policy", text, N_("请改为 UNIQUE、FIRST 或者 ANY"), policy=policy[:60])
        return HitPolicy.FIRST

    def _input(self, element: etree._Element) -> Column:
        expressions = _named(element, "inputExpression")
        name = text_of(_first(expressions[0], "text")) if expressions else ""
        return self._known(name, element)

    def _output(self, element: etree._Element) -> Column:
        column = self._known(element.get("name", ""), element)
        if column.fact.startswith("form."):
            cure = Phrase(N_("请删除输出列“{column}”"), column=column.label)
            self._note("table-form", N_("不得改写自定义表单的字段"), cure)
        return column

    def _known(self, name: str, element: etree._Element) -> Column:
        label = element.get("label", "") or name
        if name not in self._facts:
            text, cure = N_("列“{column}”：没有名为“{name}”的事实要素"), N_("请从事实要素中选择")
            self._note("table-fact", text, cure, column=label[:60], name=name[:60])
        return Column(name, label)

    def _check_columns(self, inputs: list[Column], outputs: list[Column]) -> None:
        names = [column.fact for column in outputs]
        if not inputs or not outputs or len(inputs) + len(outputs) > MAX_COLUMNS:
            text, cure = N_("须有输入列和输出列，合计不超过 {limit} 列"), N_("请增减列")
            self._note("table-columns", text, cure, limit=MAX_COLUMNS)
        if len(set(names)) != len(names):
            self._note("table-twice", N_("有两列输出同一个事实要素"), N_("请合并"))

    def _check_overlaps(self, table: Table) -> None:
        for first, second in islice(overlaps(table, self._facts), _OVERLAPS_SHOWN):
            text, cure = N_("第 {first} 行与第 {second} 行同时适用"), N_("请缩小其中一行的条件")
            self._note("table-overlap", text, cure, first=first.number, second=second.number)

    def _rule(self, number: int, row: etree._Element, inputs: list[Column], outputs: list[Column]) -> Rule:
        tests, values = _named(row, "inputEntry"), _named(row, "outputEntry")
        if len(tests) != len(inputs) or len(values) != len(outputs):
            text, cure = N_("第 {rule} 行：单元格的个数与列数不符"), N_("请在决策表编辑器中重新填写这一行")
            self._note("table-row", text, cure, rule=number)
        return Rule(
            number=number,
            tests=tuple(self._test(number, cell, column) for cell, column in zip(tests, inputs, strict=False)),
            values=tuple(self._value(number, cell, column) for cell, column in zip(values, outputs, strict=False)),
            note=text_of(_first(row, "description")),
        )

    def _test(self, number: int, element: etree._Element, column: Column) -> Cell:
        text = self._text(element)
        fact = self._facts.get(column.fact)
        if fact is None:
            return _NOTHING
        of_days = fact.kind is FactKind.DAY
        tree = self._in_cell(number, column, text, lambda: compile_cell(text, column.fact, of_days=of_days))
        if tree is None:
            return _NOTHING
        for value in constants_in(tree).get(column.fact, ()):
            self._check_value(number, column, text, value)
        return Cell(text, tree)

    def _value(self, number: int, element: etree._Element, column: Column) -> FactValue:
        text = self._text(element)
        value = self._in_cell(number, column, text, lambda: compile_value(text))
        if value is None or column.fact not in self._facts:
            return False
        self._check_value(number, column, text, value)
        return value

    def _default(self, element: etree._Element, column: Column) -> FactValue:
        entry = _first(element, "defaultOutputEntry")
        if entry is not None:
            return self._value(0, entry, column)
        return self._facts[column.fact].initial if column.fact in self._facts else False

    def _text(self, element: etree._Element) -> str:
        language = element.get("expressionLanguage", "feel").lower()
        if not language.endswith("feel") and "/feel/" not in language:
            text, cure = N_("单元格语言 {language} 不受支持"), N_("请改为 FEEL")
            self._note("table-language", text, cure, language=language[:60])
        return text_of(_first(element, "text"))

    def _in_cell(self, number: int, column: Column, text: str, read: Callable[[], _Read]) -> _Read | None:
        try:
            return read()
        except ExpressionError as error:
            self._note_cell("table-cell", number, column, text, Phrase(error.objection.text, **error.objection.params))
            return None

    def _check_value(self, number: int, column: Column, text: str, value: FactValue) -> None:
        fact = self._facts[column.fact]
        if fact.admits(value):
            return
        admitted = {FactKind.TRUTH: "true, false", FactKind.MONEY: N_("不小于 0 的整数（分）")}
        detail = Phrase(
            N_("{fact}没有取值 {value}，可用：{admitted}"),
            fact=fact.term,
            value=str(value)[:60],
            admitted=admitted.get(fact.kind, ", ".join(fact.values)),
        )
        self._note_cell("table-value", number, column, text, detail)

    def _note_cell(self, code: str, number: int, column: Column, text: str, detail: Phrase) -> None:
        where = N_("第 {rule} 行，列“{column}”，单元格 {text}：{detail}")
        if not number:
            where = N_("列“{column}”的默认值 {text}：{detail}")
        given: dict[str, str | int] = {"rule": number, "column": column.label, "text": text[:60], "detail": detail}
        self._note(code, where, N_("请更正单元格"), **given)

    def _note(self, code: str, text: str, cure: str, /, **params: str | int) -> None:
        self._faults.note(self._id, code, text, cure, **params)


_NOTHING = Cell("", All(()))


def _named(element: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in element if local(child) == name]


def _first(element: etree._Element, name: str) -> etree._Element | None:
    return next(iter(_named(element, name)), None)
