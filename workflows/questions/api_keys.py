"""接口凭证 as administrators and whoever lends a name see them: keys with their use, and what waits for somebody."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from workflows.errors import NotFoundError
from workflows.forms import Form
from workflows.guards.api_keys import (
    CONFIRMED,
    REFUSED,
    WITHDRAWN,
    is_open,
    key_form,
    objection_to_deciding_key,
    objection_to_fetching,
    objection_to_withdrawing,
    objections_to_succeeding,
    successor_form,
)
from workflows.records.api_tokens import ApiToken, TokenProposal
from workflows.records.people import Person
from workflows.records.staff import list_staff
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, is_permitted
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.scopes import SCOPES
from workflows.vocabulary.wording import N_, Objection

# Somebody should think of the successor before this.
SOON: Final = timedelta(days=14)
MOST_OVER: Final = 20


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One key; ``lamp`` and ``state`` say whether it is valid, ``may_succeed`` whether a successor can be proposed."""

    id: int
    name: str
    person: str
    scopes: Sequence[tuple[str, str]]
    issued_by: str
    issued_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    lamp: str
    state: str
    may_succeed: bool

    @property
    def is_valid(self) -> bool:
        """Say whether the key opens anything."""
        return self.lamp != "paused"


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """One proposed key with what this person may do about it; ``objection`` says why they do not decide it."""

    id: int
    name: str
    person: str
    scopes: Sequence[tuple[str, str]]
    days: int
    overlap_days: int
    replaces_id: int | None
    reason: str
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    decided_at: datetime | None
    lamp: str
    state: str
    objection: Objection | None
    may_decide: bool
    may_fetch: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class KeysPage:
    """What is under way, the keys that are valid, and the newest of those that are over."""

    waiting: Sequence[ProposalLine]
    valid: Sequence[KeyLine]
    over: Sequence[KeyLine]


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """What acts in a person's own name, and what of it waits to be fetched by them."""

    waiting: Sequence[ProposalLine]
    valid: Sequence[KeyLine]


def list_keys(*, records: Records, actor: Actor, now: datetime) -> KeysPage:
    """Return the keys of the agency, the newest first."""
    tokens = records.list_where(ApiToken, ApiToken.agency_id == actor.agency_id)
    proposals = records.list_where(TokenProposal, TokenProposal.agency_id == actor.agency_id)
    names = _names(records, [*tokens, *proposals])
    waiting = [one for one in reversed(proposals) if _is_shown(one, now)]
    lines = [_line(one, names, proposals, now) for one in reversed(tokens)]
    over = [one for one in lines if not one.is_valid]
    return KeysPage(
        [_proposal(one, names, actor, now) for one in waiting], [one for one in lines if one.is_valid], over[:MOST_OVER]
    )


def list_own_keys(*, records: Records, actor: Actor, now: datetime) -> OwnKeys:
    """Return what acts in this person's name."""
    tokens = records.list_where(ApiToken, ApiToken.person_id == actor.id)
    proposals = records.list_where(TokenProposal, TokenProposal.person_id == actor.id)
    names = {actor.id: actor.name}
    fetchable = [one for one in proposals if objection_to_fetching(one, actor=actor, now=now) is None]
    lines = [_line(one, names, (), now) for one in reversed(tokens)]
    return OwnKeys([_proposal(one, names, actor, now) for one in fetchable], [one for one in lines if one.is_valid])


def ask_new_key(*, records: Records, actor: Actor) -> Form:
    """Return the form of a new key."""
    return key_form(list_staff(records.session, actor.agency_id).values())


def ask_successor(token_id: int, *, records: Records, actor: Actor, now: datetime) -> tuple[KeyLine, Form]:
    """Return a key of the own agency with the form of its successor; NotFoundError for anybody else's."""
    token = records.get(ApiToken, token_id)
    if token.agency_id != actor.agency_id:
        raise NotFoundError(token_id)
    return _line(token, _names(records, [token]), (), now), successor_form()


def agency_of_token(token_id: int, *, records: Records) -> int:
    """Return the agency a key belongs to; NotFoundError when there is none of that number."""
    return records.get(ApiToken, token_id).agency_id


