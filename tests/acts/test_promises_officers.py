"""Two officers whose credentials were valid that day, or the record is flagged and carries nothing (处罚法42条)."""

import pytest

from tests.acts.hands import change_card, hand_over, refused
from tests.acts.prepared import a_case_before, change, objections_on
from tests.acts.rounds import codes, desk_of, read, walked_once
from tests.answers import answers_for
from tests.builders import Office, an_office, texts
from workflows.guards.register import GUARDS

INTERVIEW = {"started_at": "2026-06-05T09:00", "ended_at": "2026-06-05T10:00"}


def defects(office: Office) -> list[str]:
    """Return the flags of the record entered last."""
    return [one["code"] for one in office.dossier().investigation_records[-1].defects]  # type: ignore[index]


@walked_once
def an_investigation(day: str = "2026-06-01") -> Office:
    office = an_office()
    office.a_case()
    return office.walk_to("investigate").at(day)


def test_valid_on_the_day_counts_though_suspended_today() -> None:
    office = an_investigation("2026-06-06")
    change_card(office, "林静", "suspend").at("2026-06-10")
    office.do("record_interview", by="赵宁", **INTERVIEW)
    assert defects(office) == []


def test_suspended_on_the_day_flags_though_valid_today() -> None:
    office = change_card(an_investigation(), "林静", "suspend").at("2026-06-10")
    change_card(office, "林静", "restore")
    office.do("record_interview", by="赵宁", **INTERVIEW)
    assert defects(office) == ["record-too-few-signers"]
    office.do("record_interview", started_at="2026-06-10T08:00", ended_at="2026-06-10T09:00")
    assert defects(office) == []


def test_an_earlier_suspension_is_not_forgotten_over_a_later_one() -> None:
    office = change_card(an_investigation(), "林静", "suspend").at("2026-06-10")
    change_card(office, "林静", "restore").at("2026-07-01")
    change_card(office, "林静", "suspend").at("2026-07-03")
    change_card(office, "林静", "restore")
    office.do("record_interview", by="赵宁", **INTERVIEW)
    assert defects(office) == ["record-too-few-signers"]
    office.do("record_interview", by="赵宁", started_at="2026-06-15T09:00", ended_at="2026-06-15T10:00")
    assert defects(office) == []


@pytest.mark.parametrize(
    ("started", "ended", "flags"),
    [
        ("2026-06-05T09:30", "2026-06-05T10:30", ["record-overlaps", "record-overlaps"]),
        ("2026-06-05T10:00", "2026-06-05T11:00", []),
    ],
)
def test_nobody_is_in_two_places_at_once(started: str, ended: str, flags: list[str]) -> None:
    office = an_investigation("2026-06-06")
    office.do("record_interview", **INTERVIEW)
    office.do("record_inspection", started_at=started, ended_at=ended)
    assert defects(office) == flags


def test_a_flagged_record_is_entered_passes_no_review_and_carries_no_decision() -> None:
    office = an_investigation("2026-06-06")
    office.do("record_interview", signers=[office.person("林静")])
    office.do("add_evidence")
    office.walk_to("sign_opinion")
    assert office.refusal("sign_opinion").code == "relies-on-defective-record"
    finding = {"category": "evidence", "text": "询问笔录一人签名", "basis": "处罚法42条", "suggestion": "重新制作"}
    office.do("sign_opinion", conclusion="return_evidence", findings=[finding])
    old = office.dossier().investigation_records[0].id
    office.at("2026-06-08").walk_to("investigate").do("record_interview", replaces=str(old))
    office.walk_to("decide_penalty").do("decide_penalty")
    assert office.facts["decision"] == "penalty"


def test_a_collector_without_a_credential_that_day_is_told() -> None:
    office = change_card(an_investigation(), "林静", "suspend").at("2026-06-06")
    desk = desk_of(office, "add_evidence", "赵宁")
    answers = read(desk, "add_evidence", dict(answers_for("add_evidence", office)))
    found = GUARDS["add_evidence"].objections(desk, answers)
    assert ([one.code for one in found], codes(found)) == (["credential-suspended"], [])


def test_a_suspended_credential_freezes_every_open_task_of_that_person_and_of_nobody_else() -> None:
    office = a_case_before("report_findings")
    change_card(office, "林静", "suspend")
    assert office.refusal("report_findings", by="林静").code == "task-frozen"
    hand_over(office, "report_findings", "陈浩", by="孙国强")
    both = [office.person("陈浩"), office.person("赵宁")]
    office.do("report_findings", by="陈浩", officers=both)


def test_a_task_that_comes_to_a_suspended_holder_is_frozen_from_its_first_moment() -> None:
    office = change_card(a_case_before("investigate"), "林静", "suspend")
    hand_over(office, "investigate", "赵宁", by="孙国强")
    office.do("investigate", by="赵宁", officers=[office.person("赵宁"), office.person("陈浩")])
    task = office.task("report_findings")
    assert (task.person_id, task.is_frozen) == (office.person("林静"), True)
    change_card(office, "林静", "restore")
    assert not office.task("report_findings").is_frozen
    office.do("report_findings")


def test_a_credential_that_expires_between_opening_and_pressing_stops_the_hand() -> None:
    office = a_case_before("finalise_draft")
    change(
        office,
        "UPDATE credentials SET valid_to = :day WHERE person_id = :who AND kind = 'enforcement'",
        day="2026-05-17",
        who=office.person("林静"),
    )
    assert office.refusal("finalise_draft").code == "credential-expired"
    change(
        office,
        "UPDATE credentials SET valid_to = :day WHERE person_id = :who AND kind = 'enforcement'",
        day="2026-05-18",
        who=office.person("林静"),
    )
    office.do("finalise_draft")


def test_nobody_serves_on_a_lapsed_credential() -> None:
    office = a_case_before("record_service")
    change_card(office, "林静", "suspend")
    assert office.refusal("record_service", by="林静").code == "credential-suspended"
    change_card(office, "陈浩", "suspend")
    assert refused(hand_over, office, "record_service", "陈浩", by="吴岚") == "credential-suspended"
    hand_over(office, "record_service", "赵宁", by="吴岚")
    office.do("record_service", by="赵宁")


@pytest.mark.parametrize("act_id", ["verify_source", "investigate", "report_findings"])
def test_fewer_than_two_valid_officers_conclude_nothing(act_id: str) -> None:
    office = a_case_before(act_id)
    change(
        office,
        "UPDATE credentials SET revoked_on = :day WHERE person_id = :who AND kind = 'enforcement'",
        day="2026-05-18",
        who=office.person("赵宁"),
    )
    both = [office.person("林静"), office.person("赵宁")]
    assert office.refusal(act_id, officers=both).code == "too-few-officers"
    change(office, "UPDATE credentials SET revoked_on = NULL")
    office.do(act_id, officers=both)


def test_a_reviewer_whose_qualification_lapsed_before_the_signature_carries_no_pass() -> None:
    office = a_case_before("sign_opinion")
    change(office, "UPDATE people SET first_reviewed_on = '2026-05-18'")
    change(
        office,
        "UPDATE credentials SET valid_to = :day WHERE kind = 'legal_profession' AND person_id = :who",
        day="2026-05-17",
        who=office.person("王律"),
    )
    assert texts(objections_on(office, "sign_opinion", by="何敏")) == ["reviewer-without-legal-qualification"]
    change(office, "UPDATE people SET first_reviewed_on = '2017-12-31'")
    office.do("sign_opinion")
