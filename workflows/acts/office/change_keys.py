"""接口凭证: proposed by one administrator, decided by one of the other kind, fetched once, taken back by any one.

No key exists before it is fetched, so that nobody can have seen it; afterwards only its SHA-256 is kept. Every step
stands in the journal that the auditor reads.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, TypeVar

from workflows.acts.office.account_journal import note_account
from workflows.acts.office.interface_journal import ApiTokenChanged
from workflows.acts.office.one_at_a_time import INTERFACES, one_at_a_time
from workflows.errors import NotFoundError, RefusedError
from workflows.forms import Posted
from workflows.guards.accounts import proposer_role
from workflows.guards.api_keys import (
    CONFIRMED,
    REFUSED,
    WITHDRAWN,
    key_form,
    objection_to_confirming,
    objection_to_deciding_key,
    objection_to_fetching,
    objection_to_revoking,
    objection_to_withdrawing,
    objections_to_proposing,
    objections_to_succeeding,
    successor_form,
)
from workflows.records.api_tokens import ApiToken, TokenProposal, sha_of_key
from workflows.records.people import Person
from workflows.records.staff import list_staff
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, objection_to
from workflows.vocabulary.roles import Actor, Role
from workflows.vocabulary.wording import N_, Objection

# Searched for by scanners that look for lost keys.
PREFIX: Final = "fsn_"
_CONSOLE: Final = N_("命令行")

Row = TypeVar("Row", ApiToken, TokenProposal)


def the_console(agency_id: int) -> Actor:
    """Return the server's console, which counts as one more 系统管理员 of an agency and has no account."""
    return Actor(id=0, name=_CONSOLE, agency_id=agency_id, unit_id=None, roles=frozenset({Role.SYSTEM_ADMIN}))


@dataclass(frozen=True, slots=True)
class FreshKey:
    """A key that was just made, with the name of its application and until when it is valid."""

    key: str = field(repr=False)
    name: str
    until: datetime


@one_at_a_time(INTERFACES)
def propose_key(posted: Posted, *, actor: Actor, records: Records, now: datetime) -> int:
    """Propose a key for an application and return the proposal's number."""
    _refuse_unless_administrator(actor)
    answers = key_form(list_staff(records.session, actor.agency_id).values()).read(posted)
    _refuse(objections_to_proposing(answers))
    wanted: dict[str, object] = {
        "name": answers.text("name"),
        "scopes": sorted(answers.choices("scopes")),
        "person_id": answers.person("person") or None,
        "days": answers.number("days"),
        "reason": answers.text("reason"),
        "replaces_id": None,
        "overlap_days": 0,
    }
    return _propose(wanted, actor, records, now)


@one_at_a_time(INTERFACES)
def propose_successor(token_id: int, posted: Posted, *, actor: Actor, records: Records, now: datetime) -> int:
    """Propose the successor of a key, with the same rights; return the proposal's number."""
    _refuse_unless_administrator(actor)
    token = _own(ApiToken, token_id, actor, records)
    waiting = records.list_where(TokenProposal, TokenProposal.replaces_id == token.id)
    _refuse(objections_to_succeeding(token, waiting, now=now))
    answers = successor_form().read(posted)
    wanted: dict[str, object] = {
        "name": token.name,
        "scopes": list(token.scopes),
        "person_id": token.person_id,
        "days": answers.number("days"),
        "reason": answers.text("reason"),
        "replaces_id": token.id,
        "overlap_days": answers.number("overlap_days"),
    }
    return _propose(wanted, actor, records, now)


@one_at_a_time(INTERFACES)
def decide_key(proposal_id: int, *, is_confirmed: bool, actor: Actor, records: Records, now: datetime) -> None:
    """Confirm or refuse what the other kind of administrator proposed; what it rests on is asked again."""
    row = _own(TokenProposal, proposal_id, actor, records)
    _refuse_one(objection_to_deciding_key(row, actor=actor))
    if is_confirmed:
        replaced = records.get(ApiToken, row.replaces_id) if row.replaces_id is not None else None
        people = list_staff(records.session, row.agency_id).values()
        _refuse_one(objection_to_confirming(row, people, replaced))
    _decide(row, CONFIRMED if is_confirmed else REFUSED, actor, records, now)


@one_at_a_time(INTERFACES)
def withdraw_key(proposal_id: int, *, actor: Actor, records: Records, now: datetime) -> None:
    """Take a proposal back before it became a key; any administrator may, at any moment."""
    row = _own(TokenProposal, proposal_id, actor, records)
    _refuse_one(objection_to_withdrawing(row, actor=actor))
    _decide(row, WITHDRAWN, actor, records, now)


