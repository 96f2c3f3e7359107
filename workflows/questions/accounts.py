"""Who signs in, and what the navigation tells each person waits for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.errors import RefusedError
from workflows.guards.passwords import matches
from workflows.records.agencies import Agency
from workflows.records.people import Person
from workflows.records.second_factors import SecondFactor
from workflows.records.staff import SignedIn, find_actor, find_signed_in, list_staff
from workflows.records.transaction import Records
from workflows.rules.passwords import objection_to_unused
from workflows.vocabulary.roles import ROLE_TERMS, Actor

__all__ = [
    "DemoPerson",
    "SignedIn",
    "check_password",
    "count_waiting",
    "find_account",
    "list_demo_people",
    "uses_second_factor",
]


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """A person the sign-in page of the demo offers."""

    login: str
    name: str
    title: str
    roles: Sequence[str]


def check_password(login: str, password: str, *, records: Records, now: datetime) -> Actor | None:
    """Return the person when login and password are right and the account is open, else None.

    RefusedError when they are right and nobody used this initial password in time.
    """
    person = records.find_where(Person, Person.login == login)
    if not matches(person.password_hash if person is not None else None, password):
        return None
    actor = find_actor(records.session, person.id) if person is not None else None
    if person is None or actor is None:
        return None
    made_at, is_initial = person.password_changed_at, person.must_change_password
    refusal = objection_to_unused(is_initial=is_initial, made_at=made_at, now=now)
    if refusal is not None:
        raise RefusedError(refusal)
    return actor


def uses_second_factor(actor: Actor, *, records: Records) -> bool:
    """Say whether a person's sign-in asks for a code of their generator."""
    found = records.find_where(SecondFactor, SecondFactor.person_id == actor.id)
    return found is not None and found.confirmed_at is not None


def find_account(person_id: int, *, records: Records) -> SignedIn | None:
    """Return an active person as pages greet them, or None."""
    return find_signed_in(records.session, person_id)


def list_demo_people(*, records: Records) -> list[DemoPerson]:
    """Return everybody of the demo agency with their roles."""
    agency = records.find_where(Agency)
    if agency is None:
        return []
    return [
        DemoPerson(one.person.login, one.name, one.person.title, [ROLE_TERMS[role] for role in sorted(one.roles)])
        for one in list_staff(records.session, agency.id).values()
    ]


def count_waiting(actor: Actor, *, records: Records) -> tuple[int, int]:
    """Return how many tasks the person holds and how many wait to be claimed."""
    return records.tasks.count_mine(actor.id), records.tasks.count_pool(actor)
