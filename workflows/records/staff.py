"""The people of an agency as one case sees them: roles, unit, credentials; read in one statement."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from workflows.records.agencies import Agency, Unit
from workflows.records.people import Credential, Person, RoleGrant
from workflows.vocabulary.roles import Actor, Role


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person with everything that decides what they may do."""

    person: Person
    roles: frozenset[Role]
    credentials: tuple[Credential, ...]
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


# Made once: every act asks for it, and putting it together takes longer than running it.
_STAFF = (
    select(
        Person,
        Unit,
        select(func.aggregate_strings(RoleGrant.role, ",")).where(RoleGrant.person_id == Person.id).scalar_subquery(),
        Credential,
    )
    .outerjoin(Unit, Unit.id == Person.unit_id)
    .outerjoin(Credential, Credential.person_id == Person.id)
    .where(Person.agency_id == bindparam("agency_id"))
    .order_by(Person.id, Credential.id)
)


def list_staff(session: Session, agency_id: int) -> dict[int, Colleague]:
    """Return everybody of an agency, by number."""
    rows = session.execute(_STAFF, {"agency_id": agency_id}).all()
    credentials = defaultdict[int, list[Credential]](list)
    for person, _, _, credential in rows:
        if credential is not None:
            credentials[person.id].append(credential)
    return {
        person.id: Colleague(
            person=person,
            roles=frozenset(Role(role) for role in (roles or "").split(",") if role),
            credentials=tuple(credentials[person.id]),
            unit_kind=unit.kind if unit else "",
            unit_name=unit.name if unit else "",
        )
        for person, unit, roles, _ in rows
    }


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An active person as the one who acts, with the names pages greet them by."""

    actor: Actor
    agency_name: str
    unit_name: str


def signed_in_query() -> Select[Any]:
    """Return the question for active people with agency, unit and roles; ``as_signed_in`` reads its rows."""
    granted = (
        select(func.aggregate_strings(RoleGrant.role, ",")).where(RoleGrant.person_id == Person.id).scalar_subquery()
    )
    return (
        select(Person, Agency.name, Unit.name, granted)
        .join(Agency, Agency.id == Person.agency_id)
        .outerjoin(Unit, Unit.id == Person.unit_id)
        .where(Person.is_active)
    )


def as_signed_in(person: Person, agency_name: str, unit_name: str | None, roles: str | None) -> SignedIn:
    """Return a row of ``signed_in_query`` as the one who acts."""
    actor = Actor(
        id=person.id,
        name=person.name,
        agency_id=person.agency_id,
        unit_id=person.unit_id,
        roles=frozenset(Role(role) for role in (roles or "").split(",") if role),
    )
    return SignedIn(actor, agency_name, unit_name or "")


def find_signed_in(session: Session, person_id: int) -> SignedIn | None:
    """Return an active person with agency and unit, in one statement; None when the account is closed."""
    row = session.execute(signed_in_query().where(Person.id == person_id)).one_or_none()
    return as_signed_in(*row) if row is not None else None


def find_actor(session: Session, person_id: int) -> Actor | None:
    """Return an active person as the one who acts, or None."""
    found = find_signed_in(session, person_id)
    return found.actor if found is not None else None
