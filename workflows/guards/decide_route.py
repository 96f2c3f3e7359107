"""处理方向审查: a leader examines the result of the investigation and decides one of seven ways (处罚法57条1款)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import only_when
from workflows.guards.reliance import warnings_of_reliance
from workflows.guards.report_findings import SUSPECTED
from workflows.guards.routes import EXITS, ROUTE_CHOICES, objection_to_keeping_crime
from workflows.guards.suspended import objection_to_suspended
from workflows.rules.referral import objection_to_penalty
from workflows.vocabulary.wording import N_, Objection


def form(desk: Desk) -> Form:
    """Ask for the direction and its reason, opened with what the handlers suggest."""
    fields = (
        Field("route", N_("处理方向"), Kind.CHOICE, options=ROUTE_CHOICES),
        Field("reason", N_("理由"), Kind.PARAGRAPH),
        Field("opinion", N_("审查意见"), Kind.PARAGRAPH),
    )
    report = desk.dossier.last_step("report_findings")
    suggested = {"route": report.answers.get("suggestion")} if report else {}
    return Form(fields).with_initial({"opinion": N_("同意"), **suggested})


def objections(desk: Desk, _: Answers | None) -> Sequence[Objection]:
    """Refuse to decide without a report, to punish what waits for the police, or to punish with nothing proposed."""
    report = desk.dossier.last_step("report_findings")
    if report is None:
        text = N_("调查尚未终结，没有调查终结报告，不能决定处理方向")
        return (Objection("no-report", text, article="处罚法57条1款"),)
    referral, police = str(desk.facts["referral"]), str(desk.facts["police"])
    found = [objection_to_suspended(desk), *warnings_of_reliance(desk, desk.dossier.last_draft())]
    found += only_when(
        "route", "penalise", (_objection_to_no_penalties(desk), objection_to_penalty(referral=referral, police=police))
    )
    if report.answers.get("crime_view") == SUSPECTED:
        kept = objection_to_keeping_crime(desk)
        ways = [way for way in (*EXITS, "penalise") if way != "transfer_crime"]
        found += [one for way in ways for one in only_when("route", way, (kept,))]
    return [one for one in found if one is not None]


def _objection_to_no_penalties(desk: Desk) -> Objection | None:
    draft = desk.dossier.last_draft()
    if draft is not None and draft.content["penalties"]:
        return None
    text = N_("调查终结报告没有提出拟处罚内容，不能拟予处罚；请由承办人重新提出报告")
    return Objection("nothing-proposed", text, article="处罚法57条1款")
