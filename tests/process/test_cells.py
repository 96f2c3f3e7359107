"""What a cell of a decision table may say."""

from datetime import date

import pytest

from workflows.process.cells import compile_cell, compile_value
from workflows.process.expression_limits import ExpressionError
from workflows.process.expressions import holds
from workflows.vocabulary.facts import FactValue


@pytest.mark.parametrize(
    ("cell", "true_of", "false_of"),
    [
        ("-", [0, 9], []),
        ("", ["anything"], []),
        ("> 100", [101], [100, 0]),
        (">= 100", [100], [99]),
        ("< 5", [4], [5]),
        ("<= 5", [5], [6]),
        ("= 5", [5], [4]),
        ("!= 5", [4], [5]),
        ("5", [5], [6]),
        ("5,7", [5, 7], [6]),
        ("[1..5]", [1, 5], [0, 6]),
        ("(1..5]", [2, 5], [1]),
        ("[1..5)", [1, 4], [5]),
        ("]1..5[", [2, 4], [1, 5]),
        ("[ 1 .. 5 ]", [1, 5], [0]),
        ("< 2, > 8", [1, 9], [2, 8]),
        ('"a"', ["a"], ["b"]),
        ('"a","b"', ["a", "b"], ["c"]),
        ('= "a"', ["a"], ["b"]),
        ('not("a","b")', ["c"], ["a", "b"]),
        ("not(> 5)", [5], [6]),
        ("true", [True], [False]),
        ("false", [False], [True]),
        ("not(true)", [False], [True]),
        ('"含\\"引号"', ['含"引号'], ["含引号"]),
    ],
)
def test_a_cell_tests_its_fact(cell: str, true_of: list[FactValue], false_of: list[FactValue]) -> None:
    tree = compile_cell(cell, "x")

    assert [value for value in true_of if not holds(tree, {"x": value})] == []
    assert [value for value in false_of if holds(tree, {"x": value})] == []


@pytest.mark.parametrize(
    ("cell", "true_of", "false_of"),
    [
        ("", ["2020-01-01"], []),
        ('date("2027-01-01")', ["2027-01-01"], ["2026-12-31", "2027-01-02"]),
        ('>= date("2027-01-01")', ["2027-01-01", "2030-05-05"], ["2026-12-31"]),
        ('< date("2027-01-01")', ["2026-12-31"], ["2027-01-01"]),
        ('[date("2027-01-01")..date("2027-12-31")]', ["2027-01-01", "2027-12-31"], ["2026-12-31", "2028-01-01"]),
        ('not(date("2027-01-01"))', ["2027-01-02"], ["2027-01-01"]),
    ],
)
def test_a_cell_of_days_compares_days(cell: str, true_of: list[str], false_of: list[str]) -> None:
    tree = compile_cell(cell, "x", of_days=True)

    assert [day for day in true_of if not holds(tree, {"x": date.fromisoformat(day).toordinal()})] == []
    assert [day for day in false_of if holds(tree, {"x": date.fromisoformat(day).toordinal()})] == []


@pytest.mark.parametrize(
    "cell", ["738000", "2027-01-01", '"2027-01-01"', 'date("2027-02-30")', 'date("soon")', "date(", 'date("2027-01-01"']
)
def test_a_cell_of_days_says_how_a_day_is_written(cell: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_cell(cell, "x", of_days=True)

    assert 'date("2026-01-31")' in str(caught.value)


@pytest.mark.parametrize(
    "cell",
    [
        'date("2027-01-01")',
        "pass",
        "“pass”",
        "1.5",
        "[5..1]",
        "[1..",
        "1..5",
        "[1,5]",
        '> "a"',
        "> true",
        "not(",
        "not 5",
        '"a" "b"',
        ",",
        "5,",
        "? > 5",
        "date()",
        "__import__('os')",
        'duration("P1D")',
        '"open',
        "> " + "9" * 60,
        ",".join(["1"] * 300),
    ],
)
def test_what_is_no_test_is_refused(cell: str) -> None:
    with pytest.raises(ExpressionError):
        compile_cell(cell, "x")


@pytest.mark.parametrize(
    ("cell", "value"), [('"pass"', "pass"), ("5000000", 5_000_000), ("true", True), ("false", False)]
)
def test_an_output_is_one_value(cell: str, value: FactValue) -> None:
    assert compile_value(cell) == value


@pytest.mark.parametrize("cell", ["", "-", "pass", '"a","b"', "1+1", "fine", "not(true)", "> 5", "1.5"])
def test_an_output_is_nothing_else(cell: str) -> None:
    with pytest.raises(ExpressionError):
        compile_value(cell)


def test_a_word_without_quotes_is_shown_with_them() -> None:
    with pytest.raises(ExpressionError) as caught:
        compile_cell("pass", "x")

    assert caught.value.objection.in_chinese() == '“pass”须加半角双引号："pass"'
