"""How a hearing 听证 is granted, prepared, held and reported (处罚法63—65条)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workflows.vocabulary.wording import N_, Objection

REFUSED = ("hearing_request", "refused")
"""The answer of the form that turns a request down."""


class ClosedGround(StrEnum):
    """The only grounds to hear a case behind closed doors (64条3项)."""

    STATE_SECRET = "state_secret"  # noqa: S105 -- a ground, not a password
    TRADE_SECRET = "trade_secret"  # noqa: S105 -- a ground, not a password
    PRIVACY = "privacy"


@dataclass(frozen=True, slots=True)
class Hearing:
    """What the record of the hearing 听证笔录 says; ``outcome`` is a value of the fact ``hearing``."""

    outcome: str
    evidence_presented: bool = False
    party_was_heard: bool = False
    absent_without_reason: bool = False
    left_midway: bool = False
    withdrawn_in_writing: bool = False


@dataclass(frozen=True, slots=True)
class HearingRecord:
    """The signatures under the record; a refusal to sign 拒签 must be noted by the chair (64条8项)."""

    id: int
    party_signed: bool
    refusal_noted: bool = False
    chair_signed: bool = False


def objection_to_refusing_hearing(
    *,
    hearing_right: bool,
    requested_on: date,
    period_ends_on: date,
    refusing: tuple[str, str] = REFUSED,
) -> Objection | None:
    """Refuse to turn down a request made in time by a party with the right (63条, 64条1项)."""
    if not hearing_right or requested_on > period_ends_on:
        return None
    text = N_("当事人有权要求听证且在{end}期满前提出，行政机关应当组织听证，不得拒绝，请受理")
    params = {"end": period_ends_on.isoformat()}
    return Objection("hearing-must-be-held", text, params, article="处罚法63条、64条1项", when=refusing)


def objection_to_refusal_reason(*, reason: str, refusing: tuple[str, str] = REFUSED) -> Objection | None:
    """Refuse to turn a request down without a reason."""
    if reason.strip():
        return None
    text = N_("不受理听证申请应当说明理由，请填写理由")
    return Objection("hearing-refused-without-reason", text, article="处罚法63条", when=refusing)


def objection_to_hearing_day(
    *, held_on: date, notice_served_on: date | None, earliest_on: date | None
) -> Objection | None:
    """Refuse a hearing whose notice was not served, or fewer than 7 full working days after it (64条2项).

    ``earliest_on`` is the first lawful day, computed by the clock hearing_notice_7wd.
    """
    if notice_served_on is None or earliest_on is None:
        text = N_("听证通知书尚未送达，不得举行听证，请先送达听证通知书")
        return Objection("hearing-notice-not-served", text, article="处罚法64条2项")
    if held_on < earliest_on:
        text = N_("听证通知书应当在举行听证的七个工作日前送达，最早可在{earliest}举行听证，请改期")
        return Objection("hearing-too-early", text, {"earliest": earliest_on.isoformat()}, article="处罚法64条2项")
    return None


def objection_to_publicity(*, is_public: bool, ground: str) -> Objection | None:
    """Refuse a closed hearing without one of the three grounds (64条3项)."""
    if is_public or ground in set(ClosedGround):
        return None
    text = N_("听证应当公开举行，只有涉及国家秘密、商业秘密或者个人隐私依法予以保密的除外，请公开举行或者注明法定事由")
    return Objection("hearing-must-be-public", text, article="处罚法64条3项")


def objection_to_announcement(*, is_public: bool, announced_on: date | None, latest_on: date) -> Objection | None:
    """Tell that a public hearing was announced 公告 later than ``latest_on`` (R, 市监听证办法22条)."""
    if not is_public or (announced_on is not None and announced_on <= latest_on):
        return None
    text = N_("公开举行的听证应当在{latest}前公告当事人、案由以及听证的时间、地点，请补充公告并核对听证日期")
    params = {"latest": latest_on.isoformat()}
    return Objection("hearing-unannounced", text, params, article="市监听证办法22条", warning=True)


def objection_to_staff(*, chair_id: int, clerk_id: int) -> Objection | None:
    """Refuse a hearing without a chair and a clerk; who may be either is in separation.py."""
    if chair_id and clerk_id:
        return None
    text = N_("举行听证应当指定听证主持人和听证记录员，请补充指定")
    return Objection("hearing-without-staff", text, article="处罚法64条4项、8项")


def objection_to_outcome(*, hearing: Hearing) -> Objection | None:
    """Refuse an outcome the record does not bear out: held, terminated (64条6项) or withdrawn."""
    if hearing.outcome == "held" and not (hearing.evidence_presented and hearing.party_was_heard):
        text = N_("听证应当由调查人员提出违法事实、证据和处罚建议，并由当事人申辩和质证，请补充听证笔录")
        return Objection("hearing-incomplete", text, article="处罚法64条7项")
    if hearing.outcome == "terminated" and not (hearing.absent_without_reason or hearing.left_midway):
        text = N_("只有当事人无正当理由拒不出席或者未经许可中途退出的，方可终止听证，请核对事由")
        return Objection("hearing-termination-without-ground", text, article="处罚法64条6项")
    if hearing.outcome == "withdrawn" and not hearing.withdrawn_in_writing:
        text = N_("当事人撤回听证申请应当有书面材料或者笔录记载，请补充")
        return Objection("hearing-withdrawal-undocumented", text, article="处罚法64条")
    return None


def objection_to_record(*, record: HearingRecord) -> Objection | None:
    """Refuse a record neither signed by the party nor noted as refused, or unsigned by the chair (64条8项)."""
    if not record.party_signed and not record.refusal_noted:
        text = N_("听证笔录应当交当事人核对无误后签字或者盖章；拒绝签字的由听证主持人在笔录中注明，请补正")
        return Objection("hearing-record-unsigned", text, article="处罚法64条8项")
    if not record.chair_signed:
        text = N_("听证笔录应当由听证主持人签名，请补正")
        return Objection("hearing-record-unsigned-by-chair", text, article="处罚法64条8项")
    return None


def objection_to_report(*, cited_record_ids: Collection[int], record: HearingRecord | None) -> Objection | None:
    """Refuse a report 听证报告 that does not rest on the signed record of this round (65条)."""
    if record is None or record.id not in cited_record_ids:
        text = N_("听证报告应当依据本轮听证笔录作出，请引用听证笔录")
        return Objection("report-without-record", text, article="处罚法65条")
    return objection_to_record(record=record)


def objection_to_missing_report(*, heard: bool, has_report: bool) -> Objection | None:
    """Refuse to draft or decide after a hearing without its report (65条, PO-10)."""
    if not heard or has_report:
        return None
    text = N_("听证结束后应当根据听证笔录作出决定，本轮听证尚无听证报告，请先提交听证报告")
    return Objection("hearing-report-missing", text, article="处罚法65条")


def objection_to_unheld_hearing(*, hearing_request: str, hearing: str) -> Objection | None:
    """Refuse to decide while an accepted request has led to no hearing (63条, PO-08)."""
    if hearing_request not in {"requested", "accepted"} or hearing != "none":
        return None
    text = N_("当事人已要求听证，尚未举行听证，不得作出行政处罚决定，请先组织听证")
    return Objection("hearing-outstanding", text, article="处罚法63条、64条")


def counts_as_heard(*, outcome: str, terminated_counts: bool = True) -> bool:
    """Say whether the outcome makes the fact ``heard`` true 经过听证程序; terminated hearings by default (L)."""
    return outcome == "held" or (terminated_counts and outcome == "terminated")


def objection_to_review_basis(*, heard: bool, review_basis: str) -> Objection | None:
    """Refuse to treat a heard case as anything but a statutory review case (58条1款2项)."""
    if not heard or review_basis == "statutory":
        return None
    text = N_("经过听证程序的案件属于法定应当法制审核的案件，请按法定审核办理")
    return Objection("heard-needs-statutory-review", text, article="处罚法58条1款2项")
