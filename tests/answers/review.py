"""The usual answers of review, deliberation and decision: a sound case passes, the leaders agree and sign."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from workflows.rules.review import ITEM_TERMS, PASSING

VOTERS = ("吴岚", "郑海", "周正")


def submit_review(office: Any) -> Mapping[str, object]:
    """The package is complete, the unit's head has agreed, every finding of the round before is answered."""
    signed = [one for one in office.dossier().reviews if one.signed_at is not None]
    findings = signed[-1].findings if signed and signed[-1].conclusion not in PASSING else []
    return {
        "opinion": "建议按拟定的决定书草案作出处罚，请予审核",
        "committed": True,
        "unit_head": office.person("孙国强"),
        "unit_head_agreed": True,
        "business_impact": "涉案服务并非企业主营业务，处罚不影响其正常经营",
        "crime_assessment": "未发现涉嫌犯罪",
        "responses": [
            {"number": number, "finding": one["text"], "response": f"已按第{number}条意见办理"}
            for number, one in enumerate(findings, start=1)
        ],
    }


def accept_review(_: Any) -> Mapping[str, object]:
    """The materials are complete."""
    return {"review": "accepted"}


def examine_case(_: Any) -> Mapping[str, object]:
    """Every item conforms."""
    return {
        **{f"{item}_result": "conforms" for item in ITEM_TERMS},
        "methods": ["papers", "file"],
        "key_issues": "新条例施行前的行为不适用新罚则，违法所得已作扣除",
    }


def sign_opinion(_: Any) -> Mapping[str, object]:
    """The legal office agrees."""
    return {"conclusion": "pass", "opinion": "事实清楚，证据确凿，适用依据正确，程序合法，裁量适当"}


def request_rereview(_: Any) -> Mapping[str, object]:
    """The unit accepts the opinion."""
    return {"reply": "accepted"}


def amend_draft(office: Any) -> Mapping[str, object]:
    """Only the reasons of discretion are reworded."""
    reworded = "当事人初次违法、主动退费，按从轻档处罚（已按审核意见规范表述）"
    return {**standing_draft(office), "discretion": reworded, "note": "规范了裁量说理的表述"}


def confirm_edit(_: Any) -> Mapping[str, object]:
    """The reviewer confirms."""
    return {"confirmed": True}


def deliberate(office: Any) -> Mapping[str, object]:
    """Three leaders meet for an hour, the principal speaks last, all agree; an hour passes meanwhile."""
    held = office.now + timedelta(minutes=5)
    office.now = held + timedelta(hours=1)
    return {
        "held_at": held,
        "ended_at": office.now,
        "place": "局三楼会议室",
        "chair": office.person("周正"),
        "members": members(office),
        "attendees": [{"name": "林静", "capacity": "承办人"}],
        "recusals": "均不需要回避",
        "handlers_report": "承办人汇报案件事实、证据、依据和裁量",
        "review_report": "法制审核人员汇报审核意见：同意",
        "outcome": "approved",
        "reasons": "事实清楚，证据确凿，裁量适当",
    }


def members(office: Any, **changes: Mapping[str, object]) -> list[dict[str, object]]:
    """Return the minutes' rows, the principal last; ``changes`` override a member's row by name."""
    return [
        {
            "person": office.person(name),
            "present": True,
            "order": order,
            "words": "事实清楚，证据充分，同意拟作决定",
            "view": "approved",
            "signed": True,
            **changes.get(name, {}),
        }
        for order, name in enumerate(VOTERS, start=1)
    ]


def decide_penalty(_: Any) -> Mapping[str, object]:
    """The leader signs."""
    return {"signing": "signed", "opinion": "同意签发"}


def decide_no_penalty(office: Any) -> Mapping[str, object]:
    """A slight violation, corrected at once; the party is educated."""
    if office.facts["route"] == "not_made_out":
        return {
            "ground": "57-1-3",
            "facts": "当事人未实施线索所称行为",
            "reasons": "现有证据证明违法事实不能成立",
            "opinion": "同意不予处罚",
        }
    return {
        "ground": "33-1b",
        "facts": "当事人逾期四日备案，已自行补办",
        "violated": "殡葬管理条例25条",
        "reasons": "初次违法，危害后果轻微并及时改正",
        "education": "当面宣讲法律规定，当事人表示今后按期办理",
        "opinion": "同意不予处罚",
    }


def standing_draft(office: Any) -> dict[str, object]:
    """Return the last intended decision as its form would post it."""
    draft = office.dossier().last_draft()
    content = draft.content
    rows = [
        {**row, "amount": f"{row['amount'] / 100:.2f}", "days": row["days"] or None} for row in content["penalties"]
    ]
    return {
        "facts": "\n".join(content["facts"]),
        "evidence": content["evidence"],
        "violated": content["basis"]["violated"],
        "penalty_basis": content["basis"]["penalty"],
        "penalties": rows,
        "benchmark": content["benchmark"],
        "discretion": draft.wording["discretion"],
        "defence_text": draft.wording.get("defence", ""),
    }


ANSWERS: dict[str, Callable[[Any], Mapping[str, object]]] = {
    "submit_review": submit_review,
    "accept_review": accept_review,
    "examine_case": examine_case,
    "sign_opinion": sign_opinion,
    "request_rereview": request_rereview,
    "amend_draft": amend_draft,
    "confirm_edit": confirm_edit,
    "deliberate": deliberate,
    "decide_penalty": decide_penalty,
    "decide_no_penalty": decide_no_penalty,
}