@one_at_a_time(INTERFACES)
def fetch_key(proposal_id: int, *, actor: Actor, records: Records, now: datetime) -> FreshKey:
    """Make the key of a confirmed proposal and return it, this once; the key it succeeds ends after its overlap."""
    row = _own(TokenProposal, proposal_id, actor, records)
    _refuse_one(objection_to_fetching(row, actor=actor, now=now))
    key = PREFIX + secrets.token_urlsafe(32)
    token = records.add(
        ApiToken(
            agency_id=row.agency_id,
            person_id=row.person_id,
            name=row.name,
            token_sha=sha_of_key(key),
            scopes=list(row.scopes),
            issued_by=row.proposed_by_name,
            issued_at=now,
            expires_at=now + timedelta(days=row.days),
        )
    )
    row.token_id, row.fetched_by_name, row.fetched_at = token.id, actor.name, now
    _note(token, "issued", actor, records, now)
    if row.replaces_id is not None:
        _end_after_overlap(records.get(ApiToken, row.replaces_id), row.overlap_days, actor, records, now)
    return FreshKey(key, token.name, token.expires_at)


@one_at_a_time(INTERFACES)
def revoke_key(token_id: int, *, actor: Actor, records: Records, now: datetime) -> str:
    """Take a key back at once and for good; return the name of its application. A second time changes nothing."""
    row = _own(ApiToken, token_id, actor, records)
    _refuse_one(objection_to_revoking(row, actor=actor))
    if row.revoked_at is None:
        row.revoked_at = now
        records.session.flush()
        _note(row, "revoked", actor, records, now)
    return row.name


def note_use(token_id: int, *, records: Records, now: datetime) -> None:
    """Keep when a key was last used."""
    records.get(ApiToken, token_id).last_used_at = now
    records.session.flush()


def _propose(wanted: Mapping[str, object], actor: Actor, records: Records, now: datetime) -> int:
    row = records.add(
        TokenProposal(
            **wanted,
            agency_id=actor.agency_id,
            proposed_by=actor.id or None,
            proposed_by_name=actor.name,
            proposed_as=proposer_role(actor),
            proposed_at=now,
        )
    )
    _note_proposal(row, "proposed", actor, records, now)
    return row.id


def _decide(row: TokenProposal, decision: str, actor: Actor, records: Records, now: datetime) -> None:
    row.decision, row.decided_by, row.decided_by_name, row.decided_at = decision, actor.id or None, actor.name, now
    records.session.flush()
    _note_proposal(row, decision, actor, records, now)


def _end_after_overlap(old: ApiToken, days: int, actor: Actor, records: Records, now: datetime) -> None:
    if old.revoked_at is None and old.expires_at > now:
        old.expires_at = min(old.expires_at, now + timedelta(days=days))
        records.session.flush()
        _note(old, "succeeded", actor, records, now)


def _own(table: type[Row], number: int, actor: Actor, records: Records) -> Row:
    row = records.get(table, number)
    if row.agency_id != actor.agency_id:
        raise NotFoundError(number)
    return row


def _refuse_unless_administrator(actor: Actor) -> None:
    _refuse_one(objection_to(Permission.MANAGE_KEYS, actor=actor, subject=Subject(actor.agency_id)))


def _refuse(objections: Iterable[Objection]) -> None:
    for one in objections:
        raise RefusedError(one)


def _refuse_one(objection: Objection | None) -> None:
    _refuse([objection] if objection is not None else [])


def _note(row: ApiToken, change: str, actor: Actor, records: Records, now: datetime) -> None:
    event = ApiTokenChanged(
        token_id=row.id,
        name=row.name,
        change=change,
        scopes=[str(one) for one in row.scopes],
        person_id=row.person_id,
        expires_at=row.expires_at.isoformat(),
        person=_name_of(row.person_id, records),
    )
    note_account(event, actor=actor, records=records, now=now)


def _note_proposal(row: TokenProposal, change: str, actor: Actor, records: Records, now: datetime) -> None:
    event = ApiTokenChanged(
        token_id=row.replaces_id or 0,
        name=row.name,
        change=change,
        scopes=[str(one) for one in row.scopes],
        person_id=row.person_id,
        expires_at="",
        proposal_id=row.id,
        reason=row.reason,
        person=_name_of(row.person_id, records),
    )
    note_account(event, actor=actor, records=records, now=now)


def _name_of(person_id: int | None, records: Records) -> str:
    return records.get(Person, person_id).name if person_id is not None else ""
