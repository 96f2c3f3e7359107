"""Legal review: what may be sent, who may review, what may pass, and where a failed review leads (处罚法58条)."""

from typing import Any, cast

import pytest
from sqlalchemy.exc import DBAPIError

from tests.acts.prepared import a_case_before, change, objections_on, opened_with, rely_on_a_defective_record
from tests.acts.reviews import PROBLEM, failed
from tests.builders import Office, an_office, texts
from workflows.errors import RefusedError
from workflows.forms import FormError
from workflows.guards.reviewing import judged_items


def test_a_submission_freezes_the_draft_its_evidence_and_the_papers_with_their_hashes() -> None:
    office = a_case_before("submit_review")
    office.do("submit_review")
    dossier = office.dossier()
    review, draft = dossier.reviews[-1], dossier.drafts[-1]
    assert (review.round, review.draft_id, review.content_hash) == (1, draft.id, draft.content_hash)
    sent = [one["name"] for one in review.package if "evidence_id" in one]  # type: ignore[operator,index]
    assert sent == [one.name for one in dossier.evidence]
    prints = [one["fingerprint"] for one in review.package if one.get("paper_id")]  # type: ignore[attr-defined,index]
    assert [len(one) for one in prints] == [64] * len(prints)
    assert office.open_acts() == ["accept_review"]


def test_what_the_package_lacks_is_told_before_anything_is_pressed() -> None:
    office = a_case_before("submit_review")
    change(office, "UPDATE notices SET served_on = NULL")
    found = [one for one in objections_on(office, "submit_review", by="林静") if not one.warning]
    assert texts(found) == ["package-incomplete"]
    assert found[0].params == {"material": "告知书送达回证"}


def test_an_enterprise_case_goes_nowhere_without_its_economic_assessment() -> None:
    office = a_case_before("submit_review")
    assert office.refusal("submit_review", business_impact="").code == "package-incomplete"


def test_nothing_is_sent_that_the_head_of_the_unit_does_not_answer_for() -> None:
    office = a_case_before("submit_review")
    assert office.refusal("submit_review", unit_head_agreed=False).code == "package-not-endorsed"
    office.do("submit_review")
    assert office.dossier().last_step("submit_review").persons == [  # type: ignore[union-attr]
        office.person("林静"),
        office.person("孙国强"),
    ]


def test_a_defective_record_is_told_at_submission_but_does_not_stop_it() -> None:
    office = a_case_before("submit_review")
    rely_on_a_defective_record(office)
    told = objections_on(office, "submit_review", by="林静")
    assert {(one.code, one.warning) for one in told} == {("record-too-few-signers", True)}
    office.do("submit_review")
    assert office.open_acts() == ["accept_review"]


def test_whoever_handled_the_case_may_not_review_it() -> None:
    office = a_case_before("accept_review")
    change(office, "INSERT INTO role_grants (person_id, role) VALUES (:one, 'reviewer')", one=office.person("赵宁"))
    assert office.refusal("accept_review", by="赵宁").code == "reviewer-handled-case"


def test_a_first_time_reviewer_needs_the_legal_qualification_and_an_old_hand_does_not() -> None:
    office = a_case_before("accept_review")
    change(office, "DELETE FROM credentials WHERE person_id = :one", one=office.person("王律"))
    assert office.refusal("accept_review", by="王律").code == "reviewer-without-legal-qualification"
    change(office, "UPDATE people SET first_reviewed_on = '2016-01-04' WHERE id = :one", one=office.person("王律"))
    office.do("accept_review", by="王律")
    assert office.open_acts() == ["examine_case"]


def test_whoever_accepts_is_the_reviewer_and_the_period_of_review_begins() -> None:
    office = a_case_before("accept_review")
    office.do("accept_review", by="许文")
    dossier = office.dossier()
    assert [one.name for one in dossier.bound("reviewer")] == ["许文"]
    clock = dossier.clock("review_days")
    assert clock is not None
    assert (clock.state, clock.length, clock.started_on) == ("running", 7, office.now.date())
    assert office.task("examine_case").person_id == office.person("许文")


def test_materials_are_sent_back_once_with_everything_that_is_missing() -> None:
    office = a_case_before("accept_review")
    assert office.refusal("accept_review", review="return_materials", missing=" ").code == "return-without-list"
    office.do("accept_review", review="return_materials", missing="现场照片\n租赁合同")
    task = office.task("submit_review")
    assert (task.origin, [one["problem"] for one in task.points or ()]) == ("returned", ["现场照片", "租赁合同"])
    assert office.dossier().clock("review_days") is None
    office.do("submit_review")
    assert [one.round for one in office.dossier().reviews] == [1, 1]


