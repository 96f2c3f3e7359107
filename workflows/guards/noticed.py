"""The round of notice 告知轮次 as it stands: what was told, which periods run, what the party answered."""

from workflows.errors import NotFoundError
from workflows.guards.desk import Desk
from workflows.records.drafts import Draft, Notice, Statement
from workflows.rules.notice import Periods, Waiver
from workflows.vocabulary.wording import N_

STATEMENT, HEARING_REQUEST = "statement", "hearing_request"
WAIVE_STATEMENT, WAIVE_HEARING, WAIVE_ALL = "waive_statement", "waive_hearing", "waive_all"

FORM_CHOICES = (
    ("written", N_("书面")),
    ("record", N_("口头，已记入笔录并签名")),
    ("receipt", N_("在送达回证上签名")),
)
FORM_TERMS = {"written": N_("书面"), "record": N_("口头"), "receipt": N_("在送达回证上签名")}


def get_draft(desk: Desk) -> Draft:
    """Return the newest intended decision; NotFoundError before the first."""
    draft = desk.dossier.last_draft()
    if draft is None:
        raise NotFoundError(N_("拟决定"))
    return draft


def get_notice(desk: Desk) -> Notice:
    """Return the newest round of notice; NotFoundError before the first."""
    notice = desk.dossier.last_notice()
    if notice is None:
        raise NotFoundError(N_("事先告知书"))
    return notice


def periods_of(desk: Desk) -> Periods:
    """Return the periods of the newest round; empty while its notice has not been served."""
    notice = desk.dossier.last_notice()
    if notice is None or notice.served_on is None:
        return Periods(served_on=None, statement_ends_on=None)
    statement, hearing = desk.dossier.clock("statement_5wd"), desk.dossier.clock("hearing_request_5wd")
    told = notice.right == "with_hearing"
    return Periods(
        served_on=notice.served_on,
        statement_ends_on=statement.due_on if statement else None,
        hearing_ends_on=hearing.due_on if hearing and told else None,
        statement_waiver=Waiver(notice.waiver_form, notice.statement_waived_on) if notice.statement_waived_on else None,
        hearing_waiver=Waiver(notice.waiver_form, notice.hearing_waived_on) if notice.hearing_waived_on else None,
    )


def received(desk: Desk, kind: str) -> list[Statement]:
    """Return what of one kind the party sent in the newest round, oldest first."""
    notice = desk.dossier.last_notice()
    return [one for one in desk.dossier.statements if notice and one.notice_id == notice.id and one.kind == kind]


def arguments_of(desk: Desk) -> list[str]:
    """Return every argument of the party's statements in the newest round."""
    return [str(argument) for one in received(desk, STATEMENT) for argument in one.arguments]


def is_open(desk: Desk, act: str) -> bool:
    """Say whether a task of this act waits in the run."""
    return any(task.act == act for task in desk.dossier.records.tasks.of_run(desk.dossier.run.id))
