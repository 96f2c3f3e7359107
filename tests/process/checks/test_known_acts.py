"""Acts of tasks and calls."""

import orjson
import pytest

from tests.process.checks.flows import a_flow, a_part, another, found, the_only, two, words
from tests.process.drawing import Drawing
from workflows.process.checks.known_acts import unknown_acts

FORM = orjson.dumps({"properties": {"seen": {"type": "boolean"}}})


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ({}, "no-act"),
        ({"act": "investigat"}, "unknown-act"),
        ({"act": "serve_notice"}, "unknown-act"),
        ({"act": "add_evidence"}, "unknown-act"),
        ({"act": "form"}, "form-act"),
        ({"act": "investigate", "form": "site"}, "form-act"),
    ],
)
def test_a_step_that_nobody_could_do_is_found(properties: dict[str, str], code: str) -> None:
    assert found(unknown_acts, a_flow(another(**properties), forms__site=FORM)) == [(code, "extra")]


def test_a_step_with_a_form_of_its_own_is_fine() -> None:
    assert found(unknown_acts, a_flow(another(act="form", form="site"), forms__site=FORM)) == []


def test_a_misspelt_act_is_answered_with_the_right_one() -> None:
    assert words(the_only(unknown_acts, a_flow(another(act="investigat")))) == (
        "“investigat”不是可以办理的法定行为",
        "请从法定行为中选择，是否“investigate”（调查取证）？",
    )


def test_a_call_may_only_name_an_act_of_service() -> None:
    case = Drawing("p")
    case.line(case.start(), case.call("c", "q", act="investigate"), case.call("d", "q", act="serve_notice"), case.end())

    assert found(unknown_acts, two(case, a_part())) == [("unknown-site", "c")]
