"""账户: a 系统管理员 opens, closes and restores accounts, resets passwords and registers units; nobody their own."""

from collections.abc import Iterable
from datetime import datetime

from workflows.account_events import AccountChanged, UnitAdded
from workflows.acts.office.account_journal import note_account
from workflows.acts.office.add_agency import register_unit
from workflows.acts.office.add_person import open_person
from workflows.acts.office.made_password import make_password
from workflows.acts.office.one_at_a_time import ACCOUNTS, one_at_a_time
from workflows.acts.office.sign_in import end_all_of
from workflows.errors import NotFoundError, RefusedError
from workflows.forms import Posted
from workflows.guards.accounts import account_form, objection_to_managing, objections_to_closing, reason_form, unit_form
from workflows.guards.passwords import hashed
from workflows.records.agencies import Unit
from workflows.records.people import Person
from workflows.records.second_factors import forget_second_factor
from workflows.records.sign_ins import forgive_failures
from workflows.records.staff import list_staff
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, objection_to
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import Objection


@one_at_a_time(ACCOUNTS)
def open_account(posted: Posted, *, actor: Actor, records: Records, now: datetime) -> tuple[int, str]:
    """Open an account without any role; return its number and its initial password, which is shown once."""
    _refuse([objection_to(Permission.MANAGE_ACCOUNTS, actor=actor, subject=Subject(actor.agency_id))])
    answers = account_form(records.list_where(Unit, Unit.agency_id == actor.agency_id)).read(posted)
    password = make_password()
    person = Person(
        agency_id=actor.agency_id,
        unit_id=int(answers.text("unit")),
        login=answers.text("login"),
        name=answers.text("name"),
        title=answers.text("title"),
        password_hash="",
        is_active=True,
        is_assistant=False,
        first_reviewed_on=None,
    )
    return open_person(person, (), password=password, by=actor, records=records, now=now), password


@one_at_a_time(ACCOUNTS)
def close_account(person_id: int, posted: Posted, *, actor: Actor, records: Records, now: datetime) -> None:
    """Close an account: whatever is open ends at once; its tasks wait until somebody else gets them."""
    person = _managed(person_id, Permission.MANAGE_ACCOUNTS, actor, records)
    reason = reason_form().read(posted).text("reason")
    _refuse(objections_to_closing(list_staff(records.session, person.agency_id).values(), person))
    _end(person, "closed", actor, records, now)
    person.is_active = False
    _note(person, "closed", actor, records, now, reason)


@one_at_a_time(ACCOUNTS)
def restore_account(person_id: int, posted: Posted, *, actor: Actor, records: Records, now: datetime) -> None:
    """Open a closed account again, with the roles it had."""
    person = _managed(person_id, Permission.MANAGE_ACCOUNTS, actor, records)
    reason = reason_form().read(posted).text("reason")
    person.is_active = True
    _note(person, "opened", actor, records, now, reason)


@one_at_a_time(ACCOUNTS)
def reset_password(person_id: int, posted: Posted, *, actor: Actor, records: Records, now: datetime) -> str:
    """Give an account an initial password, to be changed at the next sign-in; return it, to be shown once."""
    person = _managed(person_id, Permission.MANAGE_ACCOUNTS, actor, records)
    reason = reason_form().read(posted).text("reason")
    password = make_password()
    person.password_hash, person.must_change_password, person.password_changed_at = hashed(password), True, now
    _end(person, "password", actor, records, now)
    forgive_failures(records.session, person.login)
    _note(person, "password_reset", actor, records, now, reason)
    return password


@one_at_a_time(ACCOUNTS)
def put_out(person_id: int, *, actor: Actor, records: Records, now: datetime) -> int:
    """End everything a person has open; return how much."""
    person = _managed(person_id, Permission.END_SIGN_INS, actor, records)
    return _end(person, "by_administrator", actor, records, now)


@one_at_a_time(ACCOUNTS)
def unlock(person_id: int, *, actor: Actor, records: Records, now: datetime) -> None:
    """Open a login again that failures closed."""
    person = _managed(person_id, Permission.END_SIGN_INS, actor, records)
    forgive_failures(records.session, person.login)
    _note(person, "unlocked", actor, records, now, "")


@one_at_a_time(ACCOUNTS)
def take_second_factor(person_id: int, posted: Posted, *, actor: Actor, records: Records, now: datetime) -> None:
    """Take a lost generator from an account; whatever is open ends, and administrators must set up another."""
    person = _managed(person_id, Permission.END_SIGN_INS, actor, records)
    reason = reason_form().read(posted).text("reason")
    forget_second_factor(records.session, person.id)
    _end(person, "by_administrator", actor, records, now)
    _note(person, "second_factor_taken", actor, records, now, reason)


@one_at_a_time(ACCOUNTS)
def add_own_unit(posted: Posted, *, actor: Actor, records: Records, now: datetime) -> int:
    """Register a unit of one's own agency and return its number."""
    _refuse([objection_to(Permission.MANAGE_ACCOUNTS, actor=actor, subject=Subject(actor.agency_id))])
    answers = unit_form().read(posted)
    name, kind = answers.text("name"), answers.text("kind")
    unit_id = register_unit(name, kind, agency_id=actor.agency_id, records=records)
    note_account(UnitAdded(unit_id, name, kind), actor=actor, records=records, now=now)
    return unit_id


def _managed(person_id: int, permission: Permission, actor: Actor, records: Records) -> Person:
    person = records.get(Person, person_id)
    if person.agency_id != actor.agency_id:
        raise NotFoundError(person_id)
    _refuse([objection_to_managing(permission, actor=actor, person=person)])
    return person


def _end(person: Person, how: str, actor: Actor, records: Records, now: datetime) -> int:
    whom = Actor(person.id, person.name, person.agency_id, person.unit_id, frozenset())
    return end_all_of(whom, by=actor, how=how, records=records, now=now)


def _note(person: Person, change: str, actor: Actor, records: Records, now: datetime, reason: str) -> None:
    event = AccountChanged(person.id, person.login, change, reason)
    note_account(event, actor=actor, records=records, now=now)


def _refuse(objections: Iterable[Objection | None]) -> None:
    for one in objections:
        if one is not None:
            raise RefusedError(one)
