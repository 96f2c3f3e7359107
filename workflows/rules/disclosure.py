"""What is disclosed of a penalty 公示, what is withheld, masked or withdrawn (处罚法48、50条, 118号文)."""

import re
from collections.abc import Collection
from datetime import date
from enum import StrEnum

from workflows.vocabulary.wording import N_, Objection


class ExemptionGround(StrEnum):
    """Why a decision is not disclosed 不予公示."""

    STATE_SECRET = "state_secret"  # noqa: S105 -- a ground, not a password
    SECURITY = "security"
    TRADE_SECRET = "trade_secret"  # noqa: S105 -- a ground, not a password
    PRIVACY = "privacy"
    MINOR = "minor"
    NO_SOCIAL_IMPACT = "no_social_impact"


EXEMPTION_TERMS: dict[ExemptionGround, str] = {
    ExemptionGround.STATE_SECRET: N_("涉及国家秘密"),
    ExemptionGround.SECURITY: N_("公开可能危及国家安全、公共安全、经济安全、社会稳定"),
    ExemptionGround.TRADE_SECRET: N_("涉及商业秘密"),
    ExemptionGround.PRIVACY: N_("涉及个人隐私"),
    ExemptionGround.MINOR: N_("当事人为未成年人"),
    ExemptionGround.NO_SOCIAL_IMPACT: N_("不具有一定社会影响"),
}

_NOT_A_DIGIT_BEFORE, _NOT_A_DIGIT_AFTER = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_ID_NUMBER = re.compile(
    _NOT_A_DIGIT_BEFORE
    + r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"
    + _NOT_A_DIGIT_AFTER
)
_PHONE = re.compile(_NOT_A_DIGIT_BEFORE + r"(?:1[3-9]\d{9}|0\d{2,3}-\d{7,8})" + _NOT_A_DIGIT_AFTER)
_ACCOUNT = re.compile(_NOT_A_DIGIT_BEFORE + r"(?:\d{16,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)" + _NOT_A_DIGIT_AFTER)
_COUNT = r"[\dA-Za-z一二三四五六七八九十百]+"
# 马某住青峦县和平路12号, 家住三组5号: where somebody lives; 住所, 入住, 抓住 are none.
_LIVES = re.compile(
    rf"(?:住址|(?:^|(?<=[，、；。：（(\s*某家现暂居均系人其士生主者民女男]))住(?![所院户房建宿宅]))"
    rf"[^。；！？\n]{{0,40}}?{_COUNT}(?:号|栋|幢|单元|室|组)",
    re.MULTILINE,
)
# 和平小区3栋2单元201室: a flat.
_FLAT = re.compile(
    rf"(?:小区|家属院|新村|公寓|宿舍|家园|花园)[^。；！？，\n]{{0,20}}?{_COUNT}(?:单元|室)|单元{_COUNT}(?:室|号)"
)
_PLACE = re.compile(r"\d+(?:号楼|栋|幢|单元|室)")

_DECIDED = "penalty"


def objections_to_public_text(
    *,
    text: str,
    person_names: Collection[str] = (),
    public_codes: Collection[str] = (),
    home_addresses: Collection[str] = (),
) -> tuple[Objection, ...]:
    """Refuse a public text that shows personal data 个人信息 of natural persons (50条).

    ``person_names`` are the full names that may not appear, ``home_addresses`` where these people are known to live;
    ``public_codes`` (the party's 统一社会信用代码) may appear. An address of which the text does not say that somebody
    lives there is only told: it may be the place of business or of the act.
    """
    for code in public_codes:
        text = text.replace(code, "")
    found = list[Objection]()
    if _ID_NUMBER.search(text):
        message = N_("公示文本含有公民身份号码，请删去")
        found.append(Objection("public-text-id-number", message, article="处罚法50条"))
        text = _ID_NUMBER.sub("", text)
    if _PHONE.search(text):
        found.append(Objection("public-text-phone", N_("公示文本含有电话号码，请删去"), article="处罚法50条"))
    if _ACCOUNT.search(text):
        found.append(Objection("public-text-account", N_("公示文本含有银行账号，请删去"), article="处罚法50条"))
    if any(one in text for one in home_addresses) or _LIVES.search(text) or _FLAT.search(text):
        found.append(Objection("public-text-home", N_("公示文本含有自然人住址，请删去"), article="处罚法50条"))
    elif _PLACE.search(text):
        message = N_("公示文本似含具体住址，如为自然人住址请删去")
        found.append(Objection("public-text-place", message, article="处罚法50条", warning=True))
    message = N_("公示文本含有自然人姓名“{name}”，请只保留姓氏")
    found += [
        Objection("public-text-name", message, {"name": name}, article="处罚法50条")
        for name in person_names
        if name and name in text
    ]
    return tuple(found)


