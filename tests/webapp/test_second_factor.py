"""动态口令: set up with a first code, asked at every sign-in, no code twice, and never passed by."""

import re
import time
from secrets import token_hex

import pyotp
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.builders import an_office
from tests.webapp.office_on_the_web import Website, a_website
from workflows.acts.office.load_demo import DEMO_PASSWORD
from workflows.guards.secret_box import SecretBox
from workflows.records.second_factors import RecoveryCode, SecondFactor
from workflows.records.sign_ins import SignIn

PROOF = {"password": DEMO_PASSWORD}


@pytest.fixture(name="site")
def _site() -> Website:
    return a_website(an_office(), FASHEN_SECOND_FACTOR="1")


def secret_of(site: Website, name: str) -> str:
    opened = site.app.extensions["secret_box"].open(kept_secret(site, name), owner=site.office.person(name))
    assert opened is not None
    return str(opened)


def kept_secret(site: Website, name: str) -> str:
    with site.office.archive.reading() as records:
        return records.get(SecondFactor, site.office.person(name)).secret


def a_code(secret: str, steps_ahead: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(time.time()) + 30 * steps_ahead)


def typed_password(site: Website, login: str) -> tuple[FlaskClient, TestResponse]:
    client = site.browser()
    return client, client.post("/sign-in", data={"login": login, "password": DEMO_PASSWORD})


def set_up(site: Website, login: str, name: str) -> tuple[str, list[str]]:
    """Set a generator up with the code of the step before, so that a test may use the present one."""
    client, _ = typed_password(site, login)
    client.post("/account/second-factor/begin", data=PROOF)
    secret = secret_of(site, name)
    page = client.post("/account/second-factor/confirm", data={"code": a_code(secret, -1)}).text
    codes = [part.split("</code>")[0] for part in page.split("<code>")[1:]]
    return secret, codes


@pytest.mark.parametrize("login", ["admin", "security", "audit", "du"])
def test_an_administrator_without_a_generator_gets_no_further_than_setting_one_up(site: Website, login: str) -> None:
    client, _ = typed_password(site, login)

    pages = {path: client.get(path) for path in ("/people", "/journal", "/flows", "/calendar", "/people/accounts")}

    assert {one.headers.get("Location") for one in pages.values()} == {"/account/second-factor"}
    assert "管理员必须启用动态口令" in client.get("/account/second-factor").text


def test_setting_it_up_shows_a_drawing_the_secret_and_ten_recovery_codes_once(site: Website) -> None:
    client, _ = typed_password(site, "admin")

    drawn = client.post("/account/second-factor/begin", data=PROOF, follow_redirects=True).text
    secret = secret_of(site, "马骏")
    confirmed = client.post("/account/second-factor/confirm", data={"code": a_code(secret)}).text

    assert secret in drawn
    # Without a viewBox the style sheet's size would cut the drawing off instead of making it smaller.
    assert re.search(r'<svg[^>]* viewBox="0 0 (\d+) \1"[^>]* class="qr-code"', drawn)
    assert confirmed.count("<li><code>") == 10
    assert secret not in client.get("/account/second-factor").text
    assert client.get("/people/accounts").status_code == 200


@pytest.mark.parametrize("given", [{}, {"password": ""}, {"password": "not-the-password"}])
def test_whoever_sits_down_at_a_signed_in_computer_sets_nothing_up(site: Website, given: dict[str, str]) -> None:
    client, _ = typed_password(site, "lin")

    answer = client.post("/account/second-factor/begin", data=given)

    assert answer.status_code == 401
    assert "现在的密码不正确" in answer.text
    with site.office.archive.reading() as records:
        assert records.list_where(SecondFactor) == []


def test_the_secret_is_shown_to_the_browser_that_gave_the_password_and_taken_from_it_alone(site: Website) -> None:
    owner, thief = typed_password(site, "lin")[0], typed_password(site, "lin")[0]
    owner.post("/account/second-factor/begin", data=PROOF)
    secret = secret_of(site, "林静")

    seen = thief.get("/account/second-factor").text
    confirmed = thief.post("/account/second-factor/confirm", data={"code": a_code(secret)})

    assert secret not in seen
    assert "现在的密码" in seen
    assert confirmed.headers["Location"] == "/account/second-factor"
    assert owner.post("/account/second-factor/confirm", data={"code": a_code(secret)}).text.count("<li><code>") == 10


