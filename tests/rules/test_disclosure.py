"""What is disclosed, withheld, masked or withdrawn."""

from datetime import date

import pytest

from workflows.rules.disclosure import (
    objection_to_exemption,
    objection_to_publishing_before_service,
    objection_to_subject,
    objection_to_unexamined,
    objection_to_withdrawal,
    objections_to_public_text,
    warning_of_late_disclosure,
    warning_of_late_withdrawal,
)
from workflows.vocabulary.wording import Objection

CODE = "91539921MAY00A1K6X"
DIGITS_ONLY_CODE = "911100001000013428"


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("永宁公司（91539921MAY00A1K6X）罚款60000元，青峦民罚决〔2026〕3号", []),
        ("统一社会信用代码911100001000013428", []),
        ("2026-08-03 2026-08-10期间", []),
        ("涉及5户居民", []),
        ("马某，身份证539921197512200036", ["public-text-id-number"]),
        ("马某，身份证53990019881102002X。", ["public-text-id-number"]),
        ("电话13800138000", ["public-text-phone"]),
        ("电话0871-65123456", ["public-text-phone"]),
        ("账号6222020200001234567", ["public-text-account"]),
        ("账号6222 0202 0000 1234 567", ["public-text-account"]),
        ("马有粮罚款", ["public-text-name"]),
        ("马有粮13800138000", ["public-text-phone", "public-text-name"]),
    ],
)
def test_no_personal_data_stands_in_a_public_text(text: str, refused: list[str]) -> None:
    found = objections_to_public_text(text=text, person_names=("马有粮",), public_codes=(CODE, DIGITS_ONLY_CODE))

    assert [one.code for one in found] == refused
    assert not any(one.warning for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "马某住青峦县和平路12号",
        "马某，住青峦县某路3号楼201室",
        "住青峦县三里屯村二组5号",
        "遗体存放于死者家属现住和平小区3栋2单元201室",
        "在和平小区3栋2单元201室存放遗体",
        "该人住址：和平巷五号",
        "遗体停放于青川村委会旁马家大院",
    ],
)
def test_a_home_is_refused(text: str) -> None:
    found = objections_to_public_text(text=text, home_addresses=("青川村委会旁马家大院",))

    assert [(one.code, one.warning) for one in found] == [("public-text-home", False)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("位于青峦县某路3号楼201室的冷库", ["public-text-place"]),
        ("住所：青峦县礼仪路8号", []),
        ("接运入住养老院的老人遗体3具，案涉车辆2号车", []),
        ("被当场拦住2号面包车", []),
        ("涉及该小区住户3户，收费46,800元", []),
        ("在某医院住院部3号楼存放", ["public-text-place"]),
    ],
)
def test_a_place_that_may_be_no_home_is_only_told(text: str, codes: list[str]) -> None:
    found = objections_to_public_text(text=text)

    assert [(one.code, one.warning) for one in found] == [(code, True) for code in codes]


@pytest.mark.parametrize(
    ("decision", "minor", "configured", "code"),
    [
        ("penalty", False, False, ""),
        ("none", False, False, "disclosure-before-decision"),
        ("penalty", True, False, "disclosure-of-minor"),
        ("no_penalty", False, False, "disclosure-of-no-penalty"),
        ("no_penalty", False, True, ""),
        ("no_penalty", True, True, "disclosure-of-minor"),
    ],
)
def test_only_an_adult_partys_penalty_is_disclosed(*, decision: str, minor: bool, configured: bool, code: str) -> None:
    found = objection_to_subject(decision=decision, party_is_minor=minor, publishes_no_penalty=configured)

    assert code_of(found) == code


@pytest.mark.parametrize(
    ("state", "code"),
    [("publish", ""), ("none", "disclosure-unexamined"), ("exempt", "disclosure-unexamined")],
)
def test_nothing_is_published_unexamined(state: str, code: str) -> None:
    assert code_of(objection_to_unexamined(disclosure_review=state)) == code


@pytest.mark.parametrize(
    ("served", "by_notice", "configured", "code"),
    [
        (False, False, False, ""),
        (True, False, True, ""),
        (False, True, True, ""),
        (False, False, True, "disclosure-before-service"),
    ],
)
def test_publishing_waits_for_service_only_where_the_agency_orders(
    *, served: bool, by_notice: bool, configured: bool, code: str
) -> None:
    found = objection_to_publishing_before_service(
        decision_served=served, by_public_notice=by_notice, publish_after_service=configured
    )

    assert code_of(found) == code


@pytest.mark.parametrize(
    ("ground", "reason", "code"),
    [
        ("minor", "当事人十六周岁", ""),
        ("no_social_impact", "警告", ""),
        ("shame", "不好看", "exemption-without-ground"),
        ("privacy", " ", "exemption-without-reason"),
    ],
)
def test_withholding_needs_ground_and_reason(ground: str, reason: str, code: str) -> None:
    assert code_of(objection_to_exemption(ground=ground, reason=reason)) == code


@pytest.mark.parametrize(
    ("disclosure", "remedy", "reason", "by_agency", "code"),
    [
        ("published", "revoked", "复议撤销", False, ""),
        ("published", "changed", "复议变更", False, ""),
        ("published", "none", "自行撤销", True, ""),
        ("none", "revoked", "复议撤销", False, "withdrawal-of-unpublished"),
        ("exempted", "revoked", "复议撤销", False, "withdrawal-of-unpublished"),
        ("published", "upheld", "维持", False, "withdrawal-without-ground"),
        ("published", "revoked", "", False, "withdrawal-without-reason"),
    ],
)
def test_what_was_overturned_is_withdrawn_with_a_public_reason(
    *, disclosure: str, remedy: str, reason: str, by_agency: bool, code: str
) -> None:
    found = objection_to_withdrawal(disclosure=disclosure, remedy=remedy, reason=reason, revoked_by_agency=by_agency)

    assert code_of(found) == code


def test_lateness_is_told_and_the_duty_remains() -> None:
    due, late = date(2026, 8, 12), date(2026, 8, 13)

    assert warning_of_late_disclosure(on=due, due_on=due) is None
    assert warning_of_late_withdrawal(on=due, due_on=due) is None
    found = (warning_of_late_disclosure(on=late, due_on=due), warning_of_late_withdrawal(on=late, due_on=due))
    assert [(one.code, one.warning) for one in found if one] == [("disclosure-late", True), ("withdrawal-late", True)]


def test_by_default_an_adults_penalty_is_disclosed_and_nothing_else() -> None:
    assert objection_to_subject(decision="penalty") is None
    assert code_of(objection_to_subject(decision="no_penalty")) == "disclosure-of-no-penalty"
    found = objection_to_withdrawal(disclosure="published", remedy="none", reason="自行撤销")
    assert code_of(found) == "withdrawal-without-ground"
