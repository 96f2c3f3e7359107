"""通知当事人: whoever was investigated hears that the case is over (处罚法57条1款)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.answer_informant import WAYS
from workflows.guards.desk import Desk
from workflows.guards.limited import objection_to_early, objection_to_future
from workflows.guards.routes import ROUTE_TERMS
from workflows.vocabulary.wording import N_, Objection


def form(desk: Desk) -> Form:
    """Ask how and when the party was told."""
    route = ROUTE_TERMS.get(str(desk.facts["route"]), "")
    return Form(
        (
            Field("way", N_("通知方式"), Kind.CHOICE, options=WAYS),
            Field("informed_on", N_("通知日期"), Kind.DAY),
            Field("receiver", N_("接受通知的人"), limit=100),
            Field("content", N_("通知内容"), Kind.PARAGRAPH),
        )
    ).with_initial(
        {
            "way": "written",
            "informed_on": desk.today,
            "receiver": desk.dossier.party.name,
            "content": f"{desk.dossier.case.title}：{route}",
        }
    )


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse before the exit was approved, and a day to come."""
    found = [_objection_to_unapproved(desk)]
    if answers is not None:
        day, approved = answers.day("informed_on"), desk.dossier.last_step("approve_exit")
        since = approved.done_on if approved is not None else None
        found.append(objection_to_future(day, now=desk.now, what=N_("通知日期")))
        found.append(objection_to_early(day, since=since, what=N_("通知日期"), event=N_("批准之日")))
    return [one for one in found if one is not None]


def _objection_to_unapproved(desk: Desk) -> Objection | None:
    if desk.dossier.last_step("approve_exit") is not None:
        return None
    text = N_("撤销立案、终止调查尚未经机关负责人批准，请先报批")
    return Objection("exit-unapproved", text, article="处罚法57条1款")
