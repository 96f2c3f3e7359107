"""答复实名举报人: whoever reported under a real name hears what became of it (处罚法54条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import objection_to_early, objection_to_future
from workflows.vocabulary.wording import N_, Objection

WAYS = (
    ("written", N_("书面")),
    ("phone", N_("电话")),
    ("in_person", N_("当面")),
    ("electronic", N_("电子邮件或者短信")),
)


def form(desk: Desk) -> Form:
    """Ask how the informant was answered; without a named informant, only for a word that there is none."""
    if not desk.dossier.case.informant.get("name"):
        return Form((Field("no_informant", N_("已核对：本案没有实名举报人，无须答复"), Kind.FLAG),))
    return Form(
        (
            Field("way", N_("答复方式"), Kind.CHOICE, options=WAYS),
            Field("answered_on", N_("答复日期"), Kind.DAY),
            Field("content", N_("答复内容"), Kind.PARAGRAPH, help=N_("不予立案或者移送的结果和理由")),
        )
    ).with_initial({"answered_on": desk.today, "way": "written"})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse an answer that has not been given yet, or was given before the lead came in."""
    given = answers.find_day("answered_on") if answers is not None else None
    received = desk.dossier.case.received_on
    found = (
        objection_to_future(given, now=desk.now, what=N_("答复日期")),
        objection_to_early(given, since=received, what=N_("答复日期"), event=N_("受案日期")),
    )
    return [one for one in found if one is not None]
