"""账户和岗位 as administrators see them: every account of the agency, one of them, and what waits for a decision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.errors import NotFoundError
from workflows.forms import Form
from workflows.guards.accounts import (
    CHANGES,
    UNIT_KINDS,
    account_form,
    objection_to_deciding,
    reason_form,
    role_form,
    unit_form,
)
from workflows.questions.sign_ins import ShownSignIn, list_sign_ins
from workflows.records.agencies import Unit
from workflows.records.people import RoleChange
from workflows.records.second_factors import SecondFactor
from workflows.records.sign_ins import list_closed
from workflows.records.staff import Colleague, list_staff
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, is_permitted
from workflows.vocabulary.roles import ROLE_TERMS, Actor, Role
from workflows.vocabulary.wording import Objection

MOST = 50


@dataclass(frozen=True, slots=True)
class Account:
    """One account; ``closed_until`` is set while failures keep its login closed."""

    id: int
    login: str
    name: str
    title: str
    unit: str
    roles: Sequence[str]
    is_active: bool
    must_change_password: bool
    has_second_factor: bool
    closed_until: datetime | None


@dataclass(frozen=True, slots=True)
class ShownChange:
    """A proposed change of roles; ``objection`` says why this person does not decide it."""

    id: int
    person_id: int
    name: str
    role: str
    change: str
    reason: str
    proposed_by: str
    proposed_at: datetime
    decision: str
    decided_by: str
    decided_at: datetime | None
    objection: Objection | None


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One account with its sign-ins and changes of roles; a form is None for whoever may not use it."""

    account: Account
    sign_ins: Sequence[ShownSignIn]
    changes: Sequence[ShownChange]
    role_form: Form | None
    manage_form: Form | None
    security_form: Form | None


def list_accounts(*, records: Records, actor: Actor, now: datetime) -> Sequence[Account]:
    """Return every account of the agency, closed ones at the end."""
    found = _accounts(records, actor, now)
    return sorted(found.values(), key=lambda one: (not one.is_active, one.id))


def list_changes(*, records: Records, actor: Actor, person_id: int | None = None) -> Sequence[ShownChange]:
    """Return the changes of roles of the agency, or of one person, those to be decided first."""
    rows = records.list_where(RoleChange, RoleChange.agency_id == actor.agency_id)
    names = {one.id: one.name for one in list_staff(records.session, actor.agency_id).values()}
    wanted = [one for one in rows if person_id in {None, one.person_id}]
    newest = sorted(wanted, key=lambda one: (bool(one.decision), -one.id))[:MOST]
    return [_change(one, names.get(one.person_id, ""), actor) for one in newest]


def ask_account(person_id: int, *, records: Records, actor: Actor, now: datetime) -> AccountPage:
    """Return one account of the own agency; NotFoundError for anybody else's."""
    account = _accounts(records, actor, now).get(person_id)
    if account is None:
        raise NotFoundError(person_id)
    is_own = person_id == actor.id
    return AccountPage(
        account,
        list_sign_ins(person_id, records=records) if _may(Permission.END_SIGN_INS, actor) else (),
        list_changes(records=records, actor=actor, person_id=person_id),
        role_form() if not is_own else None,
        reason_form() if _may(Permission.MANAGE_ACCOUNTS, actor) and not is_own else None,
        reason_form() if _may(Permission.END_SIGN_INS, actor) and not is_own else None,
    )


def ask_new_account(*, records: Records, actor: Actor) -> Form:
    """Return the form of a new account."""
    return account_form(records.list_where(Unit, Unit.agency_id == actor.agency_id))


def ask_unit() -> Form:
    """Return the form of a new unit."""
    return unit_form()


def list_units(*, records: Records, actor: Actor) -> Sequence[tuple[str, str]]:
    """Return the units of the agency with what they are."""
    kinds = dict(UNIT_KINDS)
    return [(one.name, kinds[one.kind]) for one in records.list_where(Unit, Unit.agency_id == actor.agency_id)]


def count_changes_to_decide(*, records: Records, actor: Actor) -> int:
    """Return how many proposed changes of roles wait for this person."""
    if not _may(Permission.GRANT_ROLES, actor):
        return 0
    waiting = records.list_where(RoleChange, RoleChange.agency_id == actor.agency_id, RoleChange.decision == "")
    return sum(1 for one in waiting if objection_to_deciding(one, actor=actor) is None)


def _accounts(records: Records, actor: Actor, now: datetime) -> dict[int, Account]:
    closed = list_closed(records.session, now=now)
    staff = list_staff(records.session, actor.agency_id)
    factors = records.list_where(
        SecondFactor, SecondFactor.person_id.in_(staff), SecondFactor.confirmed_at.is_not(None)
    )
    with_factor = {one.person_id for one in factors}
    return {
        number: _account(one, has_factor=number in with_factor, closed_until=closed.get(one.person.login))
        for number, one in staff.items()
    }


def _account(one: Colleague, *, has_factor: bool, closed_until: datetime | None) -> Account:
    person = one.person
    return Account(
        person.id,
        person.login,
        person.name,
        person.title,
        one.unit_name,
        [ROLE_TERMS[role] for role in sorted(one.roles)],
        person.is_active,
        person.must_change_password,
        has_factor,
        closed_until,
    )


def _change(row: RoleChange, name: str, actor: Actor) -> ShownChange:
    return ShownChange(
        row.id,
        row.person_id,
        name,
        ROLE_TERMS[Role(row.role)],
        dict(CHANGES)[row.change],
        row.reason,
        row.proposed_by_name,
        row.proposed_at,
        row.decision,
        row.decided_by_name,
        row.decided_at,
        objection_to_deciding(row, actor=actor),
    )


def _may(permission: Permission, actor: Actor) -> bool:
    return is_permitted(permission, actor=actor, subject=Subject(actor.agency_id))
