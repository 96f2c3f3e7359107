"""Decision tables as dmn-js writes them: read, checked, evaluated, raised to the floors."""

from datetime import date

import pytest

from tests.process.drawing import dmn
from workflows.errors import BrokenDiagramError
from workflows.process.table_reader import read_tables
from workflows.process.tables import Rule, Table, decide
from workflows.vocabulary.facts import FACTS, FactValue, initial_facts

Rows = list[tuple[list[str], list[str]]]


def a_table(rules: Rows, policy: str = "UNIQUE", inputs: tuple[str, ...] = ("fine", "party_kind")) -> Table:
    raw = dmn("t", inputs=inputs, outputs=["hearing_right"], rules=rules, policy=policy)
    return read_tables("t.dmn", raw, FACTS)[0]


def the_refusal(raw: bytes) -> str:
    with pytest.raises(BrokenDiagramError) as caught:
        read_tables("t.dmn", raw, FACTS)
    return caught.value.objection.in_chinese()


def outcome(table: Table, **facts: FactValue) -> dict[str, FactValue]:
    return table.outcome({**initial_facts(), **facts})


def test_the_rule_that_applies_decides() -> None:
    table = a_table([([">= 1000000", '"citizen"'], ["true"]), ([">= 10000000", '"organisation"'], ["true"])])

    assert outcome(table, fine=1_000_000, party_kind="citizen") == {"hearing_right": True}
    assert outcome(table, fine=1_000_000, party_kind="organisation") == {"hearing_right": False}
    assert outcome(table, fine=10_000_000, party_kind="organisation") == {"hearing_right": True}


def test_a_dated_row_applies_in_its_period_only() -> None:
    table = a_table(
        [(['< date("2027-01-01")', ">= 500"], ["true"]), (['>= date("2027-01-01")', ">= 900"], ["true"])],
        inputs=("judged_on", "fine"),
    )

    last_day, first_day = date(2026, 12, 31).toordinal(), date(2027, 1, 1).toordinal()

    assert outcome(table, judged_on=last_day, fine=500) == {"hearing_right": True}
    assert outcome(table, judged_on=first_day, fine=500) == {"hearing_right": False}
    assert outcome(table, judged_on=first_day, fine=900) == {"hearing_right": True}


def test_rows_of_one_period_overlap_as_any_others() -> None:
    rules = [(['<= date("2027-01-01")', "-"], ["true"]), (['>= date("2027-01-01")', "-"], ["false"])]

    assert "同时适用" in the_refusal(dmn("t", inputs=["judged_on", "fine"], outputs=["hearing_right"], rules=rules))


def test_first_takes_the_first_of_several() -> None:
    table = a_table([(["> 5", "-"], ["true"]), (["-", "-"], ["false"])], "FIRST")

    assert outcome(table, fine=6) == {"hearing_right": True}
    assert outcome(table, fine=5) == {"hearing_right": False}


def test_any_accepts_rules_that_agree() -> None:
    table = a_table([(["> 5", "-"], ["true"]), (["> 9", "-"], ["true"])], "ANY")

    assert outcome(table, fine=10) == {"hearing_right": True}


@pytest.mark.parametrize(
    "rules",
    [
        [(["> 5", "-"], ["true"]), (["> 9", "-"], ["true"])],
        [(["[1..5]", "-"], ["true"]), (["[5..9]", "-"], ["false"])],
        [(["-", '"citizen"'], ["true"]), (["-", 'not("organisation")'], ["false"])],
    ],
)
def test_unique_means_unique(rules: Rows) -> None:
    raw = dmn("t", inputs=["fine", "party_kind"], outputs=["hearing_right"], rules=rules)

    assert the_refusal(raw) == "t.dmn · t：第 1 行与第 2 行同时适用。请缩小其中一行的条件"


def test_rules_side_by_side_are_unique() -> None:
    table = a_table([(["[1..5[", "-"], ["true"]), (["[5..9]", "-"], ["true"]), (["0", "-"], ["false"])])

    assert len(table.rules) == 3


