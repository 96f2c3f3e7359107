"""Recusal: its ground, and who decides it."""

import pytest

from workflows.rules.recusal import objection_to_decider, objection_to_refusing_recusal, objection_to_request
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import Objection

LIN, SHEN = 1, 4


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


@pytest.mark.parametrize(
    ("ground", "explanation", "code"),
    [
        ("interest", "持有当事人股份", ""),
        ("kinship", "当事人之兄", ""),
        ("dislike", "不喜欢", "recusal-ground-unknown"),
        ("interest", " ", "recusal-unexplained"),
    ],
)
def test_a_request_names_a_ground_and_explains_it(ground: str, explanation: str, code: str) -> None:
    assert code_of(objection_to_request(ground=ground, explanation=explanation)) == code


@pytest.mark.parametrize(
    ("decider", "roles", "subject", "principal", "collective", "code"),
    [
        (SHEN, {Role.LEADER}, LIN, False, False, ""),
        (SHEN, {Role.PRINCIPAL}, LIN, False, False, ""),
        (SHEN, {Role.DELIBERATOR}, LIN, True, True, ""),
        (SHEN, {Role.UNIT_HEAD}, LIN, False, False, "recusal-not-leader"),
        (SHEN, {Role.LEADER}, SHEN, False, False, "recusal-own"),
        (SHEN, {Role.LEADER}, LIN, True, False, "principal-recusal-collective"),
        (SHEN, {Role.PRINCIPAL}, SHEN, True, True, "recusal-own"),
    ],
)
def test_a_leader_decides_and_all_together_on_the_principal(
    *, decider: int, roles: set[Role], subject: int, principal: bool, collective: bool, code: str
) -> None:
    found = objection_to_decider(
        decider_id=decider, roles=roles, subject_id=subject, subject_is_principal=principal, collective=collective
    )

    assert code_of(found) == code


def test_a_request_is_turned_down_only_with_a_reason() -> None:
    found = objection_to_refusing_recusal(reason="")

    assert found is not None
    assert found.code == "recusal-refused-without-reason"
    assert found.applies_to({"recusal": "refused"})
    assert not found.applies_to({"recusal": "granted"})
    assert objection_to_refusing_recusal(reason="无利害关系") is None


def test_a_decision_is_not_collective_unless_it_says_so() -> None:
    found = objection_to_decider(decider_id=SHEN, roles={Role.LEADER}, subject_id=LIN, subject_is_principal=True)

    assert code_of(found) == "principal-recusal-collective"
