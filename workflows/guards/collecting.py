"""Whether evidence may still be collected, and what collecting it undoes (处罚法40条、54条; 复议法46条、行诉法35条)."""

from workflows.guards.desk import Desk
from workflows.rules.evidence import objection_to_collecting
from workflows.rules.review import PASSING
from workflows.vocabulary.wording import N_, Objection


def voids_review(desk: Desk) -> bool:
    """Say whether new evidence voids a passed review or a deliberation (path.md CONTENT_RESET)."""
    facts = desk.facts
    return facts["review"] in PASSING or bool(facts["edit_confirmed"]) or facts["deliberation"] == "approved"


# Where a draft that was reviewed waits for what follows.
_AFTER_DRAFTING = frozenset({"review", "deliberation", "decision"})


def way_back(desk: Desk) -> str:
    """Return the node a case goes back to when new evidence voids what its draft passed, or an empty text.

    The draft is written anew wherever the case stands on the way to a penalty; before the draft, and away from the
    penalty road, nothing moves.
    """
    tasks = desk.dossier.records.tasks.of_run(desk.dossier.run.id)
    is_past_draft = any(task.stage in _AFTER_DRAFTING and task.act != "finalise_draft" for task in tasks)
    return "finalise_draft" if is_past_draft and desk.facts["route"] == "penalise" and voids_review(desk) else ""


def objections_to_adding(desk: Desk) -> list[Objection]:
    """Refuse collecting after the decision or while remedy is open; tell what the new evidence will undo."""
    found = [objection_to_collecting(remedy=str(desk.facts["remedy"])), _objection_to_decided(desk)]
    if voids_review(desk):
        text = N_("补充证据后，已通过的法制审核和集体讨论不再有效，须重新拟定决定草案并再次送审")
        found.append(Objection("voids-review", text, article="处罚法58条1款", warning=True))
    return [one for one in found if one is not None]


def _objection_to_decided(desk: Desk) -> Objection | None:
    if desk.facts["decision"] == "none":
        return None
    text = N_("决定已经作出，应当先取证、后决定，不得在决定之后补充证据；确需重新处理的，请先依法撤销或者变更决定")
    return Objection("collecting-after-decision", text, article="处罚法40条、57条1款")
