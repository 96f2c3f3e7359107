"""Two agencies in one installation: ours has one of each thing with a number, next door has people of every role."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

from flask.testing import FlaskClient
from werkzeug.wrappers import Response

from tests.acts.a_listener import subscribe
from tests.acts.new_versions import move, propose, with_risk
from tests.acts.prepared import a_case_before
from tests.acts.test_errands import ask
from tests.acts.test_import_cases import ROW, a_csv, bring
from tests.builders import as_posted
from tests.webapp.an_application import EVERYTHING, Application, a_key
from tests.webapp.flow_room import a_draft
from tests.webapp.office_on_the_web import Website, a_website
from tests.webapp.test_agencies_are_walled_off import NEIGHBOUR, a_person_next_door
from workflows.acts.office.change_roles import propose_role
from workflows.acts.office.manage_webhooks import send_test
from workflows.records.api_tokens import ApiToken, TokenProposal
from workflows.records.errands import Errand
from workflows.records.legacy_cases import LegacyCase
from workflows.records.people import Credential, Person
from workflows.records.sign_ins import SignIn
from workflows.records.webhooks import WebhookDelivery
from workflows.vocabulary.roles import Role

# Numbers of nobody and nothing, and a hash of no content.
UNKNOWN, UNKNOWN_SHA = 987_654, "0123456789abcdef" * 4
# Whoever holds one of these holds it alone here.
ALONE = tuple(role for role in Role if role not in NEIGHBOUR)


@dataclass
class Street:
    """Our agency with its things, and whoever comes from next door."""

    site: Website
    shipped: str
    published: str
    proposal: int
    batch: str
    evidence_file: str
    things: Mapping[str, object]
    browsers: dict[tuple[Role, ...], FlaskClient] = field(default_factory=dict)

    @cached_property
    def people(self) -> Mapping[tuple[Role, ...], int]:
        """Return one person next door for each set of roles that may be held together."""
        held = (NEIGHBOUR, *((role,) for role in ALONE))
        return {roles: a_person_next_door(self.site.office, roles) for roles in held}

    def stranger(self, role: Role) -> FlaskClient:
        """Return the browser of somebody next door who holds a role."""
        roles = next(held for held in self.people if role in held)
        if roles not in self.browsers:
            self.browsers[roles] = self.site.app.test_client()
            self.site.sign_in(self.browsers[roles], self.people[roles])
        return self.browsers[roles]

    @property
    def nobodys(self) -> Mapping[str, int]:
        """Return a number of nobody for each of our things."""
        return {name: UNKNOWN + place for place, name in enumerate(self.things)}

    @cached_property
    def program(self) -> Application:
        """Return an application of next door that may do everything, in the name of somebody there."""
        number = self.people[NEIGHBOUR]
        with self.site.office.archive.reading() as records:
            login = records.get(Person, number).login
        return Application(self.site, a_key(self.site.office, *EVERYTHING, person=login, agency="539900"))

    @cached_property
    def own_program(self) -> Application:
        """Return an application of ours that may do everything, in the name of a handler."""
        return Application(self.site, a_key(self.site.office, *EVERYTHING, person="lin"))


def a_street() -> Street:
    """Return both agencies; our case was moved to a version of ours alone, and something of every kind was made."""
    office = a_case_before("finalise_draft")
    site = a_website(office, FASHEN_EXPORT_RATE="100000/minute", FASHEN_SEARCH_RATE="100000/minute")
    shipped = office.dossier().run.bundle_sha
    published = with_risk(office)
    proposal = propose(office, published)
    moved = move(office, proposal)
    endpoint, _ = subscribe(office, "http://hub.example/in", "case_closed")
    key = a_key(office)
    assert key
    with office.archive.transaction() as records:
        send_test(endpoint, actor=office.actor("马骏"), records=records, now=office.now)
        change = propose_role(
            office.person("林静"),
            as_posted({"role": "reviewer", "change": "grant", "reason": "轮岗"}),
            actor=office.actor("马骏"),
            records=records,
            now=office.now,
        )
    ask(office)
    sent = office.send("本机关.pdf", b"ours")
    site.browser("lin").post(f"/cases/{office.case_id}/dossier")
    bring(office, a_csv(ROW))
    with office.archive.reading() as records:
        first = {
            "credential_id": records.list_where(Credential)[0].id,
            "token_id": records.list_where(ApiToken)[0].id,
            "proposal_id": records.list_where(TokenProposal)[0].id,
            "delivery_id": records.list_where(WebhookDelivery)[0].id,
            "sign_in_id": records.list_where(SignIn)[0].id,
            "errand_id": records.list_where(Errand)[0].id,
            "export_id": records.list_where(Errand)[-1].id,
        }
        batch = records.list_where(LegacyCase)[0].batch
    things = {
        **first,
        "case_id": office.case_id,
        "task_id": office.tasks()[0].id,
        "paper_id": office.dossier().papers[0].id,
        "evidence_id": office.dossier().evidence[0].id,
        "step_id": office.dossier().steps[0].id,
        "person_id": office.person("林静"),
        "endpoint_id": endpoint,
        "change_id": change,
        "move_id": moved.id,
        "draft_id": a_draft(office),
    }
    return Street(site, shipped, published, proposal, batch, sent, things)


def without_notices(client: FlaskClient) -> FlaskClient:
    """Return a browser that is not told once more what it has done before."""
    with client.session_transaction() as session:
        session.pop("_flashes", None)
    return client


def told(answer: Response, numbers: Mapping[object, object] | None = None) -> tuple[int, str, str]:
    """Return status, way and words of an answer, with these numbers written as those."""
    text = answer.get_data(as_text=True)
    body = text.partition("<main")[2].partition("</main>")[0] or text
    body = re.sub(r'name="(key|csrf_token)" value="[^"]*"|<script.*?</script>', "", body, flags=re.DOTALL)
    words, way = re.sub(r"\s+", " ", unescape(body)), answer.headers.get("Location", "")
    for given, meant in (numbers or {}).items():
        words, way = words.replace(str(given), str(meant)), way.replace(str(given), str(meant))
    return answer.status_code, way, words
