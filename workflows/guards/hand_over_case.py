"""移送有管辖权机关: the whole case goes to the agency that has jurisdiction, against a receipt (处罚法22—25条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import objection_to_future
from workflows.vocabulary.wording import N_, Objection


def form(desk: Desk) -> Form:
    """Ask to whom, when and with what the case was handed over."""
    return Form(
        (
            Field("receiver", N_("受移送机关"), limit=200),
            Field("handed_on", N_("移送日期"), Kind.DAY),
            Field("materials", N_("移送的案件材料"), Kind.PARAGRAPH),
            Field("receipt", N_("回执（接收人、日期）"), limit=200),
        )
    ).with_initial({"handed_on": desk.today, "materials": N_("全部案卷材料及证据")})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse before the transfer was approved, and a day to come."""
    approved = desk.dossier.last_step("approve_exit")
    if approved is None:
        text = N_("移送有管辖权的机关尚未经机关负责人批准，请先报批")
        return (Objection("transfer-unapproved", text, article="处罚法57条1款"),)
    if answers is None:
        return ()
    day = answers.day("handed_on")
    found = [objection_to_future(day, now=desk.now, what=N_("移送日期"))]
    if day < approved.done_on:
        text = N_("移送日期早于批准之日，请核对")
        found.append(Objection("hand-over-before-approval", text, article="处罚法22—25条"))
    return [one for one in found if one is not None]
