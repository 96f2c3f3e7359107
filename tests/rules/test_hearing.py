"""A hearing is granted, announced in time, held in public and reported."""

from dataclasses import replace
from datetime import date

import pytest

from workflows.rules.hearing import (
    Hearing,
    HearingRecord,
    counts_as_heard,
    objection_to_announcement,
    objection_to_hearing_day,
    objection_to_missing_report,
    objection_to_outcome,
    objection_to_publicity,
    objection_to_record,
    objection_to_refusal_reason,
    objection_to_refusing_hearing,
    objection_to_report,
    objection_to_review_basis,
    objection_to_staff,
    objection_to_unheld_hearing,
)
from workflows.vocabulary.wording import Objection

END = date(2026, 6, 26)
SIGNED = HearingRecord(9, party_signed=True, chair_signed=True)


def code_of(objection: Objection | None) -> str:
    return objection.code if objection else ""


@pytest.mark.parametrize(
    ("hearing_right", "requested_on", "code"),
    [
        (True, END, "hearing-must-be-held"),
        (True, date(2026, 6, 27), ""),
        (False, END, ""),
    ],
    ids=["64条-期满当日", "64条-逾期", "63条-无听证权"],
)
def test_a_request_in_time_is_never_refused(*, hearing_right: bool, requested_on: date, code: str) -> None:
    found = objection_to_refusing_hearing(hearing_right=hearing_right, requested_on=requested_on, period_ends_on=END)

    assert code_of(found) == code
    if found is not None:
        assert found.applies_to({"hearing_request": "refused"})
        assert not found.applies_to({"hearing_request": "accepted"})


def test_a_refusal_gives_its_reason() -> None:
    assert code_of(objection_to_refusal_reason(reason="")) == "hearing-refused-without-reason"
    assert objection_to_refusal_reason(reason="逾期提出") is None


@pytest.mark.parametrize(
    ("held_on", "served_on", "earliest_on", "code"),
    [
        (date(2026, 7, 1), date(2026, 6, 18), date(2026, 7, 1), ""),
        (date(2026, 6, 30), date(2026, 6, 18), date(2026, 7, 1), "hearing-too-early"),
        (date(2026, 7, 1), None, None, "hearing-notice-not-served"),
        (date(2026, 7, 1), None, date(2026, 7, 1), "hearing-notice-not-served"),
        (date(2026, 7, 1), date(2026, 6, 18), None, "hearing-notice-not-served"),
    ],
)
def test_a_hearing_waits_for_seven_full_working_days(
    held_on: date, served_on: date | None, earliest_on: date | None, code: str
) -> None:
    found = objection_to_hearing_day(held_on=held_on, notice_served_on=served_on, earliest_on=earliest_on)

    assert code_of(found) == code


@pytest.mark.parametrize(
    ("is_public", "ground", "code"),
    [
        (True, "", ""),
        (False, "state_secret", ""),
        (False, "trade_secret", ""),
        (False, "privacy", ""),
        (False, "convenience", "hearing-must-be-public"),
        (False, "", "hearing-must-be-public"),
    ],
)
def test_a_hearing_is_public_unless_a_secret_forbids(*, is_public: bool, ground: str, code: str) -> None:
    assert code_of(objection_to_publicity(is_public=is_public, ground=ground)) == code


@pytest.mark.parametrize(
    ("is_public", "announced_on", "code"),
    [
        (True, date(2026, 6, 26), ""),
        (True, date(2026, 6, 27), "hearing-unannounced"),
        (True, None, "hearing-unannounced"),
        (False, None, ""),
    ],
)
def test_a_public_hearing_is_announced_and_lateness_only_told(
    *, is_public: bool, announced_on: date | None, code: str
) -> None:
    found = objection_to_announcement(is_public=is_public, announced_on=announced_on, latest_on=END)

    assert code_of(found) == code
    assert found is None or found.warning


@pytest.mark.parametrize(
    ("chair", "clerk", "code"), [(1, 2, ""), (0, 2, "hearing-without-staff"), (1, 0, "hearing-without-staff")]
)
def test_a_hearing_has_a_chair_and_a_clerk(chair: int, clerk: int, code: str) -> None:
    assert code_of(objection_to_staff(chair_id=chair, clerk_id=clerk)) == code


