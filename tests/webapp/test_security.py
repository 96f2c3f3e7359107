import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from secrets import token_hex

import pytest
from flask.testing import FlaskClient

from webapp.app import create_app
from webapp.security import HEADERS
from workflows.errors import RefusedError
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


def test_over_https_the_cookie_belongs_to_this_host_alone(bare_settings: Settings) -> None:
    app = create_app(replace(bare_settings, is_https=True), testing=True)
    app.config["WTF_CSRF_ENABLED"] = False

    answer = app.test_client().post("/language", data={"language": "en"}, base_url="https://fashen.test")

    cookie = answer.headers["Set-Cookie"].split("; ")
    assert cookie[0].startswith("__Host-fashen=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie)
    assert [one for one in cookie if one.startswith("Domain")] == []


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


def test_no_key_is_made_where_a_data_folder_cannot_be(bare_settings: Settings, tmp_path: Path) -> None:
    strange = replace(bare_settings, home=tmp_path / Path("s3://bucket/cases"))

    with pytest.raises(RefusedError) as refused:
        create_app(strange)

    assert refused.value.objection.code == "home-is-an-address"
    assert not (tmp_path / "s3:").exists()


@pytest.mark.parametrize(
    "secret", ["short", "x" * 64, "0123456789" * 3, "changeme-0123456789-abcdefghijklmn", "my-secret" * 5]
)
def test_outside_the_demo_nothing_starts_with_a_key_that_can_be_guessed(bare_settings: Settings, secret: str) -> None:
    weak = replace(bare_settings, is_demo=False, secret_key=secret)

    with pytest.raises(RefusedError) as refused:
        create_app(weak)

    assert refused.value.objection.code == "secret-weak"
    assert create_app(replace(weak, secret_key=token_hex(32))).config["SECRET_KEY"]


def test_the_command_says_so_in_one_sentence_and_serves_nothing(tmp_path: Path) -> None:
    environment = {**os.environ, "FASHEN_HOME": str(tmp_path), "FASHEN_SECRET": "short", "FASHEN_DEMO": ""}
    told = subprocess.run(
        [sys.executable, "-c", "from webapp.cli import main; main()", "serve", "--port", "0"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert told.returncode == 2
    assert "FASHEN_SECRET 太短" in told.stderr
    assert "Traceback" not in told.stderr
