"""放宽: a case that loses its hearing right, review basis or deliberation is found, wherever in the inputs it lies."""

import random
from collections.abc import Sequence
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from tests.process.drawing import Drawing, dmn
from workflows.acts.office.install_flows import PROCESS, read_flow_files
from workflows.process.bundle import Bundle
from workflows.process.findings import Finding
from workflows.process.loosening import loosened
from workflows.process.tables import decide
from workflows.vocabulary.facts import FACTS, FactValue

ROOT = Path(__file__).parents[2]
SHIPPED = read_flow_files(ROOT / "bpmn")
HEARING, REVIEW, SCOPE = (
    f"tables/{name}.dmn" for name in ("hearing_threshold", "major_decision", "deliberation_scope")
)
ASSESSMENT = "parts/assessment.bpmn"
Rows = Sequence[tuple[Sequence[str], Sequence[str]]]


def after(file: str, old: str, new: str, count: int = 1) -> tuple[Finding, ...]:
    """Return what is loosened by replacing a text in one shipped file."""
    raw = SHIPPED[file].decode()
    assert old in raw
    changed = {**SHIPPED, file: raw.replace(old, new, count).encode()}
    return loosened(Bundle.from_files(SHIPPED, process=PROCESS), Bundle.from_files(changed, process=PROCESS))


def test_the_same_version_loosens_nothing() -> None:
    bundle = Bundle.from_files(SHIPPED, process=PROCESS)

    assert loosened(bundle, bundle) == ()


def test_a_higher_threshold_is_found_with_the_region_and_the_rows() -> None:
    (found,) = after(HEARING, "&gt;= 10000000", "&gt;= 20000000")

    assert (found.code, found.file, found.element, found.hinders) == (
        "loosened-hearing",
        HEARING,
        "hearing_threshold",
        True,
    )
    assert found.message.article == "处罚法63条"
    assert found.message.in_chinese() == (
        "决策表“听证权判定”：“当事人类别”为“法人或者其他组织”，且“拟罚款”100,000元以上（含本数）、不足200,000元，"
        "且“拟没收金额”不足100,000元的案件，"
        "“有听证权”原为“是”（第 3 行），现为“否”（第 6 行）（处罚法63条）"
    )
    assert "写明" in found.cure


def test_one_fen_is_enough() -> None:
    (found,) = after(HEARING, "&gt;= 10000000", "&gt; 10000000")

    assert "“拟罚款”恰为100,000元" in found.message.in_chinese()


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (HEARING, "&gt;= 10000000", "&gt;= 5000000"),
        (HEARING, '"citizen","sole_trader"', '"citizen","sole_trader","organisation"'),
        # The statute itself demands a hearing and deliberation here: no table takes it away.
        (HEARING, "<text>true</text>", "<text>false</text>"),
        (SCOPE, "<text>true</text>", "<text>false</text>"),
    ],
)
def test_what_is_stricter_or_kept_by_the_statute_is_no_finding(file: str, old: str, new: str) -> None:
    assert after(file, old, new) == ()


def test_a_fact_that_comes_to_matter_is_found() -> None:
    (found,) = after(HEARING, '"citizen","sole_trader"', '"citizen"')

    assert "“当事人类别”为“个体工商户”" in found.message.in_chinese()


def test_a_catalogue_emptied_loses_every_review_it_gave() -> None:
    raw = SHIPPED[REVIEW].decode()
    emptied = raw[: raw.index("<rule ")] + raw[raw.rindex("</rule>") + len("</rule>") :]
    changed = {**SHIPPED, REVIEW: emptied.encode()}

    found = loosened(Bundle.from_files(SHIPPED, process=PROCESS), Bundle.from_files(changed, process=PROCESS))

    assert {one.code for one in found} == {"loosened-review"}
    assert all("现为“无”（没有适用的行）" in one.message.in_chinese() for one in found)


