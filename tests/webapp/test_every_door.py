"""Route × role × foreign object, made from the URL map: a new address without a row of permissions.txt fails.

The rows say which permission opens each address. From them the people of the demo knock at every door: whoever lacks
the permission is refused at each, whoever has not signed in is sent away, and another agency finds nothing of ours.
Each role held alone knocks in test_every_role_at_every_door.py.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.acts.a_listener import subscribe
from tests.acts.prepared import a_case_before
from tests.acts.test_errands import ask
from tests.builders import Office
from tests.webapp.an_application import a_key
from tests.webapp.doors import Door, address_of, doors_of
from tests.webapp.office_on_the_web import Website, a_website
from tests.webapp.test_agencies_are_walled_off import NEIGHBOUR, a_person_next_door
from webapp.security import HEADERS
from workflows.acts.office.load_demo import PEOPLE
from workflows.questions.permissions import may_in_agency
from workflows.records.people import Credential
from workflows.vocabulary.roles import Role

ROWS = Path(__file__).parent / "permissions.txt"
# One person for each set of roles held together; whoever holds one alone is tried in the other file.
TOGETHER = {one.roles: one.login for one in reversed(PEOPLE) if len(one.roles) > 1}
LOGINS = list(TOGETHER.values())
# What belongs to an agency.
FOREIGN = {
    *("errand_id", "case_id", "task_id", "paper_id", "evidence_id", "person_id", "credential_id"),
    *("token_id", "proposal_id", "endpoint_id"),
}
STRANGERS = {
    "everything that acts in cases": NEIGHBOUR,
    **{
        role.value: (role,)
        for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.FLOW_ADMIN, Role.SUPERVISOR)
    },
}


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    return a_website(a_case_before("sign_opinion"))


@pytest.fixture(name="things", scope="module")
def _things(site: Website) -> Mapping[str, object]:
    return our_things(site.office)


def our_things(office: Office) -> Mapping[str, object]:
    """Return the number of one thing of ours of each kind that addresses name."""
    with office.archive.reading() as records:
        credential = records.list_where(Credential)[0].id
    a_key(office)
    endpoint, _ = subscribe(office, "http://hub.example/in", "act_done")
    return {
        "case_id": office.case_id,
        "task_id": office.task("sign_opinion").id,
        "paper_id": office.dossier().papers[0].id,
        "evidence_id": 1,
        "person_id": office.person("林静"),
        "credential_id": credential,
        "token_id": 1,
        "proposal_id": 1,
        "endpoint_id": endpoint,
        "errand_id": ask(office),
    }


def knock(client: FlaskClient, site: Website, door: Door, things: Mapping[str, object]) -> int:
    with client.open(address_of(site.app, door, things), method=door.method) as answer:
        return answer.status_code


def test_every_address_has_its_row_and_every_row_its_address(site: Website) -> None:
    made = sorted({door.row for door in doors_of(site.app)})
    written = ROWS.read_text("utf-8").splitlines()

    assert sorted(set(made) - set(written)) == [], "Say in tests/webapp/permissions.txt who opens the new address"
    assert sorted(set(written) - set(made)) == [], "A row of tests/webapp/permissions.txt has no address any more"


@pytest.mark.parametrize("login", LOGINS)
def test_whoever_lacks_the_permission_is_refused_at_every_door(
    site: Website, things: Mapping[str, object], login: str
) -> None:
    client = site.browser(login)
    actor = site.office.actor(next(one.name for one in PEOPLE if one.login == login))
    closed = [
        door
        for door in doors_of(site.app)
        if door.permission is not None and not door.is_for_programs and not may_in_agency(door.permission, actor=actor)
    ]

    opened = {door.row: status for door in closed if (status := knock(client, site, door, things)) != 403}

    assert closed
    assert opened == {}


@pytest.mark.parametrize("login", LOGINS)
def test_no_door_fails_for_anybody_who_may_open_it(site: Website, things: Mapping[str, object], login: str) -> None:
    client = site.browser(login)
    actor = site.office.actor(next(one.name for one in PEOPLE if one.login == login))
    open_ones = [
        door
        for door in doors_of(site.app)
        if door.method == "GET"
        and not door.is_for_programs
        and (door.permission is None or may_in_agency(door.permission, actor=actor))
    ]

    broken = {door.row: status for door in open_ones if (status := knock(client, site, door, things)) == 500}

    assert broken == {}


def test_whoever_has_not_signed_in_is_sent_to_the_door_and_programs_without_a_key_away(
    site: Website, things: Mapping[str, object]
) -> None:
    client = site.browser()
    closed = [door for door in doors_of(site.app) if door.permission is not None]

    wrong = {
        door.row: status
        for door in closed
        if (status := knock(client, site, door, things)) != (401 if door.is_for_programs else 302)
    }

    assert wrong == {}


@pytest.mark.parametrize("roles", list(STRANGERS))
def test_nothing_of_ours_exists_for_another_agency(site: Website, things: Mapping[str, object], roles: str) -> None:
    stranger = site.app.test_client()
    site.sign_in(stranger, a_person_next_door(site.office, STRANGERS[roles]))
    ours = [
        door
        for door in doors_of(site.app)
        if door.permission is not None and not door.is_for_programs and door.arguments & FOREIGN
    ]

    found = {door.row: status for door in ours if (status := knock(stranger, site, door, things)) not in {403, 404}}

    assert set(things) >= FOREIGN
    assert ours
    assert found == {}


@pytest.mark.parametrize("login", ["", "he", "admin"])
def test_every_door_answers_with_every_header_of_the_policy(
    site: Website, things: Mapping[str, object], login: str
) -> None:
    client = site.browser(login)
    missing = {}
    for door in doors_of(site.app):
        if door.method == "GET" or not login:
            with client.open(address_of(site.app, door, things), method=door.method) as answer:
                lacking = [name for name in HEADERS if name not in answer.headers]
                if lacking:
                    missing[door.row] = lacking

    assert missing == {}


def test_every_post_without_its_token_is_refused(things: Mapping[str, object]) -> None:
    site = a_website(a_case_before("verify_source"), checks_tokens=True)
    client = site.browser("lin")
    posts = [one for one in doors_of(site.app) if one.method not in {"GET", "OPTIONS"} and not one.is_for_programs]

    taken = {door.row: status for door in posts if (status := knock(client, site, door, things)) != 400}

    assert posts
    assert taken == {}
