"""A draft of another agency is like one that nobody has, at every address and in every field that takes its number."""

import pytest
from flask.testing import FlaskClient

from tests.webapp.doors import address_of, doors_of
from tests.webapp.flow_room import a_flow_room, in_force
from tests.webapp.office_on_the_web import Website
from tests.webapp.test_agencies_are_walled_off import a_person_next_door
from workflows.records.flow_drafts import FlowDraft
from workflows.vocabulary.roles import Role

NOBODYS = 987_654
TITLE = "审核金额调整"


@pytest.fixture(name="room", scope="module")
def _room() -> tuple[Website, int]:
    return a_flow_room()


def stranger(site: Website, role: Role) -> FlaskClient:
    """Return the browser of somebody next door who may do this with flows of their own."""
    client = site.app.test_client()
    site.sign_in(client, a_person_next_door(site.office, (role,)))
    return client


@pytest.mark.parametrize("role", [Role.FLOW_ADMIN, Role.LEGAL_HEAD])
def test_no_address_of_a_draft_leads_a_stranger_anywhere(room: tuple[Website, int], role: Role) -> None:
    site, draft_id = room
    client, answers, told = stranger(site, role), {}, {}
    for door in doors_of(site.app):
        if "draft_id" in door.arguments:
            for number in (draft_id, NOBODYS):
                with client.open(address_of(site.app, door, {"draft_id": number}), method=door.method) as answer:
                    answers[door.row, number == draft_id] = answer.status_code
                    told[door.row] = TITLE in answer.get_data(as_text=True)

    assert len(told) > 25
    assert {row for row in told if answers[row, True] != answers[row, False]} == set()
    assert {row for row, is_told in told.items() if is_told} == set()
    with site.office.archive.reading() as records:
        assert records.get(FlowDraft, draft_id).status == "drafting"


@pytest.mark.parametrize(
    "address",
    [
        "/flows/compare?old={sha}&new={which}",
        "/flows/compare?old={which}&new={sha}",
        "/flows/compare/drawing?of={which}&part=filing",
        "/flows/tables?of={which}",
        "/flows/conformance?of={which}",
    ],
)
def test_no_field_takes_the_number_of_a_strangers_draft(room: tuple[Website, int], address: str) -> None:
    site, draft_id = room
    client, sha = stranger(site, Role.FLOW_ADMIN), in_force(site.office)

    statuses = [client.get(address.format(sha=sha, which=f"draft-{one}")).status_code for one in (draft_id, NOBODYS)]
    own = site.browser("du").get(address.format(sha=sha, which=f"draft-{draft_id}")).status_code

    assert (statuses, own) == ([404, 404], 200)