@pytest.mark.parametrize(
    ("hearing", "code"),
    [
        (Hearing("held", evidence_presented=True, party_was_heard=True), ""),
        (Hearing("held", evidence_presented=True), "hearing-incomplete"),
        (Hearing("held", party_was_heard=True), "hearing-incomplete"),
        (Hearing("terminated", absent_without_reason=True), ""),
        (Hearing("terminated", left_midway=True), ""),
        (Hearing("terminated"), "hearing-termination-without-ground"),
        (Hearing("withdrawn", withdrawn_in_writing=True), ""),
        (Hearing("withdrawn"), "hearing-withdrawal-undocumented"),
        (Hearing("held"), "hearing-incomplete"),
    ],
)
def test_the_record_bears_out_how_the_hearing_ended(hearing: Hearing, code: str) -> None:
    assert code_of(objection_to_outcome(hearing=hearing)) == code


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (SIGNED, ""),
        (HearingRecord(9, party_signed=False, refusal_noted=True, chair_signed=True), ""),
        (HearingRecord(9, party_signed=False), "hearing-record-unsigned"),
        (HearingRecord(9, party_signed=True), "hearing-record-unsigned-by-chair"),
        (replace(SIGNED, chair_signed=False), "hearing-record-unsigned-by-chair"),
    ],
)
def test_the_record_is_signed_or_the_refusal_noted(record: HearingRecord, code: str) -> None:
    assert code_of(objection_to_record(record=record)) == code


@pytest.mark.parametrize(
    ("cited", "record", "code"),
    [
        ({9}, SIGNED, ""),
        ({8}, SIGNED, "report-without-record"),
        ({9}, None, "report-without-record"),
        ({9}, replace(SIGNED, party_signed=False), "hearing-record-unsigned"),
    ],
)
def test_the_report_rests_on_the_signed_record(cited: set[int], record: HearingRecord | None, code: str) -> None:
    assert code_of(objection_to_report(cited_record_ids=cited, record=record)) == code


@pytest.mark.parametrize(
    ("heard", "has_report", "code"),
    [(True, True, ""), (False, False, ""), (True, False, "hearing-report-missing")],
)
def test_after_a_hearing_comes_its_report(*, heard: bool, has_report: bool, code: str) -> None:
    assert code_of(objection_to_missing_report(heard=heard, has_report=has_report)) == code


@pytest.mark.parametrize(
    ("request_state", "hearing", "code"),
    [
        ("requested", "none", "hearing-outstanding"),
        ("accepted", "none", "hearing-outstanding"),
        ("accepted", "held", ""),
        ("accepted", "terminated", ""),
        ("accepted", "withdrawn", ""),
        ("refused", "none", ""),
        ("none", "none", ""),
    ],
)
def test_an_accepted_request_leads_to_a_hearing(request_state: str, hearing: str, code: str) -> None:
    assert code_of(objection_to_unheld_hearing(hearing_request=request_state, hearing=hearing)) == code


@pytest.mark.parametrize(
    ("outcome", "terminated_counts", "heard"),
    [("held", False, True), ("terminated", True, True), ("terminated", False, False), ("withdrawn", True, False)],
)
def test_a_terminated_hearing_counts_unless_the_agency_says_otherwise(
    *, outcome: str, terminated_counts: bool, heard: bool
) -> None:
    assert counts_as_heard(outcome=outcome, terminated_counts=terminated_counts) is heard


@pytest.mark.parametrize(
    ("heard", "basis", "code"),
    [
        (True, "statutory", ""),
        (False, "none", ""),
        (True, "catalogue", "heard-needs-statutory-review"),
        (True, "none", "heard-needs-statutory-review"),
    ],
)
def test_a_heard_case_is_always_a_statutory_review_case(*, heard: bool, basis: str, code: str) -> None:
    assert code_of(objection_to_review_basis(heard=heard, review_basis=basis)) == code


def test_a_terminated_hearing_counts_by_default() -> None:
    assert counts_as_heard(outcome="terminated") is True
