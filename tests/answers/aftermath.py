"""The usual answers of disclosure, execution, referral, exit and closing: everything done in time and paid in full."""

from collections.abc import Callable, Mapping
from typing import Any

from workflows.guards.volume import contents_of


def two_officers(office: Any) -> list[int]:
    """The two officers of the case."""
    return [office.person("林静"), office.person("赵宁")]


def signed_by_unit(office: Any) -> dict[str, object]:
    """Handler and unit head have signed the form."""
    return {
        "handlers": two_officers(office),
        "handler_opinion": "本案已经办理完毕，建议结案",
        "unit_head": office.person("孙国强"),
        "unit_head_opinion": "同意承办人意见",
        "unit_head_agreed": True,
    }


def public_text() -> dict[str, object]:
    """The decision as the public reads it."""
    return {
        "party": "青峦县永宁礼仪服务有限公司",
        "legal_rep": "周**",
        "violation": "擅自从事遗体接运、存放等殡葬服务",
        "facts": "当事人未取得资格接运、存放遗体",
        "penalty": "警告；没收违法所得；罚款",
    }


def collect_disclosure(_: Any) -> Mapping[str, object]:
    """The collector writes the public text."""
    return {
        **public_text(),
        "credit_class": "general",
        "channels": "本机关公示网页",
        "redaction": "隐去法定代表人姓名",
    }


def examine_disclosure(_: Any) -> Mapping[str, object]:
    """The examiner agrees."""
    return {
        **public_text(),
        "masking_checked": True,
        "disclosure_review": "publish",
        "opinion": "同意公示",
        "ground": "no_social_impact",
        "reason": "仅予警告，不具有一定社会影响",
    }


def publish_disclosure(_: Any) -> Mapping[str, object]:
    """Published on the agency's page."""
    return {"verdict": "publish", "channels": "本机关公示网页"}


def exempt_disclosure(_: Any) -> Mapping[str, object]:
    """The leader approves."""
    return {"approval": "exempted", "ground": "no_social_impact", "reason": "仅予警告", "opinion": "同意不予公示"}


def withdraw_disclosure(office: Any) -> Mapping[str, object]:
    """Revoked on reconsideration; the leader has approved."""
    return {
        **signed_by_unit(office),
        "kind": "withdraw",
        "reason": "该处罚决定已被复议机关撤销",
        "basis_document": "青政复决〔2026〕1号",
        "leader": office.person("吴岚"),
        "leader_agreed": True,
        "leader_opinion": "同意撤回",
        "correct_content": "罚款减为五万元",
    }


def payment_of(office: Any, **amounts: str) -> dict[str, object]:
    """Return one row of money received today."""
    return {**amounts, "paid_on": office.now.date(), "receipt": "票据0001"}


def record_performance(office: Any) -> Mapping[str, object]:
    """Everything owed is paid today."""
    facts = office.facts
    fine, taken = (f"{int(facts[name]) / 100:.2f}" for name in ("fine", "confiscation"))
    owed = facts["penalty_total"]
    return {
        "performance": "done",
        "payments": [payment_of(office, fine=fine, confiscation=taken)] if owed else [],
        "requested_on": office.now.date(),
        "hardship": "当事人申请分两期缴纳，近期经营亏损",
    }


def approve_instalment(_: Any) -> Mapping[str, object]:
    """The leader approves what the test says."""
    return {"approval": "approved", "hardship": "经营亏损，确有经济困难", "opinion": "同意"}


def issue_demand(_: Any) -> Mapping[str, object]:
    """The fine is demanded."""
    return {"obligations": "缴纳罚款和没收款"}


def review_demand_reply(_: Any) -> Mapping[str, object]:
    """The party said nothing."""
    return {"reply": "none", "conclusion": "当事人经催告无正当理由仍不履行"}


def apply_court(_: Any) -> Mapping[str, object]:
    """The court is asked with all its papers."""
    return {
        "application": "apply",
        "court": "青峦县人民法院",
        "request": "强制执行罚款和没收款",
        "materials": ["application", "decision", "opinion", "object"],
        "opinion": "同意申请",
        "reason": "已无可供执行的财产",
    }


def record_court(office: Any) -> Mapping[str, object]:
    """The court allows enforcement."""
    return {
        "court": "青峦县人民法院",
        "ruling": "granted",
        "document": "（2027）青行审1号",
        "ruled_on": office.now.date(),
        "note": "裁定准予强制执行",
    }


