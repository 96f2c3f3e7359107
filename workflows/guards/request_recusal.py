"""申请回避: an officer asks, or the party does; the work goes on until it is decided (处罚法43条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import only_when
from workflows.guards.measures import open_recusals
from workflows.rules.recusal import RECUSAL_TERMS, objection_to_request
from workflows.vocabulary.wording import N_, Objection

GROUNDS = tuple((ground.value, term) for ground, term in RECUSAL_TERMS.items())


def form(desk: Desk) -> Form:
    """Ask who should be recused, on which ground, and who asks for it."""
    people = tuple((str(one.id), one.name) for one in desk.dossier.staff.values() if one.person.is_active)
    return Form(
        (
            Field("person", N_("被申请回避的人员"), Kind.PERSON, options=people),
            Field("ground", N_("回避的事由"), Kind.CHOICE, options=GROUNDS),
            Field("explanation", N_("具体关系和理由"), Kind.PARAGRAPH),
            Field("asked_by", N_("申请人"), limit=100, help=N_("本人、当事人或者其代理人的姓名")),
        )
    ).with_initial({"asked_by": desk.actor.name})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a request without its ground, and one that already waits or was granted."""
    found = list[Objection | None]()
    text = N_("{name}的回避申请正待决定，无须重复申请")
    for one in open_recusals(desk):
        twice = Objection("recusal-pending", text, {"name": desk.name_of(one.person_id)}, article="处罚法43条")
        found += only_when("person", str(one.person_id), (twice,))
    text = N_("{name}已经回避，不再参与本案")
    for person_id in {one.person_id for one in desk.dossier.recusals if one.decision == "granted"}:
        done = Objection("already-recused", text, {"name": desk.name_of(person_id)}, article="处罚法43条")
        found += only_when("person", str(person_id), (done,))
    if answers is not None:
        explanation = answers.text("explanation")
        found.append(objection_to_request(ground=answers.text("ground"), explanation=explanation))
    return [one for one in found if one is not None]
