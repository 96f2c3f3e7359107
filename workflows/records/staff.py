"""The people of an agency as one case sees them: roles, unit, credentials; read in one statement.

Nearly every act looks at them and hardly one changes them, so they are read as plain rows: the ORM would take as long
again for each of them as the database does.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from workflows.records.agencies import Agency, Unit
from workflows.records.people import Credential, Person, RoleGrant
from workflows.vocabulary.roles import Actor, Role


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person as their colleagues know them: a row of people without what only signing in asks for."""

    id: int
    agency_id: int
    unit_id: int | None
    login: str
    name: str
    title: str
    is_active: bool
    is_assistant: bool
    first_reviewed_on: date | None
    must_change_password: bool


@dataclass(frozen=True, slots=True)
class HeldCredential:
    """A credential as its row stands."""

    id: int
    person_id: int
    kind: str
    number: str
    valid_from: date
    valid_to: date
    suspended_on: date | None
    revoked_on: date | None
    restored_on: date | None
    past_suspensions: list[object]
    reason: str
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person with everything that decides what they may do."""

    person: KnownPerson
    roles: frozenset[Role]
    credentials: tuple[HeldCredential, ...]
    unit_kind: str
    unit_name: str

    @property
    def id(self) -> int:
        """Return the person's number."""
        return self.person.id

    @property
    def name(self) -> str:
        """Return the person's name."""
        return self.person.name

    def credential_number(self, kind: str = "enforcement") -> str:
        """Return the number of the newest credential of a kind, or an empty text."""
        numbers = [one.number for one in self.credentials if one.kind == kind]
        return numbers[-1] if numbers else ""

    def as_actor(self) -> Actor:
        """Return the person as the one who acts."""
        return Actor(
            id=self.person.id,
            name=self.person.name,
            agency_id=self.person.agency_id,
            unit_id=self.person.unit_id,
            roles=self.roles,
        )


_PEOPLE, _UNITS, _AGENCIES = Person.__table__, Unit.__table__, Agency.__table__
_GRANTS, _CREDENTIALS = RoleGrant.__table__, Credential.__table__
_OF_PERSON = [_PEOPLE.c[one.name] for one in fields(KnownPerson)]
_OF_CREDENTIAL = [_CREDENTIALS.c[one.name] for one in fields(HeldCredential)]
_GRANTED = (
    select(func.aggregate_strings(_GRANTS.c.role, ",")).where(_GRANTS.c.person_id == _PEOPLE.c.id).scalar_subquery()
)
# Made once: every act asks for it, and putting it together takes longer than running it.
_STAFF = (
    select(_UNITS.c.kind, _UNITS.c.name, _GRANTED, *_OF_PERSON, *_OF_CREDENTIAL)
    .select_from(_PEOPLE)
    .outerjoin(_UNITS, _UNITS.c.id == _PEOPLE.c.unit_id)
    .outerjoin(_CREDENTIALS, _CREDENTIALS.c.person_id == _PEOPLE.c.id)
    .where(_PEOPLE.c.agency_id == bindparam("agency_id"))
    .order_by(_PEOPLE.c.id, _CREDENTIALS.c.id)
)


def list_staff(session: Session, agency_id: int) -> dict[int, Colleague]:
    """Return everybody of an agency, by number."""
    # What this transaction changed about them and has not written yet belongs to them too.
    session.flush()
    before, staff = 3 + len(_OF_PERSON), {}
    credentials = defaultdict[int, list[HeldCredential]](list)
    rows = session.execute(_STAFF, {"agency_id": agency_id}).all()
    for row in rows:
        if row[before] is not None:
            credentials[row[3]].append(HeldCredential(*row[before:]))
    for unit_kind, unit_name, roles, *rest in rows:
        if rest[0] not in staff:
            person, held = KnownPerson(*rest[: len(_OF_PERSON)]), tuple(credentials[rest[0]])
            staff[person.id] = Colleague(
                person, _roles(roles), held, unit_kind=unit_kind or "", unit_name=unit_name or ""
            )
    return staff


def _roles(granted: str | None) -> frozenset[Role]:
    return frozenset(Role(role) for role in (granted or "").split(",") if role)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An active person as the one who acts, with the names pages greet them by."""

    actor: Actor
    agency_name: str
    unit_name: str


def signed_in_query() -> Select[Any]:
    """Return the question for active people with agency, unit and roles; ``as_signed_in`` reads its rows."""
    person = _PEOPLE.c
    return (
        select(person.id, person.name, person.agency_id, person.unit_id, _AGENCIES.c.name, _UNITS.c.name, _GRANTED)
        .select_from(_PEOPLE)
        .join(_AGENCIES, _AGENCIES.c.id == person.agency_id)
        .outerjoin(_UNITS, _UNITS.c.id == person.unit_id)
        .where(person.is_active)
    )


def as_signed_in(row: Sequence[Any]) -> SignedIn:
    """Return a row of ``signed_in_query`` as the one who acts."""
    person_id, name, agency_id, unit_id, agency_name, unit_name, roles = row
    actor = Actor(id=person_id, name=name, agency_id=agency_id, unit_id=unit_id, roles=_roles(roles))
    return SignedIn(actor, agency_name, unit_name or "")


def find_signed_in(session: Session, person_id: int) -> SignedIn | None:
    """Return an active person with agency and unit, in one statement; None when the account is closed."""
    row = session.execute(signed_in_query().where(Person.id == person_id)).one_or_none()
    return as_signed_in(row) if row is not None else None


def find_actor(session: Session, person_id: int) -> Actor | None:
    """Return an active person as the one who acts, or None."""
    found = find_signed_in(session, person_id)
    return found.actor if found is not None else None
