"""移送公安机关: team, principal, 24 hours, the reply; and the 90 days that go on where they stood (310号令)."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.acts.prepared import change, objections_on, opened_with
from tests.acts.rounds import walked_once
from tests.builders import Office, an_office, texts
from workflows.forms import SHANGHAI

SUSPECTED = {"suggestion": "transfer_crime", "crime_view": "suspected", "penalties": []}


@walked_once
def a_case_to_refer() -> Office:
    """Return a case filed on 2026-05-22 whose leader has just chosen the police."""
    office = an_office()
    office.a_case()
    office.at("2026-05-22").walk_to(
        "form_referral_team", report_findings=SUSPECTED, decide_route={"route": "transfer_crime"}
    )
    return office


@walked_once
def a_reported_case() -> Office:
    office = a_case_to_refer().at("2026-05-25")
    office.do("form_referral_team")
    return office


@walked_once
def a_handed_over_case() -> Office:
    """Return a case handed over to the police on 2026-05-27; sixty-four days of the ninety have not begun."""
    office = a_reported_case().at("2026-05-27")
    office.do("approve_referral")
    office.do("hand_over")
    return office


def state_of(office: Office, name: str) -> tuple[str, date]:
    clock = office.dossier().clock(name)
    assert clock is not None
    return clock.state, clock.due_on


def test_the_team_reports_in_writing() -> None:
    assert a_case_to_refer().refusal("form_referral_team", report=None).code == "referral-without-report"


def test_two_officers_with_credentials_make_the_team() -> None:
    office = a_case_to_refer()
    withhold = "UPDATE credentials SET suspended_on = '2026-05-01' WHERE person_id = :one"
    change(office, withhold, one=office.person("赵宁"))
    assert office.refusal("form_referral_team").code == "too-few-officers"


def test_the_report_opens_with_what_the_investigation_found() -> None:
    office = a_case_to_refer()
    opened = opened_with(office, "form_referral_team", by="林静")
    assert opened["team"] == (office.person("林静"), office.person("赵宁"))
    assert (opened["police_body"], opened["unit_head"]) == ("青峦县公安局", office.person("孙国强"))
    assert str(opened["report"]).startswith("2026年3月10日至5月20日")


def test_the_principal_alone_decides() -> None:
    office = a_reported_case()
    assert office.task("approve_referral").role == "principal"
    assert texts(objections_on(office, "approve_referral", by="吴岚")) == ["referral-not-principal"]
    assert office.refusal("approve_referral", by="吴岚").code == "role-missing"
    office.do("approve_referral")
    assert (office.facts["referral"], office.facts["police"]) == ("approved", "none")


def test_the_approval_prints_every_signature_that_was_given() -> None:
    office = a_reported_case().at("2026-05-27")
    office.do("approve_referral")
    dossier = office.dossier()
    paper = dossier.last_paper("crime_referral_approval")
    assert paper is not None
    assert paper.id in dossier.paper_files
    fields = paper.fields
    assert fields["unit_head"] == {"name": "孙国强", "opinion": "同意承办人意见", "signed_on": "2026-05-25"}
    assert fields["principal"] == {
        "name": "周正",
        "opinion": "同意移送",
        "signed_on": "2026-05-27",
        "decision": "批准移送",
    }
    team = [row["name"] for row in fields["team"]]  # type: ignore[attr-defined]
    assert (team, fields["reported_on"]) == (["林静", "赵宁"], "2026-05-25")


def test_a_late_decision_is_told_and_still_due() -> None:
    office = a_reported_case()
    assert state_of(office, "referral_3d") == ("running", date(2026, 5, 28))
    told = {day: objections_on(office, "approve_referral", by="周正", day=day) for day in ("2026-05-28", "2026-05-29")}
    assert [texts(found) for found in told.values()] == [[], ["referral-decided-late"]]
    assert told["2026-05-29"][0].warning


def test_a_refusal_keeps_its_reason_and_goes_back_to_the_investigation() -> None:
    office = a_reported_case()
    assert office.refusal("approve_referral", referral="refused").code == "referral-refused-without-reason"
    office.do("approve_referral", referral="refused", reason="未达到立案追诉标准")
    assert texts(objections_on(office, "hand_over", by="林静")) == ["hand-over-unapproved"]
    task = office.task("investigate")
    assert (office.facts["referral"], task.origin, task.points[0]["problem"]) == (  # type: ignore[index]
        "refused",
        "returned",
        "未达到立案追诉标准",
    )
    paper = office.dossier().last_paper("crime_referral_approval")
    assert paper is not None
    assert paper.fields["principal"]["opinion"] == "不批准移送的理由：未达到立案追诉标准"  # type: ignore[index]


@pytest.mark.parametrize("missing", ["letter", "report", "item_list"])
def test_what_goes_to_the_police_is_complete(missing: str) -> None:
    office = a_reported_case()
    office.do("approve_referral")
    papers = [one for one in ("letter", "report", "item_list") if one != missing]
    assert office.refusal("hand_over", papers=papers).code == "hand-over-incomplete"
    office.do("hand_over", papers=["letter", "report", "item_list"])
    assert state_of(office, "police_3d") == ("running", date(2026, 5, 28))


def test_a_test_report_on_file_goes_with_it() -> None:
    office = a_reported_case()
    office.do("approve_referral")
    change(office, "UPDATE evidence SET kind = 'expert_opinion'")
    assert office.refusal("hand_over", papers=["letter", "report", "item_list"]).code == "hand-over-incomplete"
    office.do("hand_over")


def test_the_hand_over_lies_between_approval_and_now_and_is_late_after_a_day() -> None:
    office = a_reported_case()
    office.do("approve_referral")
    assert state_of(office, "handover_24h")[0] == "running"
    early, future = (datetime(2026, 5, day, 9, tzinfo=SHANGHAI) for day in (25, 26))
    assert office.refusal("hand_over", handed_at=early).code == "hand-over-before-approval"
    assert office.refusal("hand_over", handed_at=future).code == "in-the-future"
    told = {day: texts(objections_on(office, "hand_over", by="林静", day=day)) for day in ("2026-05-26", "2026-05-27")}
    assert told == {"2026-05-26": [], "2026-05-27": ["hand-over-late"]}


def test_the_letter_names_its_enclosures_and_stops_the_ninety_days() -> None:
    office = a_handed_over_case()
    dossier = office.dossier()
    paper = dossier.last_paper("crime_referral")
    assert paper is not None
    assert paper.id in dossier.paper_files
    assert [row["name"] for row in paper.fields["attachments"]] == [  # type: ignore[attr-defined]
        "涉嫌犯罪案件情况的调查报告",
        "涉案物品清单",
        "检验报告或者鉴定结论",
    ]
    assert paper.fields["approved_on"] == "2026-05-27"
    states = {name: state_of(office, name)[0] for name in ("penalty_90d", "handover_24h", "referral_3d")}
    assert states == dict.fromkeys(states, "stopped")


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"document": None}, "reply-without-document"),
        ({"replied_on": date(2026, 5, 26)}, "reply-before-hand-over"),
        ({"replied_on": date(2026, 5, 28)}, "in-the-future"),
    ],
)
def test_a_reply_has_its_notice_and_its_day(answers: dict[str, Any], code: str) -> None:
    assert a_handed_over_case().refusal("record_police_reply", **answers).code == code


def test_a_filed_case_hands_its_things_over_and_can_be_closed() -> None:
    office = a_handed_over_case()
    office.do("record_police_reply")
    assert state_of(office, "items_3d") == ("running", date(2026, 6, 1))
    assert office.refusal("hand_over_items", receipt=None).code == "items-without-receipt"
    late = objections_on(office, "hand_over_items", by="林静", day="2026-06-02")
    assert [(one.code, one.warning) for one in late] == [("items-late", True)]
    office.do("hand_over_items")
    assert (office.open_acts(), state_of(office, "closing_15wd")[0]) == (["close_case"], "running")


@pytest.mark.parametrize("reply", ["declined", "returned"])
def test_what_comes_back_goes_on_where_it_stood(reply: str) -> None:
    office = a_handed_over_case()
    assert state_of(office, "penalty_90d") == ("stopped", date(2026, 8, 20))
    office.at("2026-06-10").do("record_police_reply", police=reply)
    dossier = office.dossier()
    assert state_of(office, "penalty_90d") == ("running", date(2026, 9, 2))
    pauses = [(one.since, one.until, one.ground) for one in dossier.clock_pauses]
    assert pauses == [(date(2026, 5, 28), date(2026, 6, 9), "移送公安机关期间")]
    assert [clock.name for clock in dossier.clocks].count("penalty_90d") == 1


def test_a_reply_on_the_next_day_takes_no_day_from_the_count() -> None:
    office = a_handed_over_case().at("2026-05-28")
    office.do("record_police_reply", police="returned")
    assert (state_of(office, "penalty_90d"), office.dossier().clock_pauses) == (("running", date(2026, 8, 20)), [])


def test_a_returned_case_is_investigated_again() -> None:
    office = a_handed_over_case()
    office.do("record_police_reply", police="returned", reason="没有犯罪事实")
    task = office.task("investigate")
    assert (task.origin, task.reason) == ("returned", "退回案件（不属管辖或者无犯罪事实）")


@walked_once
def a_declined_case() -> Office:
    office = a_handed_over_case().at("2026-05-29")
    office.do("record_police_reply", police="declined")
    return office


def test_the_police_are_asked_again_within_three_days_the_procuratorate_later_too() -> None:
    office = a_declined_case()
    assert state_of(office, "objection_3d") == ("running", date(2026, 6, 1))
    assert office.refusal("object_refusal", objected="yes", way=None).code == "objection-way-missing"
    office.at("2026-06-02")
    assert office.refusal("object_refusal", objected="yes").code == "reconsideration-too-late"
    office.do("object_refusal", objected="yes", way="supervision")
    assert (office.facts["refusal_objected"], office.open_acts()) == (True, ["record_police_reply"])


def test_after_an_objection_the_police_may_file_after_all() -> None:
    office = a_declined_case()
    office.do("object_refusal", objected="yes")
    assert state_of(office, "police_3d") == ("running", date(2026, 6, 1))
    office.do("record_police_reply")
    assert (office.open_acts(), state_of(office, "penalty_90d")[0]) == (["hand_over_items"], "stopped")


def test_without_an_objection_the_case_is_dealt_with_here() -> None:
    office = a_declined_case()
    office.do("object_refusal")
    assert (office.facts["refusal_objected"], office.open_acts()) == (False, ["investigate"])
    assert state_of(office, "objection_3d")[0] == "stopped"


def test_the_penalty_of_a_returned_case_is_lawful_again() -> None:
    office = a_handed_over_case()
    office.do("record_police_reply", police="returned")
    office.walk_to("decide_penalty")
    office.do("decide_penalty")
    assert office.facts["decision"] == "penalty"


def test_nothing_is_recorded_out_of_turn() -> None:
    office = a_case_to_refer()
    acts = ("approve_referral", "hand_over", "record_police_reply", "hand_over_items")
    early = {act: texts(objections_on(office, act, by="周正")) for act in acts}
    assert early == {
        "approve_referral": ["referral-unreported"],
        "hand_over": ["hand-over-unapproved"],
        "record_police_reply": ["not-handed-over"],
        "hand_over_items": ["items-before-filing"],
    }
    assert [(one.code, one.when) for one in objections_on(office, "object_refusal", by="林静")] == [
        ("nothing-to-object", ("objected", "yes"))
    ]
