"""The usual answers from notice to draft: told, served directly, every right waived, heard, drafted."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from workflows.forms import SHANGHAI
from workflows.rules.deadlines import due


def two_servers(office: Any) -> list[int]:
    """The two officers who serve."""
    return [office.person("林静"), office.person("赵宁")]


def issue_notice(_: Any) -> Mapping[str, object]:
    """The evidence in brief; replaced_reason and change_cause are asked only of a second notice."""
    return {
        "evidence_summary": "现场检查笔录、询问笔录、收费记录",
        "replaced_reason": "拟处罚内容变更",
        "change_cause": "new_evidence",
    }


def choose_service(office: Any) -> Mapping[str, object]:
    """Two officers bring the paper to the company."""
    return {"way": "direct", "servers": two_servers(office), "place": "青峦县城南路6号"}


def record_service(office: Any) -> Mapping[str, object]:
    """The legal representative signs the receipt today."""
    return {
        "result": "delivered",
        "servers": two_servers(office),
        "served_on": office.now.date(),
        "receiver": "周启明",
        "receiver_relation": "法定代表人",
        "tracking": "EMS1234567890，已妥投",
        "refusal": "当事人拒绝签收",
        "has_video": True,
        "electronic_proof": "系统显示已到达",
    }


def publish_service_notice(office: Any) -> Mapping[str, object]:
    """The notice is published today."""
    return {
        "servers": two_servers(office),
        "media": "本机关公告栏和门户网站",
        "gist": "送达行政处罚事先告知书",
        "is_published": True,
    }


def await_statement(office: Any) -> Mapping[str, object]:
    """The party waives everything in writing."""
    return {
        "waiver_form": "written",
        "waived_on": office.now.date(),
        "waives_statement": True,
        "waives_hearing": True,
    }


def record_statement(office: Any) -> Mapping[str, object]:
    """The party writes two arguments."""
    return {
        "kind": "statement",
        "way": "written",
        "received_on": office.now.date(),
        "speaker": "周启明",
        "arguments": [{"text": "系初次违法"}, {"text": "已主动退还部分费用"}],
    }


def review_defence(office: Any) -> Mapping[str, object]:
    """Every argument on file is answered; the second one is adopted."""
    texts = [str(one) for row in office.dossier().statements for one in row.arguments]
    return {
        "arguments": [
            {
                "claim": text,
                "verification": "经核查属实",
                "adopted": "adopted" if "退还" in text else "rejected",
                "reason": "收据可以证明" if "退还" in text else "裁量时已经考虑",
            }
            for text in texts
        ],
        "outcome": "部分采纳",
        "change": "keep",
        "opinion": "建议部分采纳",
        "unit_head": office.person("孙国强"),
        "unit_head_opinion": "同意",
    }


def accept_hearing(office: Any) -> Mapping[str, object]:
    """The request is granted; the hearing is planned for the first lawful morning after service tomorrow."""
    law, tomorrow = office.means.law, office.now.date() + timedelta(days=1)
    first = due(law.clock("hearing_notice_7wd", on=tomorrow).limit(), start=tomorrow, calendar=law.calendar()).due_on
    return {
        "hearing_request": "accepted",
        "planned_at": datetime.combine(first, time(9), SHANGHAI),
        "place": "青峦县民政局三楼会议室",
        "publicity": "public",
        "chair": office.person("何敏"),
        "clerk": office.person("许文"),
    }


def announce_hearing(office: Any) -> Mapping[str, object]:
    """Announced today on the notice board."""
    return {"announced_on": office.now.date(), "media": "本机关公告栏", "is_closed": True}


def hold_hearing(office: Any) -> Mapping[str, object]:
    """Held this morning in its prescribed order, record signed."""
    morning = datetime.combine(office.now.date(), time(9), SHANGHAI)
    return {
        "outcome": "held",
        "held_at": morning,
        "ended_at": morning + timedelta(minutes=50),
        "place": "青峦县民政局三楼会议室",
        "attendants": [
            {"role": "调查人员", "name": "林静", "position": "社会事务股"},
            {"role": "当事人", "name": "周启明"},
        ],
        "recusal_answer": "清楚，不申请回避",
        "investigators_case": "当事人擅自从事遗体接运、存放，建议罚款",
        "party_case": "系初次违法，请求从轻",
        "examination": [{"evidence": "收费记录", "party_view": "无异议"}],
        "debate": "双方围绕情节轻重辩论",
        "final_statement": "希望从轻处理",
        "party_signed": True,
        "chair_signed": True,
        "ground": "absent",
        "course": "经合法通知，当事人在规定时间未到场",
        "withdrawn_on": office.now.date(),
        "withdrawn_in_writing": True,
    }


def hearing_report(_: Any) -> Mapping[str, object]:
    """The chair proposes to keep the intended penalty."""
    return {
        "investigators_case": "当事人擅自从事遗体接运、存放，建议罚款",
        "party_case": "系初次违法，请求从轻",
        "focus": "违法所得的数额",
        "evidence_finding": "证据确实、充分",
        "conclusion": "keep",
        "reasons": "事实清楚，裁量适当",
        "cites_record": True,
    }


def finalise_draft(office: Any) -> Mapping[str, object]:
    """The last intended decision unchanged, with what became of the party's words."""
    draft = office.dossier().last_draft()
    if draft is None:
        return {"direction": "penalise"}
    content = draft.content
    return {
        "direction": "penalise",
        "direction_reason": "违法行为轻微并已改正",
        "facts": "\n".join(content["facts"]),
        "evidence": content["evidence"],
        "violated": content["basis"]["violated"],
        "penalty_basis": content["basis"]["penalty"],
        "penalties": [
            {**row, "amount": f"{row['amount'] / 100:.2f}", "days": row["days"] or None} for row in content["penalties"]
        ],
        "benchmark": content["benchmark"],
        "discretion": draft.wording["discretion"],
        "defence_text": "当事人在规定期限内未提出陈述、申辩",
        "change_cause": "none",
    }


ANSWERS: dict[str, Callable[[Any], Mapping[str, object]]] = {
    "issue_notice": issue_notice,
    "choose_service": choose_service,
    "record_service": record_service,
    "publish_service_notice": publish_service_notice,
    "await_statement": await_statement,
    "record_statement": record_statement,
    "review_defence": review_defence,
    "accept_hearing": accept_hearing,
    "announce_hearing": announce_hearing,
    "hold_hearing": hold_hearing,
    "hearing_report": hearing_report,
    "finalise_draft": finalise_draft,
}