def test_two_columns_of_one_fact_are_one_test() -> None:
    table = a_table([(["> 5", "< 9"], ["true"]), (["> 5", ">= 9"], ["false"])], inputs=("fine", "fine"))

    assert outcome(table, fine=8) == {"hearing_right": True}
    assert outcome(table, fine=9) == {"hearing_right": False}


def test_either_column_of_a_fact_can_keep_rules_apart() -> None:
    table = a_table([(["< 9", "> 5"], ["true"]), ([">= 9", "> 5"], ["false"])], inputs=("fine", "fine"))

    assert outcome(table, fine=9) == {"hearing_right": False}


def test_any_refuses_rules_that_disagree() -> None:
    rules: Rows = [(["> 5"], ["true"]), (["> 9"], ["false"])]

    assert "同时适用" in the_refusal(dmn("t", inputs=["fine"], outputs=["hearing_right"], rules=rules, policy="ANY"))


def test_uniqueness_is_asked_again_when_the_table_runs() -> None:
    table = a_table([(["> 5", "-"], ["true"])])
    twice = Table(**{name: getattr(table, name) for name in table.__slots__} | {"rules": (table.rules[0],) * 2})

    with pytest.raises(BrokenDiagramError):
        outcome(twice, fine=6)


def test_without_a_rule_the_fact_begins_anew() -> None:
    table = a_table([(["> 5", "-"], ["true"])])

    assert outcome(table, fine=1, hearing_right=True) == {"hearing_right": False}


@pytest.mark.parametrize("policy", ["COLLECT", "RULE ORDER", "PRIORITY", "OUTPUT ORDER"])
def test_several_results_are_refused_with_the_reason(policy: str) -> None:
    raw = dmn("t", inputs=["fine"], outputs=["hearing_right"], rules=[], policy=policy)

    assert the_refusal(raw) == (
        f"t.dmn · t：不支持命中策略 {policy}，因为每个事实要素只有一个值。请改为 UNIQUE、FIRST 或者 ANY"
    )


def test_the_cell_that_cannot_be_read_is_named() -> None:
    raw = dmn(
        "t",
        inputs=["fine", "review"],
        outputs=["hearing_right"],
        rules=[(["-", "-"], ["true"]), (["> 5", "pass"], ["true"])],
    )

    assert the_refusal(raw) == (
        't.dmn · t：第 2 行，列“列review”，单元格 pass：“pass”须加半角双引号："pass"。请更正单元格'
    )


@pytest.mark.parametrize(
    ("inputs", "outputs", "rule", "words"),
    [
        (["review"], ["hearing_right"], (['"passed"'], ["true"]), "没有取值 passed，可用：none, pass, pass_edit"),
        (["fine"], ["review_basis"], (["-"], ['"legal"']), "没有取值 legal，可用：none, catalogue, statutory"),
        (["fine"], ["hearing_right"], (["-"], ["1"]), "没有取值 1，可用：true, false"),
        (["fine"], ["hearing_right"], (['"much"'], ["true"]), "没有取值 much，可用：不小于 0 的整数（分）"),
        (["fines"], ["hearing_right"], (["-"], ["true"]), "列“列fines”：没有名为“fines”的事实要素"),
        (["fine + confiscation"], ["hearing_right"], (["-"], ["true"]), "没有名为“fine + confiscation”的事实要素"),
        (["fine"], ["right"], (["-"], ["true"]), "没有名为“right”的事实要素"),
        (["fine"], ["heard", "heard"], (["-"], ["true", "true"]), "有两列输出同一个事实要素"),
        (["fine"], [], (["-"], []), "须有输入列和输出列"),
        (["fine", "heard"], ["grave"], (["-"], ["true"]), "第 1 行：单元格的个数与列数不符"),
    ],
)
def test_facts_and_values_are_those_declared(
    inputs: list[str], outputs: list[str], rule: tuple[list[str], list[str]], words: str
) -> None:
    assert words in the_refusal(dmn("t", inputs=inputs, outputs=outputs, rules=[rule]))


def test_a_literal_expression_is_refused() -> None:
    raw = dmn("t", inputs=["fine"], outputs=["heard"], rules=[]).replace(b"decisionTable", b"literalExpression")

    assert "只支持决策表" in the_refusal(raw)


