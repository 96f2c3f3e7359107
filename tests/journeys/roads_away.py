"""Roads that lead away from a penalty: not filed, no penalty, another agency, the police, an approved exit."""

from typing import Any

from tests.journeys.beginnings import before, road
from tests.journeys.walking import Walk, a_walk


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
