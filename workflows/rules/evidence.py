"""What may prove a case: evidence, the records of an investigation and their defects (处罚法40、42、46、55、56条).

A defective record tells the truth about what happened, so it may be entered; it is flagged, and nothing may rest on it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import combinations

from workflows.forms import SHANGHAI
from workflows.rules.qualification import Officer, objection_to_officer
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

LEAST_SIGNERS = 2


class EvidenceKind(StrEnum):
    """The eight kinds of evidence of 处罚法46条1款."""

    DOCUMENT = "document"
    OBJECT = "object"
    AUDIOVISUAL = "audiovisual"
    ELECTRONIC = "electronic"
    WITNESS = "witness"
    PARTY_STATEMENT = "party_statement"
    EXPERT_OPINION = "expert_opinion"
    INSPECTION_RECORD = "inspection_record"


EVIDENCE_TERMS: dict[EvidenceKind, str] = {
    EvidenceKind.DOCUMENT: N_("书证"),
    EvidenceKind.OBJECT: N_("物证"),
    EvidenceKind.AUDIOVISUAL: N_("视听资料"),
    EvidenceKind.ELECTRONIC: N_("电子数据"),
    EvidenceKind.WITNESS: N_("证人证言"),
    EvidenceKind.PARTY_STATEMENT: N_("当事人的陈述"),
    EvidenceKind.EXPERT_OPINION: N_("鉴定意见"),
    EvidenceKind.INSPECTION_RECORD: N_("勘验笔录、现场笔录"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence; ``proves`` names the elements of the violation it is to prove."""

    title: str
    kind: str
    source: str
    proves: tuple[str, ...]
    collector_ids: tuple[int, ...]
    obtained_unlawfully: bool = False


@dataclass(frozen=True, slots=True)
class Signature:
    """An officer's signature under a record and the day it was given."""

    officer: Officer
    on: date


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """What a record of an interview or inspection 笔录 says of its own making; None: left blank."""

    id: int
    title: str
    signers: tuple[Signature, ...]
    started_at: datetime | None
    ended_at: datetime | None
    place: str


@dataclass(frozen=True, slots=True)
class PreservedItem:
    """A thing registered and preserved 先行登记保存; ``disposed_on`` is None until decided upon."""

    name: str
    disposed_on: date | None = None


def objections_to_evidence(*, evidence: Evidence) -> tuple[Objection, ...]:
    """Return what is wrong with entering this evidence; unlawfully obtained evidence is refused (46条)."""
    found = list[Objection]()
    params = {"title": evidence.title}
    if evidence.kind not in set(EvidenceKind):
        text = N_("证据“{title}”不属于法定的八种证据，请重新选择证据种类")
        found.append(Objection("evidence-kind-unknown", text, params, article="处罚法46条1款"))
    if evidence.obtained_unlawfully:
        text = N_("以非法手段取得的证据不得作为认定案件事实的根据，请依法重新收集“{title}”")
        found.append(Objection("evidence-unlawful", text, params, article="处罚法46条3款"))
    if not evidence.source.strip():
        text = N_("请写明证据“{title}”的来源，以便查证属实")
        found.append(Objection("evidence-without-source", text, params, article="处罚法46条2款"))
    if not any(element.strip() for element in evidence.proves):
        text = N_("请写明证据“{title}”证明的事项")
        found.append(Objection("evidence-proves-nothing", text, params, article="处罚法40条"))
    if not evidence.collector_ids:
        text = N_("请写明证据“{title}”的收集人")
        found.append(Objection("evidence-without-collector", text, params, article="处罚法42条1款"))
    elif len(set(evidence.collector_ids)) < LEAST_SIGNERS:
        text = N_("证据“{title}”只有一名收集人，调查取证的执法人员不得少于两人，请核对是否由当事人或者他人提供")
        found.append(Objection("evidence-one-collector", text, params, article="处罚法42条1款", warning=True))
    return tuple(found)