def test_every_item_is_judged_and_every_problem_explained() -> None:
    office = a_case_before("examine_case")
    with pytest.raises(FormError) as wrong:
        office.do("examine_case", law_result=None)
    assert list(wrong.value.errors) == ["law_result"]
    refused = office.refusal("examine_case", law_result="problem", law_problem=None)
    assert refused.code == "item-problem-unexplained"
    office.do("examine_case", law_result="problem", law_problem="裁量说理不足", law_suggestion="补充说理")
    items = {one["item"]: one for one in judged_items(office.dossier().reviews[-1])}
    assert (len(items), items["law"]["problem"], items["crime"]["result"]) == (8, "裁量说理不足", "conforms")


def test_the_machine_lays_defective_records_and_overrun_periods_under_their_items() -> None:
    office = a_case_before("examine_case")
    rely_on_a_defective_record(office)
    change(office, "UPDATE clocks SET due_on = '2026-05-01' WHERE name = 'penalty_90d'")
    opened = opened_with(office, "examine_case", by="王律")
    assert (opened["facts_result"], opened["procedure_result"]) == ("problem", "problem")
    assert "少于两人" in str(opened["facts_problem"])
    assert "办案期限" in str(opened["procedure_problem"])
    assert "law_result" not in opened


def test_a_pass_binds_the_content_that_was_sent_and_stops_the_clock() -> None:
    office = a_case_before("sign_opinion")
    office.do("sign_opinion")
    review = office.dossier().reviews[-1]
    assert (review.conclusion, review.content_hash) == ("pass", office.dossier().drafts[-1].content_hash)
    facts = office.facts
    assert (facts["review"], facts["edit_confirmed"], facts["return_to"]) == ("pass", True, "none")
    assert office.dossier().clock("review_days").state == "stopped"  # type: ignore[union-attr]
    assert office.open_acts() == ["deliberate"]


def test_the_papers_of_the_review_are_rendered() -> None:
    office = a_case_before("sign_opinion")
    office.do("sign_opinion")
    dossier = office.dossier()
    papers = [dossier.last_paper(kind) for kind in ("review_submission", "review_opinion")]
    assert [paper is not None and paper.id in dossier.paper_files for paper in papers] == [True, True]
    assert dossier.reviews[-1].paper_id == papers[1].id  # type: ignore[union-attr]


def test_a_signed_opinion_can_never_be_touched_again() -> None:
    office = a_case_before("sign_opinion")
    office.do("sign_opinion")
    with pytest.raises(DBAPIError, match="sealed"):
        change(office, "UPDATE reviews SET conclusion = 'return_evidence'")


def test_nothing_passes_while_a_problem_of_substance_stands() -> None:
    office = a_case_before("examine_case")
    office.do("examine_case", facts_result="problem", facts_problem="缺少银行流水")
    assert texts(objections_on(office, "sign_opinion", by="何敏")) == [
        "pass-with-finding",
        "pass-with-finding",
        "pass-with-problem",
    ]
    assert office.refusal("sign_opinion").code == "pass-with-finding"
    assert office.refusal("sign_opinion", conclusion="pass_edit", findings=[]).code == "pass-with-finding"
    office.do("sign_opinion", conclusion="return_evidence", findings=[PROBLEM])
    assert office.facts["return_to"] == "investigate"


def test_nothing_passes_that_relies_on_a_defective_record_but_it_may_be_returned() -> None:
    office = a_case_before("sign_opinion")
    rely_on_a_defective_record(office)
    assert office.refusal("sign_opinion").code == "relies-on-defective-record"
    failed(office)
    assert office.open_acts() == ["request_rereview"]


def test_nothing_passes_on_a_draft_that_is_no_longer_the_one_sent() -> None:
    office = a_case_before("sign_opinion")
    change(office, "UPDATE reviews SET content_hash = 'another'")
    assert office.refusal("sign_opinion").code == "draft-changed-since-submission"
    failed(office)
    assert office.open_acts() == ["request_rereview"]


def test_evidence_that_comes_after_the_submission_is_not_passed_over() -> None:
    office = a_case_before("sign_opinion")
    office.do("add_evidence")
    assert office.refusal("sign_opinion").code == "evidence-since-submission"
    failed(office)
    assert office.open_acts() == ["request_rereview"]


