"""A clever insider: forged headers and fields, odd methods, other people's numbers, and looking that changes things."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.acts.prepared import a_case_before
from tests.builders import an_office
from tests.webapp.doors import address_of, doors_of
from tests.webapp.office_on_the_web import Website, a_website
from tests.webapp.test_agencies_are_walled_off import NEIGHBOUR, a_person_next_door
from workflows.records.people import Person, RoleGrant
from workflows.records.tables import metadata

ELSEWHERE = "https://elsewhere.invalid"
# Looking is noted here, and nowhere else.
NOTES = frozenset({"access_journal", "unsealed", "limit_windows", "sign_ins"})
# Works for ten seconds, and is looked at elsewhere.
SLOW = "/scenarios"
CLAIMS = {
    "X-Forwarded-User": "he",
    "X-Remote-User": "he",
    "X-User-Id": "7",
    "X-Original-URL": "/journal",
    "X-Rewrite-URL": "/journal",
    "X-Forwarded-Host": "elsewhere.invalid",
    "X-Forwarded-For": "127.0.0.1",
    "Authorization": "Basic aGU6ZmFzaGVuLWRlbW8=",
    "Cookie": "fashen=eyJfdXNlcl9pZCI6IjEifQ.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb; remember_token=1|00",
}


@dataclass
class Walk:
    """What one person was answered at every door that can be looked at, and what that changed in the database."""

    answers: Mapping[str, TestResponse]
    changed: set[str]


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    return a_website(a_case_before("sign_opinion"))


@pytest.fixture(name="walk", scope="module")
def _walk(site: Website) -> Walk:
    office = site.office
    things = {"case_id": office.case_id, "task_id": office.task("sign_opinion").id, "paper_id": 1}
    he = site.browser("he")
    before = contents_of(site)
    answers = {
        door.rule: he.get(address_of(site.app, door, things), headers={"Origin": ELSEWHERE}, buffered=True)
        for door in doors_of(site.app)
        if door.method == "GET" and SLOW not in door.rule
    }
    after = contents_of(site)
    return Walk(answers, {name for name in before if before[name] != after[name]})


def contents_of(site: Website) -> dict[str, list[tuple[object, ...]]]:
    with site.office.archive.reading() as records:
        return {
            name: [tuple(row) for row in records.session.execute(select(table).order_by(*table.primary_key.columns))]
            for name, table in metadata.tables.items()
        }


def test_looking_at_every_page_changes_nothing_but_the_notes_of_looking(walk: Walk) -> None:
    assert walk.changed <= NOTES


def test_no_other_site_is_given_leave_to_read(walk: Walk) -> None:
    given = {
        rule: [name for name in answer.headers if name[0].startswith("Access-Control")]
        for rule, answer in walk.answers.items()
    }

    assert {rule: names for rule, names in given.items() if names} == {}


def test_every_text_says_its_encoding(walk: Walk) -> None:
    texts = {
        rule: one.headers["Content-Type"] for rule, one in walk.answers.items() if str(one.mimetype).startswith("text/")
    }

    assert len(texts) > 50
    assert {rule: kind for rule, kind in texts.items() if "charset=utf-8" not in kind} == {}


def test_every_page_of_somebody_signed_in_offers_to_sign_out(walk: Walk) -> None:
    shown = {rule: one for rule, one in walk.answers.items() if (one.status_code, one.mimetype) == (200, "text/html")}
    pages = {rule: one.text for rule, one in shown.items() if "<main" in one.text}
    without = {rule for rule, page in pages.items() if 'action="/sign-out"' not in page}

    assert len(pages) > 30
    assert {rule for rule in without if not rule.endswith("/print")} == set()


@pytest.mark.parametrize("name", list(CLAIMS))
def test_no_header_says_who_somebody_is_or_leads_elsewhere(site: Website, name: str) -> None:
    answer = site.browser().get("/tasks", headers={name: CLAIMS[name]})

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in")


def test_the_host_a_visitor_claims_stands_in_no_answer(site: Website) -> None:
    answers = [
        site.browser(login).get(address, base_url="http://elsewhere.invalid")
        for login, address in (("", "/tasks"), ("lin", "/"), ("", "/sign-in"), ("lin", "/cases"))
    ]

    said = [f"{answer.headers.get('Location', '')} {answer.text}" for answer in answers]
    assert [one for one in said if "elsewhere.invalid" in one] == []


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "PATCH", "DELETE", "DEBUG"])
def test_odd_methods_are_refused(site: Website, method: str) -> None:
    answer = site.browser("lin").open("/tasks", method=method, headers={"X-Secret": "echo"})

    assert answer.status_code == 405
    assert "echo" not in answer.text


def test_a_method_is_not_changed_by_a_header(site: Website) -> None:
    address = f"/cases/{site.office.case_id}"

    answer = site.browser("lin").post(address, headers={"X-HTTP-Method-Override": "GET"}, data={"_method": "GET"})

    assert answer.status_code == 405


@pytest.mark.parametrize(
    "path",
    [
        *("/static/", "/static/css/", "/.git/config", "/webapp/app.py", "/var/secret.key", "/fashen.db", "/secret.key"),
        *("/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/css/%00", "/bootstrap/static/../__init__.py"),
    ],
)
def test_folders_are_not_listed_and_nothing_beside_them_is_served(site: Website, path: str) -> None:
    assert site.browser("lin").get(path).status_code == 404


def test_signing_out_clears_what_the_browser_keeps() -> None:
    answer = a_website(an_office()).browser("lin").post("/sign-out")

    assert answer.headers["Clear-Site-Data"] == '"storage"'


def test_fields_nobody_asked_for_change_nothing() -> None:
    site = a_website(an_office())
    wished = {"id": "1", "agency_id": "2", "roles": "leader", "role": "leader", "is_active": "0", "password_hash": "x"}

    page = site.browser("admin").post(
        "/people/accounts/new", data={"login": "tang", "name": "唐宁", "title": "科员", "unit": "1", **wished}
    )

    with site.office.archive.reading() as records:
        tang = records.find_where(Person, Person.login == "tang")
        assert tang is not None
        roles = records.list_where(RoleGrant, RoleGrant.person_id == tang.id)
    assert page.status_code == 200
    assert tang.id == max(site.office.people.values()) + 1
    assert (tang.agency_id, tang.is_active, roles) == (site.office.actor("马骏").agency_id, True, [])
    assert tang.password_hash.startswith("$argon2id$")


def test_a_field_sent_twice_is_not_two_answers() -> None:
    site = a_website(a_case_before("approve_filing"))
    form = {**site.answers("approve_filing"), "filing": ["filed", "refused"]}

    answer = site.browser("wu").post(site.address("approve_filing"), data=form)

    assert answer.status_code == 422 or str(site.office.facts["filing"]) == "filed"


def test_nobody_next_door_is_named_in_any_field_that_takes_people() -> None:
    site = a_website(a_case_before("assign_officers"))
    stranger = a_person_next_door(site.office, NEIGHBOUR)
    sun, address = site.browser("sun"), site.address("assign_officers")

    assigned = [
        site.press(sun, "assign_officers", key=f"n{number}", **{field: value})
        for number, (field, value) in enumerate((("lead", stranger), ("officers", [stranger])))
    ]
    given = sun.post(f"{address}/transfer", data={"person": stranger, "reason": "出差"})

    assert [one.status_code for one in assigned] == [422, 422]
    assert given.status_code in {403, 422}
    assert site.steps("assign_officers") == 0


def test_a_number_of_another_case_is_not_taken_into_this_one() -> None:
    site = a_website(a_case_before("report_findings"))
    office, lin = site.office, site.browser("lin")
    foreign = str(office.dossier().evidence[0].id)
    office.a_case()
    office.walk_to("report_findings")
    own = site.answers("report_findings")
    form = {name: [foreign] if "evidence" in name else value for name, value in own.items()}

    answer = lin.post(site.address("report_findings"), data=form)

    assert form != own
    assert answer.status_code == 422
    assert site.steps("report_findings") == 0


def test_a_form_that_was_taken_is_not_taken_again_from_another_browser() -> None:
    site = a_website(a_case_before("verify_source"))
    address, form = site.address("verify_source"), site.answers("verify_source")

    first = site.browser("lin").post(address, data=form)
    again = [site.browser(login).post(address, data=form) for login in ("lin", "zhao", "admin")]

    assert first.status_code == 303
    # The person's own press once more gets the answer of the first.
    assert [one.status_code for one in again] == [303, 404, 404]
    assert site.steps("verify_source") == 1
