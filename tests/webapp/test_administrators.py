"""三员分立 on the pages: accounts by the one, rights by two together, everything read by the third, nobody in cases."""

import re

import pytest
from flask.testing import FlaskClient

from tests.builders import an_office
from tests.webapp.office_on_the_web import Website, a_website
from tests.webapp.test_agencies_are_walled_off import a_person_next_door
from workflows.acts.office.load_demo import DEMO_PASSWORD
from workflows.records.people import Person, RoleChange, RoleGrant
from workflows.records.second_factors import SecondFactor
from workflows.rules.permissions import ADMIN_ROLES
from workflows.vocabulary.roles import Role

NEW = {"login": "tang", "name": "唐宁", "title": "科员", "unit": "1"}
REASON = {"reason": "人事通知 2026-12 号"}
MINE = "竹影-清风-2026-长街"


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(an_office())


def roles_of(site: Website, person_id: int) -> set[str]:
    with site.office.archive.reading() as records:
        return {one.role for one in records.list_where(RoleGrant, RoleGrant.person_id == person_id)}


def opened(site: Website, **given: str) -> tuple[int, str]:
    """Let the system administrator open an account; return its number and its initial password."""
    page = site.browser("admin").post("/people/accounts/new", data={**NEW, **given})
    assert page.status_code == 200, page.text
    with site.office.archive.reading() as records:
        person = records.find_where(Person)
    assert person is not None
    return person.id, re.findall(r"<dd><code>([^<]+)</code></dd>", page.text)[1]


def proposed(client: FlaskClient, person_id: int, role: str, change: str = "grant") -> int:
    return client.post(
        f"/people/accounts/{person_id}/roles", data={"role": role, "change": change, **REASON}
    ).status_code


def newest_change(site: Website) -> RoleChange:
    with site.office.archive.reading() as records:
        found = records.find_where(RoleChange)
    assert found is not None
    return found


def decided(client: FlaskClient, site: Website, decision: str = "confirmed") -> int:
    return client.post(f"/people/accounts/roles/{newest_change(site).id}", data={"decision": decision}).status_code


def test_a_new_person_gets_a_password_once_changes_it_and_works_when_two_have_agreed(site: Website) -> None:
    number, password = opened(site)
    client = site.browser()

    first = client.post("/sign-in", data={"login": "tang", "password": password})
    kept_out = client.get("/tasks").headers["Location"]
    client.post("/account/password", data={"present": password, "new": MINE, "again": MINE})
    without_role = client.get("/cases/new").status_code
    proposed(site.browser("admin"), number, "handler")
    decided(site.browser("security"), site)
    signed_out = client.get("/tasks").status_code
    client.post("/sign-in", data={"login": "tang", "password": MINE})

    assert (first.status_code, kept_out) == (303, "/account/password")
    assert (without_role, signed_out, client.get("/cases/new").status_code) == (403, 302, 200)
    assert password not in site.browser("admin").get(f"/people/accounts/{number}").text


@pytest.mark.parametrize(("proposer", "decider"), [("admin", "security"), ("security", "admin")])
def test_one_kind_proposes_and_only_the_other_decides(site: Website, proposer: str, decider: str) -> None:
    lin = site.office.person("林静")

    proposed(site.browser(proposer), lin, "archivist")
    by_itself = decided(site.browser(proposer), site)
    before = roles_of(site, lin)
    by_the_other = decided(site.browser(decider), site)
    again = decided(site.browser(decider), site)

    assert (by_itself, by_the_other, again) == (409, 303, 409)
    assert "archivist" not in before
    assert "archivist" in roles_of(site, lin)


def test_two_of_the_same_kind_cannot_do_it_among_themselves(site: Website) -> None:
    number, _ = opened(site)
    with site.office.archive.transaction() as records:
        records.add(RoleGrant(person_id=number, role="security_admin"))
        records.get(Person, number).must_change_password = False
    second = site.app.test_client()
    site.sign_in(second, number)

    proposed(site.browser("security"), site.office.person("林静"), "archivist")

    assert decided(second, site) == 409
    assert "此项须由系统管理员处理" in second.get("/people/accounts").text


