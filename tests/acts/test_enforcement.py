"""催告、申请法院强制执行、终结执行、改正复查: what follows when nothing is paid, and whether it was put right."""

from datetime import date
from typing import Any

import pytest

from tests.acts.decided import (
    FINE,
    PAST_COURT,
    TAKEN,
    a_case_for_the_court,
    a_demanded_case,
    a_requested_case,
    a_served_case,
    paid,
    plan,
    state_of,
)
from tests.acts.prepared import change, objections_on
from tests.acts.rounds import desk_of
from tests.builders import texts
from workflows.guards.owing import court_due_on, litigation_ends_on


def test_the_demand_prints_what_is_owed_with_the_surcharge_imposed() -> None:
    office = a_served_case().at("2026-06-08")
    office.do("impose_surcharge", amount="9000")
    office.do("issue_demand")
    dossier = office.dossier()
    paper = dossier.last_paper("demand_notice")
    assert paper is not None
    assert paper.id in dossier.paper_files
    fields = paper.fields
    assert (fields["principal"], fields["surcharge"], fields["total"]) == (8_580_000, 900_000, 9_480_000)
    assert (fields["decision_number"], fields["decision_served_on"]) == ("青峦民罚决字〔2026〕1号", "2026-05-18")
    assert fields["perform_days"] == 10
    assert state_of(office, "court_3mo") == ("running", date(2027, 2, 18))


def test_nothing_is_demanded_during_a_stay() -> None:
    office = a_served_case().at("2026-06-03")
    office.do("record_remedy", is_stayed=True, stay_ground="body")
    assert office.refusal("issue_demand").code == "execution-stayed"


def test_payment_after_the_demand_ends_execution_with_the_surcharge() -> None:
    office = a_demanded_case()
    office.do("impose_surcharge", amount="1800")
    assert office.refusal("record_performance").code == "performance-incomplete"
    everything = [paid(office, fine=FINE, confiscation=TAKEN, surcharge="1800")]
    office.do("record_performance", payments=everything)
    assert (office.facts["performance"], office.open_acts()) == ("done", ["collect_disclosure"])
    assert state_of(office, "court_3mo")[0] == "stopped"


def test_part_payment_after_the_demand_goes_on_to_the_review() -> None:
    office = a_demanded_case()
    office.do("record_performance", performance="overdue", payments=[paid(office, confiscation=TAKEN)])
    assert (office.facts["performance"], "review_demand_reply" in office.open_acts()) == ("overdue", True)


def test_ten_working_days_after_the_demand_silence_opens_the_review() -> None:
    office = a_demanded_case().at("2026-06-17")
    assert "record_performance" in office.open_acts()
    office.at("2026-06-18")
    assert "review_demand_reply" in office.open_acts()


def test_every_argument_against_the_demand_is_answered() -> None:
    office = a_demanded_case().at("2026-06-18")
    rows = [{"claim": "已经缴纳", "verification": "", "adopted": "rejected", "reason": "没有票据"}]
    assert office.refusal("review_demand_reply", reply="made").code == "defence-without-arguments"
    rows[0]["verification"] = "银行没有入账"
    office.do("review_demand_reply", reply="made", arguments=rows)
    assert "apply_court" in office.open_acts()


def test_the_court_is_asked_between_the_end_of_the_time_to_sue_and_three_months_later() -> None:
    office = a_demanded_case().at("2026-06-18")
    office.do("review_demand_reply")
    desk = desk_of(office, "apply_court", "吴岚")
    assert (litigation_ends_on(desk), court_due_on(desk)) == (date(2026, 11, 18), date(2027, 2, 18))
    by_day = {
        day: texts(objections_on(office, "apply_court", by="吴岚", day=day))
        for day in ("2026-11-18", "2026-11-19", "2027-02-18", "2027-02-19")
    }
    assert by_day == {
        "2026-11-18": ["litigation-period-open"],
        "2026-11-19": [],
        "2027-02-18": [],
        "2027-02-19": ["court-too-late"],
    }
    assert office.refusal("apply_court").code == "litigation-period-open"


def test_the_court_is_not_asked_before_ten_working_days_have_passed_since_the_demand() -> None:
    office = a_demanded_case()
    office.do("record_performance", performance="overdue", payments=[])
    office.do("review_demand_reply")
    early = texts(objections_on(office, "apply_court", by="吴岚", day="2026-06-17"))
    assert early == ["court-too-early", "litigation-period-open"]
    assert texts(objections_on(office, "apply_court", by="吴岚", day="2026-06-18")) == ["litigation-period-open"]