def objections_to_proof(*, elements: Sequence[str], proven: Collection[str]) -> tuple[Objection, ...]:
    """Refuse to conclude the investigation while an element 构成要件 has no evidence at all (40条)."""
    text = N_("“{element}”尚无证据证明，事实不清、证据不足的不得给予行政处罚，请补充调查")
    missing = [element for element in elements if element not in proven]
    return tuple(Objection("element-unproven", text, {"element": one}, article="处罚法40条") for one in missing)


def list_defects(*, records: Sequence[RecordFacts]) -> dict[int, tuple[Objection, ...]]:
    """Return the defects of every defective record by its id, each as a warning; sound records are absent."""
    defects = {record.id: list(_own_defects(record)) for record in records}
    for first, second in combinations(records, 2):
        for name in _people_in_both(first, second):
            defects[first.id].append(_overlap(first, second, name))
            defects[second.id].append(_overlap(second, first, name))
    return {number: tuple(found) for number, found in defects.items() if found}


def objections_to_relying(
    *, relied_on: Mapping[int, str], defective: Collection[int], field: str = "", answers: Sequence[str] = ()
) -> tuple[Objection, ...]:
    """Refuse to rest a passed review or a decision on a defective record.

    ``relied_on`` maps the records the draft relies on to their titles. With ``field`` and ``answers`` only these
    answers are refused, one objection each: ``field="conclusion", answers=("pass", "pass_edit")``.
    """
    titles = "、".join(title for number, title in relied_on.items() if number in defective)
    if not titles:
        return ()
    text = N_("拟作决定依据的“{titles}”存在程序缺陷，不得作为定案依据，请重新制作或者从证据清单中剔除")
    whens: Sequence[tuple[str, str] | None] = [(field, answer) for answer in answers] or [None]
    article = "处罚法42条、46条"
    return tuple(Objection("relies-on-defective-record", text, {"titles": titles}, article, when) for when in whens)


def objections_to_excluded(
    *, titles: Sequence[str], field: str = "", answers: Sequence[str] = ()
) -> tuple[Objection, ...]:
    """Refuse to rest a passed review or a decision on evidence since excluded; ``field`` and ``answers`` as above."""
    if not titles:
        return ()
    text = N_("拟作决定的证据清单中“{titles}”已被剔除，不得作为定案依据，请重新拟定并调整证据清单")
    params: dict[str, str | int] = {"titles": "、".join(titles)}
    whens: Sequence[tuple[str, str] | None] = [(field, answer) for answer in answers] or [None]
    return tuple(Objection("relies-on-excluded-evidence", text, params, "处罚法46条", when) for when in whens)


def objection_to_times(*, started_at: datetime, ended_at: datetime) -> Objection | None:
    """Refuse to enter a record that ended before it began: no making of a record can have been so (55条)."""
    if ended_at > started_at:
        return None
    text = N_("笔录的结束时间应当晚于开始时间，请核对")
    return Objection("record-ends-before-start", text, article="处罚法55条")


def objection_to_collecting(*, remedy: str) -> Objection | None:
    """Refuse new evidence against the party while reconsideration or litigation is open (复议法46条, 行诉法35条)."""
    if remedy != "open":
        return None
    text = N_("复议或者诉讼期间，行政机关不得自行向申请人、原告和其他有关单位、个人收集证据，请待救济程序终结")
    return Objection("remedy-open", text, article="复议法46条、行诉法35条")


def objection_to_preserving(
    *, roles: Collection[Role], reason: str, items: Sequence[PreservedItem]
) -> Objection | None:
    """Refuse a preservation without a leader's approval, without its ground, or without a list (56条)."""
    if not {Role.LEADER, Role.PRINCIPAL} & set(roles):
        text = N_("先行登记保存应当经行政机关负责人批准，请先报批")
        return Objection("preservation-not-leader", text, article="处罚法56条")
    if not reason.strip():
        text = N_("先行登记保存限于证据可能灭失或者以后难以取得的情形，请写明具体情形")
        return Objection("preservation-without-ground", text, article="处罚法56条")
    if not items:
        text = N_("先行登记保存应当开列物品清单，请至少登记一件")
        return Objection("preservation-without-items", text, article="处罚法56条")
    return None


