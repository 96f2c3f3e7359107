"""岗位的授予和撤销: one kind of administrator proposes, the other decides; whoever's rights change signs in again."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from workflows.account_events import RoleChanged
from workflows.acts.office.account_journal import note_account
from workflows.acts.office.one_at_a_time import ACCOUNTS, one_at_a_time
from workflows.acts.office.sign_in import end_all_of
from workflows.errors import NotFoundError, RefusedError
from workflows.forms import Posted
from workflows.guards.accounts import (
    CONFIRM,
    GRANT,
    REFUSE,
    objection_to_deciding,
    objections_to_change,
    objections_to_proposing,
    proposer_role,
    role_form,
)
from workflows.records.people import Person, RoleChange, RoleGrant, withdraw_role
from workflows.records.staff import list_staff
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor, Role
from workflows.vocabulary.wording import N_, Objection

_FROM_CONSOLE = N_("服务器命令行开立账户时提请")


@one_at_a_time(ACCOUNTS)
def propose_role(person_id: int, posted: Posted, *, actor: Actor, records: Records, now: datetime) -> int:
    """Propose to grant or withdraw a role and return the proposal's number."""
    person = records.get(Person, person_id)
    if person.agency_id != actor.agency_id:
        raise NotFoundError(person_id)
    answers = role_form().read(posted)
    waiting = records.list_where(RoleChange, RoleChange.agency_id == person.agency_id, RoleChange.decision == "")
    staff = list_staff(records.session, person.agency_id).values()
    _refuse(objections_to_proposing(answers, actor=actor, person=person, staff=staff, open_ones=waiting))
    wanted = {name: answers.text(name) for name in ("role", "change", "reason")}
    row = _propose(person, wanted, by=actor, proposed_as=proposer_role(actor), records=records, now=now)
    _note(row, person, "proposed", actor, records, now)
    return row.id


@one_at_a_time(ACCOUNTS)
def propose_from_console(person: Person, role: Role, *, by: Actor, records: Records, now: datetime) -> int:
    """Propose a role for an account just opened on the server; it waits for a 安全管理员 like any other proposal.

    The console has no account, so that the proposal is kept under the number of whom it is about, who decides nothing
    about themselves.
    """
    wanted = {"role": role.value, "change": GRANT, "reason": _FROM_CONSOLE}
    proposer = replace(by, id=person.id)
    row = _propose(person, wanted, by=proposer, proposed_as=Role.SYSTEM_ADMIN.value, records=records, now=now)
    _note(row, person, "proposed", by, records, now)
    return row.id


@one_at_a_time(ACCOUNTS)
def decide_role(change_id: int, *, is_confirmed: bool, actor: Actor, records: Records, now: datetime) -> None:
    """Confirm or refuse a proposal of the other kind of administrator; what it rests on is asked again."""
    row = records.get(RoleChange, change_id)
    if row.agency_id != actor.agency_id:
        raise NotFoundError(change_id)
    refusal = objection_to_deciding(row, actor=actor)
    _refuse([refusal] if refusal is not None else [])
    person = records.get(Person, row.person_id)
    if is_confirmed:
        staff = list_staff(records.session, person.agency_id).values()
        _refuse(objections_to_change(Role(row.role), row.change, person_id=person.id, staff=staff))
        _carry_out(row, records)
        whom = Actor(person.id, person.name, person.agency_id, person.unit_id, frozenset())
        end_all_of(whom, by=actor, how="rights", records=records, now=now)
    row.decision = CONFIRM if is_confirmed else REFUSE
    row.decided_by, row.decided_by_name, row.decided_at = actor.id, actor.name, now
    _note(row, person, row.decision, actor, records, now)


def _propose(
    person: Person, wanted: Mapping[str, str], *, by: Actor, proposed_as: str, records: Records, now: datetime
) -> RoleChange:
    return records.add(
        RoleChange(
            **wanted,
            agency_id=person.agency_id,
            person_id=person.id,
            proposed_by=by.id,
            proposed_by_name=by.name,
            proposed_as=proposed_as,
            proposed_at=now,
            decided_by=None,
            decided_at=None,
        )
    )


def _carry_out(row: RoleChange, records: Records) -> None:
    if row.change == GRANT:
        records.add(RoleGrant(person_id=row.person_id, role=row.role))
    else:
        withdraw_role(records.session, row.person_id, row.role)


def _note(row: RoleChange, person: Person, state: str, actor: Actor, records: Records, now: datetime) -> None:
    event = RoleChanged(person.id, person.name, row.role, row.change, state, row.reason)
    note_account(event, actor=actor, records=records, now=now)


def _refuse(objections: Iterable[Objection]) -> None:
    for one in objections:
        raise RefusedError(one)
