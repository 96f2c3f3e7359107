import pytest
from limits import parse_many

from tests.builders import an_office
from tests.webapp.office_on_the_web import Website, a_website, token_in
from webapp.limits import FAILED_SIGN_INS, limiter
from workflows.acts.office.load_demo import DEMO_PASSWORD, PEOPLE
from workflows.records.people import Person

RIGHT = {"login": "lin", "password": DEMO_PASSWORD}
WRONG = {**RIGHT, "password": "wrong"}
PICTURES = ("/favicon.ico", "/static/icons/favicon.svg", "/static/icons/sprite.svg", "/static/css/fashen.css")


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(an_office())


def test_the_right_password_opens_the_office_and_is_noted(site: Website) -> None:
    client = site.browser()

    answer = client.post("/sign-in", data=RIGHT)

    assert answer.headers["Location"] == "/tasks"
    assert client.get("/tasks").status_code == 200
    assert [(one.kind, one.body["body"]) for one in site.noted()] == [
        ("SignedIn", {"login": "lin", "is_success": True})
    ]


@pytest.mark.parametrize("wrong", [{"password": "wrong"}, {"login": "nobody"}, {"password": ""}, {"login": "LIN "}])
def test_a_wrong_password_or_login_opens_nothing_and_does_not_say_which(site: Website, wrong: dict[str, str]) -> None:
    client = site.browser()

    answer = client.post("/sign-in", data={**RIGHT, **wrong})

    assert answer.status_code == 401
    assert "用户名或者密码不正确" in answer.text
    assert client.get("/tasks").status_code == 302
    noted = site.noted()[-1]
    assert (noted.kind, noted.body["body"]) == (
        "SignedIn",
        {"login": {**RIGHT, **wrong}["login"].strip(), "is_success": False},
    )


def test_the_twenty_first_failure_within_a_minute_is_turned_away_and_told_how_long(site: Website) -> None:
    client = site.browser()

    answers = [client.post("/sign-in", data=WRONG).status_code for _ in range(21)]
    turned_away = client.post("/sign-in", data=RIGHT)

    assert answers == [*[401] * 20, 429]
    assert turned_away.status_code == 429
    assert "登录失败次数过多，请在 1 分钟后再试。" in turned_away.text
    assert "稍后" not in turned_away.text


def test_the_limit_of_an_hour_says_how_many_minutes_are_left(site: Website) -> None:
    _, an_hour = parse_many(FAILED_SIGN_INS)
    with site.app.app_context():
        for _ in range(100):
            limiter.limiter.hit(an_hour, "127.0.0.1", "account.check_in")

    turned_away = site.browser().post("/sign-in", data=RIGHT)

    assert turned_away.status_code == 429
    assert "请在 60 分钟后再试" in turned_away.text


def test_a_whole_office_behind_one_address_signs_in(site: Website) -> None:
    answers = [site.browser().post("/sign-in", data=RIGHT).status_code for _ in range(25)]

    assert answers == [303] * 25


def test_behind_trusted_proxies_every_visitor_has_an_address_of_their_own() -> None:
    def knock(site: Website, address: str) -> int:
        return site.browser().post("/sign-in", data=WRONG, headers={"X-Forwarded-For": address}).status_code

    trusting, believing_nobody = a_website(an_office(), FASHEN_PROXIES="1"), a_website(an_office())

    assert [knock(trusting, "10.0.0.1") for _ in range(21)][-1] == 429
    assert knock(trusting, "10.0.0.2") == 401
    assert trusting.noted()[-1].body["actor"] == "10.0.0.2"
    assert [knock(believing_nobody, f"10.0.0.{number}") for number in range(21)][-1] == 429


@pytest.mark.parametrize(
    ("login", "page"),
    [("audit", "/journal"), ("admin", "/people"), ("security", "/people"), ("du", "/flows"), ("lin", "/tasks")],
)
def test_everybody_begins_on_a_page_of_their_own_menu(site: Website, login: str, page: str) -> None:
    signed_in = site.browser().post("/sign-in", data={"login": login, "password": DEMO_PASSWORD})
    client = site.browser(login)

    assert signed_in.headers["Location"] == page
    assert client.get("/").headers["Location"] == page
    assert client.get("/sign-in").headers["Location"] == page
    assert f'<a href="{page}" aria-current="page">' in client.get(page).text


@pytest.mark.parametrize(
    ("target", "way"),
    [
        ("/cases", "/cases"),
        ("/cases?q=x", "/cases?q=x"),
        ("https://evil.test/", "/tasks"),
        ("//evil.test/", "/tasks"),
        ("/\\evil.test", "/tasks"),
        ("javascript:alert(1)", "/tasks"),
        ("\\\\evil.test", "/tasks"),
        ("", "/tasks"),
        ("/\t/evil.test", "/tasks"),
        ("http:evil.test", "/tasks"),
    ],
)
def test_after_signing_in_the_way_leads_to_a_page_of_ours_alone(site: Website, target: str, way: str) -> None:
    answer = site.browser().post("/sign-in", data={**RIGHT, "next": target})

    assert answer.headers["Location"] == way


def test_signing_in_begins_a_new_session_that_keeps_only_language_and_size(site: Website) -> None:
    client = site.browser()
    with client.session_transaction() as session:
        session.update({"language": "en", "text_size": "large", "planted": "x"})

    client.post("/sign-in", data=RIGHT)

    with client.session_transaction() as session:
        assert (session["language"], session["text_size"], "planted" in session) == ("en", "large", False)


def test_signing_out_closes_every_page(site: Website) -> None:
    client = site.browser()
    client.post("/sign-in", data=RIGHT)

    client.post("/sign-out")

    assert client.get("/tasks").status_code == 302


def test_a_person_who_has_left_can_neither_sign_in_nor_go_on(site: Website) -> None:
    client = site.browser("lin")
    with site.office.archive.transaction() as records:
        records.get(Person, site.office.person("林静")).is_active = False

    assert client.get("/tasks").status_code == 302
    assert site.browser().post("/sign-in", data=RIGHT).status_code == 401


def test_an_answer_that_changes_nothing_sends_no_cookie(site: Website) -> None:
    # A picture asked for by the page before may arrive after the answer to a form, and would take back its message.
    client = site.browser()
    client.post("/sign-in", data=RIGHT, follow_redirects=True)

    sent = {
        one: client.get(one, buffered=True).headers.getlist("Set-Cookie")
        for one in ("/tasks", "/cases", "/keys", *PICTURES)
    }

    assert [one for one, cookies in sent.items() if cookies] == []


def test_a_session_made_up_by_hand_is_nobody(site: Website) -> None:
    client = site.app.test_client()
    client.set_cookie("fashen", "eyJfdXNlcl9pZCI6IjEifQ.aaaaaa.forged")

    assert client.get("/tasks").status_code == 302


def test_the_demo_shows_its_people_and_one_click_signs_in() -> None:
    site = a_website(an_office(), checks_tokens=True)
    client = site.browser()
    page = client.get("/sign-in").text

    answer = client.post("/sign-in", data={**RIGHT, "csrf_token": token_in(page)})

    assert [one.name for one in PEOPLE if one.name not in page] == []
    assert DEMO_PASSWORD in page
    assert answer.headers["Location"] == "/tasks"


def test_outside_the_demo_the_door_names_nobody() -> None:
    site = a_website(an_office(), FASHEN_DEMO="0")

    page = site.browser().get("/sign-in").text

    assert [one.name for one in PEOPLE if one.name in page] == []
    assert DEMO_PASSWORD not in page
    assert "演示" not in page
