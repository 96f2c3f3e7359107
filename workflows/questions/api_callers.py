"""Which application knocks: what its key allows, and as whom it reads and acts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from workflows.records.api_tokens import ApiToken, TokenProposal, sha_of_key
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


def first_key_of(token_id: int, *, records: Records) -> int:
    """Return the number of the key that an application had first, before any was renewed."""
    made = records.find_where(TokenProposal, TokenProposal.token_id == token_id)
    while made is not None and made.replaces_id is not None:
        token_id = made.replaces_id
        made = records.find_where(TokenProposal, TokenProposal.token_id == token_id)
    return token_id


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
