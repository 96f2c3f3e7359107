"""Whole cases walked to their end, each once, and the words of every paper they left (law.md §7)."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from tests.builders import Office, an_office
from tests.documents.words import words_of
from workflows.records.papers import Paper

CITIZEN: Mapping[str, Any] = {
    "party_kind": "citizen",
    "party_name": "马有粮",
    "party_credit_code": None,
    "party_legal_rep": None,
    "party_id_number": "539921197512200036",
    "is_enterprise": None,
    "party_address": "青峦县城西路9号",
}
TRADER: Mapping[str, Any] = {
    "party_kind": "sole_trader",
    "party_name": "青峦县马记礼仪服务部",
    "party_legal_rep": "马有粮",
    "is_enterprise": None,
}
GATHERED = "当事人请求从轻，所述初次违法、主动退费已在裁量时考虑。"
FIRST_PENALTIES = [
    {"kind": "warning"},
    {"kind": "confiscate_income", "amount": "46800"},
    {"kind": "fine", "amount": "80000"},
]
LARGE_PENALTIES = [{"kind": "confiscate_income", "amount": "25800"}, {"kind": "fine", "amount": "120000"}]
ADOPTED = "首次告知后，当事人提出部分业务在新条例施行前、已经退款，经补充调查属实，本机关采纳，违法所得已作扣除。"
FAULTS = [
    {"category": "law", "text": "3月30日前4单不得适用新罚则", "basis": "处罚法37条", "suggestion": "剔除14,400元"},
    {"category": "evidence", "text": "缺少银行流水", "basis": "处罚法40条", "suggestion": "调取银行流水"},
]


@cache
def the_example() -> Office:
    """The company of law.md §7.1: sent back once, told twice, decided on 3 August, paid, corrected, closed."""
    office = an_office()
    _first_round(office)
    _second_round(office)
    office.at("2026-08-05").do("choose_service")
    office.do("record_service")
    office.at("2026-08-10")
    for act in ("collect_disclosure", "examine_disclosure", "publish_disclosure"):
        office.do(act)
    office.at("2026-08-17").do("verify_correction")
    office.at("2026-08-18").do("record_performance")
    return office.at("2026-08-21").walk_to("archive_case")


def _first_round(office: Office) -> None:
    """Walk from the lead to the review that sent the case back on 7 July."""
    _investigated(office)
    office.at("2026-06-17").walk_to(
        "issue_notice",
        report_findings={"penalties": FIRST_PENALTIES, "benchmark": "below_100k.ordinary", "income": []},
    )
    _serve_notice(office, "2026-06-18")
    office.at("2026-06-25").do("record_statement", arguments=[{"text": "部分业务在新条例施行前"}, {"text": "已经退款"}])
    office.at("2026-06-29").do(
        "review_defence",
        outcome="不予采纳",
        arguments=[
            {"claim": one, "verification": "账册有记载", "adopted": "rejected", "reason": "行为持续"}
            for one in ("部分业务在新条例施行前", "已经退款")
        ],
    )
    office.at("2026-06-30").do("finalise_draft", defence_text="当事人的意见均不采纳，理由是行为持续。")
    office.do("submit_review")
    office.do("accept_review")
    office.at("2026-07-07").do("examine_case", law_result="problem", law_problem="3月30日前的行为没有罚则")
    office.do("sign_opinion", conclusion="return_evidence", findings=FAULTS, opinion="请补充调查后重新送审")
    office.do("request_rereview")


def _second_round(office: Office) -> None:
    """Walk from the missing evidence to the decision of 3 August."""
    office.at("2026-07-17").do("add_evidence", name="银行流水", proves="收款46,800元、退款6,600元")
    office.do("order_correction", days=30)
    office.at("2026-07-20").walk_to("issue_notice")
    _serve_notice(office, "2026-07-21")
    office.at("2026-07-23").do("await_statement")
    office.at("2026-07-24").do("finalise_draft", defence_text=ADOPTED)
    office.walk_to("examine_case")
    office.at("2026-07-29").walk_to("deliberate")
    office.at("2026-07-31").do("deliberate")
    office.at("2026-08-03").do("decide_penalty")


def _investigated(office: Office) -> None:
    """Register, inspect, file, preserve and question, as the example does until 3 June."""
    office.at("2026-05-18").a_case()
    office.at("2026-05-20", 15).do("record_inspection")
    office.at("2026-05-21").do("verify_source")
    office.at("2026-05-22").do("approve_filing")
    office.do("assign_officers")
    office.do("preserve_evidence")
    office.at("2026-06-01").do("dispose_preserved")
    office.at("2026-06-03").do("record_interview")
    office.do("add_evidence")


@cache
def heard() -> Office:
    """A company that was told of a large fine, stated its case, was heard, and did not pay."""
    office = an_office()
    office.at("2026-05-18").a_case()
    office.at("2026-05-22").walk_to(
        "issue_notice", report_findings={"penalties": LARGE_PENALTIES, "benchmark": "below_100k.ordinary"}
    )
    _serve_notice(office, "2026-06-02")
    office.do("record_statement")
    office.do("record_statement", kind="hearing_request")
    office.at("2026-06-10").do("accept_hearing", members="王律")
    office.at("2026-06-11")
    for act in ("choose_service", "record_service", "announce_hearing"):
        office.do(act)
    office.at("2026-06-24").do("hold_hearing")
    office.do("hearing_report")
    office.at("2026-06-25").do("review_defence")
    office.do("finalise_draft", defence_text=GATHERED)
    office.walk_to("decide_penalty")
    office.at("2026-06-29").walk_to("record_performance")
    office.at("2026-07-20").do("impose_surcharge", amount="10800")
    office.do("issue_demand")
    office.do("choose_service", way="left")
    office.do("record_service", recording_number="LX-20260720-1", receiver="", receiver_relation="")
    return office


@cache
def not_heard() -> Office:
    """A sole trader who asked for a hearing and did not come; the licence is suspended too."""
    office = an_office()
    office.at("2026-05-18").a_case(**TRADER)
    penalties = [*LARGE_PENALTIES, {"kind": "suspend_licence", "days": 30, "detail": "暂扣礼仪服务许可证"}]
    office.at("2026-05-22").walk_to(
        "issue_notice", report_findings={"penalties": penalties, "benchmark": "below_100k.ordinary"}
    )
    _serve_notice(office, "2026-06-02")
    office.do("record_statement", kind="hearing_request", speaker="马有粮")
    office.at("2026-06-10").do("accept_hearing", publicity="trade_secret")
    office.at("2026-06-11")
    for act in ("choose_service", "record_service", "announce_hearing"):
        office.do(act)
    office.at("2026-06-24").do(
        "hold_hearing",
        outcome="terminated",
        party_signed=False,
        refusal_note="当事人未到场，无法签名",
        attendants=[{"role": "调查人员", "name": "林静", "position": "社会事务股"}],
    )
    office.do("hearing_report", party_case="当事人未到场，没有陈述")
    office.at("2026-06-25").walk_to("decide_penalty", finalise_draft={"defence_text": "听证终止，当事人未提出意见"})
    office.at("2026-06-29").do("decide_penalty")
    return office


@cache
def spared() -> Office:
    """A company whose slight violation was put right at once: no penalty, with education (33条1款)."""
    office = an_office()
    office.at("2026-05-18").a_case()
    office.at("2026-05-22").walk_to("decide_no_penalty", **_reported("no_penalty"))
    office.at("2026-06-22").do("decide_no_penalty")
    return office.at("2026-06-23").walk_to("archive_case")


@cache
def not_made_out() -> Office:
    """A citizen against whom nothing could be proved (57条1款3项)."""
    office = an_office()
    office.at("2026-05-18").a_case(**CITIZEN)
    office.at("2026-05-22").walk_to(
        "decide_no_penalty", **_reported("not_made_out", evidence=[], characterisation="现有证据不能证明违法事实")
    )
    received = {"receiver": "马有粮", "receiver_relation": ""}
    return office.at("2026-06-22").walk_to("archive_case", record_service=received)


@cache
def referred() -> Office:
    """A case that turns out to be a fraud and goes to the police, who take it."""
    office = an_office()
    office.at("2026-05-18").a_case()
    office.at("2026-05-22").walk_to("form_referral_team", **_reported("transfer_crime"))
    return office.at("2026-06-08").walk_to("archive_case")


@cache
def given_up() -> Office:
    """A case whose filing was revoked."""
    office = an_office()
    office.at("2026-05-18").a_case()
    office.at("2026-05-22").walk_to("approve_exit", **_reported("revoke_filing"))
    return office.at("2026-06-08").walk_to("archive_case")


@cache
def refused() -> Office:
    """A lead that was not filed."""
    office = an_office()
    office.at("2026-05-18").a_case()
    office.do("verify_source", suggestion="refuse", has_facts=None)
    office.at("2026-05-22").do("approve_filing", filing="refused", reason="没有违法事实", opinion="不予立案")
    return office


@cache
def a_citizen() -> Office:
    """A citizen who cannot be found: told, and the decision served, by public notice; a warning and a small fine."""
    office = an_office()
    office.at("2026-05-18").a_case(**CITIZEN)
    penalties = [{"kind": "warning"}, {"kind": "fine", "amount": "50000"}]
    office.at("2026-05-22").walk_to("choose_service", report_findings={"penalties": penalties, "income": []})
    _serve_in_public(office)
    office.at("2026-07-10").walk_to("choose_service")
    _serve_in_public(office)
    return office.at("2026-08-20")


@cache
def warned() -> Office:
    """A company that is only warned, by the fact alone: nothing to pay, disclosure exempted."""
    office = an_office()
    office.at("2026-05-18").a_case()
    findings = {"penalties": [{"kind": "warning"}], "income": []}
    office.at("2026-05-22").walk_to("investigate")
    office.do("suspend_case")
    office.at("2026-05-25").do("resume_case")
    office.do("extend_period")
    office.walk_to("decide_penalty", report_findings=findings)
    office.at("2026-06-05").do("decide_penalty")
    office.walk_to("archive_case", examine_disclosure={"disclosure_review": "exempt"})
    return office


@cache
def overturned() -> Office:
    """A published decision that was revoked on reconsideration: the text comes down."""
    office = an_office()
    office.at("2026-05-18").a_case()
    office.at("2026-06-01").walk_to("collect_disclosure")
    for act in ("choose_service", "record_service", "collect_disclosure", "examine_disclosure", "publish_disclosure"):
        office.do(act)
    office.at("2026-06-22").do("record_remedy")
    office.at("2026-08-10").do("record_remedy_result", result="revoked", result_text="撤销")
    office.do("withdraw_disclosure")
    return office


CASES: Mapping[str, Callable[[], Office]] = {
    "example": the_example,
    "heard": heard,
    "not_heard": not_heard,
    "spared": spared,
    "not_made_out": not_made_out,
    "referred": referred,
    "given_up": given_up,
    "refused": refused,
    "citizen": a_citizen,
    "warned": warned,
    "overturned": overturned,
}


def papers_of(office: Office) -> list[tuple[Paper, bytes]]:
    """Return every paper of a case with its rendered file, oldest first."""
    dossier = office.dossier()
    return [(one, office.means.storage.get(dossier.paper_files[one.id].sha)) for one in dossier.papers]


def words(office: Office, kind: str, *, number: int = -1) -> str:
    """Return the words of a case's newest paper of a kind, or of its ``number``-th."""
    return [words_of(content) for paper, content in papers_of(office) if paper.kind == kind][number]


def _reported(route: str, **findings: Any) -> dict[str, dict[str, object]]:
    return {"report_findings": {"suggestion": route, "income": [], **findings}, "decide_route": {"route": route}}


def _serve_notice(office: Office, day: str) -> None:
    office.at(day)
    for act in ("issue_notice", "choose_service", "record_service"):
        office.do(act)


def _serve_in_public(office: Office) -> None:
    office.do("choose_service", way="mail")
    office.do("record_service", result="failed", failure="原址查无此人，退件")
    office.do("choose_service", way="public_notice", reason="受送达人下落不明")
    office.do("publish_service_notice")
    office.at(f"{office.now:%Y}-{office.now.month + 1:02d}-{min(office.now.day + 3, 28):02d}")
