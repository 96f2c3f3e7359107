"""登录、退出: an attempt is counted before it is tried; whoever gets in begins a sign-in of their own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from workflows.account_events import SignInEnded
from workflows.acts.office.second_factor import take_code
from workflows.guards.passwords import hashed, is_outdated
from workflows.guards.second_factor import read_recovery_code
from workflows.guards.secret_box import SecretBox
from workflows.guards.sign_in import limits_of
from workflows.records.people import Person
from workflows.records.second_factors import SecondFactor, take_recovery_code
from workflows.records.sign_ins import (
    Admission,
    Visit,
    admit_attempt,
    begin_sign_in,
    end_sign_ins,
    forgive_failures,
    note_seen,
    rename_sign_in,
)
from workflows.records.staff import find_actor
from workflows.records.transaction import Records
from workflows.rules.sign_in import has_run_out, is_administrator
from workflows.settings import Settings
from workflows.vocabulary.roles import Actor

__all__ = ["Admission", "Door", "Visit"]

# A page that loads ten pieces at once notes it once.
SEEN_EVERY: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Door:
    """Where somebody signs in from: address and browser, as they say themselves."""

    address: str
    browser: str


def admit(login: str, *, settings: Settings, records: Records, now: datetime) -> Admission:
    """Count an attempt at a login, known or not, and say whether it may be tried."""
    limits = limits_of(settings)
    return admit_attempt(records.session, login, failures=limits.failures, closed_for=limits.closed_for, now=now)


def enter(person_id: int, door: Door, *, password: str = "", records: Records, now: datetime) -> str:
    """Begin a sign-in and return the word for the cookie; administrators are signed in at one place only.

    Whoever typed a password that is kept in an older way gets it kept in today's.
    """
    person = records.get(Person, person_id)
    if password and is_outdated(person.password_hash):
        person.password_hash = hashed(password)
    forgive_failures(records.session, person.login)
    actor = find_actor(records.session, person_id)
    if actor is not None and is_administrator(actor):
        records.take_turn(f"sign-ins of {person_id}")
        _end(records, actor, actor, how="replaced", now=now)
    return begin_sign_in(records.session, person_id, address=door.address, browser=door.browser, now=now)


def accept_code(person_id: int, code: str, *, box: SecretBox, records: Records, now: datetime) -> bool:
    """Use up a code of the person's generator or a recovery code; False for a wrong one and for one used before."""
    factor = records.find_where(SecondFactor, SecondFactor.person_id == person_id)
    if factor is None or factor.confirmed_at is None:
        return False
    if take_code(factor, code, box=box, records=records, now=now):
        return True
    return take_recovery_code(records.session, person_id, read_recovery_code(code), now=now)


def end_idle(visit: Visit, *, records: Records, now: datetime) -> None:
    """End a sign-in that has run out."""
    _end(records, visit.account.actor, visit.account.actor, how="idle", now=now, only=visit.sign_in_id)


def note_presence(visit: Visit, *, records: Records, now: datetime) -> None:
    """Note that a signed-in person is here now."""
    note_seen(records.session, visit.sign_in_id, now=now)


def is_over(visit: Visit, *, settings: Settings, now: datetime) -> bool:
    """Say whether a sign-in has run out."""
    return has_run_out(
        actor=visit.account.actor,
        started_at=visit.started_at,
        seen_at=visit.seen_at,
        now=now,
        limits=limits_of(settings),
    )


def is_worth_noting(visit: Visit, *, now: datetime) -> bool:
    """Say whether the person was last seen a while ago."""
    return now - visit.seen_at >= SEEN_EVERY


def leave(visit: Visit, *, records: Records, now: datetime) -> None:
    """End one's own sign-in."""
    _end(records, visit.account.actor, visit.account.actor, how="signed_out", now=now, only=visit.sign_in_id)


def end_own(sign_in_id: int | None, visit: Visit, *, records: Records, now: datetime) -> int:
    """End one of one's own sign-ins, or all but this one; return how many ended."""
    me = visit.account.actor
    if sign_in_id is None:
        return _end(records, me, me, how="ended", now=now, but=visit.sign_in_id)
    return _end(records, me, me, how="ended", now=now, only=sign_in_id)


def end_all_of(person: Actor, *, by: Actor, how: str, records: Records, now: datetime) -> int:
    """End everything a person has open: an administrator said so, or their rights changed."""
    return _end(records, person, by, how=how, now=now)


def begin_anew(visit: Visit, *, how: str, records: Records, now: datetime) -> str:
    """End one's other sign-ins after a new ``password`` or ``factor``; return a new word for this one's cookie."""
    me = visit.account.actor
    _end(records, me, me, how=how, now=now, but=visit.sign_in_id)
    return rename_sign_in(records.session, visit.sign_in_id)


def _end(
    records: Records,
    person: Actor,
    by: Actor,
    *,
    how: str,
    now: datetime,
    only: int | None = None,
    but: int | None = None,
) -> int:
    ended = end_sign_ins(records.session, person.id, how=how, now=now, only=only, but=but)
    if ended:
        event = SignInEnded(person.id, person.name, how, ended)
        records.access.append(0, kind=event.kind(), actor_id=by.id, actor=by.name, now=now, body=event.body())
    return ended
