"""Route × single role: one person for each role that can be granted, who holds it alone, knocks at every door.

What a role opens is written down here once more, apart from the regulation that the program reads: a line of the
regulation that opens too much, or too little, fails in the room of the role it concerns.
"""

from collections.abc import Mapping
from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.acts.prepared import a_case_before
from tests.builders import USUAL, Office
from tests.webapp.doors import Door, doors_of
from tests.webapp.office_on_the_web import CRAFTED, Website, a_website
from tests.webapp.test_every_door import knock, our_things
from workflows.acts.office.load_demo import PEOPLE
from workflows.guards.accounts import role_form
from workflows.records.agencies import Unit
from workflows.records.people import Person, RoleGrant
from workflows.rules.permissions import Permission
from workflows.vocabulary.roles import Role

ADMINISTRATORS = frozenset({Role.FLOW_ADMIN, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
ALL = frozenset(Role)
# Whether somebody reads this case and not that one is asked behind the door.
IN_CASES = ALL - ADMINISTRATORS

# Whoever may knock at the doors of a permission and is not refused there.
OPENED_BY: Mapping[Permission, frozenset[Role]] = {
    Permission.SEE_PEOPLE: ALL,
    Permission.OWN_ACCOUNT: ALL,
    Permission.SEE_CASE: IN_CASES,
    Permission.EXPORT_DOSSIER: IN_CASES,
    Permission.READ_CASE_JOURNAL: IN_CASES | {Role.AUDIT_ADMIN},
    Permission.REGISTER_CASE: frozenset({Role.HANDLER}),
    Permission.IMPORT_CASES: frozenset({Role.LEGAL_HEAD}),
    Permission.MANAGE_CALENDAR: frozenset({Role.LEGAL_HEAD, Role.SYSTEM_ADMIN}),
    Permission.MANAGE_CREDENTIALS: frozenset({Role.LEGAL_HEAD, Role.SECURITY_ADMIN}),
    Permission.SEE_FLOW: frozenset({Role.LEGAL_HEAD, Role.FLOW_ADMIN}),
    Permission.EDIT_FLOW: frozenset({Role.FLOW_ADMIN}),
    Permission.PUBLISH_FLOW: frozenset({Role.LEGAL_HEAD}),
    Permission.MOVE_RUNS: frozenset({Role.LEGAL_HEAD}),
    Permission.MANAGE_ACCOUNTS: frozenset({Role.SYSTEM_ADMIN}),
    Permission.MANAGE_WEBHOOKS: frozenset({Role.SYSTEM_ADMIN}),
    Permission.GRANT_ROLES: frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}),
    Permission.MANAGE_KEYS: frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}),
    Permission.END_SIGN_INS: frozenset({Role.SECURITY_ADMIN}),
    Permission.READ_ACCESS_JOURNAL: frozenset({Role.AUDIT_ADMIN}),
}


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    return a_website(a_case_before("sign_opinion"), FASHEN_EXPORT_RATE="100000/minute")


@pytest.fixture(name="things", scope="module")
def _things(site: Website) -> Mapping[str, object]:
    return our_things(site.office)


def somebody_who_is_only(role: Role, office: Office) -> int:
    """Return a new colleague of ours with one role, in the unit of whoever usually has it."""
    unit = next((one.unit for one in PEOPLE if one.name == USUAL.get(role)), "office")
    with office.archive.transaction() as records:
        home = records.list_where(Unit, Unit.kind == unit)[0]
        person = records.add(
            Person(
                agency_id=home.agency_id,
                unit_id=home.id,
                login=f"only-{role.value}",
                name="单某",
                title="",
                password_hash="",
                is_active=True,
                is_assistant=False,
                first_reviewed_on=date(2019, 3, 1),
            )
        )
        records.add(RoleGrant(person_id=person.id, role=role.value))
        return person.id


def browser_of(role: Role, site: Website) -> FlaskClient:
    client = site.app.test_client()
    site.sign_in(client, somebody_who_is_only(role, site.office))
    return client


def of_people(site: Website) -> list[Door]:
    return [one for one in doors_of(site.app) if one.permission is not None and not one.is_for_programs]


def opened_by(door: Door) -> frozenset[Role]:
    return OPENED_BY[door.permission] if door.permission is not None else ALL


def nothings(door: Door) -> Mapping[str, object]:
    """Return for each number in an address that of nothing at all, so that a post behind an open door does nothing."""
    return {name: CRAFTED for name in door.arguments if name.endswith("_id")}


def test_every_role_that_can_be_granted_is_tried() -> None:
    offered = next(one.options for one in role_form().fields if one.name == "role")

    assert {value for value, _ in offered} == {role.value for role in Role}


def test_every_permission_that_opens_a_page_says_here_to_whom(site: Website) -> None:
    assert {door.permission for door in of_people(site)} == set(OPENED_BY)


@pytest.mark.parametrize("role", list(Role))
def test_a_role_alone_opens_its_doors_and_no_other(site: Website, things: Mapping[str, object], role: Role) -> None:
    client, doors = browser_of(role, site), of_people(site)
    own = [one for one in doors if role in opened_by(one)]
    closed = [one for one in doors if one not in own]
    read = [one for one in own if one.method == "GET" and one.arguments]

    opened = {one.row: status for one in closed if (status := knock(client, site, one, things)) != 403}
    refused = {one.row: status for one in own if (status := knock(client, site, one, nothings(one))) in {403, 500}}
    broken = {one.row: status for one in read if (status := knock(client, site, one, things)) == 500}

    assert closed
    assert (opened, refused, broken) == ({}, {}, {})
    assert client.get("/tasks").status_code == 200, "whoever was signed out on the way knocked in vain"
