"""Every gate of a penalty, and the decision not to punish."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from workflows.rules.decision import (
    NO_PENALTY_TERMS,
    Band,
    Bars,
    DecisionText,
    Gates,
    HearingGate,
    MeetingGate,
    NoticeGate,
    ReviewGate,
    objection_to_amount,
    objections_to_deciding,
    objections_to_no_penalty,
    objections_to_text,
    warning_of_late_decision,
)
from workflows.rules.filing import Conduct
from workflows.rules.notice import Periods, Waiver
from workflows.rules.review import Passed
from workflows.vocabulary.wording import Objection

SHEN, QIAO = 4, 3
SERVED, EXPIRY, TODAY = date(2026, 7, 21), date(2026, 7, 28), date(2026, 8, 3)
PASSED = Passed("h2", datetime(2026, 7, 29, tzinfo=UTC), QIAO)
NOTICE = NoticeGate(Periods(SERVED, EXPIRY), hearing_right=False, notice_right="statement_only")
REVIEW = ReviewGate("catalogue", PASSED, reviewer_ids={QIAO})
MEETING = MeetingGate(
    must_deliberate=True, result="approved", content_hash="h2", held_at=datetime(2026, 7, 31, tzinfo=UTC)
)
LAWFUL = Gates(
    today=TODAY,
    signer_id=SHEN,
    content_hash="h2",
    notice=NOTICE,
    hearing=HearingGate(statement="waived"),
    review=REVIEW,
    meeting=MEETING,
    bars=Bars(conduct=Conduct(date(2026, 5, 20), date(2026, 5, 20)), fine=6_000_000),
)
HEARD = replace(
    LAWFUL,
    hearing=HearingGate("made", "rejected", "accepted", "held", heard=True, has_report=True),
    review=replace(REVIEW, review_basis="statutory", last_heard_at=datetime(2026, 7, 20, tzinfo=UTC)),
)
TEXT = DecisionText(
    "永宁公司，青峦县", "事实和证据", "罚款，65条", "十五日内缴纳", "六十日内复议", "青峦县民政局，2026-08-03"
)


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


def refusals(gates: Gates) -> list[str]:
    return [one.code for one in objections_to_deciding(gates=gates)]


@pytest.mark.parametrize(
    "gates",
    [
        LAWFUL,
        HEARD,
        replace(LAWFUL, review=ReviewGate("none")),
        replace(LAWFUL, meeting=MeetingGate(must_deliberate=False)),
        replace(LAWFUL, review=replace(REVIEW, passed=None, is_overridden=True)),
        replace(LAWFUL, bars=Bars(referral="approved", police="declined")),
        replace(LAWFUL, bars=Bars(referral="refused")),
        replace(LAWFUL, bars=Bars(conduct=Conduct(None, TODAY), born_on=date(2012, 6, 1))),
        replace(LAWFUL, bars=Bars(fined_before=True)),
        replace(LAWFUL, bars=Bars(relied_on={2: "检查笔录"}, defective={1})),
        replace(LAWFUL, notice=replace(NOTICE, change="lighter")),
        replace(LAWFUL, signer_id=QIAO, review=replace(REVIEW, signer_must_differ=False)),
    ],
    ids=[
        "目录案", "听证案", "无须审核", "无须集体讨论", "本机关允许改变审核结论", "公安不予立案", "未批准移送",
        "行为持续至十四岁后", "他处已罚款而本案不罚款",
        "未依据有缺陷的笔录", "采纳申辩而减轻", "本机关未要求签发人与审核人分离",
    ],
)  # fmt: skip
def test_a_case_that_kept_every_rule_is_decided(gates: Gates) -> None:
    assert refusals(gates) == []


@pytest.mark.parametrize(
    ("gates", "codes"),
    [
        (replace(LAWFUL, bars=replace(LAWFUL.bars, decision="penalty")), ["already-decided"]),
        (replace(LAWFUL, bars=replace(LAWFUL.bars, decision="no_penalty")), ["already-decided"]),
        (replace(LAWFUL, bars=Bars(referral="approved")), ["referral-pending"]),
        (replace(LAWFUL, bars=Bars(referral="approved", police="filed")), ["referral-pending"]),
        (
            replace(LAWFUL, bars=Bars(conduct=Conduct(date(2024, 5, 19), date(2026, 5, 20)))),
            ["limitation-expired"],
        ),
        (
            replace(LAWFUL, bars=replace(LAWFUL.bars, born_on=date(2014, 1, 1))),
            ["party-under-fourteen"],
        ),
        (
            replace(LAWFUL, bars=Bars(conduct=Conduct(date(2026, 5, 1), TODAY), born_on=date(2012, 6, 1))),
            ["party-under-fourteen"],
        ),
        (replace(LAWFUL, bars=replace(LAWFUL.bars, fined_before=True)), ["fined-before"]),
        (replace(LAWFUL, bars=Bars(relied_on={1: "询问笔录"}, defective={1})), ["relies-on-defective-record"]),
        (replace(LAWFUL, notice=replace(NOTICE, periods=Periods(None, None))), ["notice-not-served"]),
        (replace(LAWFUL, today=EXPIRY), ["statement-period-open"]),
        (
            replace(LAWFUL, notice=replace(NOTICE, hearing_right=True)),
            ["hearing-period-missing", "hearing-right-untold"],
        ),
        (
            replace(
                LAWFUL,
                today=EXPIRY,
                notice=NoticeGate(
                    Periods(SERVED, EXPIRY, EXPIRY, statement_waiver=Waiver("written", SERVED)),
                    hearing_right=True,
                    notice_right="with_hearing",
                ),
            ),
            ["hearing-period-open"],
        ),
        (
            replace(LAWFUL, notice=replace(NOTICE, change="heavier", change_cause="defence")),
            ["heavier-for-defence", "change-untold"],
        ),
        (
            replace(LAWFUL, notice=replace(NOTICE, change="heavier")),
            ["change-cause-missing", "change-untold"],
        ),
        (replace(LAWFUL, notice=replace(NOTICE, change="basis")), ["change-untold"]),
        (
            replace(LAWFUL, notice=replace(NOTICE, change="lighter", renotice_on_lighter=True)),
            ["change-untold"],
        ),
        (replace(LAWFUL, hearing=HearingGate(statement="made")), ["defence-not-reviewed"]),
        (replace(LAWFUL, hearing=HearingGate(hearing_request="accepted")), ["hearing-outstanding"]),
        (replace(HEARD, hearing=replace(HEARD.hearing, has_report=False)), ["hearing-report-missing"]),
        (
            replace(HEARD, review=replace(HEARD.review, review_basis="catalogue")),
            ["heard-needs-statutory-review"],
        ),
        (replace(LAWFUL, signer_id=QIAO), ["signer-reviewed-case"]),
        (replace(LAWFUL, review=replace(REVIEW, passed=None)), ["review-not-passed"]),
        (
            replace(LAWFUL, review=ReviewGate("statutory", is_overridden=True)),
            ["review-not-passed"],
        ),
        (
            replace(LAWFUL, content_hash="h3", meeting=replace(MEETING, content_hash="h3")),
            ["review-of-other-content"],
        ),
        (
            replace(HEARD, review=replace(HEARD.review, last_heard_at=datetime(2026, 7, 30, tzinfo=UTC))),
            ["review-before-hearing"],
        ),
        (
            replace(LAWFUL, review=replace(REVIEW, content_changed_at=datetime(2026, 7, 30, tzinfo=UTC))),
            ["review-before-change"],
        ),
        (
            replace(LAWFUL, review=replace(REVIEW, passed=replace(PASSED, edit_confirmed=False))),
            ["edit-unconfirmed"],
        ),
        (replace(LAWFUL, meeting=MeetingGate(must_deliberate=True)), ["not-deliberated"]),
        (replace(LAWFUL, meeting=replace(MEETING, result="rejected")), ["not-deliberated"]),
        (replace(LAWFUL, meeting=replace(MEETING, held_at=None)), ["not-deliberated"]),
        (replace(LAWFUL, meeting=replace(MEETING, content_hash="h1")), ["deliberated-other-content"]),
        (replace(LAWFUL, meeting=replace(MEETING, held_at=PASSED.signed_at)), ["deliberated-before-review"]),
        (
            replace(LAWFUL, meeting=replace(MEETING, held_at=datetime(2026, 7, 28, tzinfo=UTC))),
            ["deliberated-before-review"],
        ),
    ],
)
def test_every_broken_gate_refuses_the_signature(gates: Gates, codes: list[str]) -> None:
    assert refusals(gates) == codes


def test_a_draft_may_always_be_returned() -> None:
    found = objections_to_deciding(gates=replace(LAWFUL, review=replace(REVIEW, passed=None)))

    assert [one.applies_to({"signing": "signed"}) for one in found] == [True]
    assert [one.applies_to({"signing": "returned"}) for one in found] == [False]


@pytest.mark.parametrize(
    "blank",
    ["party", "facts_and_evidence", "kinds_and_basis", "performance", "relief", "agency_and_day"],
)
def test_a_decision_holds_the_six_items(blank: str) -> None:
    found = objections_to_text(text=replace(TEXT, **{blank: " "}))

    assert [(one.code, one.when) for one in found] == [("decision-lacks-item", ("signing", "signed"))]


def test_a_complete_decision_is_accepted() -> None:
    assert objections_to_text(text=TEXT) == ()


STATUTORY, STEP = Band(5_000_000, 20_000_000), Band(5_000_000, 9_000_000)


@pytest.mark.parametrize(
    ("amount", "mitigation", "reasons", "code"),
    [
        (5_000_000, "", "", ""),
        (9_000_000, "", "", ""),
        (9_000_001, "", "", "outside-benchmark"),
        (9_000_001, "", "情节较重", ""),
        (20_000_000, "", "情节严重", ""),
        (20_000_001, "从轻", "情节严重", "above-statutory-range"),
        (4_999_999, "", "情节较轻", "below-statutory-range"),
        (4_999_999, "处罚法32条1项", "主动消除危害后果", ""),
        (4_999_999, "处罚法32条1项", "", "outside-benchmark"),
    ],
)
def test_an_amount_stays_in_its_range(amount: int, mitigation: str, reasons: str, code: str) -> None:
    found = objection_to_amount(
        amount=amount, statutory=STATUTORY, benchmark=STEP, mitigation=mitigation, reasons=reasons
    )

    assert code_of(found) == code


def test_a_range_may_have_no_ceiling_and_no_benchmark() -> None:
    assert objection_to_amount(amount=10**12, statutory=Band(0), benchmark=Band(0)) is None
    assert objection_to_amount(amount=10**12, statutory=Band(0)) is None


@pytest.mark.parametrize("ground", list(NO_PENALTY_TERMS))
def test_every_lawful_ground_ends_without_penalty(ground: str) -> None:
    route = "not_made_out" if ground == "57-1-3" else "no_penalty"

    found = objections_to_no_penalty(route=route, ground=ground, reasons="理由", educated=route == "no_penalty")

    assert found == ()


@pytest.mark.parametrize(
    ("route", "ground", "reasons", "educated", "decision", "codes"),
    [
        ("no_penalty", "33-1b", "初次", True, "penalty", ["already-decided"]),
        ("no_penalty", "99", "初次", True, "none", ["no-penalty-without-ground"]),
        ("no_penalty", "57-1-3", "不成立", True, "none", ["ground-against-route"]),
        ("not_made_out", "33-1b", "初次", True, "none", ["ground-against-route"]),
        ("no_penalty", "33-1b", " ", True, "none", ["no-penalty-without-reasons"]),
        ("no_penalty", "33-1b", "初次", False, "none", ["no-education"]),
    ],
)
def test_no_penalty_needs_its_ground_reasons_and_education(
    *, route: str, ground: str, reasons: str, educated: bool, decision: str, codes: list[str]
) -> None:
    found = objections_to_no_penalty(route=route, ground=ground, reasons=reasons, educated=educated, decision=decision)

    assert [one.code for one in found] == codes


def test_a_late_decision_is_told_and_still_made() -> None:
    found = warning_of_late_decision(today=date(2026, 8, 21), due_on=date(2026, 8, 20))

    assert found is not None
    assert (found.code, found.warning) == ("decision-late", True)
    assert warning_of_late_decision(today=date(2026, 8, 20), due_on=date(2026, 8, 20)) is None
