"""Which application knocks: what its key allows, and as whom it reads and acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflows.records.agencies import Agency
from workflows.records.api_tokens import ApiToken, sha_of_key
from workflows.records.people import Person
from workflows.records.staff import find_actor
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor, Role
from workflows.vocabulary.wording import N_, Phrase

# When a key was last used is kept to the minute.
USE_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Caller:
    """An application with a valid key; ``is_person`` tells that it acts as one and has that person's standing."""

    token_id: int
    name: str
    scopes: frozenset[str]
    actor: Actor
    is_person: bool
    expires_at: datetime
    is_use_noted: bool


@dataclass(frozen=True, slots=True)
class TokenLine:
    """One key as the administrator lists it."""

    id: int
    name: str
    agency: str
    person: str
    scopes: Sequence[str]
    issued_by: str
    issued_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None

    def state(self, now: datetime) -> str:
        """Return whether the key is valid, in a word."""
        if self.revoked_at is not None:
            return N_("已撤销")
        return N_("有效") if now < self.expires_at else N_("已过期")


def find_caller(key: str, *, records: Records, now: datetime) -> Caller | None:
    """Return the application a key belongs to; None when it is unknown, expired, revoked, or its person has left."""
    row = records.find_where(ApiToken, ApiToken.token_sha == sha_of_key(key))
    if row is None or row.revoked_at is not None or now >= row.expires_at:
        return None
    actor = find_actor(records.session, row.person_id) if row.person_id is not None else _application(row)
    if actor is None or actor.agency_id != row.agency_id:
        return None
    return Caller(
        token_id=row.id,
        name=row.name,
        scopes=frozenset(str(one) for one in row.scopes),
        actor=actor,
        is_person=row.person_id is not None,
        expires_at=row.expires_at,
        is_use_noted=row.last_used_at is not None and now - row.last_used_at < USE_NOTED_EVERY,
    )


def list_tokens(*, records: Records, agency_code: str = "") -> list[TokenLine]:
    """Return the keys of an agency, of all agencies when none is named, oldest first."""
    agencies = {
        one.id: one for one in records.list_where(Agency, *([Agency.code == agency_code] if agency_code else []))
    }
    rows = records.list_where(ApiToken, ApiToken.agency_id.in_(agencies))
    people = {one.id: one.name for one in records.list_where(Person, Person.id.in_([row.person_id for row in rows]))}
    return [
        TokenLine(
            id=row.id,
            name=row.name,
            agency=agencies[row.agency_id].name,
            person=people.get(row.person_id or 0, ""),
            scopes=[str(one) for one in row.scopes],
            issued_by=row.issued_by,
            issued_at=row.issued_at,
            expires_at=row.expires_at,
            last_used_at=row.last_used_at,
            revoked_at=row.revoked_at,
        )
        for row in rows
    ]


def names_of_applications(agency_id: int, *, records: Records) -> dict[int, str]:
    """Return the names under which applications without a person stand in the journals, by their numbers there."""
    rows = records.list_where(ApiToken, ApiToken.agency_id == agency_id, ApiToken.person_id.is_(None))
    return {-row.id: _application(row).name for row in rows}


def _application(row: ApiToken) -> Actor:
    """Return an application without a person: it reads as the agency's supervision does, and does nothing.

    Its number is below all people's, so that no journal takes it for one.
    """
    name = Phrase(N_("应用“{name}”"), name=row.name)
    return Actor(-row.id, str(name), row.agency_id, None, frozenset({Role.SUPERVISOR}))
