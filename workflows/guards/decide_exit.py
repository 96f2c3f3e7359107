"""审批提请事项: a leader approves or refuses; a referral of a crime is the principal leader's (57条1款; 310号令5条)."""

from collections.abc import Sequence
from dataclasses import replace

from workflows.forms import Answers, Field, Form, Kind
from workflows.guards.desk import Desk
from workflows.guards.limited import only_when
from workflows.guards.measures import open_proposals, preserved_items
from workflows.guards.routes import ROUTE_TERMS
from workflows.records.measures import ExitProposal
from workflows.rules.evidence import objection_to_undisposed
from workflows.rules.referral import objection_to_referral_approver
from workflows.vocabulary.wording import N_, Objection

APPROVED = "approved"
DECISIONS = ((APPROVED, N_("批准")), ("refused", N_("不批准")))
STAGES = frozenset({"investigation", "notice", "review", "deliberation"})
"""The stages that an approved exit interrupts; each is a part of the procedure with its boundary event."""
PROCEDURE = "penalty_ordinary"


def form(desk: Desk) -> Form:
    """Ask which proposal is decided, and how."""
    pending = tuple((str(one.id), _told(desk, one)) for one in open_proposals(desk))
    return Form(
        (
            Field("proposal", N_("提请事项"), Kind.CHOICE, options=pending),
            Field("decision", N_("审批意见"), Kind.CHOICE, options=DECISIONS),
            Field("reason", N_("理由"), Kind.PARAGRAPH),
        )
    ).with_initial({"proposal": pending[0][0]} if pending else {})


def objections(desk: Desk, _: Answers | None) -> Sequence[Objection]:
    """Refuse where nothing is proposed, where the case cannot leave, and a referral by any but the principal."""
    pending = open_proposals(desk)
    if not pending:
        return (Objection("nothing-proposed", N_("没有待审批的提请事项"), article="处罚法57条1款"),)
    found = only_when("decision", APPROVED, (_objection_to_place(desk), _objection_to_hearing(desk)))
    kept = objection_to_undisposed(items=preserved_items(desk))
    found += [replace(kept, warning=True)] if kept is not None else []
    crimes = [one for one in pending if one.route == "transfer_crime"]
    approver = objection_to_referral_approver(roles=desk.actor.roles)
    found += [one for crime in crimes for one in only_when("proposal", str(crime.id), (approver,))]
    return found


def chosen_proposal(desk: Desk, answers: Answers) -> ExitProposal:
    """Return the proposal the form is about."""
    return next(one for one in open_proposals(desk) if str(one.id) == answers.text("proposal"))


def _told(desk: Desk, one: ExitProposal) -> str:
    return f"{ROUTE_TERMS[one.route]}（{desk.name_of(one.proposed_by)}提请）：{one.reason[:60]}"


def _objection_to_hearing(desk: Desk) -> Objection | None:
    """Refuse to leave between a hearing and its report: what was heard must be on file whatever follows (65条)."""
    if not desk.facts["hearing_report_due"]:
        return None
    text = N_("听证已经举行而听证报告尚未作出，请先由听证主持人完成听证报告，再审批退出")
    return Objection("hearing-report-due", text, article="处罚法65条")


def _objection_to_place(desk: Desk) -> Objection | None:
    tasks = desk.dossier.records.tasks.of_run(desk.dossier.run.id)
    if any(task.stage in STAGES and task.part != PROCEDURE for task in tasks):
        return None
    text = N_("案件正在办理的环节不能以提请方式退出，请先办结当前待办")
    return Objection("exit-not-now", text, article="处罚法57条1款")