def test_an_application_lacking_a_paper_is_refused() -> None:
    office = a_case_for_the_court()
    refused = office.refusal("apply_court", materials=["application", "decision", "object"])
    assert (refused.code, refused.params["missing"]) == ("court-materials-missing", "当事人的意见及催告情况")


def test_a_pending_remedy_keeps_the_court_away_and_an_upheld_one_counts_anew() -> None:
    office = a_demanded_case()
    office.do("record_remedy")
    office.at("2026-12-01").do("review_demand_reply")
    assert texts(objections_on(office, "apply_court", by="吴岚")) == ["court-during-remedy", "litigation-period-open"]
    office.do("record_remedy_result")
    assert texts(objections_on(office, "apply_court", by="吴岚", day="2026-12-16")) == ["litigation-period-open"]
    assert texts(objections_on(office, "apply_court", by="吴岚", day="2026-12-17")) == []


def test_the_plan_moves_the_three_months_to_its_own_end() -> None:
    office = a_requested_case()
    office.do("approve_instalment", plan=plan(("60000", "2026-12-31")))
    office.at("2027-01-05")
    assert court_due_on(desk_of(office, "issue_demand")) == date(2027, 3, 31)


def test_the_court_allows_enforcement_and_what_it_collects_ends_the_case() -> None:
    office = a_case_for_the_court()
    office.do("apply_court")
    assert office.facts["performance"] == "court"
    assert office.refusal("record_court", ruled_on=date(2026, 11, 30)).code == "ruling-before-application"
    assert office.refusal("record_court", ruled_on=date(2026, 12, 2)).code == "in-the-future"
    office.at("2027-01-08").do("record_court")
    assert office.refusal("end_execution", performance="done").code == "performance-incomplete"
    office.do("end_execution", performance="done", payments=[paid(office, fine=FINE, confiscation=TAKEN)])
    assert (office.facts["performance"], state_of(office, "closing_15wd")[0]) == ("done", "running")


@pytest.mark.parametrize(
    ("answers", "code"), [({"ground": None}, "end-without-ground"), ({"reason": None}, "end-without-reason")]
)
def test_execution_ends_on_a_ground_and_what_it_rests_on(answers: dict[str, Any], code: str) -> None:
    office = a_case_for_the_court()
    office.do("apply_court")
    office.do("record_court", ruling="refused")
    assert office.refusal("end_execution", **answers).code == code
    office.do("end_execution")
    assert office.facts["performance"] == "ended"


def test_a_court_asked_too_late_is_left_and_execution_is_ended() -> None:
    office = a_demanded_case().at(PAST_COURT)
    office.do("review_demand_reply")
    assert office.refusal("apply_court").code == "court-too-late"
    office.do("apply_court", application="withhold")
    assert (office.facts["performance"], "end_execution" in office.open_acts()) == ("overdue", True)
    office.do("end_execution")
    assert office.facts["performance"] == "ended"


def test_a_ruling_is_recorded_only_of_a_court_that_was_asked() -> None:
    office = a_case_for_the_court()
    assert texts(objections_on(office, "record_court", by="林静")) == ["court-unasked"]


def test_both_officers_see_that_it_was_put_right() -> None:
    office = a_served_case(correction=True)
    assert state_of(office, "correction_due")[0] == "running"
    office.at("2026-05-26").do("verify_correction")
    row = office.dossier().corrections[0]
    assert (row.verified_on, row.verifiers, row.result) == (
        date(2026, 5, 26),
        [office.person("林静"), office.person("赵宁")],
        "verified",
    )
    assert (office.facts["correction"], state_of(office, "correction_due")[0]) == ("verified", "stopped")


def test_what_was_not_put_right_is_on_file_and_lets_the_case_go_on() -> None:
    office = a_served_case(correction=True).at("2026-06-01")
    office.do("verify_correction", correction="refused", findings="仍在接运")
    assert (office.facts["correction"], "verify_correction" in office.open_acts()) == ("refused", False)


@pytest.mark.parametrize(
    ("day", "code"), [(date(2026, 5, 17), "verified-before-order"), (date(2026, 5, 19), "in-the-future")]
)
def test_the_verification_lies_between_the_order_and_today(day: date, code: str) -> None:
    assert a_served_case(correction=True).refusal("verify_correction", verified_on=day).code == code


def test_an_officer_without_a_credential_does_not_verify() -> None:
    office = a_served_case(correction=True)
    change(office, "UPDATE credentials SET revoked_on = '2026-05-01' WHERE person_id = :one", one=office.person("赵宁"))
    assert office.refusal("verify_correction").code == "too-few-officers"


def test_without_an_order_there_is_nothing_to_verify() -> None:
    office = a_served_case()
    assert texts(objections_on(office, "verify_correction", by="林静")) == ["no-correction-ordered"]
