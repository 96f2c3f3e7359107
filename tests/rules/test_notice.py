"""What a notice tells, and when its periods are over."""

from dataclasses import replace
from datetime import date

import pytest

from workflows.rules.notice import (
    NoticeContent,
    Periods,
    Waiver,
    needs_new_notice,
    objection_to_change,
    objection_to_notice_right,
    objection_to_untold_change,
    objection_to_waiver,
    objections_to_content,
    objections_to_ending_periods,
)
from workflows.vocabulary.wording import Objection

SERVED = date(2026, 6, 18)
EXPIRY = date(2026, 6, 26)
NEXT_DAY = date(2026, 6, 27)
FULL = NoticeContent(
    party="青峦县永宁礼仪服务有限公司",
    facts="擅自从事遗体接运十三单",
    reasons="违反遗体接运由殡仪馆专门提供的规定",
    basis="殡葬管理条例65条",
    penalties="警告、没收违法所得、罚款",
    statement_right=True,
    hearing_right_told=True,
)
PERIODS = Periods(served_on=SERVED, statement_ends_on=EXPIRY, hearing_ends_on=EXPIRY)
WRITTEN = Waiver("written", date(2026, 6, 23))


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


@pytest.mark.parametrize(
    ("content", "hearing_right", "codes"),
    [
        (FULL, True, []),
        (replace(FULL, hearing_right_told=False), False, []),
        (replace(FULL, hearing_right_told=False), True, ["notice-lacks-hearing-right"]),
        (replace(FULL, statement_right=False), False, ["notice-lacks-statement-right"]),
        (replace(FULL, party=""), False, ["notice-lacks-part"]),
        (replace(FULL, facts=" "), False, ["notice-lacks-part"]),
        (replace(FULL, reasons=""), False, ["notice-lacks-part"]),
        (replace(FULL, basis=""), False, ["notice-lacks-part"]),
        (replace(FULL, penalties=""), False, ["notice-lacks-part"]),
    ],
)
def test_a_notice_tells_everything(*, content: NoticeContent, hearing_right: bool, codes: list[str]) -> None:
    found = objections_to_content(content=content, hearing_right=hearing_right)

    assert [one.code for one in found] == codes


def test_the_missing_part_is_named() -> None:
    found = objections_to_content(content=replace(FULL, basis=""), hearing_right=False)

    assert found[0].in_chinese() == "事先告知书缺少“处罚依据”，请补充（处罚法44条）"


@pytest.mark.parametrize(
    ("hearing_right", "notice_right", "code"),
    [
        (True, "with_hearing", ""),
        (False, "statement_only", ""),
        (True, "statement_only", "hearing-right-untold"),
        (True, "none", "hearing-right-untold"),
    ],
)
def test_a_hearing_right_that_exists_was_told(*, hearing_right: bool, notice_right: str, code: str) -> None:
    assert code_of(objection_to_notice_right(hearing_right=hearing_right, notice_right=notice_right)) == code


@pytest.mark.parametrize(
    ("waiver", "code"),
    [
        (WRITTEN, ""),
        (Waiver("record", SERVED), ""),
        (Waiver("receipt", SERVED), ""),
        (Waiver("silence", WRITTEN.on), "waiver-not-express"),
        (Waiver("written", date(2026, 6, 17)), "waiver-before-service"),
    ],
)
def test_a_right_is_waived_only_expressly(waiver: Waiver, code: str) -> None:
    assert code_of(objection_to_waiver(waiver=waiver, served_on=SERVED)) == code


@pytest.mark.parametrize(
    ("periods", "hearing_right", "today", "codes"),
    [
        (PERIODS, True, NEXT_DAY, []),
        (PERIODS, True, EXPIRY, ["statement-period-open", "hearing-period-open"]),
        (PERIODS, False, EXPIRY, ["statement-period-open"]),
        (PERIODS, False, NEXT_DAY, []),
        (replace(PERIODS, statement_waiver=WRITTEN), False, WRITTEN.on, []),
        (replace(PERIODS, statement_waiver=WRITTEN), False, date(2026, 6, 22), ["statement-period-open"]),
        (replace(PERIODS, statement_waiver=WRITTEN), True, WRITTEN.on, ["hearing-period-open"]),
        (replace(PERIODS, hearing_waiver=WRITTEN), True, WRITTEN.on, ["statement-period-open"]),
        (replace(PERIODS, statement_waiver=WRITTEN, hearing_waiver=WRITTEN), True, WRITTEN.on, []),
        (replace(PERIODS, statement_waiver=Waiver("silence", SERVED)), False, EXPIRY, ["statement-period-open"]),
        (replace(PERIODS, hearing_ends_on=None), True, NEXT_DAY, ["hearing-period-missing"]),
        (replace(PERIODS, hearing_ends_on=date(2026, 6, 29)), True, NEXT_DAY, ["hearing-period-open"]),
        (Periods(None, None), True, NEXT_DAY, ["notice-not-served"]),
        (replace(PERIODS, statement_ends_on=None), False, NEXT_DAY, ["notice-not-served"]),
    ],
)
def test_nothing_is_decided_until_the_day_after_expiry_or_full_waiver(
    *, periods: Periods, hearing_right: bool, today: date, codes: list[str]
) -> None:
    found = objections_to_ending_periods(periods=periods, hearing_right=hearing_right, today=today)

    assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("change", "on_lighter", "needed"),
    [
        ("none", True, False),
        ("wording", True, False),
        ("lighter", False, False),
        ("lighter", True, True),
        ("basis", False, True),
        ("heavier", False, True),
    ],
)
def test_heavier_or_another_basis_is_told_again(*, change: str, on_lighter: bool, needed: bool) -> None:
    assert needs_new_notice(change=change, renotice_on_lighter=on_lighter) is needed
    found = objection_to_untold_change(change=change, renotice_on_lighter=on_lighter)
    assert code_of(found) == ("change-untold" if needed else "")


@pytest.mark.parametrize(
    ("change", "cause", "code"),
    [
        ("heavier", "none", "change-cause-missing"),
        ("heavier", "defence", "heavier-for-defence"),
        ("heavier", "new_evidence", ""),
        ("heavier", "legal_correction", ""),
        ("basis", "none", ""),
        ("lighter", "none", ""),
    ],
)
def test_a_heavier_draft_names_a_lawful_cause(change: str, cause: str, code: str) -> None:
    assert code_of(objection_to_change(change=change, cause=cause)) == code


def test_a_lighter_draft_is_not_told_again_unless_the_agency_orders_it() -> None:
    assert needs_new_notice(change="lighter") is False
    assert objection_to_untold_change(change="lighter") is None
