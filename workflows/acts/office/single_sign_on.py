"""单点登录: whoever the agency's own provider vouches for is tied, once, to the account of the same login."""

from datetime import datetime
from secrets import token_urlsafe

from workflows.account_events import AccountChanged
from workflows.acts.office.account_journal import note_account
from workflows.acts.office.one_at_a_time import ACCOUNTS, one_at_a_time
from workflows.guards.passwords import hashed
from workflows.records.people import Person
from workflows.records.staff import find_actor
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor


@one_at_a_time(ACCOUNTS)
def recognise_subject(issuer: str, subject: str, login: str, *, records: Records, now: datetime) -> Actor | None:
    """Return the active person a provider vouches for; None when there is none, or the login is tied to another.

    An initial password that was never changed ends with the tie: nobody knows it any more.
    """
    whole = f"{issuer} {subject}"
    tied = records.find_where(Person, Person.subject == whole)
    if tied is not None:
        return find_actor(records.session, tied.id)
    person = records.find_where(Person, Person.login == login, Person.subject.is_(None)) if login else None
    actor = find_actor(records.session, person.id) if person is not None else None
    if person is None or actor is None:
        return None
    person.subject = whole
    if person.must_change_password:
        person.password_hash, person.must_change_password = hashed(token_urlsafe(32)), False
    note_account(AccountChanged(person.id, person.login, "tied", issuer), actor=actor, records=records, now=now)
    return actor


def login_of(actor: Actor, *, records: Records) -> str:
    """Return the login of somebody a provider vouched for."""
    return records.get(Person, actor.id).login
