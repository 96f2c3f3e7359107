"""When the period for a case may be extended 延长办案期限, by whom and for how long (处罚法60条, 市监程序规定64条)."""

from collections.abc import Collection
from datetime import date

from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection

FIRST_EXTENSION_DAYS = 30
MOST_EXTENSION_DAYS = 365
"""Further extensions have a reasonable length 合理期限; more than a year at once is a slip of the pen."""


def objections_to_extending(
    *, rule: str, times_before: int, days: int, collective: bool, roles: Collection[Role], reason: str
) -> tuple[Objection, ...]:
    """Refuse an extension no rule allows, of the wrong length, by the wrong body or without a reason.

    ``rule`` is the article of the domain's regulation that allows it; blank: none does (处罚法60条 另有规定).
    The first time a leader grants at most 30 days; afterwards the leaders decide together 集体讨论.
    """
    if not rule.strip():
        text = N_("本领域法律、法规、规章未规定可以延长办案期限，不得延长")
        return (Objection("extension-not-allowed", text, article="处罚法60条"),)
    found = list[Objection]()
    if not reason.strip():
        text = N_("延长办案期限应当说明案情复杂或者其他特殊情况，请填写")
        found.append(Objection("extension-without-reason", text, article=rule))
    if days < 1:
        text = N_("请填写延长的日数，至少一日")
        found.append(Objection("extension-without-days", text, article=rule))
    if times_before == 0 and days > FIRST_EXTENSION_DAYS:
        text = N_("首次延长办案期限不得超过{limit}日，请调整")
        found.append(Objection("extension-too-long", text, {"limit": FIRST_EXTENSION_DAYS}, article=rule))
    if days > MOST_EXTENSION_DAYS:
        text = N_("再次延长应当确定合理的期限，一次不得超过{limit}日，请调整")
        found.append(Objection("extension-unreasonable", text, {"limit": MOST_EXTENSION_DAYS}, article=rule))
    if times_before == 0 and not {Role.LEADER, Role.PRINCIPAL} & set(roles):
        text = N_("延长办案期限应当经机关负责人批准，请先报批")
        found.append(Objection("extension-not-leader", text, article=rule))
    if times_before > 0 and not collective:
        text = N_("再次延长办案期限应当由机关负责人集体讨论决定，请提交集体讨论")
        found.append(Objection("extension-not-collective", text, article=rule))
    return tuple(found)


def objection_to_late_extension(*, today: date, due_on: date) -> Objection | None:
    """Refuse to extend a period that has already run out; nothing is back-dated."""
    if today <= due_on:
        return None
    text = N_("办案期限已于{due}届满，应当在届满前延长，不得事后补办")
    return Objection("extension-after-expiry", text, {"due": due_on.isoformat()}, article="处罚法60条")
