from dataclasses import replace

from flask.testing import FlaskClient

from webapp.app import create_app
from webapp.security import HEADERS
from workflows.settings import Settings


def test_every_page_carries_the_strict_policy(browser_of_nobody: FlaskClient) -> None:
    answer = browser_of_nobody.get("/keys")

    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]


def test_an_error_page_carries_it_too(browser_of_nobody: FlaskClient) -> None:
    answer = browser_of_nobody.get("/no-such-page")

    assert answer.status_code == 404
    assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


def test_pages_are_never_kept_by_the_browser_and_static_files_are(browser_of_nobody: FlaskClient) -> None:
    with browser_of_nobody.get("/static/css/fashen.css") as sheet:
        assert "max-age=31536000" in sheet.headers["Cache-Control"]

    assert browser_of_nobody.get("/keys").headers["Cache-Control"] == "no-store"


def test_over_https_cookies_are_secure_and_the_browser_is_told_to_stay(bare_settings: Settings) -> None:

    app = create_app(replace(bare_settings, is_https=True), testing=True)

    answer = app.test_client().get("/keys", base_url="https://fashen.test")

    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert app.config["SESSION_COOKIE_SECURE"] is True


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(browser_of_nobody: FlaskClient) -> None:
    cookie = browser_of_nobody.post("/language", data={"language": "en"}).headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_a_forged_post_is_refused(bare_settings: Settings) -> None:
    answer = create_app(bare_settings, testing=True).test_client().post("/language", data={"language": "en"})

    assert answer.status_code == 400
    assert "这次提交无法识别" in answer.text


def test_the_key_of_the_sessions_is_kept_for_its_owner_alone_and_survives_a_restart(bare_settings: Settings) -> None:
    first, second = create_app(bare_settings), create_app(bare_settings)

    assert first.config["SECRET_KEY"] == second.config["SECRET_KEY"]
    assert (bare_settings.home / "secret.key").stat().st_mode & 0o777 == 0o600
