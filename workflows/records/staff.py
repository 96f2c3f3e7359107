"""The people of an agency as one case sees them: roles, unit, credentials; read in one statement.

Nearly every act looks at them and hardly one changes them, so they are read as plain rows: the ORM would take as long
again for each of them as the database does.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import lru_cache
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
# Where in a row of ``_STAFF`` person and credential begin: before them stand unit and roles.
_PERSON, _CREDENTIAL = 3, 3 + len(_OF_PERSON)
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


class Staff(Mapping[int, Colleague]):
    """Everybody of an agency, by number; put together one by one as somebody looks at them: a step looks at few."""

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take the rows of ``_STAFF``: one for each credential of a person, one for whoever has none."""
        self._rows, self._known = dict[int, list[Sequence[Any]]](), dict[int, Colleague]()
        for row in rows:
            self._rows.setdefault(row[_PERSON], []).append(row)

    def __getitem__(self, person_id: int) -> Colleague:
        """Return a colleague."""
        if person_id not in self._known:
            self._known[person_id] = _colleague(self._rows[person_id])
        return self._known[person_id]

    def __contains__(self, person_id: object) -> bool:
        """Say whether somebody is of this agency."""
        return person_id in self._rows

    def __iter__(self) -> Iterator[int]:
        """Go through the numbers, lowest first."""
        return iter(self._rows)

    def __len__(self) -> int:
        """Return how many they are."""
        return len(self._rows)


def list_staff(session: Session, agency_id: int) -> Staff:
    """Return everybody of an agency, by number."""
    # What this transaction changed about them and has not written yet belongs to them too.
    session.flush()
    return Staff(session.execute(_STAFF, {"agency_id": agency_id}).all())


def _colleague(rows: Sequence[Sequence[Any]]) -> Colleague:
    unit_kind, unit_name, roles = rows[0][:_PERSON]
    return Colleague(
        KnownPerson(*rows[0][_PERSON:_CREDENTIAL]),
        _roles(roles),
        tuple(HeldCredential(*row[_CREDENTIAL:]) for row in rows if row[_CREDENTIAL] is not None),
        unit_kind=unit_kind or "",
        unit_name=unit_name or "",
    )


@lru_cache(maxsize=512)
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
