"""调查到处理方向: investigation, report, endorsement and the seven ways (处罚法40、42、57条)."""

import pytest

from tests.acts.prepared import an_investigated_case
from tests.answers import answers_for
from tests.builders import Office, an_office, as_posted, texts
from workflows.guards.desk import Desk, lay_desk
from workflows.guards.register import GUARDS

ROUTES = {
    "penalise": "issue_notice",
    "no_penalty": "decide_no_penalty",
    "not_made_out": "decide_no_penalty",
    "transfer_crime": "form_referral_team",
    "transfer_agency": "approve_exit",
    "revoke_filing": "approve_exit",
    "terminate": "approve_exit",
}


@pytest.fixture
def office() -> Office:
    return an_investigated_case().at("2026-06-17")


def desk_of(office: Office, act: str, by: str) -> Desk:
    return lay_desk(office.dossier(), actor=office.actor(by), means=office.means, now=office.now, task=office.task(act))


def test_an_element_without_evidence_keeps_the_investigation_open(office: Office) -> None:
    office.do("add_evidence", elements=["subject", "conduct", "result"])
    objection = office.refusal("investigate")
    assert (objection.code, objection.params) == ("element-unproven", {"element": "违法所得或者涉案金额"})
    assert office.do("investigate", elements=["subject", "conduct", "result"]).summary.startswith("违法事实清楚")
    assert office.open_acts() == ["report_findings"]


def test_no_violation_is_without_subject_and_conduct(office: Office) -> None:
    office.do("add_evidence")
    assert office.refusal("investigate", elements=["result", "amount"]).code == "element-left-out"


def test_an_investigation_that_found_nothing_may_end_without_evidence(office: Office) -> None:
    office.do("investigate", finding="no_violation", summary="协议为电子签，完整有效")
    assert office.open_acts() == ["report_findings"]


def test_the_page_tells_what_is_still_unproven_before_the_form_is_filled(office: Office) -> None:
    found = GUARDS["investigate"].objections(desk_of(office, "investigate", "林静"), None)
    assert texts(found) == ["element-unproven"] * 2 + ["element-open"] * 2
    assert [one.params["element"] for one in found] == ["主体", "违法行为", "危害后果", "违法所得或者涉案金额"]
    assert {one.when for one in found} == {("finding", "violation")}


def test_a_violation_without_harm_and_proceeds_is_concluded_and_punished(office: Office) -> None:
    office.do("add_evidence", elements=["subject", "conduct"])
    desk = desk_of(office, "investigate", "林静")
    found = GUARDS["investigate"].objections(desk, None)
    assert [(one.code, one.warning) for one in found] == [("element-open", True)] * 2
    elements = next(one for one in GUARDS["investigate"].form(desk).fields if one.name == "elements")
    assert elements.shown_when is None
    assert office.refusal("investigate").code == "element-unproven"
    office.do("investigate", elements=["subject", "conduct"])
    office.walk_to("decide_penalty")
    office.do("decide_penalty")
    assert office.facts["decision"] == "penalty"


def test_two_officers_conclude_the_investigation(office: Office) -> None:
    both = [office.person("林静"), office.person("赵宁")]
    office.do("investigate", officers=both)
    step = office.dossier().last_step("investigate")
    assert step is not None
    assert step.persons == both


def test_concluding_again_clears_where_the_case_was_sent_back_to(office: Office) -> None:
    office.do("investigate")
    step = office.dossier().last_step("investigate")
    assert step is not None
    assert step.facts == {
        "reconsider": False,
        "return_to": "none",
        "review": "none",
        "edit_confirmed": False,
        "deliberation": "none",
    }


def test_a_single_signature_is_told_and_does_not_keep_the_stage_open(office: Office) -> None:
    office.do("record_interview", signers=[office.person("林静")], elements=["subject", "conduct", "result", "amount"])
    found = GUARDS["investigate"].objections(desk_of(office, "investigate", "林静"), None)
    assert [(one.code, one.warning) for one in found] == [("record-too-few-signers", True)]
    office.do("investigate")
    assert office.open_acts() == ["report_findings"]


