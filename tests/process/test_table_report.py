"""Gap, overlap and boundary report: exact, told in words, and dated; checked against trying every combination."""

import random
from collections.abc import Sequence
from datetime import date
from itertools import product

import pytest

from tests.process.drawing import dmn
from workflows.process.table_reader import read_tables
from workflows.process.table_report import TableReport, near_limits, rows_in_force, table_report
from workflows.process.table_rules import candidates
from workflows.process.tables import Table
from workflows.vocabulary.facts import FACTS

WAN = 1_000_000
Rows = Sequence[tuple[Sequence[str], Sequence[str]]]


def a_table(rows: Rows, *, inputs: Sequence[str] = ("party_kind", "fine"), policy: str = "FIRST") -> Table:
    raw = dmn("hearing", inputs=inputs, outputs=["hearing_right"], rules=rows, policy=policy)
    return read_tables("tables/hearing.dmn", raw, FACTS)[0]


def report(rows: Rows, **more: object) -> TableReport:
    return table_report(a_table(rows, **more), FACTS)  # type: ignore[arg-type] # inputs and policy


def test_a_table_that_covers_everything_has_no_gap() -> None:
    found = report([(['"citizen"', ">= 1000000"], ["true"]), (["", ""], ["false"])])

    assert (found.gaps, found.unreached, found.is_too_large) == ((), (), False)


def test_a_gap_is_told_as_a_region_with_its_limits() -> None:
    found = report(
        [
            (['"citizen","sole_trader"', f">= {WAN}"], ["true"]),
            (['"citizen","sole_trader"', f"< {WAN}"], ["false"]),
            (['"organisation"', f"> {10 * WAN}"], ["true"]),
        ]
    )

    assert [str(one) for one in found.gaps] == ["“当事人类别”为“法人或者其他组织”，且“拟罚款”不超过100,000元"]
    assert found.otherwise == "“有听证权”为“否”"


def test_a_row_that_never_applies_is_named_and_the_pair_told() -> None:
    found = report([([" ", f">= {WAN}"], ["true"]), (['"citizen"', f">= {2 * WAN}"], ["false"]), (["", ""], ["false"])])

    assert found.unreached == (2,)
    assert [(one.first, one.second, one.agrees, str(one.region)) for one in found.overlaps] == [
        (1, 2, False, "“当事人类别”为“公民”，且“拟罚款”20,000元以上（含本数）")
    ]


def test_rows_that_never_meet_do_not_overlap() -> None:
    found = report([(['"citizen"', ""], ["true"]), (['"organisation"', ""], ["true"])], policy="ANY")

    assert found.overlaps == ()
    assert [str(one) for one in found.gaps] == ["“当事人类别”为“个体工商户”"]


@pytest.mark.parametrize(
    ("cell", "counts", "answers"),
    [
        (f">= {WAN}", "含本数", ["否", "是", "是"]),
        (f"> {WAN}", "不含本数", ["否", "否", "是"]),
        (f"< {WAN}", "含本数", ["是", "否", "否"]),
        (f"<= {WAN}", "不含本数", ["是", "是", "否"]),
        (f"{WAN}", "仅本数适用", ["否", "是", "否"]),
    ],
)
def test_a_limit_is_shown_from_both_sides(cell: str, counts: str, answers: list[str]) -> None:
    (limit,) = report([(["", cell], ["true"]), (["", ""], ["false"])]).boundaries

    assert (limit.row, limit.value, limit.limit, limit.counts) == (1, WAN, "10,000元", counts)
    assert [str(point) for point, _ in limit.answers] == ["9,999.99元", "10,000元", "10,000.01元"]
    assert [str(answer) for _, answer in limit.answers] == [f"“有听证权”为“{answer}”" for answer in answers]


def test_a_limit_that_another_row_makes_idle_says_so() -> None:
    found = report([(["", ""], ["true"]), (["", f">= {WAN}"], ["true"])])

    assert [one.counts for one in found.boundaries] == ["此界限不改变结论"]


def test_a_limit_is_tried_where_its_own_row_decides() -> None:
    rows = [(["true", ""], ["true"]), (["", f">= {WAN}"], ["true"]), (["", ""], ["false"])]

    (limit,) = report(rows, inputs=("heavy_kind", "fine")).boundaries

    assert (limit.counts, str(limit.context)) == ("含本数", "“吊销、停产停业、责令关闭、限制从业等”为“否”")


def test_rows_are_in_force_on_their_days_only() -> None:
    rows = [
        (['< date("2027-01-01")', f">= {WAN}"], ["true"]),
        (['>= date("2027-01-01")', f">= {2 * WAN}"], ["true"]),
        (["", ""], ["false"]),
    ]
    table = a_table(rows, inputs=("judged_on", "fine"))

    assert rows_in_force(table, FACTS, date(2026, 12, 31)) == (1, 3)
    assert rows_in_force(table, FACTS, date(2027, 1, 1)) == (2, 3)
    found = table_report(table, FACTS)
    assert found.dated_rows == (1, 2)
    assert [(str(one.limit), one.counts) for one in found.boundaries if one.fact == "judged_on"] == [
        ("2027-01-01", "含当日"),
        # The second row only repeats what the first one said before that day.
        ("2027-01-01", "此界限不改变结论"),
    ]


def test_amounts_within_a_tenth_of_a_limit_are_near_it() -> None:
    limits = report([(["", f">= {WAN}"], ["true"]), (["", ""], ["false"])]).boundaries

    near = [len(near_limits(limits, "fine", value)) for value in (899_999, 900_000, 1_100_000, 1_100_001)]

    assert near == [0, 1, 1, 0]
    assert near_limits(limits, "confiscation", WAN) == ()


CELLS = {
    "party_kind": ["", '"citizen"', '"citizen","organisation"', 'not("citizen")'],
    "fine": ["", ">= 500", "> 500", "< 900", "[300..900]", "not(500)", "500"],
    "grave": ["", "true", "false"],
}


def a_random_table(chance: random.Random) -> Table:
    rows = [
        ([chance.choice(cells) for cells in CELLS.values()], [chance.choice(["true", "false"])])
        for _ in range(chance.randint(1, 5))
    ]
    return a_table(rows, inputs=list(CELLS))


@pytest.mark.parametrize("seed", range(60))
def test_gaps_unreached_rows_and_overlaps_are_those_found_by_trying_everything(seed: int) -> None:
    table = a_random_table(random.Random(seed))  # noqa: S311 -- the same tables every time
    values = [candidates(table, FACTS[name]) for name in CELLS]
    applying = [
        [rule.number for rule in table.matching(dict(zip(CELLS, chosen, strict=True)))] for chosen in product(*values)
    ]

    found = table_report(table, FACTS)

    assert bool(found.gaps) == any(not rows for rows in applying)
    assert {*found.unreached} == {rule.number for rule in table.rules} - {rows[0] for rows in applying if rows}
    tested = {rule.number for rule in table.rules if any(cell.text for cell in rule.tests)}
    assert {(one.first, one.second) for one in found.overlaps} == {
        (first, second) for rows in applying for first in rows for second in rows if first < second and second in tested
    }


def test_a_table_of_hundreds_of_rows_is_followed_in_time() -> None:
    rows = [
        ([f'"{kind}"', f"[{n * 1000}..{n * 1000 + 999}]"], ["true"])
        for n in range(50)
        for kind in ("citizen", "organisation", "sole_trader")
    ]

    found = report(rows)

    assert [str(one) for one in found.gaps] == ["“拟罚款”超过499.99元"]
    assert found.unreached == ()
    assert len(found.boundaries) == 2 * len(rows)
