"""人员和证件: everybody of the agency with roles, credentials, open and frozen tasks; one person's own page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflows.errors import NotFoundError
from workflows.forms import Form
from workflows.guards.credentials import change_form, objections_to_changing, registration_form
from workflows.guards.desk import as_officer
from workflows.records.agencies import Agency
from workflows.records.people import Credential, Person
from workflows.records.staff import Colleague, HeldCredential, find_actor, list_staff
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, is_permitted
from workflows.rules.qualification import CREDENTIAL_TERMS, CredentialKind, objection_to_officer
from workflows.vocabulary.roles import ROLE_TERMS, Actor, Role
from workflows.vocabulary.wording import N_, Objection


@dataclass(frozen=True, slots=True)
class ShownCredential:
    """One credential: its kind, number, days, state on the day asked, and the last change with its reason."""

    id: int
    person_id: int
    term: str
    number: str
    valid_from: date
    valid_to: date
    state: str
    reason: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """One person; ``objection`` says why a handler may not investigate today, ``frozen`` how many tasks stand still."""

    id: int
    name: str
    title: str
    unit: str
    roles: Sequence[str]
    credentials: Sequence[ShownCredential]
    workload: int
    frozen: int
    objection: Objection | None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person's own page; ``form`` registers a credential and is None for whoever may not."""

    person: ShownPerson
    form: Form | None


@dataclass(frozen=True, slots=True)
class CredentialPage:
    """A credential about to be changed: whose it is, what is asked, and what stands against any change."""

    person: ShownPerson
    credential: ShownCredential
    form: Form
    objections: Sequence[Objection]


def list_people(*, records: Records, actor: Actor, today: date) -> Sequence[ShownPerson]:
    """Return the people of the person's own agency."""
    load, frozen = records.tasks.workload(actor.agency_id), records.tasks.count_frozen(actor.agency_id)
    staff = list_staff(records.session, actor.agency_id)
    return [
        _person(one, load.get(one.id, 0), frozen.get(one.id, 0), today)
        for one in staff.values()
        if one.person.is_active
    ]


def ask_person(person_id: int, *, records: Records, actor: Actor, today: date) -> PersonPage:
    """Return one person of the own agency; NotFoundError for anybody else."""
    shown = _find(person_id, records=records, actor=actor, today=today)
    return PersonPage(shown, registration_form() if _may_manage(actor) else None)


def ask_credential(credential_id: int, *, records: Records, actor: Actor, today: date) -> CredentialPage:
    """Return a credential with the form of its change, for whoever may change it; NotFoundError for anybody else's."""
    row = records.get(Credential, credential_id)
    shown = _find(row.person_id, records=records, actor=actor, today=today)
    person = records.get(Person, row.person_id)
    objections = objections_to_changing(None, actor=actor, person=person, credential=row, today=today)
    return CredentialPage(shown, _credential(row, today), change_form(), objections)


def find_by_login(login: str, *, records: Records) -> Actor | None:
    """Return an active person by login as the one who acts, or None; for the command line."""
    person = records.find_where(Person, Person.login == login)
    return find_actor(records.session, person.id) if person is not None else None


def find_supervision(agency_code: str, *, records: Records) -> Actor | None:
    """Return whoever reads all cases of an agency from the command line; None where the agency is not certain."""
    found = records.list_where(Agency, *([Agency.code == agency_code] if agency_code else []))
    if len(found) != 1:
        return None
    return Actor(0, N_("系统"), found[0].id, None, frozenset({Role.SUPERVISOR}))


def _find(person_id: int, *, records: Records, actor: Actor, today: date) -> ShownPerson:
    found = next((one for one in list_people(records=records, actor=actor, today=today) if one.id == person_id), None)
    if found is None:
        raise NotFoundError(person_id)
    return found


def _may_manage(actor: Actor) -> bool:
    subject = Subject(agency_id=actor.agency_id)
    return is_permitted(Permission.MANAGE_CREDENTIALS, actor=actor, subject=subject)


def _person(one: Colleague, workload: int, frozen: int, today: date) -> ShownPerson:
    objection = objection_to_officer(officer=as_officer(one), day=today) if Role.HANDLER in one.roles else None
    return ShownPerson(
        one.id,
        one.name,
        one.person.title,
        one.unit_name,
        [ROLE_TERMS[role] for role in sorted(one.roles)],
        [_credential(held, today) for held in one.credentials],
        workload,
        frozen,
        objection,
    )


def _credential(held: Credential | HeldCredential, today: date) -> ShownCredential:
    return ShownCredential(
        held.id,
        held.person_id,
        CREDENTIAL_TERMS[CredentialKind(held.kind)],
        held.number,
        held.valid_from,
        held.valid_to,
        _state(held, today),
        held.reason,
        held.changed_at,
    )


def _state(held: Credential | HeldCredential, today: date) -> str:
    if held.revoked_on and held.revoked_on <= today:
        return "revoked"
    if held.suspended_on and held.suspended_on <= today and not (held.restored_on and held.restored_on <= today):
        return "suspended"
    return "valid" if held.valid_from <= today <= held.valid_to else "expired"
