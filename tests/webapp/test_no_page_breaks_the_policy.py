"""Every address of the URL map opened in Chromium by somebody who may: headers there, nothing refused, nothing fails.

The addresses come from the URL map, so that a new page is visited without a line here; what it names (a case, a draft,
a paper …) is of ``things_of``. Whatever is no page is fetched as a script would fetch it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

import pytest
from playwright.sync_api import Browser, expect

from tests.acts.prepared import a_case_before
from tests.acts.sealing import witnessed
from tests.acts.test_import_cases import ROW, a_csv
from tests.builders import Office
from tests.webapp.an_application import EVERYTHING, a_key
from tests.webapp.at_an_address import at_an_address, signed_in
from tests.webapp.designing_in_browser import ONE_FIELD
from tests.webapp.doors import Door, address_of, doors_of
from tests.webapp.flow_room import a_draft, in_force
from tests.webapp.office_on_the_web import NAMES, Website, a_website
from tests.webapp.policed_browser import Look, Policed
from webapp.flows.editor_page import POLICY
from webapp.security import HEADERS
from workflows.events import PaperIssued
from workflows.questions.permissions import may_in_agency
from workflows.records.people import Credential
from workflows.witness.codes import ProofCode

pytestmark = pytest.mark.browser

NOBODY = ""
# Who knocks: the first of them who may.
VISITORS = ("lin", "he", "du", "admin", "security", "audit")
NO_PAGE = re.compile(
    r"\.(csv|xlsx|zip|json|txt|pub|ico)$|/file$|/(diagram|files|static)/|/drawing$|/content$|^/(healthz|readyz|metrics)$"
)
WITHOUT_A_PAGE_IN_API = "/api/v1/docs"
QUERIES = {
    "/flows/compare": "old={sha}&new=draft-{draft_id}",
    "/flows/compare/drawing": "of={sha}&part=filing",
    "/flows/tables": "of={sha}",
    "/flows/conformance": "of={sha}",
    "/flows/versions/<sha>/replay": "first=1",
    "/public/papers": "code={code}",
    "/cases": "q=永宁",
}
# What an address calls by a name that means something else elsewhere.
OF_THEIR_OWN = {
    "/bootstrap/static/<path:filename>": {"filename": "style_sheet"},
    "/errands/<int:errand_id>/marked.xlsx": {"errand_id": "import_id"},
}
# What answers otherwise than with 200, and why.
OTHERWISE = {
    "/sign-in/provider": 404,  # no provider is set up here
    "/sign-in/provider/back": 404,
    "/flows/drafts/<int:draft_id>/rehearsal/breach": 409,  # nothing in the draft breaks a promise
    "/readyz": 503,  # no worker runs beside a test
    "/steps/<int:step_id>/files/<sha>": 404,  # only steps that an agency drew have files
    "/_styleguide": 404,  # shown in tests alone, and this is the office as it is installed
}
EDITOR = "/flows/drafts/<int:draft_id>/editor"
# What shows that a file is open in the editor, by its ending.
SIGNS = {"bpmn": ".djs-container svg", "dmn": ".tjs-container", "json": ".fd-middle"}
INLINE = """() => document.body.append(Object.assign(document.createElement("script"), {
  textContent: "isReached = true" }))"""
FOREIGN = '() => { document.body.append(Object.assign(new Image(), { src: "http://elsewhere.invalid/1.png" })) }'
HANDLER = """() => document.body.insertAdjacentHTML("beforeend", "<button onclick='isReached = true'></button>")"""


@dataclass
class Street:
    """The office at its address, its visitors' browsers, and everything an address can name."""

    site: Website
    address: str
    chromium: Browser
    things: Mapping[str, object]
    keys: dict[str, str] = field(default_factory=dict)
    people: dict[str, Policed] = field(default_factory=dict)

    def visitor(self, login: str) -> Policed:
        """Return somebody's browser, opened once."""
        if login not in self.people:
            context = (
                signed_in(self.chromium, self.site, self.address, login)
                if login
                else self.chromium.new_context(base_url=self.address)
            )
            self.people[login] = Policed(context)
            self.people[login].open("/keys")
        return self.people[login]

    def visit(self, door: Door) -> tuple[Look, list[str]]:
        """Let the first who may open a door; return what was answered and what the browser complained of."""
        who = self.who_opens(door)
        visitor = self.visitor(NOBODY if door.is_for_programs else who)
        own = {name: self.things[thing] for name, thing in OF_THEIR_OWN.get(door.rule, {}).items()}
        address = address_of(self.site.app, door, {**self.things, **own})
        if door.rule in QUERIES:
            address = f"{address}?{QUERIES[door.rule].format(**self.things)}"
        if is_page(door):
            look = visitor.open(address)
        else:
            headers = {"Authorization": f"Bearer {self.key_of(who)}"} if who and door.is_for_programs else {}
            look = visitor.fetch(address, headers)
        return look, visitor.read()

    def who_opens(self, door: Door) -> str:
        """Return the login of whoever opens a door."""
        if door.permission is None:
            return NOBODY
        return next(one for one in VISITORS if self._may(one, door))

    def key_of(self, login: str) -> str:
        """Return the key of a program that acts for somebody."""
        if login not in self.keys:
            self.keys[login] = a_key(self.site.office, *EVERYTHING, person=login)
        return self.keys[login]

    def _may(self, login: str, door: Door) -> bool:
        assert door.permission is not None
        return may_in_agency(door.permission, actor=self.site.office.actor(NAMES[login]))


