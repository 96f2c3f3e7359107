"""What conditions may speak of."""

import pytest

from tests.process.checks.flows import a_flow, found, the_only, words
from workflows.process.checks.conditions_make_sense import senseless_conditions


@pytest.mark.parametrize(
    ("condition", "codes"),
    [
        ('review in ["pass"] and fine >= 100', []),
        ("grav", ["unknown-fact"]),
        ('review == "passed"', ["fact-value"]),
        ("heard == 1", ["fact-value"]),
        ("fine == -1", ["fact-value"]),
        ("review", ["fact-truth"]),
        ("not fine", ["fact-truth"]),
        ('review < "pass"', ["fact-order"]),
        ("judged_on == 737000", ["day-in-condition"]),
        ("fine > heard", ["fact-order"]),
        ("True", ["constant-condition"]),
        ("heard or 1", ["constant-condition"]),
        ('"a" < 5', ["constant-condition"]),
        ("1 < 2 or heard", ["constant-condition"]),
        ("5 in [1, 2]", ["constant-condition"]),
        ("heard == grave", []),
        ('grav or review == "passed"', ["unknown-fact", "fact-value"]),
    ],
)
def test_conditions_speak_of_facts_and_values_that_exist(condition: str, codes: list[str]) -> None:
    assert found(senseless_conditions, a_flow(condition=condition)) == [(code, "f3_p") for code in codes]


def test_a_misspelt_fact_is_answered_with_the_right_one() -> None:
    assert words(the_only(senseless_conditions, a_flow(condition="grav"))) == (
        "没有名为“grav”的事实要素",
        "请从事实要素中选择，是否“grave”（情节复杂或者重大违法行为）？",
    )


def test_a_value_there_is_not_is_answered_with_those_there_are() -> None:
    said = words(the_only(senseless_conditions, a_flow(condition='filing == "file"')))

    assert said == (
        "立案没有取值 file",
        '可用的取值："none"（未决定）、"filed"（予以立案）、"refused"（不予立案）、"referred_out"（移送其他机关）',
    )
