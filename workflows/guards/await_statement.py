"""听取陈述申辩: the period ends by itself; by hand only when every right is waived (处罚法45条、62条、64条1项)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import as_warnings, objection_to_future
from workflows.guards.noticed import FORM_CHOICES, periods_of
from workflows.rules.notice import Waiver, objection_to_waiver, objections_to_ending_periods
from workflows.vocabulary.wording import N_, Objection


def form(desk: Desk) -> Form:
    """Ask for the express waiver of every right the notice told."""
    notice = desk.dossier.last_notice()
    fields = [
        Field("waiver_form", N_("放弃权利的方式"), Kind.CHOICE, options=FORM_CHOICES),
        Field("waived_on", N_("放弃权利的日期"), Kind.DAY),
        Field("waives_statement", N_("当事人明确放弃陈述、申辩权利"), Kind.FLAG),
    ]
    if notice is not None and notice.right == "with_hearing":
        fields.append(Field("waives_hearing", N_("当事人明确放弃要求听证的权利"), Kind.FLAG))
    return Form(tuple(fields)).with_initial({"waived_on": desk.today})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse a waiver that is not one; before the form is filled, tell when the periods end."""
    periods = periods_of(desk)
    if periods.served_on is None:
        return objections_to_ending_periods(periods=periods, hearing_right=False, today=desk.today)
    if answers is None:
        right = periods.hearing_ends_on is not None
        return as_warnings(objections_to_ending_periods(periods=periods, hearing_right=right, today=desk.today))
    waiver = Waiver(answers.text("waiver_form"), answers.day("waived_on"))
    found = (
        objection_to_waiver(waiver=waiver, served_on=periods.served_on),
        objection_to_future(waiver.on, now=desk.now, what=N_("放弃权利的日期")),
    )
    return [one for one in found if one is not None]