def is_page(door: Door) -> bool:
    """Say whether an address is opened in the browser, and not fetched."""
    return door.rule == WITHOUT_A_PAGE_IN_API if door.is_for_programs else not NO_PAGE.search(door.rule)


def headers_of(door: Door) -> Mapping[str, str]:
    """Return what an address must say: the editor alone lets what draws its tables write style sheets."""
    return {**HEADERS, "Content-Security-Policy": POLICY} if door.rule == EDITOR else HEADERS


@pytest.fixture(name="street", scope="module")
def _street(chromium: Browser) -> Iterator[Street]:
    office = witnessed(a_case_before("publish_disclosure"))
    office.do("publish_disclosure")
    site = a_website(office, testing=False, FASHEN_PUSH_ALLOW="127.0.0.1")
    things = things_of(site)
    with at_an_address(site.app) as address:
        street = Street(site, address, chromium, things)
        yield street
        for one in street.people.values():
            one.context.close()


def things_of(site: Website) -> Mapping[str, object]:
    """Return one of each kind: a closed case with its papers, and a young one with evidence and open tasks."""
    office = site.office
    finished = office.dossier()
    site.browser("lin").post(f"/cases/{office.case_id}/dossier")
    register = {"file": (BytesIO(a_csv(ROW)), "台账.csv"), "what": "check"}
    site.browser("he").post("/cases/older/import", data=register, content_type="multipart/form-data")
    office.work()
    a_key(office)
    another_system = {"url": "http://127.0.0.1:9/events", "kinds": ["case_closed"]}
    site.browser("admin").post("/interface/webhooks/new", data=another_system)
    return {
        "import_id": 2,
        "case_id": office.case_id,
        "paper_id": finished.papers[0].id,
        "disclosure_id": finished.disclosures[-1].id,
        "export_id": 1,
        "code": code_of(office),
        "old": 1,
        "new": 2,
        "person_id": office.person("林静"),
        "draft_id": a_draft(office),
        "sha": in_force(office),
        "name": "parts/filing.bpmn",
        "kind_id": "filing_approval",
        "style_sheet": "css/bootstrap.min.css",
        **of_a_young_case(site),
    }


def of_a_young_case(site: Website) -> Mapping[str, object]:
    """Begin another case and let a file be added to it as evidence."""
    office = site.office
    finished, finished_run = office.case_id, office.run_id
    office.a_case()
    office.walk_to("investigate")
    sent = {**site.answers("add_evidence", name="照片"), "file": (BytesIO(b"\xff\xd8\xff"), "照片.jpg")}
    answer = site.browser("lin").post(site.address("add_evidence"), data=sent, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    dossier, task = office.dossier(), office.task("investigate").id
    office.case_id, office.run_id = finished, finished_run
    with office.archive.reading() as records:
        credential = records.list_where(Credential)[0].id
    return {
        "task_id": task,
        "evidence_id": dossier.evidence[-1].id,
        "step_id": dossier.steps[-1].id,
        "credential_id": credential,
    }


def code_of(office: Office) -> str:
    """Return what is printed on the first paper."""
    with office.archive.reading() as records:
        entry = records.journal.list_entries(office.case_id, kind=PaperIssued.kind())[0]
    return str(ProofCode(office.case_id, entry.seq, 0, entry.hash))


def test_no_address_is_refused_anything_by_its_own_policy(street: Street) -> None:
    wrong = {}
    for door in doors_of(street.site.app):
        if door.method != "GET":
            continue
        look, said = street.visit(door)
        lacking = [name for name, value in headers_of(door).items() if look.headers.get(name.lower()) != value]
        if said or lacking or look.status != OTHERWISE.get(door.rule, 200):
            wrong[door.rule] = (look.status, lacking, said)

    assert [f"{rule}: {found}" for rule, found in wrong.items()] == []


@pytest.mark.parametrize("file", ["parts/legal_review.bpmn", "tables/major_decision.dmn", "forms/risk.json"])
def test_the_editor_is_refused_nothing_whatever_is_opened_in_it(street: Street, file: str) -> None:
    du = street.visitor("du")
    draft = street.things["draft_id"]
    if file.startswith("forms/"):
        sent = {"text": ONE_FIELD, "revision": 0}
        assert street.site.browser("du").put(f"/flows/drafts/{draft}/files/{file}", json=sent).status_code == 200

    du.open(f"/flows/drafts/{draft}/editor?file={file}")
    expect(du.page.locator(SIGNS[file.rpartition(".")[2]]).first).to_be_visible()
    if file.endswith(".bpmn"):
        du.page.locator("[data-do=outline]").click()
        expect(du.page.get_by_role("tree")).to_be_visible()
    du.settle()

    assert du.read() == []


def test_a_paper_is_drawn_without_a_complaint(street: Street) -> None:
    lin = street.visitor("lin")
    lin.open(f"/papers/{street.things['paper_id']}")

    expect(lin.page.locator("[data-module=paper]")).to_contain_text("立案")
    assert lin.read() == []


@pytest.mark.parametrize(
    ("attack", "told"),
    [
        (INLINE, "script-src-elem forbids inline"),
        (FOREIGN, "img-src forbids http://elsewhere.invalid"),
        (HANDLER, "script-src-attr forbids inline"),
    ],
)
def test_what_the_policy_forbids_is_reported_and_does_not_happen(street: Street, attack: str, told: str) -> None:
    visitor = street.visitor("lin")
    visitor.open("/keys")

    visitor.page.evaluate(attack)
    visitor.settle()

    said = visitor.read()
    assert [one for one in said if told in one] != []
    assert visitor.page.evaluate("() => window.isReached") is None
