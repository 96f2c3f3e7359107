"""Roads after the signature: published or not, paid, paid later, demanded, taken to court, overturned, put right."""

from datetime import date

from tests.journeys.beginnings import before, decided, road, served
from tests.journeys.walking import Walk


@road
def exemption_refused() -> Walk:
    walk = decided().do("collect_disclosure").do("examine_disclosure", disclosure_review="exempt")
    return walk.do("exempt_disclosure", approval="refused", opinion="应当公示").finish()


@road
def sent_back_by_the_publisher() -> Walk:
    walk = decided().do("choose_service").do("record_service").do("collect_disclosure").do("examine_disclosure")
    return walk.do("publish_disclosure", verdict="correct", correction="住所有误", channels="").finish()


@road
def revoked_on_reconsideration() -> Walk:
    walk = served().do("record_remedy").do("record_remedy_result", result="revoked").do("withdraw_disclosure")
    return walk.do("record_performance", performance="ended", payments=[]).finish()


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
