"""Every address that names a case, task, paper or piece of evidence answers another agency as if it did not exist."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import url_for
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.acts.prepared import a_case_before
from tests.acts.sealing import witnessed
from tests.builders import Office
from tests.webapp.office_on_the_web import Website, a_website
from webapp.access import PERMISSION
from workflows.records.agencies import Agency
from workflows.records.people import Credential, Person, RoleGrant
from workflows.rules.permissions import Permission
from workflows.vocabulary.roles import Role

NEIGHBOUR = tuple(
    role
    for role in Role
    if role not in {Role.FLOW_ADMIN, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.SUPERVISOR}
)


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    site = a_website(witnessed(a_case_before("investigate")))
    form = {**site.answers("add_evidence"), "file": (BytesIO(b"lease"), "合同.pdf")}
    site.browser("lin").post(site.address("add_evidence"), data=form, content_type="multipart/form-data")
    site.office.walk_to("sign_opinion")
    site.browser("lin").post(f"/cases/{site.office.case_id}/dossier")
    site.office.work()
    return site


@pytest.fixture(name="stranger")
def _stranger(site: Website) -> FlaskClient:
    client = site.app.test_client()
    site.sign_in(client, a_person_next_door(site.office, NEIGHBOUR))
    return client


def a_person_next_door(office: Office, roles: tuple[Role, ...]) -> int:
    """Return somebody of another agency who holds these roles, and every credential."""
    with office.archive.transaction() as records:
        agency = records.find_where(Agency, Agency.code == "539900") or records.add(
            Agency(
                parent_id=None,
                name="临江市商务局",
                short_name="临江商",
                code="539900",
                uscc="11539900MBY000205H",
                level="city",
                domain="commerce",
                address="",
                phone="",
                contact="",
                reconsideration_body="",
                court="",
                police="",
                bank="",
                bank_account="",
            )
        )
        login = f"stranger{len(records.list_where(Person))}"
        person = records.add(
            Person(
                agency_id=agency.id,
                unit_id=None,
                login=login,
                name="邻某",
                title="",
                password_hash="",
                is_active=True,
                is_assistant=False,
                first_reviewed_on=date(2019, 3, 1),
            )
        )
        for role in roles:
            records.add(RoleGrant(person_id=person.id, role=role.value))
        for kind in ("enforcement", "legal_profession"):
            records.add(
                Credential(
                    person_id=person.id,
                    kind=kind,
                    number="N1",
                    valid_from=date(2024, 1, 1),
                    valid_to=date(2028, 12, 31),
                )
            )
        return person.id


def finished_task(office: Office) -> int:
    """Return the number of a task that somebody has finished."""
    with office.archive.reading() as records:
        done = [one for one in records.runs.list_steps(office.run_id) if one.task_id]
        return int(done[-1].task_id or 0)


def is_an_administrators(site: Website, rule: Rule) -> bool:
    """Say whether only administrators open an address; test_administrators.py lets those of another agency try."""
    permission = getattr(site.app.view_functions[rule.endpoint], PERMISSION, None)
    return permission in {Permission.MANAGE_ACCOUNTS, Permission.GRANT_ROLES, Permission.END_SIGN_INS}


def addresses_of(site: Website, method: str) -> list[str]:
    """Return every address of the product that names something of this case or this agency."""
    office = site.office
    with office.archive.reading() as records:
        credential = records.list_where(Credential)[0].id
    numbers: dict[str, Any] = {
        "case_id": office.case_id,
        "task_id": office.task("sign_opinion").id,
        "paper_id": office.dossier().papers[0].id,
        "evidence_id": office.dossier().evidence[0].id,
        "person_id": office.person("林静"),
        "credential_id": credential,
        "export_id": 1,
    }
    words = {"act_id": "add_evidence", "part": "filing"}
    with site.app.test_request_context():
        return [
            url_for(
                rule.endpoint,
                **{name: value for name, value in {**numbers, **words}.items() if name in rule.arguments},
            )
            for rule in site.app.url_map.iter_rules()
            if method in (rule.methods or ()) and rule.arguments & set(numbers) and not is_an_administrators(site, rule)
            # Programs knock with a key, not with a session: test_api.py.
            if not rule.rule.startswith("/api/")
        ]


def test_what_another_agency_asks_for_does_not_exist(site: Website, stranger: FlaskClient) -> None:
    addresses = addresses_of(site, "GET")

    answers = {address: stranger.get(address).status_code for address in addresses}
    own = {address: site.browser("he").get(address, buffered=True).status_code for address in addresses}

    assert len(addresses) > 10
    assert answers == dict.fromkeys(addresses, 404)
    assert [address for address, status in own.items() if status not in {200, 302}] == []


def test_whatever_another_agency_posts_there_does_not_exist(site: Website, stranger: FlaskClient) -> None:
    addresses = addresses_of(site, "POST")

    answers = {
        address: stranger.post(address, data={"version": site.version, "key": "x"}).status_code for address in addresses
    }

    assert len(addresses) > 5
    assert answers == dict.fromkeys(addresses, 404)


def test_what_another_agency_presses_does_not_exist_and_does_nothing(site: Website, stranger: FlaskClient) -> None:
    office = site.office
    task, done, case, before = (
        office.task("sign_opinion").id,
        finished_task(office),
        office.case_id,
        len(office.dossier().steps),
    )
    form = site.answers("sign_opinion", key="next-door")
    posts = {
        f"/tasks/{task}": form,
        f"/tasks/{done}": form,
        f"/tasks/{task}/draft": form,
        f"/tasks/{task}/claim": {},
        f"/tasks/{task}/transfer": {"person": "1", "reason": "转办"},
        f"/cases/{case}/acts/add_evidence": site.answers("add_evidence", key="next-door-too"),
    }

    answers = {address: stranger.post(address, data=data) for address, data in posts.items()}

    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(posts, 404)
    assert len(office.dossier().steps) == before
    assert office.task("sign_opinion").person_id is None


def test_lists_and_searches_show_another_agency_nothing(stranger: FlaskClient) -> None:
    pages = [stranger.get(path).text for path in ("/tasks", "/pool", "/cases", "/cases?q=永宁", "/people")]

    assert [word for page in pages for word in ("礼仪服务", "林静", "539921-2026") if word in page] == []


def test_an_auditor_next_door_reads_no_entry_about_this_case(site: Website) -> None:
    site.browser("lin").get(f"/papers/{site.office.dossier().papers[0].id}")
    auditor = site.app.test_client()
    site.sign_in(auditor, a_person_next_door(site.office, (Role.AUDIT_ADMIN,)))

    page, case = auditor.get("/journal"), auditor.get(f"/journal/cases/{site.office.case_id}")

    assert (page.status_code, case.status_code) == (200, 404)
    assert "林静" not in page.text