def end_execution(_: Any) -> Mapping[str, object]:
    """Nothing is left to be taken."""
    return {
        "performance": "ended",
        "ground": "dissolution",
        "reason": "当事人已注销，无财产可供执行，无义务承受人",
        "opinion": "同意终结执行",
    }


def verify_correction(office: Any) -> Mapping[str, object]:
    """Both officers found it put right."""
    return {
        "officers": two_officers(office),
        "verified_on": office.now.date(),
        "correction": "verified",
        "findings": "冷库已腾空，车辆已停运",
    }


def form_referral_team(office: Any) -> Mapping[str, object]:
    """Two officers report a suspected fraud."""
    return {
        "team": two_officers(office),
        "report": "以虚假名义收取费用18.6万元，涉嫌诈骗",
        "suspected_crime": "诈骗罪",
        "crime_provision": "刑法266条",
        "evidence_summary": "转账记录、询问笔录",
        "property_status": "没有涉案物品",
        "police_body": "青峦县公安局",
        "team_opinion": "建议移送",
        **signed_by_unit(office),
    }


def approve_referral(_: Any) -> Mapping[str, object]:
    """The principal approves."""
    return {"referral": "approved", "opinion": "同意移送"}


def hand_over(office: Any) -> Mapping[str, object]:
    """Handed over now."""
    return {
        "police_body": "青峦县公安局",
        "handed_at": office.now,
        "receiver": "青峦县公安局 李警官",
        "papers": ["letter", "report", "item_list", "test_report"],
    }


def record_police_reply(office: Any) -> Mapping[str, object]:
    """The police file."""
    return {
        "police": "filed",
        "document": "立案告知书 青公立告字〔2026〕1号",
        "replied_on": office.now.date(),
        "reason": "没有犯罪事实",
    }


def object_refusal(_: Any) -> Mapping[str, object]:
    """The agency leaves it."""
    return {"objected": "no", "way": "reconsideration", "reason": "经研究，证据不足以证明犯罪"}


def hand_over_items(office: Any) -> Mapping[str, object]:
    """Handed over against a list."""
    return {"items": "案件材料一册", "handed_on": office.now.date(), "receipt": "交接清单1号，李警官签收"}


def approve_exit(_: Any) -> Mapping[str, object]:
    """The leader approves."""
    return {"reason": "立案条件不具备", "opinion": "同意"}


def inform_party(office: Any) -> Mapping[str, object]:
    """Told in writing today."""
    return {
        "way": "written",
        "informed_on": office.now.date(),
        "receiver": "周启明",
        "content": "本案已撤销立案",
    }


def hand_over_case(office: Any) -> Mapping[str, object]:
    """The neighbouring county takes the case."""
    return {
        "receiver": "邻水县民政局",
        "handed_on": office.now.date(),
        "materials": "全部案卷材料及证据",
        "receipt": "邻水县民政局签收",
    }


def close_case(office: Any) -> Mapping[str, object]:
    """Everybody agrees."""
    return {**signed_by_unit(office), "opinion": "同意结案"}


def archive_case(office: Any) -> Mapping[str, object]:
    """Two volumes, thirty years, every item two pages long."""
    pages = {f"pages_{kind}_{number}": 2 for kind, number in (one.source for one in contents_of(office.dossier()))}
    return {
        "archive_number": "QLMZ-2026-CF-001",
        "retention": "thirty",
        "numbering": "paged",
        **pages,
        "checked": True,
    }


ANSWERS: dict[str, Callable[[Any], Mapping[str, object]]] = {
    "collect_disclosure": collect_disclosure,
    "examine_disclosure": examine_disclosure,
    "publish_disclosure": publish_disclosure,
    "exempt_disclosure": exempt_disclosure,
    "withdraw_disclosure": withdraw_disclosure,
    "record_performance": record_performance,
    "approve_instalment": approve_instalment,
    "issue_demand": issue_demand,
    "review_demand_reply": review_demand_reply,
    "apply_court": apply_court,
    "record_court": record_court,
    "end_execution": end_execution,
    "verify_correction": verify_correction,
    "form_referral_team": form_referral_team,
    "approve_referral": approve_referral,
    "hand_over": hand_over,
    "record_police_reply": record_police_reply,
    "object_refusal": object_refusal,
    "hand_over_items": hand_over_items,
    "approve_exit": approve_exit,
    "inform_party": inform_party,
    "hand_over_case": hand_over_case,
    "close_case": close_case,
    "archive_case": archive_case,
}
