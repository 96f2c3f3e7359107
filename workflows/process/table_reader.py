"""Reads .dmn files as dmn-js writes them into tables, and names the cell it refuses: table, row, column and text."""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

from lxml import etree

from workflows.errors import BrokenDiagramError
from workflows.process.cells import compile_cell, compile_value
from workflows.process.expression_limits import ExpressionError
from workflows.process.expressions import constants_in
from workflows.process.markup import DMN, DRAWING, local, namespace, read_xml, refusal, text_of
from workflows.process.table_rules import check_table
from workflows.process.tables import Cell, Column, HitPolicy, Rule, Table
from workflows.vocabulary.facts import Fact, FactKind, FactValue
from workflows.vocabulary.wording import N_

MAX_RULES = 500
MAX_COLUMNS = 30

_IGNORED = {"inputData", "informationRequirement", "knowledgeSource", "textAnnotation", "association", "variable"}
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_Read = TypeVar("_Read")


def read_tables(file: str, raw: bytes, facts: Mapping[str, Fact]) -> tuple[Table, ...]:
    """Return every decision table in ``raw``; ``facts`` are the declared ones, by name."""
    root = read_xml(file, raw)
    if local(root) != "definitions" or namespace(root) not in DMN:
        raise refusal("not-dmn", N_("{file}：不是 DMN 决策表，请在决策表编辑器中重新导出"), file=file)
    tables: list[Table] = []
    for element in root:
        if namespace(element) in DRAWING or local(element) in _IGNORED:
            continue
        if local(element) != "decision":
            raise refusal("dmn-element", N_("{file}：不支持 {tag}，请删除"), file=file, tag=local(element))
        tables.append(_Reader(file, element, facts).table())
    return tuple(tables)


