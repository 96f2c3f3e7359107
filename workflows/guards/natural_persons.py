"""Which natural persons the file knows and where they live: neither full names nor homes are published (处罚法50条)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from workflows.guards.desk import Desk
from workflows.rules.masking import mask_name

_WORD = re.compile(r"[\u4e00-\u9fff·•]+")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,10}(?:[·•][\u4e00-\u9fff]{1,10})+")
# What people write where a name is asked, and is none.
_NO_NAMES = frozenset({
    "当事人", "本人", "负责人", "经营者", "代理人", "受托人", "受委托人", "代收人", "签收人", "收件人",
    "接收人", "保管人", "见证人", "证人", "第三人", "举报人", "投诉人", "申请人", "经办人", "家属",
    "亲属", "父亲", "母亲", "配偶", "妻子", "丈夫", "子女", "儿子", "女儿", "同事",
    "邻居", "朋友", "员工", "职工", "工作人员", "公司", "单位", "机关", "本机关", "本局",
    "社区", "居委会", "村委会", "派出所", "物业", "保安", "门卫", "前台", "收发室", "办公室",
    "传达室", "律师", "经理", "店长", "主任", "书记", "社区干部", "村主任", "无", "没有",
    "不详",
})  # fmt: skip
_RECORD_NAMES = ("interviewee_name", "present_name", "witness_name")
# Where the answers of a step name somebody whom no row keeps.
_STEP_NAMES = (("inform_party", "receiver"), ("hand_over", "receiver"))
_SHORTEST_ADDRESS = 6


def person_names(desk: Desk) -> tuple[str, ...]:
    """Return every natural person whose full name may not be published, the longest names first.

    The informant, the party if a citizen, its head, whoever was heard, was present, witnessed, spoke or acted for the
    party, attended the hearing or the deliberation, received a paper or keeps things, and the officers of the case.
    """
    found = dict.fromkeys(one for one in _names(desk) if _may_be_a_name(one))
    return tuple(sorted(found, key=len, reverse=True))


def home_addresses(desk: Desk) -> tuple[str, ...]:
    """Return where natural persons of the file live; an address that is also the party's place of business is none."""
    party = desk.dossier.party
    homes = [_text(record.body, "interviewee_address") for record in desk.dossier.investigation_records]
    if party.kind == "citizen":
        homes.append(party.address)
    places = {party.address} if party.kind != "citizen" else set[str]()
    return tuple(dict.fromkeys(one for one in homes if len(one) >= _SHORTEST_ADDRESS and one not in places))


def hide_persons(desk: Desk, text: str) -> str:
    """Return a text in which every such name keeps its surname only."""
    for name in person_names(desk):
        text = text.replace(name, mask_name(name))
    return text


def names_in(words: str) -> list[str]:
    """Return what in an entry such as 王五，青峦社区居委会 can be a person's name."""
    return [one for one in _WORD.findall(words) if _NAME.fullmatch(one) and _may_be_a_name(one)]


def _names(desk: Desk) -> Iterator[str]:
    dossier = desk.dossier
    party, services = dossier.party, dossier.services
    asked_for_a_name = [
        _text(dossier.case.informant, "name"),
        party.name if party.kind == "citizen" else "",
        party.legal_rep,
        *(_text(record.body, key) for record in dossier.investigation_records for key in _RECORD_NAMES),
        *(_text(one, "name") for hearing in dossier.hearings for one in _rows(hearing.record or {}, "attendants")),
        *(_text(cast("Mapping[str, object]", one), "name") for each in dossier.deliberations for one in each.attendees),
        *(dossier.staff[one.person_id].name for one in dossier.ever_bound if one.person_id in dossier.staff),
    ]
    for name in asked_for_a_name:
        yield name.strip()
        yield from names_in(name)
    steps = [(dossier.last_step(act), key) for act, key in _STEP_NAMES]
    entries = [
        *(one.speaker for one in dossier.statements),
        *(_text(one.proof, key) for one in services for key in ("receiver", "witness")),
        *(one.asked_by for one in dossier.recusals),
        *(one.keeper for one in dossier.preservations),
        *(_text(step.answers, key) for step, key in steps if step is not None),
    ]
    for entry in entries:
        yield from names_in(entry)


def _may_be_a_name(name: str) -> bool:
    return len(name) > 1 and name not in _NO_NAMES and "某" not in name and "*" not in name


def _text(values: Mapping[str, object], key: str) -> str:
    return str(values.get(key) or "")


def _rows(values: Mapping[str, object], key: str) -> Sequence[Mapping[str, object]]:
    return cast("Sequence[Mapping[str, object]]", values.get(key) or ())
