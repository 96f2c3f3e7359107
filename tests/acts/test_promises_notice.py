"""Told, served, waited for, never punished for speaking (处罚法44条、45条、62—64条)."""

from datetime import date
from typing import Any

import pytest

from tests.acts.prepared import objections_on
from tests.acts.rounds import LARGE, SMALL, a_case_to_tell, a_told_case, copy_of
from tests.answers.review import standing_draft
from tests.builders import Office, texts
from workflows.forms import FormError

SPOKEN = ("statement-period-open", "hearing-period-open")


def penalties(office: Office, fine: str) -> list[dict[str, object]]:
    """Return what was told, with another fine."""
    rows = standing_draft(office)["penalties"]
    assert isinstance(rows, list)
    return [{**row, "amount": fine} if row["kind"] == "fine" else row for row in rows]


def gate(office: Office, day: str = "") -> list[str]:
    return texts(objections_on(office, "decide_penalty", by="吴岚", day=day))


def test_a_notice_that_was_issued_and_not_served_carries_nothing() -> None:
    office = a_case_to_tell(SMALL)
    office.do("issue_notice")
    assert "notice-not-served" in gate(office)
    assert office.facts["notice"] == "issued"
    office.do("choose_service")
    assert "notice-not-served" in gate(office)
    office.do("record_service")
    assert "notice-not-served" not in gate(office)


@pytest.mark.parametrize(("fine", "codes"), [(SMALL, SPOKEN[:1]), (LARGE, SPOKEN)])
def test_the_last_day_belongs_to_the_party_and_the_next_to_the_agency(fine: int, codes: tuple[str, ...]) -> None:
    office = a_told_case(fine, served="2026-06-18")
    assert [code for code in gate(office, "2026-06-26") if code in SPOKEN] == list(codes)
    assert [code for code in gate(office, "2026-06-27") if code in SPOKEN] == []


def test_waiving_one_right_leaves_the_other_alive() -> None:
    office = a_told_case(LARGE, served="2026-06-18")
    office.do("record_statement", kind="waive_statement")
    assert [code for code in gate(office) if code in SPOKEN] == ["hearing-period-open"]
    with pytest.raises(FormError) as refused:
        office.do("await_statement", waives_hearing=False)
    assert list(refused.value.errors) == ["waives_hearing"]
    office.do("await_statement")
    assert [code for code in gate(office) if code in SPOKEN] == []


def test_silence_is_no_waiver_and_neither_is_a_statement() -> None:
    office = a_told_case(SMALL, served="2026-06-18")
    office.do("record_statement")
    assert (office.open_acts(), "statement-period-open" in gate(office)) == (["await_statement"], True)
    office.at("2026-06-26", hour=23)
    assert office.open_acts() == ["await_statement"]
    office.at("2026-06-27", hour=0)
    assert office.open_acts() == ["review_defence"]


@pytest.mark.parametrize(
    ("day", "code"),
    [
        ("2026-06-17", "waiver-before-service"),
        ("2026-06-20", "in-the-future"),
        ("2025-06-18", "waiver-before-service"),
    ],
)
def test_a_waiver_lies_between_the_service_and_today(day: str, code: str) -> None:
    office = a_told_case(SMALL, served="2026-06-18").at("2026-06-19")
    assert office.refusal("await_statement", waived_on=day).code == code
    assert office.refusal("record_statement", kind="waive_statement", received_on=day).code in {code, "before-service"}
    office.do("await_statement", waived_on="2026-06-18")


def test_a_statement_of_the_last_day_counts_and_one_of_the_next_does_not() -> None:
    office = a_told_case(SMALL, served="2026-06-18").at("2026-06-27", hour=9)
    assert office.open_acts() == ["finalise_draft"]
    assert office.refusal("record_statement", received_on="2026-06-27").code == "statement-late"
    office.do("record_statement", received_on="2026-06-26")
    assert office.open_acts() == ["review_defence"]


