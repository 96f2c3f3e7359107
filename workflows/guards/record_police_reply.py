"""登记公安机关答复: filed, declined or returned, on the strength of the written notice (310号令8条)."""

from collections.abc import Sequence
from datetime import date

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import objection_to_future
from workflows.rules.referral import objection_to_police_reply
from workflows.vocabulary.wording import N_, Objection

REPLIES = (
    ("filed", N_("决定立案")),
    ("declined", N_("决定不予立案")),
    ("returned", N_("退回案件（不属管辖或者无犯罪事实）")),
)


def form(desk: Desk) -> Form:
    """Ask for the reply, its written notice and its day."""
    return Form(
        (
            Field("police", N_("公安机关答复"), Kind.CHOICE, options=REPLIES),
            Field("document", N_("书面通知的名称和文号"), required=False, limit=200),
            Field("replied_on", N_("收到通知日期"), Kind.DAY),
            Field(
                "reason",
                N_("不予立案或者退回的理由"),
                Kind.PARAGRAPH,
                shown_when=("police", ("declined", "returned")),
            ),
        )
    ).with_initial({"replied_on": desk.today})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a reply without its notice, of a day to come, or from before the hand-over."""
    handed = handed_on(desk)
    if handed is None:
        return (Objection("not-handed-over", N_("案件尚未移送公安机关，没有答复可以登记"), article="310号令8条"),)
    if answers is None:
        return ()
    day = answers.day("replied_on")
    found = [
        objection_to_police_reply(document=answers.text("document")),
        objection_to_future(day, now=desk.now, what=N_("收到通知日期")),
    ]
    if day < handed:
        found.append(Objection("reply-before-hand-over", N_("收到通知日期早于移送之日，请核对"), article="310号令8条"))
    return [one for one in found if one is not None]


def handed_on(desk: Desk) -> date | None:
    """Return the day of the last hand-over to the police."""
    step = desk.dossier.last_step("hand_over")
    return date.fromisoformat(str(step.answers["handed_at"])[:10]) if step is not None else None