def test_the_report_opens_with_what_the_case_knows(office: Office) -> None:
    office.do("investigate")
    form = GUARDS["report_findings"].form(desk_of(office, "report_findings", "林静"))
    assert (form.initial["violated"], form.initial["penalty_basis"]) == ("殡葬管理条例25条", "殡葬管理条例65条")
    assert form.initial["evidence"] == ("1",)


def test_the_report_sets_amounts_and_judgements_and_opens_the_direction_anew(office: Office) -> None:
    office.do("investigate")
    office.do("report_findings", grave=True, public_interest=True, legal_relations=True)
    facts = office.facts
    amounts = (facts["fine"], facts["confiscation"], facts["penalty_total"], facts["heavy_kind"])
    assert amounts == (6000000, 2580000, 8580000, False)
    assert [facts[name] for name in ("grave", "public_interest", "legal_relations", "mitigated")] == [
        True,
        True,
        True,
        False,
    ]
    assert (facts["route"], facts["endorsement"], facts["return_to"]) == ("none", "none", "none")
    draft = office.dossier().last_draft()
    assert draft is not None
    assert (draft.stage, draft.number) == ("report", 1)


def test_a_penalty_rests_on_listed_evidence(office: Office) -> None:
    office.do("investigate")
    assert office.refusal("report_findings", evidence=[]).code == "no-evidence-listed"


def test_a_company_case_has_its_impact_assessed(office: Office) -> None:
    office.do("investigate")
    names = [one.name for one in GUARDS["report_findings"].form(desk_of(office, "report_findings", "林静")).fields]
    assert "business_impact" in names
    other = an_office()
    other.a_case(is_enterprise=None)
    other.walk_to("report_findings")
    names = [one.name for one in GUARDS["report_findings"].form(desk_of(other, "report_findings", "林静")).fields]
    assert "business_impact" not in names


def test_a_suspected_crime_may_only_be_referred(office: Office) -> None:
    office.do("investigate")
    assert office.refusal("report_findings", crime_view="suspected").code == "crime-unreferred"
    office.do("report_findings", crime_view="suspected", suggestion="transfer_crime")
    office.do("endorse_report")
    assert office.refusal("decide_route", route="penalise").code == "nothing-proposed"
    assert office.refusal("decide_route", route="no_penalty").code == "crime-unreferred"
    office.do("decide_route", route="transfer_crime")
    assert office.open_acts() == ["form_referral_team"]


def test_income_that_counts_forbidden_too_early_is_told(office: Office) -> None:
    office.do("investigate")
    desk = desk_of(office, "report_findings", "林静")
    guard = GUARDS["report_findings"]
    answers = guard.form(desk).read(_posted(office, confiscated="46800"))
    found = guard.objections(desk, answers)
    assert [(one.code, one.warning, one.params) for one in found] == [
        ("income-differs", True, {"difference": "21,000.00元"})
    ]
    assert guard.objections(desk, guard.form(desk).read(_posted(office, confiscated="25800"))) == []


def test_more_given_back_than_taken_is_a_mistake(office: Office) -> None:
    office.do("investigate")
    wrong = [{"item": "5月", "on": "2026-05-01", "amount": "100", "refunded": "200"}]
    assert office.refusal("report_findings", income=wrong).code == "refund-above-receipt"


