"""接口凭证: giving an application a key, and taking it back; both stand in the journal outside any case."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from workflows.acts.office.interface_journal import ApiTokenChanged, note_interface
from workflows.acts.office.one_at_a_time import INTERFACES, one_at_a_time
from workflows.errors import NotFoundError, RefusedError
from workflows.records.agencies import Agency
from workflows.records.api_tokens import ApiToken, sha_of_key
from workflows.records.people import Person
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.scopes import ACTS_WRITE, SCOPES
from workflows.vocabulary.wording import N_, Objection

# Searched for by scanners that look for lost keys.
PREFIX: Final = "fsn_"
LONGEST: Final = timedelta(days=366)
# A key is looked at with every request; when it was last used need not be written with every one.
USE_NOTED_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NewToken:
    """What is asked for: an application of an agency, what it may do, as whom it acts (a login), and for how long."""

    name: str
    agency: str
    scopes: Sequence[str]
    person: str = ""
    days: int = 90


@one_at_a_time(INTERFACES)
def issue_token(new: NewToken, *, actor: Actor, records: Records, now: datetime) -> str:
    """Give an application a key and return it; it is kept nowhere and cannot be shown again."""
    agency_id = _agency(new, records)
    person = _person(new, agency_id, records)
    _refuse_unless_sound(new)
    key = PREFIX + secrets.token_urlsafe(32)
    row = records.add(
        ApiToken(
            agency_id=agency_id,
            person_id=person.id if person is not None else None,
            name=new.name.strip(),
            token_sha=sha_of_key(key),
            scopes=sorted(set(new.scopes)),
            issued_by=actor.name,
            issued_at=now,
            expires_at=now + timedelta(days=new.days),
        )
    )
    _note(row, "issued", actor=actor, records=records, now=now)
    return key


@one_at_a_time(INTERFACES)
def revoke_token(token_id: int, *, actor: Actor, records: Records, now: datetime) -> str:
    """Take a key back for good and return the name of its application; a second time changes nothing."""
    row = records.get(ApiToken, token_id)
    if actor.agency_id and row.agency_id != actor.agency_id:
        raise NotFoundError(token_id)
    if row.revoked_at is None:
        row.revoked_at = now
        records.session.flush()
        _note(row, "revoked", actor=actor, records=records, now=now)
    return row.name


def note_use(token_id: int, *, records: Records, now: datetime) -> None:
    """Keep when a key was last used."""
    records.get(ApiToken, token_id).last_used_at = now
    records.session.flush()


def _refuse_unless_sound(new: NewToken) -> None:
    unknown = [one for one in new.scopes if one not in SCOPES]
    if not new.name.strip():
        raise RefusedError(Objection("token-unnamed", N_("请写明应用的名称")))
    if unknown or not new.scopes:
        text = N_("授权范围“{given}”无法识别，可用的有：{known}")
        raise RefusedError(Objection("scope-unknown", text, {"given": "、".join(unknown), "known": "、".join(SCOPES)}))
    if ACTS_WRITE in new.scopes and not new.person:
        text = N_("办理事项应当由具体人员负责，请用 --person 指明应用以谁的名义办理")
        raise RefusedError(Objection("token-without-person", text))
    if not timedelta(days=1) <= timedelta(days=min(new.days, 10_000)) <= LONGEST:
        text = N_("有效期为 1 天至 {most} 天，请重新填写")
        raise RefusedError(Objection("token-too-long", text, {"most": LONGEST.days}))


def _agency(new: NewToken, records: Records) -> int:
    given = [Agency.code == new.agency] if new.agency else []
    found = records.list_where(Agency, *given)
    if len(found) != 1:
        text = N_("没有找到代码为“{code}”的机关，请核对") if new.agency else N_("请用 --agency 指明机关代码")
        raise RefusedError(Objection("agency-unknown", text, {"code": new.agency}))
    return found[0].id


def _person(new: NewToken, agency_id: int, records: Records) -> Person | None:
    if not new.person:
        return None
    person = records.find_where(Person, Person.login == new.person, Person.agency_id == agency_id, Person.is_active)
    if person is None:
        text = N_("本机关没有用户名为“{login}”的在岗人员，请核对")
        raise RefusedError(Objection("person-unknown", text, {"login": new.person}))
    return person


def _note(row: ApiToken, change: str, *, actor: Actor, records: Records, now: datetime) -> None:
    scopes = [str(one) for one in row.scopes]
    event = ApiTokenChanged(row.id, row.name, change, scopes, row.person_id, row.expires_at.isoformat())
    note_interface(event, actor=actor, records=records, now=now)