def test_every_other_sign_in_ends_with_the_new_generator_and_this_one_gets_a_new_cookie(site: Website) -> None:
    owner, elsewhere = typed_password(site, "lin")[0], typed_password(site, "lin")[0]
    stolen = owner.get_cookie("fashen")
    assert stolen is not None
    owner.post("/account/second-factor/begin", data=PROOF)

    owner.post("/account/second-factor/confirm", data={"code": a_code(secret_of(site, "林静"))})
    thief = site.browser()
    thief.set_cookie("fashen", stolen.value)

    assert [one.get("/tasks").status_code for one in (owner, elsewhere, thief)] == [200, 302, 302]
    assert "启用动态口令" in owner.get("/account").text


def test_the_password_alone_opens_nothing_and_the_code_opens_the_office(site: Website) -> None:
    secret, _ = set_up(site, "admin", "马骏")
    client, answer = typed_password(site, "admin")

    before = client.get("/people").status_code
    wrong = client.post("/sign-in/code", data={"code": "000000"})
    right = client.post("/sign-in/code", data={"code": a_code(secret)})

    assert answer.headers["Location"] == "/sign-in/code"
    assert (before, wrong.status_code, right.status_code) == (302, 401, 303)
    assert client.get("/people").status_code == 200


def test_a_reset_password_opens_nothing_without_the_code(site: Website) -> None:
    secret, _ = set_up(site, "admin", "马骏")
    hers, _ = set_up(site, "lin", "林静")
    admin, _ = typed_password(site, "admin")
    admin.post("/sign-in/code", data={"code": a_code(secret)})
    reset = f"/people/accounts/{site.office.person('林静')}/password"
    page = admin.post(reset, data={"reason": "本人忘记密码"}).text
    password = re.findall(r"<dd><code>([^<]+)</code></dd>", page)[1]

    client = site.browser()
    answer = client.post("/sign-in", data={"login": "lin", "password": password})
    before = client.get("/account/password").headers["Location"]
    client.post("/sign-in/code", data={"code": a_code(hers)})

    assert answer.headers["Location"] == "/sign-in/code"
    assert before.startswith("/sign-in")
    assert client.get("/account/password").status_code == 200


def test_a_code_seen_over_the_shoulder_is_worth_nothing(site: Website) -> None:
    secret, _ = set_up(site, "admin", "马骏")
    code = a_code(secret)
    first, _ = typed_password(site, "admin")
    second, _ = typed_password(site, "admin")

    answers = [one.post("/sign-in/code", data={"code": code}).status_code for one in (first, second)]
    older = second.post("/sign-in/code", data={"code": a_code(secret, -1)}).status_code

    assert (answers, older) == ([303, 401], 401)


def test_a_recovery_code_serves_once_however_it_is_typed(site: Website) -> None:
    _, codes = set_up(site, "admin", "马骏")
    clients = [typed_password(site, "admin")[0] for _ in range(2)]

    answers = [one.post("/sign-in/code", data={"code": f" {codes[0].upper()} "}).status_code for one in clients]

    assert answers == [303, 401]
    with site.office.archive.reading() as records:
        kept = [one.code_hash for one in records.list_where(RecoveryCode)]
    assert [code for code in codes if any(code in one for one in kept)] == []


def test_guessing_codes_closes_the_login_even_with_the_password_in_between(site: Website) -> None:
    secret, _ = set_up(site, "admin", "马骏")
    tried = []
    for _ in range(4):
        client, answer = typed_password(site, "admin")
        tried.append((answer.status_code, client.post("/sign-in/code", data={"code": "000000"}).status_code))

    last, answer = typed_password(site, "admin")

    assert tried[:2] == [(303, 401)] * 2
    assert answer.status_code == 401
    assert "已锁定" in answer.text
    assert last.post("/sign-in/code", data={"code": a_code(secret)}).headers["Location"] == "/sign-in"


def test_without_the_password_there_is_nothing_to_enter_a_code_for(site: Website) -> None:
    secret, _ = set_up(site, "admin", "马骏")

    answer = site.browser().post("/sign-in/code", data={"code": a_code(secret)})

    assert answer.headers["Location"] == "/sign-in"
    with site.office.archive.reading() as records:
        assert len(records.list_where(SignIn)) == 1


