"""The usual answers of acts possible at any time while a case is open."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any


def record_interview(office: Any) -> Mapping[str, object]:
    """Two officers ask the legal representative; the record proves who did what."""
    both = [office.person("林静"), office.person("赵宁")]
    return {
        "started_at": office.now - timedelta(hours=2),
        "ended_at": office.now - timedelta(hours=1),
        "place": "青峦县民政局询问室",
        "signers": both,
        "recorder": both[1],
        "speaker_kind": "party_statement",
        "interviewee_name": "周启明",
        "interviewee_id_number": "11010519491231002X",
        "interviewee_relation": "当事人法定代表人",
        "informed_answer": "听清了",
        "recusal_answer": "不申请回避",
        "dialogue": [{"question": "何时开始接运遗体？", "answer": "今年3月10日开始"}],
        "proves": "接运、存放遗体的经过和收费",
        "elements": ["subject", "conduct"],
    }


def record_inspection(office: Any) -> Mapping[str, object]:
    """Two officers inspect the cold store."""
    both = [office.person("林静"), office.person("赵宁")]
    return {
        "started_at": office.now - timedelta(hours=2),
        "ended_at": office.now - timedelta(hours=1),
        "place": "青峦县城南路6号冷库",
        "signers": both,
        "recorder": both[1],
        "present_name": "周启明",
        "notified": "已通知当事人到场",
        "basis": "处罚法55条",
        "scope": "冷库和车辆",
        "observations": "冷库内存放遗体2具",
        "measures": "拍照12张",
        "recording_number": "LX20260520-01",
        "party_opinion": "无异议",
        "proves": "冷库存放遗体",
        "elements": ["conduct", "result"],
    }


def preserve_evidence(office: Any) -> Mapping[str, object]:
    """The leader approves keeping the account book."""
    return {
        "suspected_act": "擅自从事遗体接运、存放",
        "reason": "账册可能被销毁、篡改",
        "way": "elsewhere",
        "items": [{"name": "收费账册", "specification": "A4", "quantity": "1册", "condition": "完好"}],
        "place": "本局证据室",
        "keeper": "赵宁",
        "officers": [office.person("林静"), office.person("赵宁")],
    }


def dispose_preserved(office: Any) -> Mapping[str, object]:
    """The account book is copied and given back."""
    kept = [one for one in office.dossier().preservations if one.disposed_on is None]
    items = [{"name": one["name"], "disposal": "copied"} for one in kept[0].items] if kept else []
    return {
        "preservation": kept[0].id if kept else None,
        "items": items,
        "disposal": "复制固定后解除登记保存，退还当事人",
        "reason": "证据已复制固定",
        "officers": [office.person("林静"), office.person("赵宁")],
    }


def order_correction(_: Any) -> Mapping[str, object]:
    """The party is to stop within ten days."""
    return {
        "facts": "擅自接运、存放遗体",
        "violated": "殡葬管理条例25条",
        "order_basis": "处罚法28条1款",
        "requirements": "停止接运、存放遗体，将存放的遗体移送殡仪馆",
        "days": 10,
    }


def suspend_case(_: Any) -> Mapping[str, object]:
    """An expert opinion is awaited."""
    return {"ground": "testing", "reason": "委托鉴定，结论作出前不能继续"}


def resume_case(_: Any) -> Mapping[str, object]:
    """The expert opinion has come."""
    return {"reason": "鉴定意见已经收到"}


def extend_period(_: Any) -> Mapping[str, object]:
    """Thirty days more."""
    return {"days": 30, "reason": "案情复杂，涉及多名当事人账目"}


def propose_exit(_: Any) -> Mapping[str, object]:
    """Another agency has jurisdiction."""
    return {"route": "transfer_agency", "reason": "违法行为主要发生在邻县"}


def suspect_crime(_: Any) -> Mapping[str, object]:
    """Fraud is suspected."""
    return {"crime": "诈骗罪", "provision": "刑法266条", "reason": "以虚假名义收取费用18.6万元"}


def decide_exit(office: Any) -> Mapping[str, object]:
    """The oldest proposal is approved."""
    pending = [one for one in office.dossier().exit_proposals if not one.decision]
    return {"proposal": pending[0].id if pending else None, "decision": "approved", "reason": "事实清楚，同意"}


def request_recusal(office: Any) -> Mapping[str, object]:
    """The party asks that 赵宁 leave the case."""
    return {
        "person": office.person("赵宁"),
        "ground": "kinship",
        "explanation": "与当事人法定代表人系表兄弟",
        "asked_by": "周启明",
    }


def decide_recusal(office: Any) -> Mapping[str, object]:
    """The oldest request is granted and 陈浩 takes the place."""
    pending = [one for one in office.dossier().recusals if not one.decision]
    return {
        "request": pending[0].id if pending else None,
        "recusal": "granted",
        "reason": "经核实存在近亲属关系",
        "replacement": office.person("陈浩"),
    }


def record_remedy(office: Any) -> Mapping[str, object]:
    """The county government takes up a reconsideration."""
    return {
        "kind": "reconsideration",
        "body": "青峦县人民政府",
        "accepted_on": office.now.date(),
        "document": "青政复〔2026〕1号",
    }


def record_remedy_result(office: Any) -> Mapping[str, object]:
    """The decision is upheld."""
    return {
        "result": "upheld",
        "result_on": office.now.date(),
        "document": "青政复决〔2026〕1号",
        "result_text": "维持",
    }


def impose_surcharge(_: Any) -> Mapping[str, object]:
    """The first day's surcharge on a fine of 60,000 元."""
    return {"amount": "1800", "reason": "到期未缴纳罚款"}


ANSWERS: dict[str, Callable[[Any], Mapping[str, object]]] = {
    "decide_exit": decide_exit,
    "decide_recusal": decide_recusal,
    "dispose_preserved": dispose_preserved,
    "extend_period": extend_period,
    "impose_surcharge": impose_surcharge,
    "order_correction": order_correction,
    "preserve_evidence": preserve_evidence,
    "propose_exit": propose_exit,
    "record_inspection": record_inspection,
    "record_interview": record_interview,
    "record_remedy": record_remedy,
    "request_recusal": request_recusal,
    "record_remedy_result": record_remedy_result,
    "resume_case": resume_case,
    "suspect_crime": suspect_crime,
    "suspend_case": suspend_case,
}
