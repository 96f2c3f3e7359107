"""Facts that are asked and never set."""

import orjson
import pytest

from tests.process.checks.flows import a_flow, another, found, shipped
from tests.process.drawing import dmn
from workflows.process.checks.facts_are_set import facts_never_set

FORM = orjson.dumps({"properties": {"seen": {"type": "boolean"}}})


@pytest.mark.parametrize(
    ("condition", "asked"),
    [
        ("grave", []),  # report_findings
        ("suspended", []),  # at any time
        ("form.extra.seen", []),
        ('police == "filed"', ["f3_p"]),
        ('grave and police == "filed" and deliberation == "approved"', ["f3_p"]),
        ("no_such_fact", []),
    ],
)
def test_a_condition_over_what_nothing_sets_is_told(condition: str, asked: list[str]) -> None:
    bundle = a_flow(another(act="form", form="site"), condition=condition, forms__site=FORM)

    assert [element for _, element in found(facts_never_set, bundle)] == asked


def test_a_table_over_what_nothing_sets_is_told() -> None:
    table = dmn("d", inputs=["fine", "police", "judged_on"], outputs=["heard"], rules=[])

    assert found(facts_never_set, a_flow(d=table)) == [("fact-never-set", "d")]


def test_everything_asked_in_the_shipped_flow_is_set() -> None:
    assert found(facts_never_set, shipped()) == []