def test_a_handler_may_use_one_and_give_it_up_an_administrator_only_exchanges_it(site: Website) -> None:
    secret, _ = set_up(site, "lin", "林静")
    lin = site.browser("lin")
    admin_secret, _ = set_up(site, "admin", "马骏")
    admin = site.browser("admin")

    wrong = lin.post("/account/second-factor/give-up", data={"code": "123456"}).status_code
    lin.post("/account/second-factor/give-up", data={"code": a_code(secret)})
    admin.post("/account/second-factor/give-up", data={"code": a_code(admin_secret)})

    assert wrong == 401
    assert typed_password(site, "lin")[1].headers["Location"] == "/tasks"
    assert admin.get("/people").headers["Location"] == "/account/second-factor"


def test_new_recovery_codes_replace_the_old(site: Website) -> None:
    secret, codes = set_up(site, "lin", "林静")

    renewed = site.browser("lin").post("/account/second-factor/recovery-codes", data={"code": a_code(secret)}).text

    assert renewed.count("<li><code>") == 10
    assert typed_password(site, "lin")[0].post("/sign-in/code", data={"code": codes[0]}).status_code == 401


def test_the_demo_asks_for_none_and_says_so() -> None:
    site = a_website(an_office())

    assert typed_password(site, "admin")[1].headers["Location"] == "/people"
    assert "正式使用时必须启用" in site.browser("admin").get("/account").text


def test_outside_the_demo_it_cannot_be_switched_off() -> None:
    site = a_website(an_office(), FASHEN_DEMO="0", FASHEN_SECOND_FACTOR="0", FASHEN_SECRET=token_hex(32))

    assert site.browser("admin").get("/people").headers["Location"] == "/account/second-factor"


def test_the_secret_lies_closed_in_the_database_and_bound_to_its_owner(site: Website) -> None:
    secret, _ = set_up(site, "du", "杜鹃")
    kept, box = kept_secret(site, "杜鹃"), site.app.extensions["secret_box"]

    assert secret not in kept
    assert box.open(kept, owner=site.office.person("林静")) is None
    assert SecretBox(token_hex(32)).open(kept, owner=site.office.person("杜鹃")) is None


@pytest.mark.parametrize("is_open", [True, False])
def test_a_secret_kept_open_or_under_an_older_key_serves_and_is_closed_anew(site: Website, *, is_open: bool) -> None:
    lin, secret, old = site.office.person("林静"), pyotp.random_base32(), token_hex(32)
    kept = secret if is_open else SecretBox(old).close(secret, owner=lin)
    with site.office.archive.transaction() as records:
        records.add(SecondFactor(person_id=lin, secret=kept, confirmed_at=site.office.now, last_step=0))
    later = a_website(site.office, FASHEN_SECRET=token_hex(32), FASHEN_SECRET_BEFORE=old)
    client, _ = typed_password(later, "lin")

    answer = client.post("/sign-in/code", data={"code": a_code(secret)})

    assert answer.status_code == 303
    assert later.app.extensions["secret_box"].is_current(kept_secret(later, "林静"), owner=lin)


def test_a_secret_under_a_lost_key_opens_nothing_and_fails_in_words(site: Website) -> None:
    set_up(site, "du", "杜鹃")
    client, _ = typed_password(a_website(site.office, FASHEN_SECRET=token_hex(32)), "du")

    answer = client.post("/sign-in/code", data={"code": "123456"})

    assert answer.status_code == 401


def test_where_the_installation_wants_it_everybody_must_have_one() -> None:
    site = a_website(an_office(), FASHEN_SECOND_FACTOR="everybody")
    clients = [typed_password(site, login)[0] for login in ("lin", "he", "admin")]

    ways = {client.get(path).headers.get("Location") for client in clients for path in ("/tasks", "/cases", "/people")}
    page = clients[0].get("/account/second-factor").text

    assert ways == {"/account/second-factor"}
    assert "所有人员必须启用动态口令" in page
    secret, _ = set_up(site, "lin", "林静")
    client, asked = typed_password(site, "lin")
    assert asked.headers["Location"].startswith("/sign-in/code")
    client.post("/sign-in/code", data={"code": a_code(secret)})
    assert client.get("/tasks").status_code == 200
