"""Who is qualified on which day."""

from dataclasses import replace
from datetime import date

import pytest

from workflows.rules.qualification import (
    Credential,
    CredentialKind,
    Officer,
    objection_to_frozen_task,
    objection_to_officer,
    objection_to_reviewer_qualification,
    objections_to_team,
)
from workflows.vocabulary.wording import Objection

DAY = date(2026, 5, 20)
PASS_CARD = Credential(CredentialKind.ENFORCEMENT, date(2024, 1, 1), date(2026, 12, 31))
LAW_DEGREE = Credential(CredentialKind.LEGAL_PROFESSION, date(2015, 3, 1))


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


def an_officer(number: int = 1, *credentials: Credential, is_assistant: bool = False) -> Officer:
    return Officer(number, f"林{number}", credentials or (PASS_CARD,), is_assistant)


@pytest.mark.parametrize(
    ("credential", "code"),
    [
        (PASS_CARD, ""),
        (replace(PASS_CARD, valid_from=DAY, valid_to=DAY), ""),
        (replace(PASS_CARD, valid_to=None), ""),
        (replace(PASS_CARD, valid_from=date(2026, 5, 21)), "credential-not-yet-valid"),
        (replace(PASS_CARD, valid_to=date(2026, 5, 19)), "credential-expired"),
        (replace(PASS_CARD, suspended_on=DAY), "credential-suspended"),
        (replace(PASS_CARD, suspended_on=date(2026, 5, 21)), ""),
        (replace(PASS_CARD, suspended_on=date(2026, 5, 1), restored_on=DAY), ""),
        (replace(PASS_CARD, suspended_on=date(2026, 5, 1), restored_on=date(2026, 5, 21)), "credential-suspended"),
        (replace(PASS_CARD, revoked_on=DAY), "credential-revoked"),
        (replace(PASS_CARD, revoked_on=date(2026, 5, 21)), ""),
        (LAW_DEGREE, "credential-missing"),
        (Credential(CredentialKind.ASSISTANT, date(2024, 1, 1)), "credential-missing"),
    ],
)
def test_a_credential_counts_only_on_the_days_it_is_valid(credential: Credential, code: str) -> None:
    assert code_of(objection_to_officer(officer=an_officer(1, credential), day=DAY)) == code


def test_a_renewed_credential_heals_an_expired_one() -> None:
    expired = replace(PASS_CARD, valid_from=date(2020, 1, 1), valid_to=date(2023, 12, 31))

    assert objection_to_officer(officer=an_officer(1, expired, PASS_CARD), day=DAY) is None


def test_the_refusal_says_who_what_and_when() -> None:
    found = objection_to_officer(officer=an_officer(1, replace(PASS_CARD, valid_to=date(2026, 5, 19))), day=DAY)

    assert found is not None
    assert found.in_chinese() == (
        "林1的行政执法证在2026-05-20已过有效期，不得办理，请换证或者改派持有效证件的人员（处罚法42条1款）"
    )


@pytest.mark.parametrize(
    ("officers", "refused", "told"),
    [
        ((an_officer(1), an_officer(2)), [], []),
        ((an_officer(1),), ["too-few-officers"], []),
        ((an_officer(1), an_officer(1)), ["too-few-officers"], []),
        (
            (an_officer(1), an_officer(2, is_assistant=True)),
            ["too-few-officers", "assistant-not-officer"],
            [],
        ),
        ((an_officer(1), an_officer(2), an_officer(3, is_assistant=True)), [], ["assistant-not-officer"]),
        ((an_officer(1), an_officer(2, LAW_DEGREE)), ["too-few-officers", "credential-missing"], []),
    ],
)
def test_two_officers_with_valid_credentials_are_needed(
    officers: tuple[Officer, ...], refused: list[str], told: list[str]
) -> None:
    found = objections_to_team(officers=officers, day=DAY)

    assert [one.code for one in found if not one.warning] == refused
    assert [one.code for one in found if one.warning] == told


@pytest.mark.parametrize(
    ("first_review_on", "credentials", "code"),
    [
        (date(2017, 12, 31), (), ""),
        (date(2018, 1, 1), (), "reviewer-without-legal-qualification"),
        (date(2018, 1, 1), (LAW_DEGREE,), ""),
        (None, (), "reviewer-without-legal-qualification"),
        (None, (LAW_DEGREE,), ""),
        (None, (replace(LAW_DEGREE, revoked_on=DAY),), "reviewer-without-legal-qualification"),
        (None, (PASS_CARD,), "reviewer-without-legal-qualification"),
    ],
)
def test_who_first_reviews_since_2018_needs_the_legal_qualification(
    first_review_on: date | None, credentials: tuple[Credential, ...], code: str
) -> None:
    reviewer = Officer(3, "乔", credentials)

    found = objection_to_reviewer_qualification(reviewer=reviewer, first_review_on=first_review_on, day=DAY)

    assert code_of(found) == code


def test_a_frozen_task_waits_for_another_holder() -> None:
    found = objection_to_frozen_task(frozen_on=DAY, holder="林一")

    assert code_of(found) == "task-frozen"
    assert objection_to_frozen_task(frozen_on=None, holder="林一") is None


def test_an_officer_is_no_assistant_unless_it_is_said() -> None:
    assert objection_to_officer(officer=Officer(1, "林一", (PASS_CARD,)), day=DAY) is None
