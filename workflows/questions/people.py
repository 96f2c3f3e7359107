"""人员和证件: everybody of the agency with roles, credentials on a day and open tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflows.guards.desk import as_officer
from workflows.records.people import Credential
from workflows.records.staff import Colleague, list_staff
from workflows.records.transaction import Records
from workflows.rules.qualification import CREDENTIAL_TERMS, CredentialKind, objection_to_officer
from workflows.vocabulary.roles import ROLE_TERMS, Actor, Role
from workflows.vocabulary.wording import Objection


@dataclass(frozen=True, slots=True)
class ShownCredential:
    """One credential: its kind, number, days and state on the day asked."""

    id: int
    term: str
    number: str
    valid_to: date
    state: str


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """One person; ``objection`` says why a handler may not investigate today."""

    id: int
    name: str
    title: str
    unit: str
    roles: Sequence[str]
    credentials: Sequence[ShownCredential]
    workload: int
    objection: Objection | None


def list_people(*, records: Records, actor: Actor, today: date) -> Sequence[ShownPerson]:
    """Return the people of the person's own agency."""
    load = records.tasks.workload(actor.agency_id)
    staff = list_staff(records.session, actor.agency_id)
    return [_person(one, load.get(one.id, 0), today) for one in staff.values() if one.person.is_active]


def _person(one: Colleague, workload: int, today: date) -> ShownPerson:
    objection = objection_to_officer(officer=as_officer(one), day=today) if Role.HANDLER in one.roles else None
    return ShownPerson(
        one.id, one.name, one.person.title, one.unit_name, [ROLE_TERMS[role] for role in sorted(one.roles)],
        [_credential(held, today) for held in one.credentials], workload, objection,
    )


def _credential(held: Credential, today: date) -> ShownCredential:
    return ShownCredential(
        held.id, CREDENTIAL_TERMS[CredentialKind(held.kind)], held.number, held.valid_to, _state(held, today)
    )


def _state(held: Credential, today: date) -> str:
    if held.revoked_on and held.revoked_on <= today:
        return "revoked"
    if held.suspended_on and held.suspended_on <= today and not (held.restored_on and held.restored_on <= today):
        return "suspended"
    return "valid" if held.valid_from <= today <= held.valid_to else "expired"
