"""Every road 路径 a case can take, each walked by the acts to its archive; what the tests of the journeys walk."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from tests.answers.review import members
from tests.journeys.walking import Walk, a_walk

FINDING = {"text": "缺少银行流水", "basis": "处罚法40条", "suggestion": "调取银行流水"}
WARNING_ONLY = [{"kind": "warning", "detail": ""}]
LARGE = [{"kind": "fine", "amount": "120000", "detail": ""}]
LARGE_REPORT: Mapping[str, Any] = {"penalties": LARGE, "benchmark": "below_100k.ordinary", "grave": True}

Road = Callable[[], Walk]
ROADS: dict[str, Road] = {}


def road(walk: Road) -> Road:
    """Keep a road under its name."""
    ROADS[walk.__name__] = walk
    return walk


@cache
def _before(act_id: str) -> Walk:
    return a_walk().walk_to(act_id)


def before(act_id: str) -> Walk:
    """Return a case of its own before an act."""
    return _before(act_id).copy()


@cache
def _decided() -> Walk:
    return before("decide_penalty").do("decide_penalty")


@cache
def _served() -> Walk:
    walk = _decided().copy().do("choose_service").do("record_service")
    return walk.do("collect_disclosure").do("examine_disclosure").do("publish_disclosure")


def served() -> Walk:
    """Return a case decided, served and published on 2026-05-18; payment is due until 2026-06-02."""
    return _served().copy()


def concluded(walk: Walk, conclusion: str, category: str, **answers: Any) -> Walk:
    """Let the legal office conclude with one finding."""
    return walk.do("sign_opinion", conclusion=conclusion, findings=[{**FINDING, "category": category}], **answers)


# ---------------------------------------------------------------------------------------------- filing and routes
@road
def refused_filing() -> Walk:
    return a_walk().finish(approve_filing={"filing": "refused", "reason": "没有违法事实"})


@road
def referred_out() -> Walk:
    return a_walk().finish(approve_filing={"filing": "referred_out", "receiver": "邻水县民政局"})


def _routed(route: str, **report: Any) -> Walk:
    walk = before("report_findings").do("report_findings", suggestion=route, **{"penalties": [], **report})
    return walk.walk_to("decide_route").do("decide_route", route=route)


@road
def no_penalty() -> Walk:
    return _routed("no_penalty").finish()


@road
def not_made_out() -> Walk:
    return _routed("not_made_out").finish()


@road
def transferred_to_another_agency() -> Walk:
    return _routed("transfer_agency").finish()


@road
def filing_revoked() -> Walk:
    return _routed("revoke_filing").finish()


@road
def terminated() -> Walk:
    return _routed("terminate").finish()


@road
def report_sent_back_to_investigate() -> Walk:
    points = [{"problem": "没有核实退费", "suggestion": "调取退费凭证"}]
    walk = before("endorse_report").do("endorse_report", endorsement="back", points=points, opinion="退回补查")
    return walk.finish()


def _left_by_proposal(act_id: str, route: str) -> Walk:
    walk = before(act_id).do("propose_exit", route=route, reason="发现新情况").do("decide_exit")
    return walk.finish()


@road
def left_during_the_investigation() -> Walk:
    return _left_by_proposal("investigate", "terminate")


@road
def left_during_the_notice() -> Walk:
    return _left_by_proposal("await_statement", "revoke_filing")


@road
def left_during_drafting() -> Walk:
    return _left_by_proposal("finalise_draft", "no_penalty")


@road
def left_during_review() -> Walk:
    return _left_by_proposal("examine_case", "transfer_agency")


@road
def left_during_deliberation() -> Walk:
    walk = before("deliberate").do("suspect_crime").do("decide_exit", by="周正")
    return walk.finish()


# ----------------------------------------------------------------------------------------------------- referral
def _referred() -> Walk:
    return _routed("transfer_crime", crime_view="suspected").do("form_referral_team")


@road
def referral_filed_by_the_police() -> Walk:
    return _referred().finish()


@road
def referral_not_approved() -> Walk:
    walk = _referred().do("approve_referral", referral="refused", reason="未达到追诉标准")
    return walk.finish()


@road
def referral_returned() -> Walk:
    walk = _referred().do("approve_referral").do("hand_over").do("record_police_reply", police="returned")
    return walk.finish()


@road
def referral_declined_and_left_there() -> Walk:
    walk = _referred().do("approve_referral").do("hand_over").do("record_police_reply", police="declined")
    return walk.do("object_refusal").finish()


@road
def referral_declined_objected_and_filed() -> Walk:
    walk = _referred().do("approve_referral").do("hand_over").do("record_police_reply", police="declined")
    return walk.do("object_refusal", objected="yes").do("record_police_reply").finish()


# ------------------------------------------------------------------------------------------- notice and hearing
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
def heard_again_and_refused_when_the_right_is_gone() -> Walk:
    walk = _heard().walk_to("finalise_draft")
    lighter = [{"kind": "fine", "amount": "60000", "detail": ""}]
    walk.do("finalise_draft", penalties=lighter, benchmark="below_100k.lighter").walk_to("sign_opinion")
    concluded(walk, "return_procedure", "procedure", return_to="hearing")
    walk.do("request_rereview")
    refused = {"hearing_request": "refused", "reason": "减轻后的处罚不属于听证范围，已经听证"}
    return walk.do("accept_hearing", **refused).finish()


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


# -------------------------------------------------------------------------------------------------------- review
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


# ------------------------------------------------------------------------------------- deliberation and signature
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


# -------------------------------------------------------------------------------------------- what follows a decision
@road
def exemption_refused() -> Walk:
    walk = _decided().copy().do("collect_disclosure").do("examine_disclosure", disclosure_review="exempt")
    return walk.do("exempt_disclosure", approval="refused", opinion="应当公示").finish()


@road
def withdrawn_after_reconsideration() -> Walk:
    walk = served().do("record_remedy").do("record_remedy_result", result="revoked").do("withdraw_disclosure")
    return walk.finish()


@road
def put_right_and_verified() -> Walk:
    return before("decide_penalty").do("order_correction").finish()


@road
def paid_by_instalments() -> Walk:
    plan = [{"amount": "60000", "due_on": date(2026, 8, 3)}]
    walk = served().do("record_performance", performance="instalments", payments=[], plan=plan)
    return walk.do("approve_instalment", plan=plan).at("2026-07-30").finish()


@road
def enforced_by_the_court() -> Walk:
    walk = served().at("2026-06-03").do("issue_demand").do("choose_service").do("record_service").at("2026-12-01")
    return walk.finish()


@road
def paid_after_the_demand() -> Walk:
    walk = served().at("2026-06-03").do("issue_demand").do("choose_service").do("record_service")
    return walk.finish()


@road
def found_overdue_by_hand_and_left_without_the_court() -> Walk:
    walk = served()
    walk.office.now = walk.office.now.replace(month=6, day=4)
    walk.do("record_performance", performance="overdue", payments=[]).do("issue_demand").do("choose_service")
    walk.do("record_service").do("record_performance", performance="overdue", payments=[])
    return walk.finish(apply_court={"application": "withhold"})
