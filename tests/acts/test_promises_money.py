"""Money is whole 分 from the form to the paper; nothing is imposed that is nothing, or that nobody here may impose."""

from typing import Any

import pytest

from tests.acts.prepared import a_case_before, objections_on
from tests.builders import Office, texts
from workflows.forms import FormError

FINE = {"kind": "fine"}


def reported(amount: str, **answers: Any) -> Office:
    office = a_case_before("report_findings")
    office.do("report_findings", penalties=[{**FINE, "amount": amount}], **answers)
    return office


@pytest.mark.parametrize(
    ("posted", "fen"),
    [
        ("60000", 6_000_000),
        ("60,000.00", 6_000_000),
        ("0.01", 1),
        ("60000.5", 6_000_050),
        ("６００００", 6_000_000),
        ("1234567.89", 123_456_789),
    ],
)
def test_an_amount_is_read_to_the_last_fen(posted: str, fen: int) -> None:
    assert reported(posted).facts["fine"] == fen


@pytest.mark.parametrize("posted", ["0.005", "-1", "-0.01", "NaN", "Infinity", "六万", "60000元", "1e16", "--1"])
def test_what_is_no_amount_is_refused_in_its_field(posted: str) -> None:
    with pytest.raises(FormError) as refused:
        reported(posted)
    assert list(refused.value.errors) == ["penalties-0-amount"]


@pytest.mark.parametrize("kind", ["fine", "confiscate_income"])
def test_a_penalty_of_nothing_is_none(kind: str) -> None:
    office = a_case_before("report_findings")
    nothing = [{"kind": "warning"}, {"kind": kind, "amount": "0"}]
    assert office.refusal("report_findings", penalties=nothing).code == "penalty-of-nothing"
    office.do("report_findings", penalties=nothing[:1])
    later = a_case_before("finalise_draft")
    assert later.refusal("finalise_draft", penalties=nothing).code == "penalty-of-nothing"


def test_worthless_goods_may_be_confiscated() -> None:
    office = a_case_before("report_findings")
    office.do("report_findings", penalties=[{"kind": "confiscate_goods", "amount": "0", "detail": "过期证书三枚"}])
    assert office.facts["confiscation"] == 0


def test_a_civil_affairs_office_detains_nobody() -> None:
    office = a_case_before("report_findings")
    refusal = office.refusal("report_findings", penalties=[{"kind": "detention", "days": "10"}])
    assert (refusal.code, refusal.article) == ("no-power-to-detain", "处罚法18条3款")


@pytest.mark.parametrize(
    ("fine", "benchmark", "code"),
    [
        ("1000000000", "outside", "above-statutory-range"),
        ("200000.01", "outside", "above-statutory-range"),
        ("49999.99", "outside", "below-statutory-range"),
        ("99999", "below_100k.lighter", "outside-benchmark"),
    ],
)
def test_a_fine_outside_the_range_is_told_in_the_report_and_never_signed(fine: str, benchmark: str, code: str) -> None:
    office = reported(fine, benchmark=benchmark)
    while "decide_penalty" not in office.open_acts() and office.open_acts()[0] != "accept_hearing":
        office.do(office.open_acts()[0])
    assert code in texts(objections_on(office, "decide_penalty", by="吴岚"))
    assert office.refusal("decide_penalty").code == code


def test_fine_and_confiscation_are_thresholds_of_their_own_and_paid_together() -> None:
    office = a_case_before("report_findings")
    both = [{**FINE, "amount": "60000"}, {"kind": "confiscate_income", "amount": "25800"}]
    office.do("report_findings", penalties=both)
    facts = office.facts
    assert (facts["fine"], facts["confiscation"], facts["penalty_total"]) == (6_000_000, 2_580_000, 8_580_000)


def test_the_same_kind_in_two_rows_is_one_sum() -> None:
    office = a_case_before("report_findings")
    office.do("report_findings", penalties=[{**FINE, "amount": "30000"}, {**FINE, "amount": "30000.01"}])
    assert office.facts["fine"] == 6_000_001
