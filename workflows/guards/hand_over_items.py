"""移交涉案物品: within three days of the police's filing, against a receipt (310号令12条)."""

from collections.abc import Sequence
from datetime import date

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.kept_items import preserved_items
from workflows.guards.limited import objection_to_early, objection_to_future
from workflows.rules.referral import objection_to_items, warning_of_late_items
from workflows.vocabulary.wording import N_, Objection


def form(desk: Desk) -> Form:
    """Ask what was handed over, when, against which receipt."""
    items = "、".join(item.name for item in preserved_items(desk))
    return Form(
        (
            Field("items", N_("移交的涉案物品和材料"), Kind.PARAGRAPH),
            Field("handed_on", N_("移交日期"), Kind.DAY),
            Field("receipt", N_("交接清单（编号、接收人）"), required=False, limit=200),
        )
    ).with_initial({"items": items or N_("没有涉案物品，移交案件材料"), "handed_on": desk.today})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse to hand over before the police filed, or without a receipt; tell when it is late."""
    receipt = answers.text("receipt") if answers is not None else N_("待填写")
    clock = desk.dossier.clock("items_3d")
    found = [objection_to_items(police=str(desk.facts["police"]), receipt=receipt)]
    if clock is not None:
        found.append(warning_of_late_items(on=desk.today, due_on=clock.due_on))
    if answers is not None:
        day, since = answers.day("handed_on"), _replied_on(desk)
        found.append(objection_to_future(day, now=desk.now, what=N_("移交日期")))
        found.append(objection_to_early(day, since=since, what=N_("移交日期"), event=N_("收到公安机关立案通知之日")))
    return [one for one in found if one is not None]


def _replied_on(desk: Desk) -> date | None:
    reply = desk.dossier.last_step("record_police_reply")
    return date.fromisoformat(str(reply.answers["replied_on"])) if reply is not None else None
