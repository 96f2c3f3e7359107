"""撤销立案或终止审批: a case leaves the penalty road with its ground on file and nothing kept behind (57条1款)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.kept_items import preserved_items
from workflows.guards.routes import ROUTE_TERMS
from workflows.rules.closing import objections_to_exit
from workflows.vocabulary.wording import N_, Objection

AGENCY = "transfer_agency"


def form(desk: Desk) -> Form:
    """Ask for the reason and the leader's word; the direction was decided before."""
    route = str(desk.facts["route"])
    return Form(
        (
            Field("reason", N_("理由"), Kind.PARAGRAPH, required=False, help=ROUTE_TERMS.get(route, "")),
            Field("opinion", N_("审批意见"), Kind.PARAGRAPH, limit=500),
        )
    ).with_initial({"reason": _known_reason(desk), "opinion": N_("同意")})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse an exit without its direction or reason, or while preserved things wait."""
    route = str(desk.facts["route"])
    reason = answers.text("reason") if answers is not None else N_("待填写")
    found = objections_to_exit(ground=route, reason=reason, items=preserved_items(desk))
    return [one for one in found if one.code != "exit-without-ground" or route != AGENCY]


def _known_reason(desk: Desk) -> str:
    """Return the reason of the direction: the leader's own, or the proposal a leader approved."""
    approved = [one for one in desk.dossier.exit_proposals if one.decision == "approved"]
    if approved:
        return approved[-1].reason
    step = desk.dossier.last_step("decide_route")
    return str(step.answers.get("reason") or "") if step is not None else ""