def test_the_report_becomes_a_paper_with_both_opinions(office: Office) -> None:
    proven = ["subject", "conduct", "result", "amount"]
    office.do("record_inspection", started_at="2026-05-20T09:00", ended_at="2026-05-20T10:00", elements=proven)
    office.walk_to("endorse_report")
    assert office.dossier().last_paper("findings_report") is None
    office.at("2026-06-18").do("endorse_report", opinion="事实清楚，同意")
    dossier = office.dossier()
    paper = dossier.last_paper("findings_report")
    assert paper is not None
    assert paper.id in dossier.paper_files
    assert paper.fields["handlers"] == {
        "names": "林静（执法证号YZ53990001）、赵宁（执法证号YZ53990002）",
        "opinion": "建议给予行政处罚",
        "signed_on": "2026-06-17",
    }
    assert paper.fields["unit_head"] == {"name": "孙国强", "opinion": "事实清楚，同意", "signed_on": "2026-06-18"}
    assert [one["happened_on"] for one in paper.fields["timeline"]] == [  # type: ignore[attr-defined]
        "2026-05-18",
        "2026-05-20",
        "2026-05-22",
        "2026-05-22",
    ]
    assert "剔除罚则施行前14,400.00元、已退赔6,600.00元，计25,800.00元" in str(paper.fields["characterisation"])


def test_a_report_sent_back_returns_with_its_points(office: Office) -> None:
    office.walk_to("endorse_report")
    points = [{"problem": "缺冷库租赁合同", "suggestion": "向出租人调取"}]
    office.do("endorse_report", endorsement="back", opinion="补充调查", points=points)
    task = office.task("investigate")
    assert (task.origin, task.reason, task.round) == ("returned", "补充调查", 2)
    assert task.points == [
        {"item": "调查终结报告", "basis": "", "problem": "缺冷库租赁合同", "suggestion": "向出租人调取"}
    ]
    office.walk_to("endorse_report")
    assert office.facts["endorsement"] == "none"


def test_a_report_sent_back_says_why(office: Office) -> None:
    office.walk_to("endorse_report")
    with pytest.raises(Exception, match="至少填写 1 行"):
        office.do("endorse_report", endorsement="back")


@pytest.mark.parametrize(("route", "opens"), ROUTES.items())
def test_each_direction_opens_its_own_road(office: Office, route: str, opens: str) -> None:
    office.walk_to("decide_route")
    office.do("decide_route", route=route, reason="依法审查")
    assert (office.facts["route"], office.facts["reconsider"]) == (route, False)
    assert office.open_acts() == [opens]


def test_nobody_but_a_leader_decides_the_direction(office: Office) -> None:
    office.walk_to("decide_route")
    assert office.refusal("decide_route", by="孙国强").code == "role-missing"
    office.do("decide_route", by="周正")
    assert office.facts["route"] == "penalise"


def test_nothing_is_punished_that_nobody_proposed_to_punish(office: Office) -> None:
    office.do("investigate", finding="no_violation", summary="未违反")
    office.do("report_findings", suggestion="not_made_out", evidence=[])
    office.do("endorse_report")
    assert office.refusal("decide_route", route="penalise").code == "nothing-proposed"
    office.do("decide_route", route="not_made_out")
    assert office.open_acts() == ["decide_no_penalty"]


def test_a_suspended_investigation_is_not_concluded(office: Office) -> None:
    office.do("suspend_case")
    assert office.refusal("investigate").code == "case-suspended"
    office.do("resume_case")
    office.do("investigate")
    assert office.open_acts() == ["report_findings"]


def test_a_named_informant_is_answered_and_an_unnamed_one_is_noted() -> None:
    named = an_office()
    named.a_case(informant_name="李某", informant_phone="13800000000")
    named.do("verify_source")
    named.do("approve_filing", filing="refused", reason="没有违法事实", opinion="不予立案")
    assert named.refusal("answer_informant", answered_on="2026-05-19").code == "in-the-future"
    assert named.do("answer_informant").summary == "已于2026-05-18答复实名举报人"
    nobody = an_office()
    nobody.a_case()
    nobody.do("verify_source")
    nobody.do("approve_filing", filing="refused", reason="没有违法事实", opinion="不予立案")
    assert nobody.do("answer_informant").summary == "没有实名举报人"


def _posted(office: Office, *, confiscated: str) -> dict[str, list[str]]:
    penalties = [
        {"kind": "confiscate_income", "amount": confiscated, "detail": ""},
        {"kind": "fine", "amount": "60000"},
    ]
    return as_posted({**answers_for("report_findings", office), "penalties": penalties})
