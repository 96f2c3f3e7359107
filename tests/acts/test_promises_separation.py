"""Who handled the case never reviews it, who reviewed it never handles it, by no detour (处罚法43条、58条; 118号文)."""

import pytest

from tests.acts.hands import claim, grant, hand_over, refused
from tests.acts.prepared import a_case_before, change, objections_on
from tests.acts.reviews import failed
from tests.builders import an_office, texts
from workflows.vocabulary.roles import Role

TOUCHED = "reviewer-handled-case"


def test_whoever_only_collected_evidence_handled_the_case() -> None:
    office = grant(a_case_before("submit_review"), "王律", Role.HANDLER)
    office.do("add_evidence", collectors=[office.person("王律"), office.person("赵宁")])
    office.do("submit_review")
    assert office.refusal("accept_review", by="王律").code == TOUCHED
    office.do("accept_review", by="许文")


@pytest.mark.parametrize("record", ["record_interview", "record_inspection"])
def test_whoever_only_signed_a_record_handled_the_case(record: str) -> None:
    office = grant(a_case_before("submit_review"), "王律", Role.HANDLER)
    office.do(record, signers=[office.person("王律"), office.person("赵宁")], recorder=office.person("赵宁"))
    office.do("submit_review")
    assert office.refusal("accept_review", by="王律").code == TOUCHED


def test_whoever_only_verified_the_lead_handled_the_case() -> None:
    office = grant(an_office(), "王律", Role.HANDLER)
    office.a_case()
    office.do("verify_source", officers=[office.person("王律"), office.person("赵宁")])
    office.walk_to("accept_review")
    assert office.refusal("accept_review", by="王律").code == TOUCHED


def test_whoever_only_carried_out_a_preservation_handled_the_case_and_the_leader_who_approved_it_did_not() -> None:
    office = an_office()
    office.a_case()
    office.walk_to("investigate").do("preserve_evidence")
    change(office, "UPDATE preservations SET officers = :both", both=f"[{office.person('王律')}]")
    office.do("dispose_preserved")
    office.walk_to("accept_review")
    assert office.refusal("accept_review", by="王律").code == TOUCHED
    office.do("accept_review", by="许文")
    office.walk_to("deliberate").do("deliberate")
    voters = [one["name"] for one in office.dossier().deliberations[-1].words]  # type: ignore[index]
    assert voters == ["吴岚", "郑海", "周正"]


@pytest.mark.parametrize("act_id", ["accept_review", "examine_case"])
def test_no_task_of_the_review_comes_to_a_handler_by_claiming_or_handing_over(act_id: str) -> None:
    office = grant(a_case_before(act_id), "林静", Role.REVIEWER)
    if act_id == "accept_review":
        assert refused(claim, office, act_id, "林静") == TOUCHED
    assert refused(hand_over, office, act_id, "林静", by="何敏") == TOUCHED
    hand_over(office, act_id, "许文", by="何敏")


@pytest.mark.parametrize("act_id", ["finalise_draft", "submit_review"])
def test_no_task_of_the_handlers_comes_to_a_reviewer_by_handing_over(act_id: str) -> None:
    office = a_case_before("sign_opinion")
    grant(failed(office, "return_law"), "王律", Role.HANDLER).walk_to(act_id)
    assert refused(hand_over, office, act_id, "王律", by="孙国强") == "handler-reviewed-case"
    hand_over(office, act_id, "陈浩", by="孙国强")


def test_a_reviewer_never_takes_the_place_of_a_recused_handler() -> None:
    office = grant(a_case_before("deliberate"), "王律", Role.HANDLER)
    office.do("request_recusal")
    refusal = office.refusal("decide_recusal", replacement=office.person("王律"))
    assert refusal.code == "handler-reviewed-case"
    office.do("decide_recusal", replacement=office.person("陈浩"))
    assert [one.name for one in office.dossier().handlers()] == ["林静", "陈浩"]


def test_the_head_of_the_legal_office_who_handled_the_case_does_not_sign() -> None:
    office = grant(a_case_before("sign_opinion"), "林静", Role.LEGAL_HEAD)
    assert office.refusal("sign_opinion", by="林静").code == TOUCHED
    office.do("sign_opinion", by="何敏")


def test_whoever_took_the_package_and_gave_it_away_still_counts_as_a_reviewer() -> None:
    office = a_case_before("examine_case")
    hand_over(office, "examine_case", "许文", by="何敏")
    office.do("examine_case", by="许文")
    office.do("sign_opinion")
    grant(office, "王律", Role.LEADER)
    office.walk_to("decide_penalty")
    assert office.refusal("decide_penalty", by="王律").code == "signer-reviewed-case"
    office.do("decide_penalty", by="吴岚")


@pytest.mark.parametrize("name", ["王律", "何敏"])
def test_a_pass_by_somebody_who_came_to_handle_the_case_carries_no_decision(name: str) -> None:
    office = a_case_before("decide_penalty")
    change(
        office,
        "INSERT INTO case_officers (case_id, person_id, role, place, bound_at) VALUES (:one, :who, 'handler', 0, :now)",
        one=office.case_id,
        who=office.person(name),
        now="2026-05-18 00:00:00",
    )
    found = objections_on(office, "decide_penalty", by="吴岚")
    assert [(one.code, one.when) for one in found] == [("passed-by-handler", ("signing", "signed"))]
    assert office.refusal("decide_penalty").code == "passed-by-handler"
    change(
        office,
        "UPDATE case_officers SET released_at = :now WHERE role = 'handler' AND person_id = :who",
        now="2026-05-18 01:00:00",
        who=office.person(name),
    )
    office.do("decide_penalty")


def test_somebody_recused_is_not_assigned_to_the_case_again() -> None:
    office = an_office()
    office.a_case()
    office.walk_to("assign_officers")
    office.do("request_recusal", person=office.person("林静"))
    office.do("decide_recusal", replacement=office.person("陈浩"))
    assert office.refusal("assign_officers").code == "person-recused"
    office.do("assign_officers", lead=office.person("赵宁"), officers=[office.person("陈浩")])


def test_a_second_review_is_not_given_to_whoever_gave_the_first() -> None:
    office = an_office()
    office.a_case()
    failed(office)
    office.do("request_rereview", reply="rereview", reason="银行流水已在卷")
    task = office.open_acts()[0]
    assert texts(objections_on(office, task, by="王律")) == ["rereviewer-reviewed-before"]
    assert objections_on(office, task, by="许文") == []
