"""The flow room in a test: an office whose flow administrator has begun a draft."""

from flask.testing import FlaskClient

from tests.builders import Office, an_office
from tests.webapp.office_on_the_web import Website, a_website
from workflows.acts.office.begin_draft import begin_draft
from workflows.acts.office.install_flows import PROCESS
from workflows.records.flows import list_versions

DRAFTER, APPROVER = "du", "he"


def in_force(office: Office) -> str:
    """Return the hash of the newest version."""
    with office.archive.reading() as records:
        return list_versions(records.session, agency_id=office.actor("杜鹃").agency_id, process=PROCESS)[0].sha


def a_draft(office: Office, *, by: str = "杜鹃", title: str = "审核金额调整") -> int:
    """Let a flow administrator begin a draft from the newest version."""
    base = in_force(office)
    with office.archive.transaction() as records:
        return begin_draft(
            base, {"title": [title]}, actor=office.actor(by), records=records, means=office.means, now=office.now
        )


def a_flow_room() -> tuple[Website, int]:
    """Return a website and the number of a draft in it."""
    office = an_office()
    return a_website(office), a_draft(office)


def revision_of(client: FlaskClient, draft_id: int, name: str) -> int:
    """Return the revision of a file as the editor would know it."""
    return int(client.get(f"/flows/drafts/{draft_id}/content").get_json()["files"][name]["revision"])
