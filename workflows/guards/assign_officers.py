"""指派办案人员: at least two officers with valid credentials, none of them to be recused (处罚法42条、43条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.handling import recused_ids
from workflows.rules.qualification import objections_to_team
from workflows.rules.separation import objection_to_recused
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection


def form(desk: Desk) -> Form:
    """Return whom to assign, with the workload of each."""
    load = desk.dossier.records.tasks.workload(desk.dossier.run.agency_id)
    choices = tuple((key, f"{label} · 在办 {load.get(int(key), 0)} 件") for key, label in desk.holding(Role.HANDLER))
    return Form(
        (
            Field("officers", N_("办案人员（第一位为主办）"), Kind.PEOPLE, options=choices, least=2),
            Field("no_interest", N_("已核对：办案人员与本案无直接利害关系，不需回避"), Kind.FLAG),
            Field("note", N_("指派说明"), Kind.PARAGRAPH, required=False),
        )
    )


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a team that could not lawfully investigate today."""
    if answers is None:
        return ()
    chosen, recused = answers.people("officers"), recused_ids(desk.dossier)
    gone = next((found for one in chosen if (found := objection_to_recused(person_id=one, recused_ids=recused))), None)
    team = objections_to_team(officers=desk.officers(chosen), day=desk.today)
    return [gone, *team] if gone is not None else team