@pytest.mark.parametrize("speaking", ["statement", "hearing_request"])
def test_nothing_grows_heavier_because_the_party_spoke(speaking: str) -> None:
    office = a_told_case(LARGE, served="2026-06-18")
    office.do("record_statement", kind=speaking)
    if speaking == "hearing_request":
        office.do("record_statement", kind="waive_hearing")
    office.at("2026-06-29").walk_to("finalise_draft")
    heavier = penalties(office, "130000")
    assert office.refusal("finalise_draft", penalties=heavier, change_cause="none").code == "change-cause-missing"
    assert office.refusal("finalise_draft", penalties=heavier, change_cause="defence").code == "heavier-for-defence"
    office.do("finalise_draft", penalties=heavier, change_cause="new_evidence")
    assert office.open_acts() == ["issue_notice"]


@pytest.mark.parametrize(
    "changed",
    [
        {"facts": "另查明新的违法事实"},
        {"penalty_basis": "殡葬管理条例66条"},
        {"violated": "殡葬管理条例26条"},
    ],
)
def test_new_facts_and_another_basis_return_to_the_notice(changed: Any) -> None:
    office = a_told_case(SMALL, served="2026-06-18").at("2026-06-29")
    office.do("finalise_draft", **changed)
    assert (office.open_acts(), office.facts["change"], office.facts["notice"]) == (["issue_notice"], "basis", "none")
    assert "change-untold" in gate(office)


def test_newly_listed_evidence_returns_to_the_notice() -> None:
    office = a_told_case(SMALL, served="2026-06-18").at("2026-06-29")
    office.do("add_evidence")
    office.do("finalise_draft", evidence=[one.id for one in office.dossier().evidence])
    assert (office.open_acts(), office.facts["change"]) == (["issue_notice"], "basis")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"discretion": "改写了裁量说理"}, "wording"),
        ({"defence_text": "当事人未提出意见"}, "wording"),
    ],
)
def test_other_words_do_not_return_to_the_notice(changed: Any, told: str) -> None:
    office = a_told_case(SMALL, served="2026-06-18").at("2026-06-29")
    office.do("finalise_draft", **changed)
    assert (office.open_acts(), office.facts["change"]) == (["submit_review"], told)


def test_a_purely_lighter_result_does_not_return_to_the_notice() -> None:
    office = a_told_case(SMALL, served="2026-06-18").at("2026-06-29")
    office.do("finalise_draft", penalties=penalties(office, "60000"))
    assert (office.open_acts(), office.facts["change"]) == (["submit_review"], "lighter")
    assert "change-untold" not in gate(office)


def test_the_service_of_an_earlier_notice_never_serves_a_new_one() -> None:
    office = a_told_case(SMALL, served="2026-06-18").at("2026-06-29")
    office.do("finalise_draft", penalties=penalties(office, "90000"), change_cause="new_evidence")
    office.do("issue_notice")
    first, second = office.dossier().notices
    assert (first.served_on, second.served_on) == (date(2026, 6, 18), None)
    assert {"notice-not-served", "change-untold"} <= set(gate(office))
    office.do("choose_service")
    assert office.refusal("record_service", served_on="2026-06-18").code == "service-before-paper"
    office.do("record_service")
    assert office.dossier().services[-1].paper_id == second.paper_id
    assert [code for code in gate(office, "2026-07-06") if code in SPOKEN] == ["statement-period-open"]
    assert [code for code in gate(office, "2026-07-07") if code in SPOKEN] == []


def test_every_call_of_the_service_serves_its_own_paper() -> None:
    office = a_told_case(SMALL, served="2026-06-18").at("2026-06-29").walk_to("decide_penalty")
    office.do("decide_penalty")
    office.do("choose_service")
    office.do("record_service")
    dossier = office.dossier()
    papers = {one.id: one.kind for one in dossier.papers}
    served = [(one.site, papers[one.paper_id]) for one in dossier.services]
    assert served == [("serve_notice", "prior_notice"), ("serve_decision", "penalty_decision")]


def test_a_right_that_arises_later_is_told_before_anything_is_decided() -> None:
    office = a_told_case(SMALL, served="2026-06-18").at("2026-06-29")
    other = copy_of(office)
    office.do("finalise_draft", penalties=penalties(office, str(LARGE)), change_cause="new_evidence")
    office.do("issue_notice")
    assert office.facts["notice_right"] == "with_hearing"
    other.do("finalise_draft")
    assert other.facts["notice_right"] == "statement_only"
    assert "hearing-right-untold" not in gate(other)
