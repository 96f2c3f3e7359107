"""The separation of duties, both ways."""

import pytest

from workflows.rules.separation import (
    objection_to_decision_signer,
    objection_to_disclosure_examiner,
    objection_to_handler,
    objection_to_hearing_chair,
    objection_to_hearing_clerk,
    objection_to_recused,
    objection_to_rereviewer,
    objection_to_reviewer,
    objections_to_voters,
)
from workflows.vocabulary.wording import Objection

LIN, MA, QIAO, SHEN = 1, 2, 3, 4


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


@pytest.mark.parametrize(("reviewer", "code"), [(QIAO, ""), (LIN, "reviewer-handled-case")])
def test_nobody_reviews_a_case_they_handled(reviewer: int, code: str) -> None:
    assert code_of(objection_to_reviewer(person_id=reviewer, handler_ids={LIN, MA})) == code


@pytest.mark.parametrize(("handler", "code"), [(LIN, ""), (QIAO, "handler-reviewed-case")])
def test_nobody_investigates_a_case_they_reviewed(handler: int, code: str) -> None:
    assert code_of(objection_to_handler(person_id=handler, reviewer_ids={QIAO})) == code


@pytest.mark.parametrize(
    ("signer", "required", "code"), [(SHEN, True, ""), (QIAO, False, ""), (QIAO, True, "signer-reviewed-case")]
)
def test_the_signer_is_not_the_reviewer_where_the_agency_demands_it(*, signer: int, required: bool, code: str) -> None:
    found = objection_to_decision_signer(person_id=signer, reviewer_ids={QIAO}, required=required)

    assert code_of(found) == code


@pytest.mark.parametrize(
    ("chair", "may_chair", "code"),
    [
        (SHEN, True, ""),
        (QIAO, True, ""),
        (LIN, True, "chair-investigated-case"),
        (QIAO, False, "chair-reviewed-case"),
    ],
)
def test_the_chair_did_not_investigate(*, chair: int, may_chair: bool, code: str) -> None:
    found = objection_to_hearing_chair(
        person_id=chair, investigator_ids={LIN, MA}, reviewer_ids={QIAO}, reviewer_may_chair=may_chair
    )

    assert code_of(found) == code


@pytest.mark.parametrize(("clerk", "code"), [(QIAO, ""), (MA, "clerk-investigated-case"), (SHEN, "clerk-is-chair")])
def test_the_clerk_neither_investigated_nor_presides(clerk: int, code: str) -> None:
    found = objection_to_hearing_clerk(person_id=clerk, investigator_ids={LIN, MA}, chair_id=SHEN)

    assert code_of(found) == code


@pytest.mark.parametrize(
    ("voters", "codes"),
    [
        ({SHEN, 5}, []),
        ({SHEN, LIN}, ["voter-handled-case"]),
        ({SHEN, QIAO}, ["voter-reviewed-case"]),
        ({LIN, QIAO}, ["voter-handled-case", "voter-reviewed-case"]),
    ],
)
def test_handlers_and_reviewers_have_no_vote(voters: set[int], codes: list[str]) -> None:
    found = objections_to_voters(voter_ids=voters, handler_ids={LIN, MA}, reviewer_ids={QIAO})

    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("examiner", "required", "code"), [(MA, True, ""), (LIN, False, ""), (LIN, True, "examiner-collected")]
)
def test_what_one_person_collected_another_examines(*, examiner: int, required: bool, code: str) -> None:
    found = objection_to_disclosure_examiner(person_id=examiner, collector_id=LIN, required=required)

    assert code_of(found) == code


@pytest.mark.parametrize(("reviewer", "code"), [(SHEN, ""), (QIAO, "rereviewer-reviewed-before")])
def test_a_second_review_is_given_to_somebody_else(reviewer: int, code: str) -> None:
    assert code_of(objection_to_rereviewer(person_id=reviewer, earlier_reviewer_ids={QIAO})) == code


@pytest.mark.parametrize(("person", "code"), [(MA, ""), (LIN, "person-recused")])
def test_a_recused_person_does_nothing_more(person: int, code: str) -> None:
    assert code_of(objection_to_recused(person_id=person, recused_ids={LIN})) == code


def test_the_refusal_names_its_article() -> None:
    found = objection_to_reviewer(person_id=LIN, handler_ids={LIN})

    assert found is not None
    assert (
        found.in_chinese() == "审核人员参与过本案的承办或者调查，不得审核本案，请改派其他法制审核人员（处罚法58条1款）"
    )


def test_without_the_agencys_word_roles_are_separate_and_a_reviewer_may_chair() -> None:
    assert code_of(objection_to_decision_signer(person_id=QIAO, reviewer_ids={QIAO})) == "signer-reviewed-case"
    assert code_of(objection_to_disclosure_examiner(person_id=LIN, collector_id=LIN)) == "examiner-collected"
    assert objection_to_hearing_chair(person_id=QIAO, investigator_ids={LIN}, reviewer_ids={QIAO}) is None
