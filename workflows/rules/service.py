"""How a paper reaches the party 送达 and on which day it has (处罚法61条, 民诉法87—95条)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workflows.vocabulary.wording import N_, Objection

PUBLIC_NOTICE_DAYS = 30
"""Calendar days from the public notice 公告 until service is deemed complete (民诉法95条)."""

LEAST_SERVERS = 2


class ServiceWay(StrEnum):
    """The ways of service; values of the fact ``service_way``."""

    DIRECT = "direct"
    LEFT = "left"
    ELECTRONIC = "electronic"
    ENTRUSTED = "entrusted"
    MAIL = "mail"
    FORWARDED = "forwarded"
    PUBLIC_NOTICE = "public_notice"


SERVICE_TERMS: dict[ServiceWay, str] = {
    ServiceWay.DIRECT: N_("直接送达"),
    ServiceWay.LEFT: N_("留置送达"),
    ServiceWay.ELECTRONIC: N_("电子送达"),
    ServiceWay.ENTRUSTED: N_("委托送达"),
    ServiceWay.MAIL: N_("邮寄送达"),
    ServiceWay.FORWARDED: N_("转交送达"),
    ServiceWay.PUBLIC_NOTICE: N_("公告送达"),
}


@dataclass(frozen=True, slots=True)
class Attempt:
    """One earlier attempt that failed, and why."""

    way: str
    on: date
    failure: str


@dataclass(frozen=True, slots=True)
class Proof:
    """The proof of service 送达回证; ``on`` is the day of receipt, arrival, leaving or of the public notice."""

    way: str
    on: date
    server_ids: tuple[int, ...]
    receiver: str = ""
    refusal: str = ""
    witness: str = ""
    has_video: bool = False
    confirmation_signed: bool = False
    reason: str = ""


def objections_to_service(
    *, proof: Proof, attempts: Sequence[Attempt] = (), is_rendered: bool = True
) -> tuple[Objection, ...]:
    """Return every reason why this service does not count; ``is_rendered``: the paper exists as a file."""
    found = [
        objection_to_unrendered(is_rendered=is_rendered),
        _objection_to_servers(proof),
        *_objections_to_way(proof, attempts),
    ]
    return tuple(one for one in found if one)


def objection_to_unrendered(*, is_rendered: bool) -> Objection | None:
    """Refuse to serve a paper that is still waiting to be rendered."""
    if is_rendered:
        return None
    return Objection("paper-not-rendered", N_("文书尚在生成，暂不能送达，请稍后再试"), article="处罚法61条")


def objection_to_public_notice(*, attempts: Sequence[Attempt], reason: str) -> Objection | None:
    """Refuse a public notice before other ways failed, or without its reason on record (民诉法95条)."""
    tried = [one for one in attempts if one.way != ServiceWay.PUBLIC_NOTICE and one.failure.strip()]
    if not tried:
        text = N_("受送达人下落不明或者其他方式无法送达的，方可公告送达，请先采用其他方式送达并记明未能送达的原因")
        return Objection("public-notice-too-soon", text, article="民诉法95条")
    if not reason.strip():
        text = N_("公告送达应当在案卷中记明原因和经过，请填写")
        return Objection("public-notice-without-reason", text, article="民诉法95条")
    return None


def served_on(*, proof: Proof) -> date:
    """Return the day on which the paper counts as served; after a public notice thirty days later (民诉法95条)."""
    if proof.way == ServiceWay.PUBLIC_NOTICE:
        return proof.on + timedelta(days=PUBLIC_NOTICE_DAYS)
    return proof.on


def objection_to_day(*, proof: Proof, made_on: date, today: date) -> Objection | None:
    """Refuse a service before the paper was made or after today; for a public notice it must have run its 30 days."""
    if proof.on < made_on:
        text = N_("送达日期早于文书日期，请核对")
        return Objection("service-before-paper", text, article="处罚法61条")
    if served_on(proof=proof) > today:
        text = N_("文书至{day}方视为送达，请届时登记")
        return Objection("service-not-yet", text, {"day": served_on(proof=proof).isoformat()}, article="民诉法95条")
    return None


def warning_of_late_service(*, on: date, due_on: date) -> Objection | None:
    """Tell that the decision is served after the 7 working days; it must still be served (61条1款)."""
    if on <= due_on:
        return None
    text = N_("行政处罚决定书应当在{due}前送达，现已逾期，请立即送达并在案卷中说明原因")
    return Objection("service-late", text, {"due": due_on.isoformat()}, article="处罚法61条1款", warning=True)


def _objection_to_servers(proof: Proof) -> Objection | None:
    if len(set(proof.server_ids)) >= LEAST_SERVERS:
        return None
    text = N_("送达应当由两名以上送达人办理并在送达回证上签名，请补充送达人")
    return Objection("too-few-servers", text, article="民诉法87—89条")


def _objections_to_way(proof: Proof, attempts: Sequence[Attempt]) -> tuple[Objection | None, ...]:
    if proof.way == ServiceWay.LEFT:
        return (_objection_to_leaving(proof),)
    if proof.way == ServiceWay.ELECTRONIC:
        return (_objection_to_electronic(proof),)
    if proof.way == ServiceWay.PUBLIC_NOTICE:
        return (objection_to_public_notice(attempts=attempts, reason=proof.reason),)
    if proof.way in set(ServiceWay):
        return (_objection_to_receipt(proof),)
    return (Objection("service-way-unknown", N_("请选择法定的送达方式"), article="民诉法87—95条"),)


def _objection_to_leaving(proof: Proof) -> Objection | None:
    if not proof.refusal.strip():
        text = N_("受送达人拒绝接收的，方可留置送达，请在送达回证上记明拒收事由和日期")
        return Objection("left-without-refusal", text, article="民诉法89条")
    if not proof.witness.strip() and not proof.has_video:
        text = N_("留置送达应当邀请见证人到场签名，或者用拍照、录像等方式记录送达过程，请补充")
        return Objection("left-without-witness", text, article="民诉法89条")
    return None


def _objection_to_electronic(proof: Proof) -> Objection | None:
    if proof.confirmation_signed:
        return None
    text = N_("当事人同意并签订确认书的，方可电子送达，请先取得送达地址及方式确认书")
    return Objection("electronic-without-confirmation", text, article="处罚法61条2款")


def _objection_to_receipt(proof: Proof) -> Objection | None:
    if proof.receiver.strip():
        return None
    text = N_("送达回证应当有受送达人或者法定的代收人签收，请填写签收人")
    return Objection("receipt-unsigned", text, article="民诉法87条、88条")
