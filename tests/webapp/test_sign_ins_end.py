"""登录会话: kept in the database, ended by people, administrators, time, and by whatever changes about a person."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.builders import Office, an_office
from tests.webapp.office_on_the_web import OfficeClock, Website, a_website
from webapp.app import create_app
from webapp.installation import Installation
from workflows.acts.office.load_demo import DEMO_PASSWORD
from workflows.acts.office.sign_in import end_all_of
from workflows.records.sign_ins import SignIn, hashed_token
from workflows.settings import read_settings

NEW = "竹影-清风-2026-长街"


@dataclass(frozen=True, slots=True)
class MovedClock(OfficeClock):
    """A clock that can be put forward."""

    ahead: list[timedelta]

    def system_now(self) -> datetime:
        """Return the true moment, put forward."""
        return OfficeClock.system_now(self) + self.ahead[0]


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(an_office())


def came_in(site: Website, login: str = "lin", password: str = DEMO_PASSWORD) -> FlaskClient:
    client = site.browser()
    assert client.post("/sign-in", data={"login": login, "password": password}).status_code == 303
    return client


def word_of(client: FlaskClient) -> str:
    with client.session_transaction() as session:
        return str(session["_user_id"])


def sign_ins(site: Website) -> list[SignIn]:
    with site.office.archive.reading() as records:
        return records.list_where(SignIn)


def with_a_clock(office: Office) -> tuple[Website, list[timedelta]]:
    ahead = [timedelta()]
    home = Path(office.archive.engine.url.database or "").parent
    settings = read_settings({"FASHEN_HOME": str(home), "FASHEN_DEMO": "1"})
    installation = Installation(settings, office.archive, office.means, MovedClock(None, office, ahead))
    app = create_app(settings, installation=installation, testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    return Website(office, app), ahead


def test_the_cookie_holds_a_word_of_which_the_database_keeps_the_hash_alone(site: Website) -> None:
    word = word_of(came_in(site))

    kept = sign_ins(site)[-1]

    assert len(word) >= 43
    assert kept.token_hash == hashed_token(word)
    assert word not in repr({column.name: getattr(kept, column.name) for column in SignIn.__table__.columns})


def test_two_sign_ins_are_two_words_and_a_planted_one_is_not_taken_over(site: Website) -> None:
    client = site.browser()
    with client.session_transaction() as session:
        session["_user_id"] = "planted"

    client.post("/sign-in", data={"login": "lin", "password": DEMO_PASSWORD})

    assert len({"planted", word_of(client), word_of(came_in(site))}) == 3


def test_a_copied_cookie_is_worth_nothing_after_signing_out(site: Website) -> None:
    client, thief = came_in(site), site.browser()
    with thief.session_transaction() as session:
        session["_user_id"] = word_of(client)
    before = thief.get("/tasks").status_code

    client.post("/sign-out")

    assert (before, thief.get("/tasks").status_code) == (200, 302)
    assert [one.ended_how for one in sign_ins(site)] == ["signed_out"]


@pytest.mark.parametrize(
    ("login", "minutes", "is_here"),
    [("lin", 29, True), ("lin", 31, False), ("admin", 14, True), ("admin", 16, False), ("du", 16, False)],
)
def test_an_unused_sign_in_ends_sooner_for_administrators(login: str, minutes: int, is_here: bool) -> None:  # noqa: FBT001 -- a row of the table
    site, ahead = with_a_clock(an_office())
    client = came_in(site, login)

    ahead[0] = timedelta(minutes=minutes)

    assert client.get("/account").status_code == (200 if is_here else 302)
    assert sign_ins(site)[0].ended_how == ("" if is_here else "idle")


def test_whoever_is_busy_stays_until_the_longest_time_is_over() -> None:
    site, ahead = with_a_clock(an_office())
    client = came_in(site)
    seen = []

    for minutes in range(20, 500, 20):
        ahead[0] = timedelta(minutes=minutes)
        seen.append(client.get("/tasks").status_code)

    assert seen == [200] * 23 + [302]


def test_being_here_is_written_once_a_minute_and_not_with_every_page(site: Website) -> None:
    client = came_in(site)
    before = sign_ins(site)[0].seen_at

    for _ in range(3):
        client.get("/tasks")

    assert sign_ins(site)[0].seen_at == before


def test_an_administrator_is_signed_in_at_one_place_and_a_handler_at_several(site: Website) -> None:
    administrators, handlers = [came_in(site, "admin") for _ in range(2)], [came_in(site) for _ in range(2)]

    assert [one.get("/people").status_code for one in administrators] == [302, 200]
    assert [one.get("/tasks").status_code for one in handlers] == [200, 200]


def test_one_sees_and_ends_ones_own_sign_ins_and_nobody_elses(site: Website) -> None:
    first, second, other = came_in(site), came_in(site), came_in(site, "zhao")
    numbers = [one.id for one in sign_ins(site)]

    page = second.get("/account").text
    ended = second.post(f"/account/sign-ins/{numbers[0]}/end", follow_redirects=True).text
    foreign = second.post(f"/account/sign-ins/{numbers[2]}/end", follow_redirects=True).text

    assert "登录中" in page
    assert "该处登录已结束" in ended
    assert "该处登录早已结束" in foreign
    assert [one.get("/tasks").status_code for one in (first, second, other)] == [302, 200, 200]


def test_all_the_others_end_with_one_button(site: Website) -> None:
    others, here = [came_in(site) for _ in range(3)], came_in(site)

    told = here.post("/account/sign-ins/end-others", follow_redirects=True).text

    assert "已结束其他 3 处登录" in told
    assert [one.get("/tasks").status_code for one in [*others, here]] == [302, 302, 302, 200]


def test_whoever_is_put_out_leaves_an_entry_for_the_auditor(site: Website) -> None:
    client = came_in(site)
    with site.office.archive.transaction() as records:
        end_all_of(
            site.office.actor("林静"),
            by=site.office.actor("沈安"),
            how="by_administrator",
            records=records,
            now=site.office.now,
        )

    assert client.get("/tasks").status_code == 302
    assert "林静 1 处登录：由安全管理员结束" in site.browser("audit").get("/journal").text


def test_changing_the_password_ends_the_others_and_gives_this_one_a_new_word(site: Website) -> None:
    other, here = came_in(site), came_in(site)
    before = word_of(here)

    answer = here.post("/account/password", data={"present": DEMO_PASSWORD, "new": NEW, "again": NEW})

    assert answer.status_code == 303
    assert word_of(here) != before
    assert [one.get("/tasks").status_code for one in (other, here)] == [302, 200]
    assert site.browser().post("/sign-in", data={"login": "lin", "password": DEMO_PASSWORD}).status_code == 401
    came_in(site, password=NEW)


@pytest.mark.parametrize(
    ("given", "code", "says"),
    [
        ({"present": "wrong"}, 401, "现在的密码不正确"),
        ({"again": NEW + "x"}, 422, "两次输入的新密码不一致"),
        ({"new": "竹影清风", "again": "竹影清风"}, 422, "密码至少 10 位"),
        ({"new": "password123", "again": "password123"}, 422, "过于常见"),
        ({"new": "1234567890", "again": "1234567890"}, 422, "过于常见"),
        ({"new": "qwertyuiop!1", "again": "qwertyuiop!1"}, 422, "过于常见"),
        ({"new": "aaaaaaaaaaaa", "again": "aaaaaaaaaaaa"}, 422, "过于常见"),
        ({"new": "linlin-竹影-清风", "again": "linlin-竹影-清风"}, 422, "不得包含用户名或者姓名"),
        ({"new": DEMO_PASSWORD, "again": DEMO_PASSWORD}, 422, "不得与现在的密码相同"),
        ({"new": "x" * 129, "again": "x" * 129}, 422, "最多 128 位"),
    ],
)
def test_a_bad_new_password_is_refused_with_its_reason(
    site: Website, given: dict[str, str], code: int, says: str
) -> None:
    client = came_in(site)

    answer = client.post("/account/password", data={"present": DEMO_PASSWORD, "new": NEW, "again": NEW, **given})

    assert answer.status_code == code
    assert says in answer.text
    came_in(site)


def test_the_pages_of_ones_own_account_belong_to_everybody_signed_in(site: Website) -> None:
    paths = ("/account", "/account/password", "/account/second-factor")

    assert [site.browser("lin").get(path).status_code for path in paths] == [200] * 3
    assert [site.browser().get(path).status_code for path in paths] == [302] * 3
