"""Roads from the notice to the signature: what the party says, what the reviewers find, what the leaders decide."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from tests.answers.review import members
from tests.journeys.beginnings import before, road
from tests.journeys.walking import Walk

FINDING = {"text": "缺少银行流水", "basis": "处罚法40条", "suggestion": "调取银行流水"}
WARNING_ONLY = [{"kind": "warning", "detail": ""}]
LARGE = [{"kind": "fine", "amount": "120000", "detail": ""}]
LARGE_REPORT: Mapping[str, Any] = {"penalties": LARGE, "benchmark": "below_100k.ordinary", "grave": True}


def concluded(walk: Walk, conclusion: str, category: str, **answers: Any) -> Walk:
    """Let the legal office conclude with one finding."""
    return walk.do("sign_opinion", conclusion=conclusion, findings=[{**FINDING, "category": category}], **answers)


@cache
def _told_of_hearing() -> Walk:
    walk = before("report_findings").at("2026-06-02").do("report_findings", **LARGE_REPORT)
    return walk.walk_to("await_statement")


def told_of_hearing() -> Walk:
    """Return a case with a right to a hearing, told on 2026-06-02; its period runs until 2026-06-09."""
    return _told_of_hearing().copy()


@road
def silence_until_the_last_day() -> Walk:
    return before("await_statement").at("2026-05-26").finish()


@road
def statement_and_its_review() -> Walk:
    return before("await_statement").do("record_statement").at("2026-05-26").finish()


def _heard(**record: Any) -> Walk:
    walk = told_of_hearing().do("record_statement", kind="hearing_request").do("record_statement")
    walk.at("2026-06-10").walk_to("hold_hearing").at("2026-06-23")
    return walk.do("hold_hearing", **record)


@road
def heard_with_dissent_in_the_meeting() -> Walk:
    walk = _heard().walk_to("deliberate")
    told = members(walk.office, 郑海={"view": "remanded", "words": "郑海：应当再查"})
    return walk.do("deliberate", members=told, dissent="郑海认为应当再查").finish()


@road
def hearing_terminated() -> Walk:
    return _heard(outcome="terminated").finish()


@road
def hearing_withdrawn() -> Walk:
    return _heard(outcome="withdrawn").finish()


@road
def heard_a_second_time() -> Walk:
    walk = concluded(_heard().walk_to("sign_opinion"), "return_procedure", "procedure", return_to="hearing")
    return walk.walk_to("hold_hearing").at("2026-07-06").finish()


@road
def told_again_of_a_heavier_penalty() -> Walk:
    heavier = [{"kind": "fine", "amount": "70000", "detail": ""}]
    walk = before("finalise_draft").do("finalise_draft", penalties=heavier, change_cause="new_evidence")
    return walk.finish()


@road
def no_longer_to_be_penalised() -> Walk:
    walk = before("finalise_draft").do("finalise_draft", direction="reconsider")
    return walk.finish(decide_route={"route": "no_penalty", "reason": "轻微并已改正"})


@road
def served_by_public_notice() -> Walk:
    walk = before("choose_service").do("choose_service").do("record_service", result="failed", failure="人去楼空")
    walk.do("choose_service", way="public_notice", reason="下落不明").do("publish_service_notice").at("2026-06-18")
    return walk.finish()


@road
def passed_with_edits() -> Walk:
    return concluded(before("sign_opinion"), "pass_edit", "wording").finish()


@road
def materials_sent_back() -> Walk:
    walk = before("accept_review").do("accept_review", review="return_materials", missing=["evidence_list"])
    return walk.finish()


@road
def returned_for_evidence() -> Walk:
    return concluded(before("sign_opinion"), "return_evidence", "evidence").finish()


@road
def words_entered_late_while_the_case_is_investigated_again() -> Walk:
    walk = concluded(before("sign_opinion"), "return_evidence", "evidence").walk_to("investigate")
    return walk.do("record_statement").at("2026-05-26").finish()


@road
def returned_for_law() -> Walk:
    return concluded(before("sign_opinion"), "return_law", "law").finish()


@road
def returned_for_procedure_to_the_notice() -> Walk:
    return concluded(before("sign_opinion"), "return_procedure", "procedure", return_to="notice").finish()


@road
def suggested_not_to_punish() -> Walk:
    walk = concluded(before("sign_opinion"), "suggest_no_penalty", "no_penalty")
    return walk.finish(decide_route={"route": "no_penalty", "reason": "采纳审核意见"})


@road
def suggested_to_transfer() -> Walk:
    walk = concluded(before("sign_opinion"), "suggest_transfer", "transfer")
    return walk.finish(decide_route={"route": "transfer_agency", "reason": "采纳审核意见"})


@road
def reviewed_a_second_time() -> Walk:
    walk = concluded(before("sign_opinion"), "return_evidence", "evidence")
    walk.do("request_rereview", reply="rereview", reason="流水已在卷").do("examine_case", by="许文")
    return walk.finish()


def _deliberated(outcome: str, **answers: Any) -> Walk:
    walk = before("deliberate")
    names = ("吴岚", "郑海", "周正")
    agreed: Mapping[str, Any] = {name: {"view": outcome} for name in names}
    return walk.do("deliberate", members=members(walk.office, **agreed), outcome=outcome, **answers)


@road
def amended_in_the_meeting() -> Walk:
    walk = _deliberated("amended", amendment="罚款改为五万元")
    return walk.do("finalise_draft", penalties=[{"kind": "fine", "amount": "50000", "detail": ""}]).finish()


@road
def remanded_by_the_meeting() -> Walk:
    return _deliberated("remanded").finish()


@road
def rejected_by_the_meeting() -> Walk:
    return _deliberated("rejected").finish(decide_route={"route": "no_penalty", "reason": "集体讨论否决"})


@road
def signature_refused_and_words_changed() -> Walk:
    walk = before("decide_penalty").do("decide_penalty", signing="returned", reason="说理不足")
    return walk.do("finalise_draft", discretion="初次违法、配合调查，适用从轻档次（已充实说理）").finish()


@road
def warned_only_and_not_disclosed() -> Walk:
    walk = before("report_findings").do("report_findings", penalties=WARNING_ONLY)
    return walk.finish(examine_disclosure={"disclosure_review": "exempt"})
