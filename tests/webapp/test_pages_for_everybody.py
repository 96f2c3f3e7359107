import re

import pytest

from tests.acts.prepared import a_case_before
from tests.webapp.office_on_the_web import CRAFTED, Website, a_website
from webapp.security import HEADERS
from workflows.acts.office.load_demo import PEOPLE
from workflows.rules.permissions import ADMIN_ROLES

ADMINISTRATORS = [one.login for one in PEOPLE if set(one.roles) & ADMIN_ROLES]
READERS = ["lin", "zhao", "sun", "wang", "he", "zhou", "wu"]


@pytest.fixture(name="site", scope="module")
def _site() -> Website:
    return a_website(a_case_before("sign_opinion"))


@pytest.mark.parametrize("login", [one.login for one in PEOPLE])
def test_every_link_of_a_persons_menu_opens(site: Website, login: str) -> None:
    client = site.browser(login)
    start = client.get("/", follow_redirects=True)
    rail = start.text.partition('<nav class="rail"')[2].partition("</nav>")[0]
    links = re.findall(r'<a href="(/[^"]*)"', rail)

    answers = {link: client.get(link) for link in links}

    assert links
    assert {link: answer.status_code for link, answer in answers.items()} == dict.fromkeys(links, 200)
    assert all(
        answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"] for answer in answers.values()
    )


@pytest.mark.parametrize("login", READERS)
def test_whoever_may_read_the_case_reads_it_with_its_papers_and_journal(site: Website, login: str) -> None:
    client, case_id = site.browser(login), site.office.case_id
    paper = site.office.dossier().papers[0]

    answers = [
        client.get(f"/cases/{case_id}?overview=1"),
        client.get(f"/journal/cases/{case_id}"),
        client.get(f"/cases/{case_id}/diagram/legal_review"),
        client.get(f"/papers/{paper.id}"),
        client.get(f"/papers/{paper.id}/file"),
    ]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert "青峦县永宁礼仪服务有限公司" in answers[0].text
    assert "案件登记" in answers[1].text
    assert answers[4].data[:2] == b"PK"


@pytest.mark.parametrize("login", ADMINISTRATORS)
def test_administrators_see_no_case_and_do_no_act(site: Website, login: str) -> None:
    client, case_id = site.browser(login), site.office.case_id
    task, paper = site.office.task("sign_opinion"), site.office.dossier().papers[0]
    before = len(site.office.dossier().steps)

    looked = [
        client.get("/cases"),
        client.get("/cases/new"),
        client.get(f"/cases/{case_id}"),
        client.get(f"/cases/{case_id}/acts/add_evidence"),
        client.get(f"/papers/{paper.id}"),
    ]
    pressed = [
        client.post(f"/tasks/{task.id}", data=site.answers("sign_opinion")),
        client.post(f"/cases/{case_id}/acts/add_evidence", data=site.answers("add_evidence")),
        client.post(f"/tasks/{task.id}/claim"),
    ]

    assert [answer.status_code for answer in looked] == [403] * 5
    assert [answer.status_code in {403, 404} for answer in pressed] == [True] * 3
    assert "青峦县永宁" not in "".join(answer.text for answer in [*looked, *pressed])
    assert len(site.office.dossier().steps) == before


@pytest.mark.parametrize("login", ["wu", "lin"])
def test_a_page_of_the_office_sends_whoever_has_not_signed_in_to_the_door(site: Website, login: str) -> None:
    address = {"wu": "/tasks", "lin": f"/cases/{site.office.case_id}"}[login]

    answer = site.browser().get(address)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in?next=")


def test_the_public_pages_need_no_account(site: Website) -> None:
    client = site.browser()

    assert [client.get(path).status_code for path in ("/public", "/keys", "/notices", "/sign-in")] == [200] * 4


@pytest.mark.parametrize(
    "address",
    [
        "/tasks/{0}",
        "/tasks/{0}/transfer",
        "/cases/{0}",
        "/cases/{0}/acts/add_evidence",
        "/cases/{0}/diagram/filing",
        "/papers/{0}",
        "/papers/{0}/file",
        "/evidence/{0}/file",
        "/public/{0}",
        "/journal/cases/{0}",
    ],
)
@pytest.mark.parametrize("number", [0, CRAFTED, 10**30])
def test_a_number_that_was_never_given_finds_nothing(site: Website, address: str, number: int) -> None:
    assert site.browser("lin").get(address.format(number)).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/cases/{case}/acts/no_such_act",
        "/cases/{case}/acts/decide_penalty/..",
        "/cases/{case}/diagram/no_such_part",
        "/cases/{case}/diagram/..%2f..%2fsecret",
        "/cases/-1",
        "/tasks/1e3",
        "/static/../secret.key",
    ],
)
def test_a_crafted_address_finds_nothing(site: Website, address: str) -> None:
    assert site.browser("lin").get(address.format(case=site.office.case_id)).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "/tasks?page=0",
        "/tasks?page=-3",
        f"/tasks?page={10**30}",
        "/tasks?page=x",
        "/tasks?lamp=<b>",
        "/pool?page=9",
        "/cases?q=%25",
        "/cases?q=' OR 1=1 --",
        "/cases?q=" + "长" * 5000,
        "/public?q=%00",
        "/sign-in?next=//evil.test",
    ],
)
def test_odd_queries_are_answered_with_a_page(site: Website, query: str) -> None:
    assert site.browser("lin").get(query, follow_redirects=True).status_code == 200


def test_a_step_of_the_path_cannot_be_done_as_an_act_of_any_time(site: Website) -> None:
    """Only the diagram opens a step: its address under the case must not do it (design decision 1)."""
    client = site.browser("wu")
    before = site.office.dossier().facts["decision"]

    asked = client.get(f"/cases/{site.office.case_id}/acts/decide_penalty")
    pressed = client.post(
        f"/cases/{site.office.case_id}/acts/decide_penalty", data=site.answers("decide_penalty", key="crafted")
    )

    assert (asked.status_code, pressed.status_code) == (404, 404)
    assert site.office.dossier().facts["decision"] == before
    assert site.steps("decide_penalty") == 0
