"""How a suspected crime is referred to the police 移送公安机关 (处罚法27条, 310号令)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from workflows.rules.qualification import Officer, objections_to_team
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

HAND_OVER_WITHIN = timedelta(hours=24)

APPROVED = ("referral", "approved")
REFUSED = ("referral", "refused")


class ReferralPaper(StrEnum):
    """What goes to the police with the case (310号令6条)."""

    LETTER = "letter"
    REPORT = "report"
    ITEM_LIST = "item_list"
    TEST_REPORT = "test_report"


REFERRAL_TERMS: dict[ReferralPaper, str] = {
    ReferralPaper.LETTER: N_("涉嫌犯罪案件移送书"),
    ReferralPaper.REPORT: N_("涉嫌犯罪案件情况的调查报告"),
    ReferralPaper.ITEM_LIST: N_("涉案物品清单"),
    ReferralPaper.TEST_REPORT: N_("检验报告或者鉴定结论"),
}


def objections_to_referral_team(*, officers: Sequence[Officer], day: date, report: str) -> tuple[Objection, ...]:
    """Refuse a team 专案组 of fewer than two qualified officers, or one without a written report (310号令5条)."""
    found = objections_to_team(officers=officers, day=day)
    if report.strip():
        return found
    text = N_("专案组核实情况后应当提出移送涉嫌犯罪案件的书面报告，请填写")
    return (*found, Objection("referral-without-report", text, article="310号令5条"))


def objection_to_referral_approver(*, roles: Collection[Role]) -> Objection | None:
    """Refuse anyone but the principal 正职负责人 or whoever presides in that place 主持工作 (310号令5条)."""
    if Role.PRINCIPAL in roles:
        return None
    text = N_("移送涉嫌犯罪案件由本机关正职负责人或者主持工作的负责人审批，请提交主要负责人")
    return Objection("referral-not-principal", text, article="310号令5条")


def objection_to_refusing_referral(*, reason: str) -> Objection | None:
    """Refuse a decision not to refer that leaves no reason on file (310号令5条)."""
    if reason.strip():
        return None
    text = N_("不批准移送的，应当将不予批准的理由记录在案，请填写理由")
    return Objection("referral-refused-without-reason", text, article="310号令5条", when=REFUSED)


def warning_of_late_approval(*, decided_on: date, due_on: date) -> Objection | None:
    """Tell that the decision comes after the 3 days from the report; it is still due (310号令5条)."""
    if decided_on <= due_on:
        return None
    text = N_("移送报告应当在{due}前决定是否批准，现已逾期，请立即决定并说明原因")
    return Objection("referral-decided-late", text, {"due": due_on.isoformat()}, article="310号令5条", warning=True)


def objections_to_hand_over(
    *, approved_at: datetime | None, handed_at: datetime, papers: Collection[str], has_test_report: bool = False
) -> tuple[Objection, ...]:
    """Refuse a hand-over 移送 without approval or papers; after 24 hours it is late, but still due (310号令5、6条)."""
    if approved_at is None:
        text = N_("移送尚未经主要负责人批准，不得移送，请先报批")
        return (Objection("hand-over-unapproved", text, article="310号令5条"),)
    needed = [paper for paper in ReferralPaper if has_test_report or paper is not ReferralPaper.TEST_REPORT]
    text = N_("移送材料缺少“{paper}”，请补齐")
    found = [
        Objection("hand-over-incomplete", text, {"paper": REFERRAL_TERMS[paper]}, article="310号令6条")
        for paper in needed
        if paper not in papers
    ]
    if handed_at > approved_at + HAND_OVER_WITHIN:
        text = N_("批准移送后应当在二十四小时内向同级公安机关移送，现已逾时，请立即移送并说明原因")
        found.append(Objection("hand-over-late", text, article="310号令5条", warning=True))
    return tuple(found)


def objection_to_police_reply(*, document: str) -> Objection | None:
    """Refuse to record a reply without the written notice 立案、不予立案通知书 (310号令8条)."""
    if document.strip():
        return None
    text = N_("登记公安机关答复应当附立案、不予立案或者退回的书面通知，请填写文书名称及文号")
    return Objection("reply-without-document", text, article="310号令8条")


def objection_to_objecting(*, police: str, today: date, due_on: date, way: str) -> Objection | None:
    """Refuse an objection 复议或者立案监督 to anything but a refusal, without its way, or after 3 days (310号令9条)."""
    if police != "declined":
        text = N_("公安机关决定不予立案的，方可提请复议或者建议立案监督")
        return Objection("nothing-to-object", text, article="310号令9条")
    if way not in {"reconsideration", "supervision"}:
        text = N_("请选择提请公安机关复议或者建议检察机关立案监督")
        return Objection("objection-way-missing", text, article="310号令9条")
    if today > due_on and way == "reconsideration":
        text = N_("提请公安机关复议的期限已于{due}届满，可建议检察机关依法进行立案监督")
        return Objection("reconsideration-too-late", text, {"due": due_on.isoformat()}, article="310号令9条")
    return None


def objection_to_items(*, police: str, receipt: str) -> Objection | None:
    """Refuse to hand items over before the police filed, or without a receipt 交接手续 (310号令12条)."""
    if police != "filed":
        text = N_("公安机关立案后方可移交涉案物品")
        return Objection("items-before-filing", text, article="310号令12条")
    if not receipt.strip():
        text = N_("移交涉案物品应当办结交接手续，请填写交接清单")
        return Objection("items-without-receipt", text, article="310号令12条")
    return None


def warning_of_late_items(*, on: date, due_on: date) -> Objection | None:
    """Tell that items are handed over after the 3 days from the police's filing (310号令12条)."""
    if on <= due_on:
        return None
    text = N_("涉案物品应当在{due}前移交公安机关，现已逾期，请立即移交并说明原因")
    return Objection("items-late", text, {"due": due_on.isoformat()}, article="310号令12条", warning=True)


def objection_to_penalty(*, referral: str, police: str) -> Objection | None:
    """Refuse a penalty between the approved referral and the police's refusal or return (27条, 310号令11条, PO-22)."""
    if referral != "approved" or police in {"declined", "returned"}:
        return None
    text = N_("本案已批准移送公安机关，在公安机关不予立案或者退回之前不得作出行政处罚决定，不得以罚代移")
    return Objection("referral-pending", text, article="处罚法27条、310号令11条")
