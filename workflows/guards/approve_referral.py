"""移送审批: the principal alone decides within three days whether a suspected crime goes to the police (310号令5条)."""

from collections.abc import Sequence

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.rules.referral import (
    objection_to_referral_approver,
    objection_to_refusing_referral,
    warning_of_late_approval,
)
from workflows.vocabulary.wording import N_, Objection

DECISIONS = (("approved", N_("批准移送")), ("refused", N_("不批准移送")))


def form(desk: Desk) -> Form:
    """Ask for the principal's decision; a refusal keeps its reason on file."""
    report = last_report(desk)
    help_text = f"{report.get('suspected_crime', '')}；{report.get('team_opinion', '')}" if report else ""
    return Form(
        (
            Field("referral", N_("批示"), Kind.CHOICE, options=DECISIONS, help=help_text),
            Field(
                "reason",
                N_("不予批准的理由（记录在案）"),
                Kind.PARAGRAPH,
                required=False,
                shown_when=("referral", ("refused",)),
            ),
            Field(
                "opinion",
                N_("审批意见"),
                Kind.PARAGRAPH,
                limit=500,
                shown_when=("referral", ("approved",)),
            ),
        )
    ).with_initial({"opinion": N_("同意移送")})


def objections(desk: Desk, answers: Answers | None) -> Sequence[Objection]:
    """Refuse anybody but the principal, a decision without the team's report, a refusal without a reason."""
    clock = desk.dossier.clock("referral_3d")
    found = [objection_to_referral_approver(roles=desk.actor.roles), _objection_to_no_report(desk)]
    if clock is not None:
        found.append(warning_of_late_approval(decided_on=desk.today, due_on=clock.due_on))
    if answers is not None:
        found.append(objection_to_refusing_referral(reason=answers.text("reason")))
    return [one for one in found if one is not None]


def last_report(desk: Desk) -> dict[str, object]:
    """Return the team's written report as its form holds it, empty before there is one."""
    step = desk.dossier.last_step("form_referral_team")
    return dict(step.answers) if step is not None else {}


def _objection_to_no_report(desk: Desk) -> Objection | None:
    if last_report(desk):
        return None
    text = N_("尚未组成移送专案组并提出书面报告，不能审批")
    return Objection("referral-unreported", text, article="310号令5条")
