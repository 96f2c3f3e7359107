"""A number in an address: one of another agency is answered as one that nobody has, by whoever may open the address.

Made from the URL map: a new kind of number fails until our agency in ``neighbours.py`` has one of it.
"""

import re

import pytest

from tests.webapp.doors import Door, address_of, doors_of
from tests.webapp.neighbours import Street, a_street, told, without_notices
from webapp.api.caller import SCOPE
from workflows.questions.permissions import may_in_agency
from workflows.records.staff import find_actor
from workflows.vocabulary.roles import Role

# Numbers of nobody: what is published to everybody, sizes of the log, and versions of a kind of paper.
OF_NOBODY = {"disclosure_id", "old", "new", "version"}


@pytest.fixture(name="street", scope="module")
def _street() -> Street:
    return a_street()


def numbered(street: Street, *, for_programs: bool) -> list[Door]:
    """Return the doors whose address names something by its number."""
    return [
        one
        for one in doors_of(street.site.app)
        if one.arguments & set(street.things) and one.is_for_programs is for_programs
    ]


def test_our_agency_has_one_of_every_kind_of_number(street: Street) -> None:
    kinds = {name for rule in street.site.app.url_map.iter_rules() for name in re.findall(r"<int:(\w+)>", rule.rule)}

    assert kinds - OF_NOBODY == set(street.things)


def answers(street: Street, role: Role, door: Door) -> tuple[object, object]:
    """Return what a stranger is told at a door with our numbers, and with numbers of nobody."""
    found = []
    for things in (street.things, street.nobodys):
        client = without_notices(street.stranger(role))
        with client.open(address_of(street.site.app, door, things), method=door.method) as answer:
            found.append(told(answer, meant(street, door)))
    return found[0], found[1]


def meant(street: Street, door: Door) -> dict[object, object]:
    """Return which of our numbers each of nobody's stands for at a door."""
    return {street.nobodys[name]: street.things[name] for name in door.arguments & set(street.things)}


def test_whoever_may_open_an_address_is_told_nothing_of_ours(street: Street) -> None:
    unlike, tried = {}, 0
    with street.site.office.archive.reading() as records:
        actors = {roles: find_actor(records.session, one) for roles, one in street.people.items()}
    for door in numbered(street, for_programs=False):
        for roles, actor in actors.items():
            if door.permission is None or (actor is not None and may_in_agency(door.permission, actor=actor)):
                ours, nobodys = answers(street, roles[0], door)
                tried += 1
                if ours != nobodys:
                    unlike[door.row] = ours, nobodys

    assert tried > 100
    assert unlike == {}


def test_a_program_of_next_door_is_told_nothing_of_ours(street: Street) -> None:
    program, unlike = street.program, {}
    body = {"version": street.site.version, "answers": {}}
    for door in numbered(street, for_programs=True):
        assert getattr(street.site.app.view_functions[door.endpoint], SCOPE)
        found = []
        for things in (street.things, street.nobodys):
            address = address_of(street.site.app, door, things).removeprefix("/api/v1")
            with program.get(address) if door.method == "GET" else program.post(address, body) as answer:
                found.append(told(answer, meant(street, door)))
        if found[0] != found[1] or found[0][0] != 404:
            unlike[door.row] = found

    assert unlike == {}