def test_days_before_the_version_is_in_force_may_be_left_aside() -> None:
    raw = SHIPPED[REVIEW].decode()
    changed = {**SHIPPED, REVIEW: raw.replace('date("2021-07-15")', 'date("2026-01-01")').encode()}
    old, new = Bundle.from_files(SHIPPED, process=PROCESS), Bundle.from_files(changed, process=PROCESS)

    assert loosened(old, new) != ()
    assert loosened(old, new, since=date(2026, 1, 1)) == ()


def test_a_step_that_no_longer_asks_the_table_is_found() -> None:
    raw = SHIPPED[ASSESSMENT].decode()
    start, end = raw.index('<bpmn:businessRuleTask id="assess_deliberation_scope"'), raw.index("<bpmn:endEvent")
    without = raw[:start] + raw[end:]
    without = without.replace('targetRef="assess_deliberation_scope"', 'targetRef="assessment_end"')
    for one in ("assess_deliberation_scope_to_assessment_end",):
        place = without.index(f'<bpmn:sequenceFlow id="{one}"')
        without = without[:place] + without[without.index("/>", place) + 2 :]
    changed = {**SHIPPED, ASSESSMENT: without.encode()}

    found = loosened(Bundle.from_files(SHIPPED, process=PROCESS), Bundle.from_files(changed, process=PROCESS))

    assert [(one.code, one.file, one.element) for one in found] == [
        ("loosened-deliberation", ASSESSMENT, "assess_deliberation_scope")
    ]


def a_bundle(rows: Rows, *, inputs: Sequence[str], decision: str = "hearing", asked: bool = True) -> Bundle:
    """Return a small flow that asks one table."""
    drawing = Drawing("main")
    steps = [drawing.start(), *([drawing.table("ask", decision)] if asked else []), drawing.end()]
    drawing.line(*steps)
    table = dmn(decision, inputs=inputs, outputs=["hearing_right"], rules=rows, policy="FIRST")
    files = {"procedures/main.bpmn": drawing.xml(), f"tables/{decision}.dmn": table}
    return Bundle.from_files(files, process="main")


def test_a_table_under_another_name_is_compared_too_and_its_loss_told() -> None:
    rows = [(["> 500"], ["true"])]
    old = a_bundle(rows, inputs=["fine"])

    renamed = loosened(old, a_bundle([(["> 600"], ["true"])], inputs=["fine"], decision="other"))
    unasked = loosened(old, a_bundle(rows, inputs=["fine"], asked=False))

    assert [one.element for one in renamed] == ["hearing", "other"]
    assert [one.element for one in unasked] == ["ask"]


CELLS = {
    "party_kind": ["", '"citizen"', '"citizen","organisation"', 'not("citizen")'],
    "fine": ["", ">= 500", "> 500", "< 900", "[300..900]", "not(500)", "500"],
    "heavy_kind": ["", "true", "false"],
}
AMOUNTS = (0, 299, 300, 301, 499, 500, 501, 899, 900, 901)


def random_rows(chance: random.Random) -> Rows:
    return [
        ([chance.choice(cells) for cells in CELLS.values()], [chance.choice(["true", "false"])])
        for _ in range(chance.randint(1, 4))
    ]


def has_right(bundle: Bundle, facts: dict[str, FactValue]) -> bool:
    return bool(decide(bundle.tables["hearing"], facts)["hearing_right"])


@pytest.mark.parametrize("seed", range(60))
def test_a_loss_is_found_exactly_when_some_case_loses(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 -- the same tables every time
    old, new = (a_bundle(random_rows(chance), inputs=list(CELLS)) for _ in range(2))
    every: list[dict[str, FactValue]] = [
        {"party_kind": kind, "fine": fine, "heavy_kind": heavy}
        for kind, fine, heavy in product(FACTS["party_kind"].values, AMOUNTS, (False, True))
    ]

    lost = [one for one in every if has_right(old, one) and not has_right(new, one)]

    assert bool(loosened(old, new)) == bool(lost)