def warning_of_late_disposal(*, disposed_on: date, due_on: date) -> Objection | None:
    """Tell that preserved evidence is disposed of after the 7 working days; it must still be disposed of (56条)."""
    if disposed_on <= due_on:
        return None
    text = N_("先行登记保存的证据应当在{due}前作出处理决定，现已逾期，请立即处理并在案卷中说明原因")
    return Objection("disposal-late", text, {"due": due_on.isoformat()}, article="处罚法56条", warning=True)


def objection_to_undisposed(*, items: Sequence[PreservedItem]) -> Objection | None:
    """Refuse to leave or close a case while preserved things wait for a decision (56条)."""
    names = "、".join(item.name for item in items if item.disposed_on is None)
    if not names:
        return None
    text = N_("先行登记保存的“{names}”尚未处理，请先作出处理决定")
    return Objection("preserved-items-undisposed", text, {"names": names}, article="处罚法56条")


def _own_defects(record: RecordFacts) -> tuple[Objection, ...]:
    checks = (_signer_defect(record), _time_defect(record), _place_defect(record))
    return tuple(one for one in checks if one)


def _signer_defect(record: RecordFacts) -> Objection | None:
    made_on = record.started_at.astimezone(SHANGHAI).date() if record.started_at else None
    valid = {
        one.officer.person_id
        for one in record.signers
        if objection_to_officer(officer=one.officer, day=made_on or one.on) is None
    }
    if len(valid) >= LEAST_SIGNERS:
        return None
    text = N_("“{title}”只有{count}名当日证件有效的执法人员签名，少于两人，请由两名执法人员重新制作")
    params: dict[str, str | int] = {"title": record.title, "count": len(valid)}
    return Objection("record-too-few-signers", text, params, article="处罚法42条1款", warning=True)


def _time_defect(record: RecordFacts) -> Objection | None:
    params = {"title": record.title}
    if record.started_at is None or record.ended_at is None:
        text = N_("“{title}”缺少起止时间，请补正并由被询问人、执法人员确认")
        return Objection("record-without-time", text, params, article="处罚法55条", warning=True)
    if record.ended_at <= record.started_at:
        text = N_("“{title}”的结束时间不晚于开始时间，请核对后更正并由被询问人、执法人员确认")
        return Objection("record-ends-before-start", text, params, article="处罚法55条", warning=True)
    return None


def _place_defect(record: RecordFacts) -> Objection | None:
    if record.place.strip():
        return None
    text = N_("“{title}”缺少地点，请补正并由被询问人、执法人员确认")
    return Objection("record-without-place", text, {"title": record.title}, article="处罚法55条", warning=True)


def _people_in_both(first: RecordFacts, second: RecordFacts) -> tuple[str, ...]:
    if None in {first.started_at, first.ended_at, second.started_at, second.ended_at}:
        return ()
    if not _overlaps(first, second):
        return ()
    also = {one.officer.person_id for one in second.signers}
    names = {one.officer.person_id: one.officer.name for one in first.signers}
    return tuple(name for person_id, name in names.items() if person_id in also)


def _overlaps(first: RecordFacts, second: RecordFacts) -> bool:
    starts = [moment for moment in (first.started_at, second.started_at) if moment]
    ends = [moment for moment in (first.ended_at, second.ended_at) if moment]
    return max(starts) < min(ends)


def _overlap(record: RecordFacts, other: RecordFacts, name: str) -> Objection:
    text = N_("{name}在同一时段既出现在“{title}”又出现在“{other}”，请核实并重新制作不实的笔录")
    params = {"name": name, "title": record.title, "other": other.title}
    return Objection("record-overlaps", text, params, article="处罚法42条1款", warning=True)