def test_a_refused_proposal_changes_nothing_and_a_withdrawal_puts_the_person_out(site: Website) -> None:
    lin, client = site.office.person("林静"), site.browser("lin")

    proposed(site.browser("security"), lin, "archivist")
    decided(site.browser("admin"), site, "refused")
    still_here = client.get("/tasks").status_code
    proposed(site.browser("security"), lin, "server", "withdraw")
    decided(site.browser("admin"), site)

    assert still_here == 200
    assert roles_of(site, lin) == {"handler"}
    assert client.get("/tasks").status_code == 302


@pytest.mark.parametrize("held", ["马骏", "沈安", "方明", "杜鹃", "林静"])
@pytest.mark.parametrize("role", sorted(role.value for role in ADMIN_ROLES))
def test_no_account_ever_holds_two_administrators_roles_or_one_beside_a_case_role(
    site: Website, held: str, role: str
) -> None:
    person = site.office.person(held)
    other = {"马骏": "security"}.get(held, "admin")

    status = proposed(site.browser(other), person, role)

    assert status == 409
    assert len(roles_of(site, person) & {one.value for one in ADMIN_ROLES}) <= 1


def test_what_was_lawful_when_proposed_is_asked_again_when_decided(site: Website) -> None:
    number, _ = opened(site)
    proposed(site.browser("admin"), number, "audit_admin")
    first = newest_change(site).id
    proposed(site.browser("admin"), number, "handler")
    decided(site.browser("security"), site)

    answer = site.browser("security").post(f"/people/accounts/roles/{first}", data={"decision": "confirmed"})

    assert answer.status_code == 409
    assert "应当分设" in answer.text
    assert roles_of(site, number) == {"handler"}


@pytest.mark.parametrize("login", ["admin", "security"])
def test_nobody_changes_their_own_account(site: Website, login: str) -> None:
    own = site.office.person({"admin": "马骏", "security": "沈安"}[login])
    client = site.browser(login)

    statuses = [
        proposed(client, own, "archivist"),
        *(
            client.post(f"/people/accounts/{own}/{change}", data=REASON).status_code
            for change in ("close", "password", "put-out", "second-factor")
        ),
    ]

    assert set(statuses) <= {403, 409}
    assert client.get("/people/accounts").status_code == 200


@pytest.mark.parametrize(("name", "role"), [("沈安", "security_admin"), ("方明", "audit_admin")])
def test_the_last_administrator_of_a_kind_stays(site: Website, name: str, role: str) -> None:
    person = site.office.person(name)

    closed = site.browser("admin").post(f"/people/accounts/{person}/close", data=REASON)
    withdrawn = proposed(site.browser("admin"), person, role, "withdraw")

    assert (closed.status_code, withdrawn) == (409, 409)
    assert "最后一名" in closed.text


def test_a_closed_account_is_out_at_once_and_comes_back_with_its_roles(site: Website) -> None:
    lin, client, admin = site.office.person("林静"), site.browser("lin"), site.browser("admin")

    admin.post(f"/people/accounts/{lin}/close", data=REASON)
    out = client.get("/tasks").status_code
    refused = site.browser().post("/sign-in", data={"login": "lin", "password": DEMO_PASSWORD}).status_code
    admin.post(f"/people/accounts/{lin}/restore", data=REASON)
    back = site.browser().post("/sign-in", data={"login": "lin", "password": DEMO_PASSWORD}).status_code

    assert (out, refused, back) == (302, 401, 303)
    assert roles_of(site, lin) == {"handler", "server"}


