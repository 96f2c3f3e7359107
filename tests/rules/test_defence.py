"""A party's defence is answered in full and never punished."""

import pytest

from workflows.rules.defence import (
    Argument,
    objection_to_heavier_for_defence,
    objection_to_skipping_review,
    objections_to_review,
    outcome_of,
)
from workflows.vocabulary.wording import Objection

ADOPTED = Argument("已退款六千六百元", "有退款凭证，予以扣除", adopted=True)
REJECTED = Argument("不知道新条例", "不知法律不免责", adopted=False)


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


@pytest.mark.parametrize(
    ("arguments", "codes"),
    [
        ((ADOPTED, REJECTED), []),
        ((), ["defence-without-arguments"]),
        ((ADOPTED, Argument("部分业务在新条例前")), ["argument-unanswered"]),
        ((Argument("部分业务在新条例前", "不采纳"),), ["argument-unanswered"]),
        ((Argument("部分业务在新条例前", " ", adopted=False),), ["argument-unanswered"]),
    ],
)
def test_every_argument_is_judged_and_answered(arguments: tuple[Argument, ...], codes: list[str]) -> None:
    assert [one.code for one in objections_to_review(arguments=arguments)] == codes


@pytest.mark.parametrize(
    ("arguments", "outcome"),
    [
        ((), "none"),
        ((REJECTED,), "rejected"),
        ((ADOPTED, REJECTED), "adopted_part"),
        ((ADOPTED,), "adopted_full"),
    ],
)
def test_the_outcome_follows_from_the_answers(arguments: tuple[Argument, ...], outcome: str) -> None:
    assert outcome_of(arguments=arguments) == outcome


@pytest.mark.parametrize(
    ("statement", "defence", "code"),
    [
        ("made", "none", "defence-not-reviewed"),
        ("made", "rejected", ""),
        ("expired", "none", ""),
        ("waived", "none", ""),
    ],
)
def test_a_statement_made_is_reviewed(statement: str, defence: str, code: str) -> None:
    assert code_of(objection_to_skipping_review(statement=statement, defence=defence)) == code


@pytest.mark.parametrize(
    ("change", "cause", "code"),
    [
        ("heavier", "defence", "heavier-for-defence"),
        ("heavier", "new_evidence", ""),
        ("lighter", "defence", ""),
        ("none", "none", ""),
    ],
)
def test_a_defence_never_makes_it_worse(change: str, cause: str, code: str) -> None:
    assert code_of(objection_to_heavier_for_defence(change=change, cause=cause)) == code