@pytest.mark.parametrize(
    ("conclusion", "extra", "facts", "next_act"),
    [
        ("return_evidence", {}, ("return_evidence", "investigate", False, "penalise"), "investigate"),
        ("return_law", {}, ("return_law", "report", False, "penalise"), "report_findings"),
        (
            "return_procedure",
            {"return_to": "notice"},
            ("return_procedure", "notice", False, "penalise"),
            "issue_notice",
        ),
        ("suggest_no_penalty", {}, ("suggest_no_penalty", "none", True, "none"), "decide_route"),
        ("suggest_transfer", {}, ("suggest_transfer", "none", True, "none"), "decide_route"),
    ],
)
def test_a_failed_review_leads_back_to_where_the_cure_begins(
    conclusion: str, extra: dict[str, Any], facts: tuple[object, ...], next_act: str
) -> None:
    office = failed(a_case_before("sign_opinion"), conclusion, **extra)
    known = office.facts
    assert (known["review"], known["return_to"], known["reconsider"], known["route"]) == facts
    office.do("request_rereview")
    assert office.open_acts() == [next_act]
    task = office.task(next_act)
    assert (task.origin, [one["problem"] for one in task.points or ()]) == ("returned", ["缺少银行流水"])


def test_a_return_on_procedure_says_where_to_and_a_conclusion_needs_its_finding() -> None:
    office = a_case_before("sign_opinion")
    wrong = [{**PROBLEM, "category": "procedure"}]
    refused = office.refusal("sign_opinion", conclusion="return_procedure", findings=wrong)
    assert refused.code == "return-target-missing"
    unsupported = office.refusal("sign_opinion", conclusion="return_law", findings=[PROBLEM])
    assert unsupported.code == "conclusion-without-finding"
    assert office.refusal("sign_opinion", opinion=" ").code == "opinion-without-reasons"


def test_the_next_round_answers_every_finding_of_the_one_before() -> None:
    office = failed(a_case_before("sign_opinion"))
    office.do("request_rereview")
    office.walk_to("submit_review")
    opened = opened_with(office, "submit_review", by="林静")["responses"]
    assert [row["finding"] for row in opened] == ["缺少银行流水"]  # type: ignore[attr-defined]
    unanswered = [{"number": 1, "finding": "缺少银行流水", "response": ""}]
    assert office.refusal("submit_review", responses=unanswered).code == "finding-unanswered"
    office.do("submit_review")
    review = office.dossier().reviews[-1]
    assert (review.round, review.responses[0]["response"]) == (2, "已按第1条意见办理")  # type: ignore[index]
    assert office.task("accept_review").person_id == office.person("王律")


def test_only_the_legal_head_signs() -> None:
    office = a_case_before("sign_opinion")
    with pytest.raises(RefusedError) as refused:
        office.do("sign_opinion", by="王律")
    assert refused.value.objection.code == "role-missing"


def test_a_heard_case_sends_record_and_report_and_may_go_back_to_its_hearing() -> None:
    office = heard(an_office())
    office.do("submit_review")
    review = office.dossier().reviews[-1]
    names = {str(one["name"]) for one in cast("list[dict[str, object]]", review.package)}
    assert {"听证笔录", "听证报告", "陈述申辩复核意见"} <= names
    assert (review.basis, office.facts["review_basis"]) == ("statutory", "statutory")
    failed(office, "return_procedure", return_to="hearing")
    office.do("request_rereview")
    assert office.open_acts() == ["accept_hearing"]


def test_only_a_case_with_a_hearing_can_be_sent_back_to_one() -> None:
    office = a_case_before("sign_opinion")
    with pytest.raises(FormError) as wrong:
        failed(office, "return_procedure", return_to="hearing")
    assert list(wrong.value.errors) == ["return_to"]


def heard(office: Office) -> Office:
    """Walk a case of 120,000 元 through statement and hearing to its submission."""
    office.at("2026-05-20").a_case()
    penalties = [{"kind": "confiscate_income", "amount": "25800"}, {"kind": "fine", "amount": "120000"}]
    office.walk_to("await_statement", report_findings={"penalties": penalties, "benchmark": "below_100k.ordinary"})
    office.do("record_statement")
    office.do("record_statement", kind="hearing_request")
    office.at("2026-05-29").walk_to("hold_hearing")
    return office.at("2026-06-12").walk_to("submit_review")