def test_a_reset_password_ends_what_is_open_and_must_be_changed(site: Website) -> None:
    lin, client = site.office.person("林静"), site.browser("lin")

    page = site.browser("admin").post(f"/people/accounts/{lin}/password", data=REASON).text
    password = re.findall(r"<dd><code>([^<]+)</code></dd>", page)[1]
    again = site.browser()
    again.post("/sign-in", data={"login": "lin", "password": password})

    assert client.get("/tasks").status_code == 302
    assert again.get("/cases").headers["Location"] == "/account/password"
    assert site.browser().post("/sign-in", data={"login": "lin", "password": DEMO_PASSWORD}).status_code == 401


def test_a_lost_generator_is_taken_away_by_security_alone(site: Website) -> None:
    lin = site.office.person("林静")
    with site.office.archive.transaction() as records:
        records.add(SecondFactor(person_id=lin, secret="A" * 32, confirmed_at=site.office.now, last_step=0))
    address = f"/people/accounts/{lin}/second-factor"

    assert site.browser("admin").post(address, data=REASON).status_code == 403
    assert site.browser("security").post(address, data=REASON).status_code == 303
    with site.office.archive.reading() as records:
        assert records.list_where(SecondFactor) == []


@pytest.mark.parametrize(
    ("change", "may"),
    [
        ("close", "admin"),
        ("restore", "admin"),
        ("password", "admin"),
        ("put-out", "security"),
        ("unlock", "security"),
        ("second-factor", "security"),
    ],
)
@pytest.mark.parametrize("login", ["admin", "security", "audit", "du", "he", "zhou", "lin"])
def test_each_change_belongs_to_one_kind_of_administrator(site: Website, change: str, may: str, login: str) -> None:
    address = f"/people/accounts/{site.office.person('赵宁')}/{change}"

    status = site.browser(login).post(address, data=REASON).status_code

    assert status == (303 if login == may else 403) or (change, login, status) == ("password", "admin", 200)


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN])
def test_administrators_next_door_find_nobody_here(site: Website, role: Role) -> None:
    stranger = site.app.test_client()
    site.sign_in(stranger, a_person_next_door(site.office, (role,)))
    lin = site.office.person("林静")
    proposed(site.browser("security"), lin, "archivist")
    changes = ["close", "restore", "password"] if role is Role.SYSTEM_ADMIN else ["put-out", "unlock", "second-factor"]

    statuses = [
        stranger.get(f"/people/accounts/{lin}").status_code,
        *(stranger.post(f"/people/accounts/{lin}/{change}", data=REASON).status_code for change in changes),
        proposed(stranger, lin, "archivist"),
        decided(stranger, site),
    ]

    assert statuses == [404] * len(statuses)
    assert "林静" not in stranger.get("/people/accounts").text


def test_everything_they_do_is_read_by_the_auditor_who_changes_nobody(site: Website) -> None:
    number, password = opened(site)
    proposed(site.browser("admin"), number, "handler")
    decided(site.browser("security"), site)
    site.browser("admin").post(f"/people/accounts/{number}/password", data=REASON)
    site.browser("admin").post(f"/people/accounts/{number}/close", data=REASON)
    site.browser("admin").post("/people/accounts/units", data={"name": "督察股", "kind": "office"})

    journal = site.browser("audit").get("/journal").text

    for told in (
        "tang",
        "提请授予唐宁“承办人”岗位",
        "同意授予唐宁“承办人”岗位",
        "tang 重置密码（人事通知 2026-12 号）",
        "tang 停用账户",
        "督察股",
    ):
        assert told in journal, told
    assert password not in journal
    assert site.browser("audit").get("/people/accounts").status_code == 403


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"login": "LIN"}, "用户名"),
        ({"login": "lin"}, "已经有人使用"),
        ({"name": ""}, "姓名"),
        ({"unit": "9999"}, "不在可选范围内"),
    ],
)
def test_an_account_that_cannot_be_opened_says_why(site: Website, given: dict[str, str], says: str) -> None:
    answer = site.browser("admin").post("/people/accounts/new", data={**NEW, **given})

    assert answer.status_code in {409, 422}
    assert says in answer.text
