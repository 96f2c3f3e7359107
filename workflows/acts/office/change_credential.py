"""证件的登记、暂扣、恢复、收回: whoever loses a credential stops working at once; the tasks freeze and thaw with it.

Frozen tasks are cured by restoring the credential or by giving the task to somebody else (转办); what was validly done
before stays valid (处罚法42条1款).
"""

from datetime import date, datetime

from workflows.acts.office.one_at_a_time import ACCOUNTS, one_at_a_time
from workflows.errors import RefusedError
from workflows.events import CredentialChanged, TaskMoved
from workflows.forms import SHANGHAI, Posted
from workflows.guards.credentials import (
    RESTORE,
    RESTS_ON,
    SUSPEND,
    as_rule,
    change_form,
    objections_to_changing,
    objections_to_registering,
    registration_form,
)
from workflows.records.people import Credential, Person
from workflows.records.runs import TaskRow
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor, Role
from workflows.vocabulary.wording import Objection


@one_at_a_time(ACCOUNTS)
def register_credential(person_id: int, posted: Posted, *, actor: Actor, records: Records, now: datetime) -> int:
    """Register a credential of a person and return its number; tasks frozen for want of one thaw."""
    person = records.get(Person, person_id)
    answers = registration_form().read(posted)
    held = records.list_where(Credential, Credential.kind == answers.text("kind"))
    _refuse(objections_to_registering(answers, actor=actor, person=person, held=held))
    row = records.add(
        Credential(
            person_id=person_id,
            kind=answers.text("kind"),
            number=answers.text("number"),
            valid_from=answers.day("valid_from"),
            valid_to=answers.day("valid_to"),
            reason=answers.text("reason"),
            changed_at=now,
        )
    )
    _follow(records, row, "register", actor=actor, now=now)
    return row.id


@one_at_a_time(ACCOUNTS)
def change_credential(credential_id: int, posted: Posted, *, actor: Actor, records: Records, now: datetime) -> None:
    """Suspend 暂扣, restore 恢复 or revoke 收回 a credential from today on, with its reason."""
    row = records.get(Credential, credential_id)
    person, today = records.get(Person, row.person_id), now.astimezone(SHANGHAI).date()
    answers = change_form().read(posted)
    _refuse(objections_to_changing(answers, actor=actor, person=person, credential=row, today=today))
    change = answers.text("change")
    if change == SUSPEND:
        _keep_past(row)
        row.suspended_on, row.restored_on = today, None
    elif change == RESTORE:
        row.restored_on = today
    else:
        row.revoked_on = today
    row.reason, row.changed_at = answers.text("reason"), now
    records.session.flush()
    _follow(records, row, change, actor=actor, now=now)


def _keep_past(row: Credential) -> None:
    """Keep the suspension that ended before a new one begins: what was signed during it stays defective."""
    if row.suspended_on is not None and row.restored_on is not None:
        ended = [row.suspended_on.isoformat(), row.restored_on.isoformat()]
        row.past_suspensions = [*row.past_suspensions, ended]


def _refuse(objections: list[Objection]) -> None:
    for objection in objections:
        raise RefusedError(objection)


def _follow(records: Records, row: Credential, change: str, *, actor: Actor, now: datetime) -> None:
    """Freeze or thaw every task that rests on this kind of credential, and write the change outside any case."""
    is_frozen = not _holds_valid(records, row, now.astimezone(SHANGHAI).date())
    # Runs in their order, and the chain outside any case last, as everybody takes them.
    for task in sorted(records.tasks.of_person(row.person_id), key=lambda one: one.run_id):
        if Role(task.role) in RESTS_ON.get(row.kind, frozenset()) and task.is_frozen != is_frozen:
            _set_frozen(records, task, row.reason, is_frozen=is_frozen, actor=actor, now=now)
    event = CredentialChanged(row.person_id, row.number, change, row.reason)
    records.journal.append(0, kind=event.kind(), actor_id=actor.id, actor=actor.name, now=now, body=event.body())


def _holds_valid(records: Records, row: Credential, today: date) -> bool:
    held = records.list_where(Credential, Credential.person_id == row.person_id, Credential.kind == row.kind)
    return any(as_rule(one).is_valid_on(today) for one in held)


def _set_frozen(records: Records, task: TaskRow, reason: str, *, is_frozen: bool, actor: Actor, now: datetime) -> None:
    opened = records.lock_of_task(task.id)
    if opened is None or opened[1].person_id != task.person_id:
        # Done or given away while this waited for the case.
        return
    records.tasks.change(task.id, is_frozen=is_frozen)
    event = TaskMoved(task.id, task.act, "frozen" if is_frozen else "thawed", task.person_id, reason)
    records.journal.append(
        task.case_id, kind=event.kind(), actor_id=actor.id, actor=actor.name, now=now, body=event.body()
    )
