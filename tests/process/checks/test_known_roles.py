"""Who may do a step."""

import pytest

from tests.process.checks.flows import a_flow, another, found, shipped, the_only, words
from workflows.process.checks.known_roles import unknown_roles
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.roles import Role


@pytest.mark.parametrize(
    ("properties", "code"),
    [
        ({"act": "investigate", "role": ""}, "unknown-role"),
        ({"act": "investigate", "role": "cook"}, "unknown-role"),
        ({"act": "archive_case"}, "wrong-role"),
        ({"act": "form", "role": "flow_admin"}, "office-role"),
        ({"act": "form", "role": "system_admin"}, "office-role"),
        ({"act": "approve_referral", "role": "leader"}, "wrong-role"),
    ],
)
def test_a_step_without_the_right_role_is_found(properties: dict[str, str], code: str) -> None:
    assert found(unknown_roles, a_flow(another(**properties))) == [(code, "extra")]


def test_the_right_role_is_fine() -> None:
    assert found(unknown_roles, a_flow(another(act="approve_referral", role="principal"))) == []
    assert found(unknown_roles, shipped()) == []


def test_a_wrong_role_is_answered_with_the_right_ones_and_the_article() -> None:
    assert words(the_only(unknown_roles, a_flow(another(act="decide_penalty")))) == (
        "“作出行政处罚决定”不能由承办人办理（处罚法57条、59条）",
        "请移到机关负责人、主要负责人的泳道",
    )


def test_two_must_sign_and_the_first_in_command_approves_whatever_is_drawn() -> None:
    """A diagram names an act and never how many sign it: the structural promises under path.md §4 stand in code."""
    two = {"verify_source", "investigate", "report_findings", "verify_correction", "form_referral_team"}

    assert {act: ACTS[act].signers for act in two} == dict.fromkeys(two, 2)
    assert ACTS["approve_referral"].roles == (Role.PRINCIPAL,)