def objection_to_subject(
    *, decision: str, party_is_minor: bool = False, publishes_no_penalty: bool = False
) -> Objection | None:
    """Refuse to disclose before a decision, a minor's penalty, or (by default) a decision not to punish."""
    if decision == "none":
        text = N_("尚未作出决定，不得公示")
        return Objection("disclosure-before-decision", text, article="处罚法48条1款")
    if party_is_minor:
        text = N_("当事人为未成年人，不予公示，请办理不予公示审批")
        return Objection("disclosure-of-minor", text, article="处罚法50条")
    if decision != _DECIDED and not publishes_no_penalty:
        text = N_("不予行政处罚决定一般不予公示，请办理不予公示审批")
        return Objection("disclosure-of-no-penalty", text, article="处罚法48条1款")
    return None


def objection_to_unexamined(*, disclosure_review: str) -> Objection | None:
    """Refuse to publish what the examiner has not passed for publication (信息公开条例17条, PO-19)."""
    if disclosure_review == "publish":
        return None
    text = N_("公示信息尚未经公示审查同意发布，请先办理公示审查")
    return Objection("disclosure-unexamined", text, article="处罚法48条、50条")


def objection_to_publishing_before_service(
    *, decision_served: bool, by_public_notice: bool, publish_after_service: bool
) -> Objection | None:
    """Refuse to publish before service where the agency so orders (L); service by public notice is excepted."""
    if not publish_after_service or decision_served or by_public_notice:
        return None
    text = N_("本机关规定处罚决定送达后方可公示，请先送达行政处罚决定书")
    return Objection("disclosure-before-service", text, article="本机关公示办法")


def objection_to_exemption(*, ground: str, reason: str) -> Objection | None:
    """Refuse to withhold a decision without a ground and a reason (48条, 50条)."""
    if ground not in set(ExemptionGround):
        text = N_("不予公示应当有法定事由，请选择事由")
        return Objection("exemption-without-ground", text, article="处罚法48条、50条")
    if not reason.strip():
        text = N_("不予公示应当说明理由，请填写")
        return Objection("exemption-without-reason", text, article="处罚法48条、50条")
    return None


def objection_to_withdrawal(
    *, disclosure: str, remedy: str, reason: str, revoked_by_agency: bool = False
) -> Objection | None:
    """Refuse to withdraw what is not published or not overturned, or without the public reason (48条2款)."""
    if disclosure != "published":
        text = N_("该决定尚未公示，无须撤回")
        return Objection("withdrawal-of-unpublished", text, article="处罚法48条2款")
    if remedy not in {"changed", "revoked"} and not revoked_by_agency:
        text = N_("公示的处罚决定被依法变更、撤销、确认违法或者确认无效的，方可撤回，请核对")
        return Objection("withdrawal-without-ground", text, article="处罚法48条2款")
    if not reason.strip():
        text = N_("撤回公示应当公开说明理由，请填写")
        return Objection("withdrawal-without-reason", text, article="处罚法48条2款")
    return None


def warning_of_late_disclosure(*, on: date, due_on: date) -> Objection | None:
    """Tell that publishing comes after the 7 working days of 118号文; it is still due."""
    if on <= due_on:
        return None
    text = N_("处罚决定应当在{due}前公示，现已逾期，请立即公示并说明原因")
    return Objection("disclosure-late", text, {"due": due_on.isoformat()}, article="国办发〔2018〕118号", warning=True)


def warning_of_late_withdrawal(*, on: date, due_on: date) -> Objection | None:
    """Tell that the withdrawal comes after the 3 working days; it is still due (48条2款)."""
    if on <= due_on:
        return None
    text = N_("公示应当在{due}前撤回，现已逾期，请立即撤回")
    return Objection("withdrawal-late", text, {"due": due_on.isoformat()}, article="处罚法48条2款", warning=True)