class _Reader:
    """Reads one decision."""

    def __init__(self, file: str, decision: etree._Element, facts: Mapping[str, Fact]) -> None:
        self._file = file
        self._decision = decision
        self._facts = facts
        self._label = decision.get("name", "") or decision.get("id", "")

    def table(self) -> Table:
        """Read the table and check that its rules keep the hit policy."""
        table = self._table_element()
        inputs = tuple(self._input(each) for each in _named(table, "input"))
        outputs = tuple(self._output(each) for each in _named(table, "output"))
        self._check_columns(inputs, outputs)
        rows = _named(table, "rule")
        if len(rows) > MAX_RULES:
            raise self._refuse("table-size", N_("{file} 的决策表“{table}”：超过 {limit} 行，请拆分"), limit=MAX_RULES)
        read = Table(
            file=self._file,
            decision=self._id(),
            label=self._label,
            policy=self._policy(table),
            inputs=inputs,
            outputs=outputs,
            defaults=tuple(
                self._default(each, column) for each, column in zip(_named(table, "output"), outputs, strict=True)
            ),
            rules=tuple(self._rule(number, row, inputs, outputs) for number, row in enumerate(rows, start=1)),
        )
        check_table(read, self._facts)
        return read

    def _table_element(self) -> etree._Element:
        for element in self._decision:
            if local(element) == "decisionTable":
                return element
            if local(element) not in _IGNORED | {"description", "extensionElements"}:
                break
        raise self._refuse("not-a-table", N_("{file} 的决策“{table}”：只支持决策表，请把文字表达式改为决策表"))

    def _id(self) -> str:
        name = self._decision.get("id", "")
        if not _ID.match(name):
            raise self._refuse("bad-id", N_("{file} 的决策表“{table}”：决策编号只能由字母、数字、下划线和连字符组成"))
        return name

    def _policy(self, table: etree._Element) -> HitPolicy:
        policy = table.get("hitPolicy", "UNIQUE")
        if policy not in set(HitPolicy):
            raise self._refuse(
                "hit-policy",
                N_(
                    "{file} 的决策表“{table}”：不支持命中策略 {policy}，因为每个事实要素只有一个值；"
                    "请改为 UNIQUE、FIRST 或者 ANY"
                ),
                policy=policy,
            )
        return HitPolicy(policy)

    def _input(self, element: etree._Element) -> Column:
        expressions = _named(element, "inputExpression")
        name = text_of(_first(expressions[0], "text")) if expressions else ""
        return Column(self._known(name, element), element.get("label", "") or name)

    def _output(self, element: etree._Element) -> Column:
        name = element.get("name", "")
        return Column(self._known(name, element), element.get("label", "") or name)

    def _known(self, name: str, element: etree._Element) -> str:
        if name not in self._facts:
            raise self._refuse(
                "table-fact",
                N_("{file} 的决策表“{table}”，列“{column}”：没有名为“{name}”的事实要素"),
                column=element.get("label", "") or name,
                name=name,
            )
        return name

    def _check_columns(self, inputs: tuple[Column, ...], outputs: tuple[Column, ...]) -> None:
        names = [column.fact for column in outputs]
        if not inputs or not outputs or len(inputs) + len(outputs) > MAX_COLUMNS:
            raise self._refuse(
                "table-columns",
                N_("{file} 的决策表“{table}”：须有输入列和输出列，合计不超过 {limit} 列"),
                limit=MAX_COLUMNS,
            )
        if len(set(names)) != len(names):
            raise self._refuse("table-twice", N_("{file} 的决策表“{table}”：有两列输出同一个事实要素，请合并"))
        if any(name.startswith("form.") for name in names):
            raise self._refuse("table-form", N_("{file} 的决策表“{table}”：不得改写自定义表单的字段"))

    def _rule(self, number: int, row: etree._Element, inputs: tuple[Column, ...], outputs: tuple[Column, ...]) -> Rule:
        tests, values = _named(row, "inputEntry"), _named(row, "outputEntry")
        if len(tests) != len(inputs) or len(values) != len(outputs):
            raise self._refuse(
                "table-row", N_("{file} 的决策表“{table}”，第 {rule} 行：单元格的个数与列数不符"), rule=number
            )
        return Rule(
            number=number,
            tests=tuple(self._test(number, cell, column) for cell, column in zip(tests, inputs, strict=True)),
            values=tuple(self._value(number, cell, column) for cell, column in zip(values, outputs, strict=True)),
            note=text_of(_first(row, "description")),
        )

    def _test(self, number: int, element: etree._Element, column: Column) -> Cell:
        text = self._text(element)
        fact = self._facts[column.fact]
        of_days = fact.kind is FactKind.DAY
        tree = self._in_cell(number, column, text, lambda: compile_cell(text, column.fact, of_days=of_days))
        for value in constants_in(tree).get(column.fact, ()):
            if not fact.admits(value):
                raise self._bad_value(number, column, text, value)
        return Cell(text, tree)

    def _value(self, number: int, element: etree._Element, column: Column) -> FactValue:
        text = self._text(element)
        value = self._in_cell(number, column, text, lambda: compile_value(text))
        if not self._facts[column.fact].admits(value):
            raise self._bad_value(number, column, text, value)
        return value

    def _default(self, element: etree._Element, column: Column) -> FactValue:
        entry = _first(element, "defaultOutputEntry")
        return self._facts[column.fact].initial if entry is None else self._value(0, entry, column)

    def _text(self, element: etree._Element) -> str:
        language = element.get("expressionLanguage", "feel").lower()
        if not language.endswith("feel") and "/feel/" not in language:
            raise self._refuse(
                "table-language",
                N_("{file} 的决策表“{table}”：单元格语言 {language} 不受支持，请改为 FEEL"),
                language=language,
            )
        return text_of(_first(element, "text"))

    def _in_cell(self, number: int, column: Column, text: str, read: Callable[[], _Read]) -> _Read:
        try:
            return read()
        except ExpressionError as error:
            raise self._refuse(
                "table-cell",
                N_("{file} 的决策表“{table}”，第 {rule} 行，列“{column}”，单元格 {text}：{detail}"),
                rule=number,
                column=column.label,
                text=text,
                detail=error.objection.in_chinese(),
            ) from error

    def _bad_value(self, number: int, column: Column, text: str, value: FactValue) -> BrokenDiagramError:
        fact = self._facts[column.fact]
        admitted = {FactKind.TRUTH: "true, false", FactKind.MONEY: N_("不小于 0 的整数（分）")}
        return self._refuse(
            "table-value",
            N_(
                "{file} 的决策表“{table}”，第 {rule} 行，列“{column}”，单元格 {text}："
                "{fact}没有取值 {value}，可用：{admitted}"
            ),
            rule=number,
            column=column.label,
            text=text,
            fact=fact.term,
            value=str(value),
            admitted=admitted.get(fact.kind, ", ".join(fact.values)),
        )

    def _refuse(self, code: str, text: str, /, **params: str | int) -> BrokenDiagramError:
        return refusal(code, text, file=self._file, table=self._label, **params)


def _named(element: etree._Element, name: str) -> list[etree._Element]:
    return [child for child in element if local(child) == name]


def _first(element: etree._Element, name: str) -> etree._Element | None:
    return next(iter(_named(element, name)), None)
