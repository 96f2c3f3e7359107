"""The usual answers of registration, verification, filing and assignment: the example case of law.md §7.1."""

from collections.abc import Callable, Mapping
from typing import Any


def register_source(office: Any) -> Mapping[str, object]:
    """A hotline tells of a company that moves and stores bodies without being a funeral home."""
    return {
        "matter": "funeral_remains",
        "source_kind": "hotline",
        "source_detail": "12345 工单 20260518001",
        "received_on": office.now.date(),
        "summary": "永宁公司用改装面包车接运、租用冷库存放遗体",
        "party_kind": "organisation",
        "party_name": "青峦县永宁礼仪服务有限公司",
        "party_credit_code": "91539921MAY00A1K6X",
        "party_legal_rep": "周启明",
        "is_enterprise": True,
        "party_address": "青峦县城南路6号",
        "party_phone": "13900000001",
    }


def verify_source(office: Any) -> Mapping[str, object]:
    """Two officers find facts, jurisdiction and no obstacle."""
    return {
        "officers": [office.person("林静"), office.person("赵宁")],
        "verified_on": office.now.date(),
        "findings": "现场检查发现改装面包车和租用冷库，存放遗体2具，有收费记录",
        "has_facts": True,
        "has_jurisdiction": True,
        "jurisdiction": "违法行为发生地在本县",
        "act_ended_on": None,
        "suspected_provision": "殡葬管理条例25条",
        "penalty_provision": "殡葬管理条例65条",
        "suggestion": "file",
    }


def approve_filing(_: Any) -> Mapping[str, object]:
    """The leader files the case."""
    return {"filing": "filed", "opinion": "同意立案"}


def assign_officers(office: Any) -> Mapping[str, object]:
    """Two officers are assigned, one of them in charge."""
    return {"lead": office.person("林静"), "officers": [office.person("赵宁")], "no_interest": True}


ANSWERS: dict[str, Callable[[Any], Mapping[str, object]]] = {
    "register_source": register_source,
    "verify_source": verify_source,
    "approve_filing": approve_filing,
    "assign_officers": assign_officers,
}
