"""登记法院裁定: what the court made of the application (强制法56条、57条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import objection_to_future
from workflows.vocabulary.wording import N_, Objection

RULINGS = (("granted", N_("准予强制执行")), ("refused", N_("不予强制执行")), ("unaccepted", N_("不予受理")))


def form(desk: Desk) -> Form:
    """Ask for court, ruling, its number and day."""
    applied = desk.dossier.last_step("apply_court")
    court = applied.answers.get("court") if applied is not None else None
    return Form(
        (
            Field("court", N_("人民法院"), limit=100),
            Field("ruling", N_("裁定结果"), Kind.CHOICE, options=RULINGS),
            Field("document", N_("裁定书案号"), limit=100),
            Field("ruled_on", N_("裁定日期"), Kind.DAY),
            Field("note", N_("裁定要点和执行情况"), Kind.PARAGRAPH, required=False),
        )
    ).with_initial({"court": court or desk.dossier.agency.court, "ruled_on": desk.today})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a ruling on what was not applied for, from before the application, or of a day to come."""
    applied = desk.dossier.last_step("apply_court")
    if desk.facts["performance"] != "court" or applied is None:
        return (Objection("court-unasked", N_("尚未申请法院强制执行，没有裁定可以登记"), article="强制法53条"),)
    if answers is None:
        return ()
    day = answers.day("ruled_on")
    found = [objection_to_future(day, now=desk.now, what=N_("裁定日期"))]
    if day < applied.done_on:
        found.append(Objection("ruling-before-application", N_("裁定日期早于申请日期，请核对"), article="强制法56条"))
    return [one for one in found if one is not None]
