"""Whether evidence may still be collected, and what collecting it undoes (处罚法40条、54条; 复议法46条、行诉法35条)."""

from workflows.guards.desk import Desk, open_tasks
from workflows.rules.diversions import voids_review, way_back_for_evidence
from workflows.rules.evidence import objection_to_collecting
from workflows.vocabulary.wording import N_, Objection


def way_back(desk: Desk) -> str:
    """Return the node the case goes back to with new evidence, or an empty text."""
    return way_back_for_evidence(open_tasks(desk), desk.facts)


def objections_to_adding(desk: Desk) -> list[Objection]:
    """Refuse collecting after the decision or while remedy is open; tell what the new evidence will undo."""
    found = [objection_to_collecting(remedy=str(desk.facts["remedy"])), _objection_to_decided(desk)]
    if voids_review(desk.facts):
        text = N_("补充证据后，已通过的法制审核和集体讨论不再有效，案件退回重新拟定决定草案并再次送审")
        found.append(Objection("voids-review", text, article="处罚法58条1款", warning=True))
    return [one for one in found if one is not None]


def _objection_to_decided(desk: Desk) -> Objection | None:
    if desk.facts["decision"] == "none":
        return None
    text = N_("决定已经作出，应当先取证、后决定，不得在决定之后补充证据；确需重新处理的，请先依法撤销或者变更决定")
    return Objection("collecting-after-decision", text, article="处罚法40条、57条1款")
