"""指派办案人员: at least two officers with valid credentials, none of them to be recused (处罚法42条、43条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.handling import recused_ids
from workflows.rules.qualification import objections_to_team
from workflows.rules.separation import objection_to_recused
from workflows.vocabulary.roles import Role
from workflows.vocabulary.wording import N_, Objection, Phrase


def form(desk: Desk) -> Form:
    """Return whom to assign, with the workload of each."""
    load = desk.dossier.records.tasks.workload(desk.dossier.run.agency_id)
    choices = tuple(
        (key, Phrase(N_("{name} · 在办 {count} 件"), name=label, count=load.get(int(key), 0)))
        for key, label in desk.holding(Role.HANDLER)
    )
    return Form(
        (
            Field("lead", N_("主办人员"), Kind.PERSON, options=choices),
            Field(
                "officers", N_("其他办案人员"), Kind.PEOPLE, options=choices, least=1, help=N_("连同主办人员不少于两人")
            ),
            Field("no_interest", N_("已核对：办案人员与本案无直接利害关系，不需回避"), Kind.FLAG),
            Field("note", N_("指派说明"), Kind.PARAGRAPH, required=False),
        )
    )


def officers_of(answers: Answers) -> tuple[int, ...]:
    """Return the whole team, each once, whoever is in charge 主办 first."""
    return tuple(dict.fromkeys((answers.person("lead"), *answers.people("officers"))))


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a team that could not lawfully investigate today."""
    if answers is None:
        return ()
    chosen, recused = officers_of(answers), recused_ids(desk.dossier)
    gone = next((found for one in chosen if (found := objection_to_recused(person_id=one, recused_ids=recused))), None)
    team = objections_to_team(officers=desk.officers(chosen), day=desk.today)
    return [gone, *team] if gone is not None else team
