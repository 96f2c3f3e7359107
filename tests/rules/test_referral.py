"""How a suspected crime goes to the police."""

from datetime import UTC, date, datetime

import pytest

from workflows.rules.qualification import Credential, CredentialKind, Officer
from workflows.rules.referral import (
    ReferralPaper,
    objection_to_items,
    objection_to_objecting,
    objection_to_penalty,
    objection_to_police_reply,
    objection_to_referral_approver,
    objection_to_refusing_referral,
    objections_to_hand_over,
    objections_to_referral_team,
    warning_of_late_approval,
    warning_of_late_items,
)
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import Objection

DUE, LATE = date(2026, 6, 4), date(2026, 6, 5)
CARD = Credential(CredentialKind.ENFORCEMENT, date(2024, 1, 1))
LIN, MA = Officer(1, "林", (CARD,)), Officer(2, "马", (CARD,))
APPROVED_AT = datetime(2026, 6, 4, 2, tzinfo=UTC)
NEXT_DAY = datetime(2026, 6, 5, 2, tzinfo=UTC)
BASIC = {ReferralPaper.LETTER, ReferralPaper.REPORT, ReferralPaper.ITEM_LIST}


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


@pytest.mark.parametrize(
    ("officers", "report", "codes"),
    [
        ((LIN, MA), "涉嫌诈骗", []),
        ((LIN,), "涉嫌诈骗", ["too-few-officers"]),
        ((LIN, MA), " ", ["referral-without-report"]),
        ((), "", ["too-few-officers", "referral-without-report"]),
    ],
)
def test_two_officers_report_in_writing(officers: tuple[Officer, ...], report: str, codes: list[str]) -> None:
    assert [one.code for one in objections_to_referral_team(officers=officers, day=DUE, report=report)] == codes


@pytest.mark.parametrize(
    ("roles", "code"), [({Role.PRINCIPAL}, ""), ({Role.LEADER, Role.LEGAL_HEAD}, "referral-not-principal")]
)
def test_only_the_principal_approves(roles: set[Role], code: str) -> None:
    assert code_of(objection_to_referral_approver(roles=roles)) == code


def test_a_refusal_leaves_its_reason_on_file() -> None:
    found = objection_to_refusing_referral(reason="")

    assert found is not None
    assert (found.code, found.when) == ("referral-refused-without-reason", ("referral", "refused"))
    assert objection_to_refusing_referral(reason="数额未达追诉标准") is None


@pytest.mark.parametrize(
    ("approved_at", "handed_at", "papers", "tested", "told"),
    [
        (APPROVED_AT, NEXT_DAY, BASIC, False, []),
        (APPROVED_AT, NEXT_DAY, set(ReferralPaper), True, []),
        (None, NEXT_DAY, BASIC, False, [("hand-over-unapproved", False)]),
        (APPROVED_AT, NEXT_DAY, BASIC, True, [("hand-over-incomplete", False)]),
        (APPROVED_AT, NEXT_DAY, BASIC - {ReferralPaper.LETTER}, False, [("hand-over-incomplete", False)]),
        (APPROVED_AT, datetime(2026, 6, 5, 2, 1, tzinfo=UTC), BASIC, False, [("hand-over-late", True)]),
    ],
)
def test_the_case_goes_over_within_a_day_with_its_papers(
    *, approved_at: datetime | None, handed_at: datetime, papers: set[str], tested: bool, told: list[tuple[str, bool]]
) -> None:
    found = objections_to_hand_over(approved_at=approved_at, handed_at=handed_at, papers=papers, has_test_report=tested)

    assert [(one.code, one.warning) for one in found] == told


def test_a_reply_is_recorded_with_its_document() -> None:
    assert code_of(objection_to_police_reply(document="")) == "reply-without-document"
    assert objection_to_police_reply(document="青公不立字〔2026〕5号") is None


@pytest.mark.parametrize(
    ("police", "today", "way", "code"),
    [
        ("declined", DUE, "reconsideration", ""),
        ("declined", LATE, "supervision", ""),
        ("declined", LATE, "reconsideration", "reconsideration-too-late"),
        ("declined", DUE, "", "objection-way-missing"),
        ("filed", DUE, "reconsideration", "nothing-to-object"),
        ("none", DUE, "supervision", "nothing-to-object"),
    ],
)
def test_a_refusal_by_the_police_may_be_disputed(police: str, today: date, way: str, code: str) -> None:
    assert code_of(objection_to_objecting(police=police, today=today, due_on=DUE, way=way)) == code


@pytest.mark.parametrize(
    ("police", "receipt", "code"),
    [
        ("filed", "交接清单", ""),
        ("filed", " ", "items-without-receipt"),
        ("none", "交接清单", "items-before-filing"),
        ("declined", "交接清单", "items-before-filing"),
    ],
)
def test_items_follow_the_filing_with_a_receipt(police: str, receipt: str, code: str) -> None:
    assert code_of(objection_to_items(police=police, receipt=receipt)) == code


@pytest.mark.parametrize(
    ("referral", "police", "code"),
    [
        ("none", "none", ""),
        ("refused", "none", ""),
        ("approved", "declined", ""),
        ("approved", "returned", ""),
        ("approved", "none", "referral-pending"),
        ("approved", "filed", "referral-pending"),
    ],
)
def test_no_penalty_instead_of_prosecution(referral: str, police: str, code: str) -> None:
    assert code_of(objection_to_penalty(referral=referral, police=police)) == code


def test_lateness_is_told_and_the_duty_remains() -> None:
    assert warning_of_late_approval(decided_on=DUE, due_on=DUE) is None
    assert warning_of_late_items(on=DUE, due_on=DUE) is None
    found = (warning_of_late_approval(decided_on=LATE, due_on=DUE), warning_of_late_items(on=LATE, due_on=DUE))
    assert [(one.code, one.warning) for one in found if one] == [("referral-decided-late", True), ("items-late", True)]


def test_a_test_report_goes_along_only_where_there_is_one() -> None:
    assert objections_to_hand_over(approved_at=APPROVED_AT, handed_at=NEXT_DAY, papers=BASIC) == ()
