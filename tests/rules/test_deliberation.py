"""How leaders deliberate."""

from dataclasses import replace

import pytest

from workflows.rules.deliberation import (
    Member,
    Quorum,
    majority_of,
    objection_to_dissent,
    objection_to_meeting_before_pass,
    objection_to_override,
    objection_to_result,
    objections_to_meeting,
)
from workflows.vocabulary.wording import Objection

DEPUTY = Member(11, "副局长甲", order=1, words="同意", view="approved", signed=True)
SECOND = replace(DEPUTY, person_id=12, name="副局长乙", order=2)
PRINCIPAL = replace(DEPUTY, person_id=10, name="局长", is_principal=True, order=3)
GUEST = Member(3, "审核人", has_vote=False, words="列席说明", signed=True)
MEETING = (DEPUTY, SECOND, PRINCIPAL, GUEST)


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


def codes_of(*members: Member) -> list[str]:
    found = objections_to_meeting(members=members, quorum=Quorum(), handler_ids={1, 2}, reviewer_ids={3})
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("members", "codes"),
    [
        (MEETING, []),
        ((DEPUTY, SECOND, replace(PRINCIPAL, is_present=False)), ["quorum-not-met"]),
        ((DEPUTY, SECOND, PRINCIPAL, replace(DEPUTY, person_id=13, is_present=False, signed=False)), []),
        ((DEPUTY, replace(SECOND, words=" "), PRINCIPAL), ["member-words-missing"]),
        ((DEPUTY, replace(SECOND, view=""), PRINCIPAL), ["member-words-missing"]),
        ((DEPUTY, SECOND, replace(PRINCIPAL, order=1)), ["principal-not-last"]),
        ((DEPUTY, SECOND, replace(PRINCIPAL, order=2)), ["principal-not-last"]),
        ((DEPUTY, SECOND, PRINCIPAL, replace(GUEST, signed=False)), ["minutes-unsigned"]),
        ((DEPUTY, replace(SECOND, person_id=1), PRINCIPAL), ["voter-handled-case"]),
        ((DEPUTY, replace(SECOND, person_id=3), PRINCIPAL), ["voter-reviewed-case"]),
        ((DEPUTY, SECOND, replace(DEPUTY, person_id=13, order=3)), []),
    ],
    ids=[
        "合法", "不足法定人数", "四人到三人", "无发言", "无表决", "主要负责人先发言", "同序发言", "未签名",
        "承办人表决", "审核人表决", "主要负责人不出席",
    ],
)  # fmt: skip
def test_a_meeting_keeps_its_rules(members: tuple[Member, ...], codes: list[str]) -> None:
    assert codes_of(*members) == codes


@pytest.mark.parametrize(
    ("quorum", "members", "needed"),
    [
        (Quorum(), 9, 6),
        (Quorum(), 10, 7),
        (Quorum(), 3, 3),
        (Quorum(), 2, 2),
        (Quorum(), 1, 2),
        (Quorum(1, 2, 2), 9, 5),
        (Quorum(1, 2, 6), 9, 6),
    ],
)
def test_the_quorum_is_a_share_rounded_up_or_a_number(quorum: Quorum, members: int, needed: int) -> None:
    assert quorum.needed(members) == needed


@pytest.mark.parametrize(
    ("views", "majority"),
    [
        (("approved", "approved", "rejected"), "approved"),
        (("approved", "rejected"), ""),
        (("approved", "rejected", "remanded"), ""),
        ((), ""),
    ],
)
def test_a_majority_is_more_than_half(views: tuple[str, ...], majority: str) -> None:
    assert majority_of([replace(DEPUTY, view=view) for view in views]) == majority


def test_those_without_a_vote_are_not_counted() -> None:
    assert majority_of([DEPUTY, replace(GUEST, view="rejected"), replace(SECOND, is_present=False)]) == "approved"


@pytest.mark.parametrize(
    ("second_view", "dissent", "code"),
    [("approved", "", ""), ("rejected", "罚款过高", ""), ("rejected", " ", "dissent-unrecorded")],
)
def test_dissent_is_always_recorded(second_view: str, dissent: str, code: str) -> None:
    members = (DEPUTY, replace(SECOND, view=second_view), PRINCIPAL)

    assert code_of(objection_to_dissent(members=members, result="approved", dissent=dissent)) == code


@pytest.mark.parametrize(
    ("result", "reasons", "code"),
    [
        ("approved", "", ""),
        ("rejected", "证据尚有疑点", ""),
        ("rejected", "", "against-majority-without-reasons"),
    ],
)
def test_a_result_against_the_majority_needs_reasons(result: str, reasons: str, code: str) -> None:
    assert code_of(objection_to_result(members=MEETING, result=result, reasons=reasons)) == code


@pytest.mark.parametrize(
    ("basis", "is_passed", "override", "code"),
    [
        ("none", False, False, ""),
        ("statutory", True, False, ""),
        ("catalogue", True, False, ""),
        ("statutory", False, False, "meeting-before-review"),
        ("statutory", False, True, "meeting-before-review"),
        ("catalogue", False, False, "meeting-before-review"),
        ("catalogue", False, True, ""),
    ],
)
def test_no_meeting_before_the_review_passed(*, basis: str, is_passed: bool, override: bool, code: str) -> None:
    found = objection_to_meeting_before_pass(review_basis=basis, is_passed=is_passed, catalogue_override=override)

    assert code_of(found) == code


@pytest.mark.parametrize(
    ("basis", "override", "result", "reasons", "code"),
    [
        ("catalogue", True, "approved", "理由充分", ""),
        ("catalogue", True, "approved", "", "override-without-reasons"),
        ("catalogue", False, "approved", "理由充分", "override-not-configured"),
        ("statutory", True, "approved", "理由充分", "override-statutory"),
        ("statutory", True, "remanded", "", ""),
        ("none", False, "approved", "", ""),
    ],
)
def test_a_meeting_never_overrides_a_statutory_review(
    *, basis: str, override: bool, result: str, reasons: str, code: str
) -> None:
    found = objection_to_override(review_basis=basis, catalogue_override=override, result=result, reasons=reasons)

    assert code_of(found) == code


def test_by_default_no_meeting_overrides_and_nobody_has_signed() -> None:
    found = objection_to_meeting_before_pass(review_basis="catalogue", is_passed=False)

    assert code_of(found) == "meeting-before-review"
    assert Member(1, "副局长").signed is False
