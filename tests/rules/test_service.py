"""How a paper reaches the party."""

from dataclasses import replace
from datetime import date

import pytest

from workflows.rules.service import (
    Attempt,
    Proof,
    objection_to_day,
    objection_to_public_notice,
    objection_to_unrendered,
    objections_to_service,
    served_on,
    warning_of_late_service,
)
from workflows.vocabulary.wording import Objection

DAY = date(2026, 8, 5)
DIRECT = Proof("direct", DAY, (5, 6), receiver="周启明")
LEFT = Proof("left", DAY, (5, 6), refusal="拒绝签收", witness="居委会张某")
ELECTRONIC = Proof("electronic", DAY, (5, 6), confirmation_signed=True)
NOTICE = Proof("public_notice", DAY, (5, 6), reason="停业失联")
FAILED = Attempt("direct", date(2026, 7, 30), "经营场所已关闭")


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


@pytest.mark.parametrize(
    ("proof", "attempts", "codes"),
    [
        (DIRECT, (), []),
        (replace(DIRECT, way="mail"), (), []),
        (replace(DIRECT, way="entrusted"), (), []),
        (replace(DIRECT, way="forwarded"), (), []),
        (replace(DIRECT, receiver=" "), (), ["receipt-unsigned"]),
        (replace(DIRECT, way="mail", receiver=""), (), ["receipt-unsigned"]),
        (replace(DIRECT, server_ids=(5,)), (), ["too-few-servers"]),
        (replace(DIRECT, server_ids=(5, 5)), (), ["too-few-servers"]),
        (replace(DIRECT, way="pigeon"), (), ["service-way-unknown"]),
        (LEFT, (), []),
        (replace(LEFT, witness="", has_video=True), (), []),
        (replace(LEFT, witness=""), (), ["left-without-witness"]),
        (replace(LEFT, refusal=""), (), ["left-without-refusal"]),
        (ELECTRONIC, (), []),
        (Proof("electronic", DAY, (5, 6)), (), ["electronic-without-confirmation"]),
        (Proof("left", DAY, (5, 6), refusal="拒绝签收"), (), ["left-without-witness"]),
        (NOTICE, (FAILED,), []),
        (NOTICE, (), ["public-notice-too-soon"]),
        (NOTICE, (replace(FAILED, failure=" "),), ["public-notice-too-soon"]),
        (NOTICE, (replace(FAILED, way="public_notice"),), ["public-notice-too-soon"]),
        (replace(NOTICE, reason=""), (FAILED,), ["public-notice-without-reason"]),
        (replace(LEFT, server_ids=(), witness=""), (), ["too-few-servers", "left-without-witness"]),
    ],
)
def test_each_way_of_service_has_its_proof(proof: Proof, attempts: tuple[Attempt, ...], codes: list[str]) -> None:
    assert [one.code for one in objections_to_service(proof=proof, attempts=attempts)] == codes


def test_a_paper_not_yet_rendered_is_not_served() -> None:
    assert [one.code for one in objections_to_service(proof=DIRECT, is_rendered=False)] == ["paper-not-rendered"]
    assert objection_to_unrendered(is_rendered=True) is None


def test_the_public_notice_alone_asks_the_same() -> None:
    assert code_of(objection_to_public_notice(attempts=(), reason="失联")) == "public-notice-too-soon"
    assert objection_to_public_notice(attempts=(FAILED,), reason="失联") is None


@pytest.mark.parametrize(
    ("proof", "day"),
    [
        (DIRECT, DAY),
        (LEFT, DAY),
        (NOTICE, date(2026, 9, 4)),
        (replace(NOTICE, on=date(2026, 6, 1)), date(2026, 7, 1)),
    ],
    ids=["直接", "留置", "公告8月5日", "公告6月1日"],
)
def test_a_public_notice_serves_after_thirty_days(proof: Proof, day: date) -> None:
    assert served_on(proof=proof) == day


@pytest.mark.parametrize(
    ("proof", "today", "code"),
    [
        (DIRECT, DAY, ""),
        (replace(DIRECT, on=date(2026, 8, 3)), DAY, ""),
        (replace(DIRECT, on=date(2026, 8, 2)), DAY, "service-before-paper"),
        (DIRECT, date(2026, 8, 4), "service-not-yet"),
        (NOTICE, date(2026, 9, 3), "service-not-yet"),
        (NOTICE, date(2026, 9, 4), ""),
    ],
)
def test_service_lies_between_the_paper_and_today(proof: Proof, today: date, code: str) -> None:
    assert code_of(objection_to_day(proof=proof, made_on=date(2026, 8, 3), today=today)) == code


def test_late_service_is_told_and_still_done() -> None:
    found = warning_of_late_service(on=date(2026, 8, 13), due_on=date(2026, 8, 12))

    assert found is not None
    assert (found.code, found.warning) == ("service-late", True)
    assert warning_of_late_service(on=date(2026, 8, 12), due_on=date(2026, 8, 12)) is None
