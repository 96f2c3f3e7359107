"""The directions 处理方向 a case may take after the investigation (处罚法57条1款; path.md §3.2 route)."""

from workflows.guards.desk import Desk
from workflows.vocabulary.wording import N_, Objection

ROUTE_TERMS: dict[str, str] = {
    "penalise": N_("拟给予行政处罚"),
    "no_penalty": N_("不予行政处罚"),
    "not_made_out": N_("违法事实不能成立，不予行政处罚"),
    "transfer_crime": N_("涉嫌犯罪，移送公安机关"),
    "transfer_agency": N_("移送有管辖权的机关"),
    "revoke_filing": N_("撤销立案"),
    "terminate": N_("终止调查"),
}
ROUTE_CHOICES = tuple(ROUTE_TERMS.items())
EXITS = tuple(route for route in ROUTE_TERMS if route != "penalise")


def was_referred(desk: Desk) -> bool:
    """Say whether the suspicion of a crime has been answered: refused by the principal, or by the police."""
    return desk.facts["referral"] == "refused" or desk.facts["police"] in {"declined", "returned"}


def objection_to_keeping_crime(desk: Desk) -> Objection | None:
    """Refuse any direction but the referral while a suspicion of crime has not been answered (27条, 310号令3条)."""
    if was_referred(desk):
        return None
    text = N_("调查报告认为涉嫌犯罪，应当及时移送公安机关，不得以行政处罚或者其他处理代替移送")
    return Objection("crime-unreferred", text, article="处罚法27条")
