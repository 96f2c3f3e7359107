"""单点登录 against a real provider: it lets in whom it vouches for, and nothing else it may say."""

from collections.abc import Iterator
from datetime import timedelta
from secrets import token_hex
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import an_office
from tests.webapp.at_an_address import at_an_address
from tests.webapp.office_on_the_web import Website, a_website
from tests.webapp.provider import CLIENT, SECRET, Mood, Person, a_provider
from workflows.acts.office.load_demo import DEMO_PASSWORD
from workflows.records.people import Person as PersonRow
from workflows.records.second_factors import SecondFactor
from workflows.records.sign_ins import SignIn

OURS = "https://office.example"


@pytest.fixture(name="mood")
def _mood() -> Iterator[Mood]:
    mood = Mood(f"{OURS}/sign-in/provider/back")
    with at_an_address(a_provider(mood)) as address:
        mood.issuer = address
        yield mood


@pytest.fixture(name="site")
def _site(mood: Mood) -> Website:
    return a_website(
        an_office(),
        FASHEN_OIDC_ISSUER=mood.issuer,
        FASHEN_OIDC_CLIENT=CLIENT,
        FASHEN_OIDC_SECRET=SECRET,
        FASHEN_ADDRESS=OURS,
        FASHEN_SECRET=token_hex(32),
    )


def asked(client: FlaskClient, path: str = "/sign-in/provider") -> str:
    """Return where the provider is asked."""
    return client.get(path).headers["Location"]


def vouched(address: str) -> str:
    """Let the provider answer and return the path and query it sends the browser to."""
    sent = requests.get(address, allow_redirects=False, timeout=10)
    parts = urlsplit(sent.headers["Location"])
    assert f"{parts.scheme}://{parts.netloc}" == OURS, sent.text
    return f"{parts.path}?{parts.query}"


def gone_round(site: Website) -> tuple[FlaskClient, TestResponse]:
    client = site.browser()
    return client, client.get(vouched(asked(client)))


def test_whom_the_provider_vouches_for_goes_in_and_is_tied_to_the_account(site: Website, mood: Mood) -> None:
    client, answer = gone_round(site)

    assert answer.headers["Location"] == "/tasks"
    assert client.get("/tasks").status_code == 200
    with site.office.archive.reading() as records:
        assert records.get(PersonRow, site.office.person("林静")).subject == f"{mood.issuer} person-4711"
    assert "lin 与统一身份认证绑定" in site.browser("audit").get("/journal").text


def test_the_request_carries_state_nonce_a_challenge_and_the_one_way_back(site: Website, mood: Mood) -> None:
    client = site.browser()

    queries = [parse_qs(urlsplit(asked(client)).query) for _ in range(2)]
    elsewhere = client.get("/sign-in/provider", headers={"Host": "evil.test"}).headers["Location"]

    assert all(len(one["state"][0]) >= 20 and len(one["nonce"][0]) >= 20 for one in queries)
    assert queries[0]["code_challenge_method"] == ["S256"]
    assert queries[0]["response_type"] == ["code"]
    assert {one["state"][0] for one in queries} != {queries[0]["state"][0]}
    assert parse_qs(urlsplit(elsewhere).query)["redirect_uri"] == [mood.way_back]


def test_another_browsers_answer_and_the_same_answer_twice_open_nothing(site: Website) -> None:
    mine, thief = site.browser(), site.browser()
    back = vouched(asked(mine))

    stolen = thief.get(back)
    first = mine.get(back)
    mine.post("/sign-out")
    again = mine.get(back)

    assert [one.headers["Location"] for one in (stolen, first, again)] == ["/sign-in", "/tasks", "/sign-in"]
    assert [one.get("/tasks").status_code for one in (thief, mine)] == [302, 302]


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "of another sign-in"},
        {"audience": "another-application"},
        {"lives": -600},
        {"is_signed_by_another": True},
        {"called": "https://another.example"},
        {"algorithms": ("none",)},
        {"algorithms": ("HS256",)},
    ],
)
def test_an_answer_that_proves_nothing_opens_nothing(site: Website, mood: Mood, wrong: dict[str, object]) -> None:
    for name, value in wrong.items():
        setattr(mood, name, value)
    client = site.browser()
    address = asked(client)

    if address != "/sign-in":
        assert client.get(vouched(address)).headers["Location"] == "/sign-in"

    assert client.get("/tasks").status_code == 302
    assert "统一身份认证没有成功" in client.get("/sign-in").text