def agency_of_proposal(proposal_id: int, *, records: Records) -> int:
    """Return the agency a proposed key belongs to; NotFoundError when there is none of that number."""
    return records.get(TokenProposal, proposal_id).agency_id


def count_keys_to_decide(*, records: Records, actor: Actor, now: datetime) -> int:
    """Return how many proposed keys wait for this administrator, to be decided or fetched."""
    if not is_permitted(Permission.MANAGE_KEYS, actor=actor, subject=Subject(actor.agency_id)):
        return 0
    rows = records.list_where(
        TokenProposal, TokenProposal.agency_id == actor.agency_id, TokenProposal.token_id.is_(None)
    )
    return sum(
        1
        for one in rows
        if objection_to_deciding_key(one, actor=actor) is None
        or objection_to_fetching(one, actor=actor, now=now) is None
    )


def _is_shown(row: TokenProposal, now: datetime) -> bool:
    """Say whether a proposal is still under way, or ended without a key so lately that somebody may look for it."""
    ended_lately = row.token_id is None and row.decided_at is not None and now - row.decided_at < 2 * SOON
    return is_open(row, now=now) or ended_lately


def _line(row: ApiToken, names: Mapping[int, str], proposals: Collection[TokenProposal], now: datetime) -> KeyLine:
    lamp, state = _state(row, proposals, now)
    return KeyLine(
        id=row.id,
        name=row.name,
        person=names.get(row.person_id or 0, ""),
        scopes=_scopes(row.scopes),
        issued_by=row.issued_by,
        issued_at=row.issued_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
        lamp=lamp,
        state=state,
        may_succeed=not any(True for _ in objections_to_succeeding(row, list(proposals), now=now)),
    )


def _state(row: ApiToken, proposals: Collection[TokenProposal], now: datetime) -> tuple[str, str]:
    if row.revoked_at is not None:
        return "paused", N_("已撤销")
    if now >= row.expires_at:
        return "paused", N_("已失效")
    if any(one.replaces_id == row.id and one.token_id is not None for one in proposals):
        return "soon", N_("已换发，并用中")
    if row.expires_at - now < SOON:
        return "soon", N_("即将到期")
    return "fine", N_("有效")


def _proposal(row: TokenProposal, names: Mapping[int, str], actor: Actor, now: datetime) -> ProposalLine:
    lamp, state = _way(row, now)
    deciding = objection_to_deciding_key(row, actor=actor)
    fetching = objection_to_fetching(row, actor=actor, now=now)
    return ProposalLine(
        id=row.id,
        name=row.name,
        person=names.get(row.person_id or 0, ""),
        scopes=_scopes(row.scopes),
        days=row.days,
        overlap_days=row.overlap_days,
        replaces_id=row.replaces_id,
        reason=row.reason,
        proposed_by=row.proposed_by_name,
        proposed_at=row.proposed_at,
        decided_by=row.decided_by_name,
        decided_at=row.decided_at,
        lamp=lamp,
        state=state,
        objection=None if not is_open(row, now=now) else (fetching if row.decision else deciding),
        may_decide=deciding is None,
        may_fetch=fetching is None,
        may_withdraw=is_open(row, now=now) and objection_to_withdrawing(row, actor=actor) is None,
    )


def _way(row: TokenProposal, now: datetime) -> tuple[str, str]:
    if row.decision == REFUSED:
        return "paused", N_("不同意")
    if row.decision == WITHDRAWN:
        return "paused", N_("已撤回")
    if not is_open(row, now=now):
        return "paused", N_("逾期未领取")
    return ("soon", N_("已同意，待领取")) if row.decision == CONFIRMED else ("soon", N_("待同意"))


def _scopes(scopes: Sequence[object]) -> list[tuple[str, str]]:
    return [(str(one), SCOPES.get(str(one), str(one))) for one in scopes]


def _names(records: Records, rows: Sequence[ApiToken | TokenProposal]) -> dict[int, str]:
    numbers = {one.person_id for one in rows if one.person_id is not None}
    return {one.id: one.name for one in records.list_where(Person, Person.id.in_(numbers))} if numbers else {}
