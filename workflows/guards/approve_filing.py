"""立案审批: a leader files the case, refuses, or refers the lead out (处罚法54条2款)."""

from collections.abc import Sequence
from datetime import date

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.rules.filing import (
    Conduct,
    Lead,
    objection_to_approver,
    objection_to_referring_out,
    objection_to_refusing,
    objections_to_filing,
)
from workflows.rules.identifiers import find_birthday
from workflows.vocabulary.wording import N_, Objection

DECISIONS = (("filed", N_("同意立案")), ("refused", N_("不予立案")), ("referred_out", N_("移送有管辖权的机关")))


def form(_: Desk) -> Form:
    """Return the leader's questions."""
    return Form(
        (
            Field("filing", N_("批示"), Kind.CHOICE, options=DECISIONS),
            Field("reason", N_("不予立案的理由"), Kind.PARAGRAPH, required=False, shown_when=("filing", ("refused",))),
            Field("receiver", N_("受移送机关"), required=False, shown_when=("filing", ("referred_out",))),
            Field("opinion", N_("审批意见"), Kind.PARAGRAPH),
        )
    ).with_initial({"opinion": N_("同意")})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Return every reason not to file; what was verified decides."""
    found = [objection_to_approver(roles=desk.actor.roles), *_objections_to_lead(desk)]
    if answers is not None:
        found.append(objection_to_refusing(reason=answers.text("reason")))
        found.append(objection_to_referring_out(receiving_agency=answers.text("receiver")))
    return [one for one in found if one is not None]


def _objections_to_lead(desk: Desk) -> Sequence[Objection]:
    step = desk.dossier.last_step("verify_source")
    if step is None:
        return (Objection("not-verified", N_("线索尚未核查，不能审批"), article="处罚法54条"),)
    verified = step.answers
    lead = Lead(
        has_jurisdiction=bool(verified.get("has_jurisdiction")),
        has_facts=bool(verified.get("has_facts")),
        filed_first_elsewhere=bool(verified.get("filed_first_elsewhere")),
        fined_before=bool(verified.get("fined_before")),
    )
    ended = verified.get("act_ended_on")
    conduct = Conduct(
        ended_on=date.fromisoformat(str(ended)) if ended else None,
        discovered_on=desk.dossier.case.received_on,
        long_limitation=bool(verified.get("long_limitation")),
    )
    return objections_to_filing(lead=lead, conduct=conduct, born_on=find_birthday(desk.dossier.party.code))