def test_a_default_output_counts_when_no_rule_applies() -> None:
    raw = dmn("t", inputs=["fine"], outputs=["heard"], rules=[(["> 5"], ["false"])]).replace(
        b'name="heard" typeRef="string"/>',
        b'name="heard" typeRef="string"><defaultOutputEntry><text>true</text></defaultOutputEntry></output>',
    )
    (table,) = read_tables("t.dmn", raw, FACTS)

    assert outcome(table, fine=1) == {"heard": True}


def test_another_cell_language_is_refused() -> None:
    raw = dmn("t", inputs=["fine"], outputs=["heard"], rules=[(["> 5"], ["false"])]).replace(
        b"<inputEntry ", b'<inputEntry expressionLanguage="juel" '
    )

    assert "单元格语言 juel 不受支持" in the_refusal(raw)


def test_the_statute_is_a_floor_under_every_table() -> None:
    raw = dmn("t", inputs=["fine"], outputs=["review_basis"], rules=[(["> 5"], ['"catalogue"'])], policy="FIRST")
    (table,) = read_tables("t.dmn", raw, FACTS)

    assert decide(table, {**initial_facts(), "fine": 6})["review_basis"] == "catalogue"
    assert decide(table, {**initial_facts(), "heard": True}) == {"review_basis": "statutory"}
    assert decide(table, {**initial_facts(), "review_basis": "statutory"}) == {"review_basis": "statutory"}
    assert decide(table, {**initial_facts(), "grave": True, "heavy_kind": True}) == {
        "review_basis": "none",
        "must_deliberate": True,
        "hearing_right": True,
    }


def test_a_rule_keeps_its_annotation() -> None:
    raw = dmn("t", inputs=["fine"], outputs=["heard"], rules=[(["-"], ["true"])]).replace(
        b'<rule id="t_r0">', "<rule id='t_r0'><description>处罚法58条</description>".encode()
    )
    (table,) = read_tables("t.dmn", raw, FACTS)

    assert [type(rule) for rule in table.rules] == [Rule]
    assert table.rules[0].note == "处罚法58条"


def test_every_cell_that_cannot_be_used_is_told_at_once() -> None:
    raw = dmn(
        "t",
        inputs=["fine", "fines", "review"],
        outputs=["hearing_right", "form.a.b"],
        rules=[(["> x", "-", '"passed"'], ["maybe", "true"]), (["-", "-"], ["true", "true"])],
        policy="COLLECT",
    )

    with pytest.raises(BrokenDiagramError) as caught:
        read_tables("t.dmn", raw, FACTS)

    assert [one.code for one in caught.value.findings] == [
        "table-fact",
        "table-fact",
        "table-form",
        "table-cell",
        "table-value",
        "table-cell",
        "table-row",
        "hit-policy",
    ]
    assert {(one.file, one.element) for one in caught.value.findings} == {("t.dmn", "t")}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (b"<decision id", b"<businessKnowledgeModel id='b'/><decision id", "t.dmn · b：不支持 businessKnowledgeModel"),
        (b'<decision id="t"', b'<decision id="t.1"', "决策编号不能用"),
        (b"</definitions>", b"", "不是完整的 XML 文件"),
    ],
)
def test_what_is_no_table_is_named(old: bytes, new: bytes, words: str) -> None:
    raw = dmn("t", inputs=["fine"], outputs=["heard"], rules=[])

    assert words in the_refusal(raw.replace(old, new))


def test_a_table_has_at_most_five_hundred_rows() -> None:
    rules = [([str(number)], ["true"]) for number in range(501)]

    assert "超过 500 行" in the_refusal(dmn("t", inputs=["fine"], outputs=["heard"], rules=rules))


def test_a_default_that_the_fact_cannot_have_is_named() -> None:
    raw = dmn("t", inputs=["fine"], outputs=["heard"], rules=[]).replace(
        b'name="heard" typeRef="string"/>',
        b'name="heard" typeRef="string"><defaultOutputEntry><text>"no"</text></defaultOutputEntry></output>',
    )

    assert '列“列heard”的默认值 "no"：' in the_refusal(raw)
