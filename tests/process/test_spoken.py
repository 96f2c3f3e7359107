"""Conditions and values in words: every value has its term, denial is said by its opposite, limits say 含本数."""

import pytest

from workflows.process.cells import compile_cell
from workflows.process.diagram import NodeKind
from workflows.process.difference_graph import KIND_TERMS
from workflows.process.expressions import compile_condition
from workflows.process.spoken import cell_said, condition_said, value_said
from workflows.vocabulary.facts import FACTS, FactKind
from workflows.vocabulary.value_terms import VALUE_TERMS


def test_every_value_of_every_choice_has_a_term_and_no_other() -> None:
    choices = {name: set(fact.values) for name, fact in FACTS.items() if fact.kind is FactKind.CHOICE}

    assert {name: set(terms) for name, terms in VALUE_TERMS.items()} == choices


def test_every_kind_of_node_has_a_term() -> None:
    assert set(KIND_TERMS) == set(NodeKind)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ('review == "pass"', "“审核结论”为“审核通过”"),
        ('not review == "pass"', "“审核结论”不为“审核通过”"),
        ('"pass" == review', "“审核结论”为“审核通过”"),
        ("must_deliberate", "“须集体讨论”为是"),
        ("not must_deliberate", "“须集体讨论”为否"),
        ("fine >= 5000000", "“拟罚款”50,000元以上（含本数）"),
        ("5000000 > fine", "“拟罚款”不足50,000元"),
        ("not fine > 5000001", "“拟罚款”不超过50,000.01元"),
        ('review in ["pass"]', "“审核结论”为“审核通过”"),
        ('review in ["pass", "pass_edit"]', "“审核结论”为“审核通过”、“审核通过，附文书修改意见”之一"),
        ("heard and not grave", "“曾经听证”为是，且“情节复杂或者重大违法行为”为否"),
        ("not (heard and grave)", "“曾经听证”为否，或者“情节复杂或者重大违法行为”为否"),
        ("heard and (grave or stay)", "“曾经听证”为是，且（“情节复杂或者重大违法行为”为是，或者“停止执行”为是）"),
        ("fine > confiscation", "“拟罚款”超过拟没收金额"),
        ("true", "是"),
        ("not true", "否"),
        ('form.risk.level == "high"', "“form.risk.level”为“high”"),
    ],
)
def test_a_condition_is_said_in_words(condition: str, said: str) -> None:
    assert condition_said(compile_condition(condition), FACTS) == said


@pytest.mark.parametrize(
    ("fact", "cell", "said"),
    [
        ("fine", "", "不限"),
        ("fine", "[100..300]", "1元以上（含本数），且不超过3元"),
        ("fine", "100, > 300", "1元，或者超过3元"),
        ("party_kind", '"citizen","sole_trader"', "公民、个体工商户"),
        ("party_kind", 'not("citizen")', "除“公民”以外"),
        ("heard", "true", "是"),
    ],
)
def test_a_cell_is_said_without_its_fact(fact: str, cell: str, said: str) -> None:
    assert cell_said(compile_cell(cell, fact), FACTS[fact]) == said


def test_days_are_said_with_the_day_itself() -> None:
    cells = {
        '>= date("2027-01-01")': "自2027-01-01起（含当日）",
        '< date("2027-01-01")': "2027-01-01之前（不含当日）",
        '[date("2027-01-01")..date("2027-12-31")]': "自2027-01-01起（含当日），且至2027-12-31止（含当日）",
    }

    for text, said in cells.items():
        assert cell_said(compile_cell(text, "judged_on", of_days=True), FACTS["judged_on"]) == said


def test_a_value_is_said_by_what_it_is() -> None:
    assert value_said(FACTS["fine"], 12_345_678) == "123,456.78元"
    assert value_said(FACTS["judged_on"], 739617) == "2026-01-01"
    assert value_said(FACTS["review"], "pass") == "审核通过"
    assert value_said(FACTS["heard"], False) == "否"  # noqa: FBT003 -- the truth
    assert value_said(None, "high") == "high"
