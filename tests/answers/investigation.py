"""The usual answers of the investigation: the example case of law.md §7.1 as it should have been handled."""

from collections.abc import Callable, Mapping
from typing import Any

COLLECTED = ("subject", "conduct", "result", "amount")


def add_evidence(office: Any) -> Mapping[str, object]:
    """Two officers copy the account book; it proves every element."""
    return {
        "kind": "document",
        "name": "收费账册复制件",
        "proves": "接运、存放遗体的次数和收费",
        "elements": list(COLLECTED),
        "collectors": [office.person("林静"), office.person("赵宁")],
        "collected_at": office.now,
        "place": "青峦县城南路6号",
        "source": "向当事人调取复制，经其核对盖章",
    }


def investigate(office: Any) -> Mapping[str, object]:
    """Two officers conclude an investigation; evidence is collected first where none is on file."""
    if not office.dossier().evidence:
        office.do("add_evidence")
    return {
        "officers": [office.person("林静"), office.person("赵宁")],
        "finding": "violation",
        "elements": list(COLLECTED),
        "summary": "已查明接运、存放遗体13单及收费情况",
    }


def report_findings(office: Any) -> Mapping[str, object]:
    """A warning, the unlawful income without what lies before the provision and what was refunded, and a fine."""
    return {
        "officers": [office.person("林静"), office.person("赵宁")],
        "suggestion": "penalise",
        "facts": "2026年3月10日至5月20日，当事人用改装面包车接运、租用冷库存放遗体13单\n收费46,800元，已退费6,600元",
        "evidence": [one.id for one in office.dossier().evidence],
        "violated": "殡葬管理条例25条",
        "penalty_basis": "殡葬管理条例65条",
        "penalties": [
            {"kind": "warning", "detail": ""},
            {"kind": "confiscate_income", "amount": "25800", "detail": ""},
            {"kind": "fine", "amount": "60000", "detail": ""},
        ],
        "benchmark": "below_100k.lighter",
        "discretion": "初次违法、配合调查、主动退费，适用从轻档次",
        "income": [
            {"item": "3月10日至29日4单", "on": "2026-03-29", "amount": "14400", "refunded": "0"},
            {"item": "3月30日以后9单", "on": "2026-05-20", "amount": "32400", "refunded": "6600"},
        ],
        "party_claims": "当事人承认接运、存放遗体，主张部分业务在新条例施行前",
        "characterisation": "未经许可从事殡仪馆专营服务",
        "crime_view": "none",
        "crime_assessment": "未发现侮辱尸体等涉嫌犯罪的情形",
        "review_assessment": "罚款五万元以上，列入目录，应当法制审核",
        "hearing_assessment": "未达到听证数额",
        "business_impact": "当事人为小微企业，罚款数额不致影响存续",
        "reason": "事实清楚，证据充分",
    }


def endorse_report(_: Any) -> Mapping[str, object]:
    """The unit head agrees."""
    return {"endorsement": "endorsed", "opinion": "同意承办人意见"}


def decide_route(_: Any) -> Mapping[str, object]:
    """The leader intends a penalty."""
    return {"route": "penalise", "reason": "违法事实清楚，证据确凿", "opinion": "同意"}


def answer_informant(office: Any) -> Mapping[str, object]:
    """There is no named informant, or the answer is given in writing today."""
    return {"no_informant": True, "way": "written", "answered_on": office.now.date(), "content": "经核查不予立案"}


ANSWERS: dict[str, Callable[[Any], Mapping[str, object]]] = {
    "add_evidence": add_evidence,
    "answer_informant": answer_informant,
    "decide_route": decide_route,
    "endorse_report": endorse_report,
    "investigate": investigate,
    "report_findings": report_findings,
}
