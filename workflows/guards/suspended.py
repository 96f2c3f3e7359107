"""中止调查: what the investigation may not go on with while the case is suspended (市监程序规定46条)."""

from workflows.guards.desk import Desk
from workflows.records.measures import Suspension
from workflows.vocabulary.wording import N_, Objection


def open_suspension(desk: Desk) -> Suspension | None:
    """Return the suspension that still lasts, or None."""
    return next((one for one in reversed(desk.dossier.suspensions) if one.until is None), None)


def objection_to_suspended(desk: Desk) -> Objection | None:
    """Refuse to conclude or decide anything in a suspended investigation; collecting evidence goes on."""
    if not desk.facts["suspended"]:
        return None
    text = N_("案件已中止调查，请先经机关负责人批准恢复调查")
    return Objection("case-suspended", text, article="市监程序规定46条")