def test_an_answer_in_another_providers_name_is_refused(site: Website) -> None:
    client = site.browser()

    answer = client.get(vouched(asked(client)) + "&iss=https://another.example")

    assert answer.headers["Location"] == "/sign-in"


@pytest.mark.parametrize("login", ["nobody-here", "", "LIN"])
def test_somebody_without_an_account_here_stays_outside(site: Website, mood: Mood, login: str) -> None:
    mood.person = Person("person-9", login)

    client, answer = gone_round(site)

    assert answer.headers["Location"] == "/sign-in"
    assert "没有对应的账户" in client.get("/sign-in").text


def test_a_login_tied_to_one_subject_is_not_given_to_another(site: Website, mood: Mood) -> None:
    gone_round(site)
    mood.person = Person("person-9", "lin")

    assert gone_round(site)[1].headers["Location"] == "/sign-in"


def test_the_tie_holds_when_the_login_at_the_provider_changes(site: Website, mood: Mood) -> None:
    gone_round(site)
    mood.person = Person("person-4711", "zhao")

    client, _ = gone_round(site)

    assert "林静" in client.get("/account").text


def test_a_closed_account_stays_closed(site: Website) -> None:
    gone_round(site)
    with site.office.archive.transaction() as records:
        records.get(PersonRow, site.office.person("林静")).is_active = False

    assert gone_round(site)[1].headers["Location"] == "/sign-in"


def test_our_own_second_factor_is_asked_all_the_same(site: Website) -> None:
    with site.office.archive.transaction() as records:
        person = site.office.person("林静")
        records.add(SecondFactor(person_id=person, secret="A" * 32, confirmed_at=site.office.now, last_step=0))

    client, answer = gone_round(site)

    assert answer.headers["Location"] == "/sign-in/code"
    assert client.get("/tasks").status_code == 302


def test_local_accounts_stay_and_the_door_shows_both(site: Website) -> None:
    client = site.browser()

    assert "统一身份认证" in client.get("/sign-in").text
    assert client.post("/sign-in", data={"login": "zhao", "password": DEMO_PASSWORD}).headers["Location"] == "/tasks"


def test_without_settings_there_is_no_such_door() -> None:
    client = a_website(an_office()).browser()

    assert client.get("/sign-in/provider").status_code == 404
    assert client.get("/sign-in/provider/back?code=1&state=2").status_code == 404
    assert "统一身份认证" not in client.get("/sign-in").text


def test_an_office_behind_one_address_signs_in_as_often_as_it_likes(site: Website) -> None:
    """Control: what comes to nothing is counted, below."""
    assert {gone_round(site)[1].headers["Location"] for _ in range(25)} == {"/tasks"}


@pytest.mark.parametrize(
    "path", ["/sign-in/provider/back?state=x&code=x", "/sign-in/provider/back?error=access_denied"]
)
def test_what_comes_to_nothing_closes_the_door_to_its_address_for_a_while(site: Website, path: str) -> None:
    answers = [site.browser().get(path).status_code for _ in range(21)]

    assert answers == [303] * 20 + [429]


def test_who_came_by_the_provider_just_now_sets_a_generator_up_without_a_password(site: Website) -> None:
    client, _ = gone_round(site)
    with site.office.archive.transaction() as records:
        [visit] = records.list_where(SignIn)
        began = visit.started_at
        visit.started_at = began - timedelta(minutes=11)

    late = client.post("/account/second-factor/begin")
    with site.office.archive.transaction() as records:
        [visit] = records.list_where(SignIn)
        visit.started_at = began
    fresh = client.post("/account/second-factor/begin")

    assert (late.status_code, fresh.status_code) == (401, 303)
    assert "请退出后重新登录" in late.text
