"""首次设置: an empty installation leads to one page, which the server's code alone opens, and makes three people."""

import re
from pathlib import Path
from secrets import token_hex

import pytest
from click.testing import CliRunner
from flask import Flask

from tests.engines import an_empty_database
from webapp.app import create_app
from webapp.cli import cli
from webapp.first_code import code_of
from webapp.installation import open_installation
from workflows.records.agencies import Agency
from workflows.records.people import Person, RoleGrant
from workflows.records.transaction import Archive
from workflows.settings import Settings, read_settings

GIVEN = {
    "name": "青峦县民政局",
    "short_name": "青峦民",
    "code": "539921",
    "uscc": "11539921MBY000109M",
    "level": "county",
    "domain": "market",
    "system_login": "majun",
    "system_name": "马骏",
    "security_login": "shenan",
    "security_name": "沈安",
    "audit_login": "fangming",
    "audit_name": "方明",
}
MINE = "竹影-清风-2026-长街"


@pytest.fixture(name="settings")
def _settings(tmp_path: Path) -> Settings:
    url = an_empty_database(tmp_path)
    return read_settings(
        {
            "FASHEN_HOME": str(tmp_path),
            "FASHEN_DATABASE": url,
            "FASHEN_DATABASE_URL": url,
            "FASHEN_SECRET": token_hex(32),
        }
    )


@pytest.fixture(name="app")
def _app(settings: Settings) -> Flask:
    office = open_installation(settings)
    office.archive.create_all()
    app = create_app(settings, installation=office, testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def people_in(archive: Archive) -> dict[str, list[str]]:
    with archive.reading() as records:
        return {
            one.login: [grant.role for grant in records.list_where(RoleGrant, RoleGrant.person_id == one.id)]
            for one in records.list_where(Person)
        }


def archive_of(app: Flask) -> Archive:
    archive: Archive = app.extensions["installation"].archive
    return archive


def test_every_way_into_an_empty_installation_leads_to_the_first_page(app: Flask) -> None:
    client = app.test_client()

    page = client.get("/", follow_redirects=True)

    assert page.request.path == "/setup"
    assert "三名管理员" in page.text


def test_the_servers_code_makes_the_agency_and_three_separated_administrators_once(
    app: Flask, settings: Settings
) -> None:
    client, code = app.test_client(), code_of(settings)

    page = client.post("/setup", data={**GIVEN, "setup_code": code})
    again = client.post("/setup", data={**GIVEN, "setup_code": code})

    assert page.status_code == 200
    assert people_in(archive_of(app)) == {
        "majun": ["system_admin"],
        "shenan": ["security_admin"],
        "fangming": ["audit_admin"],
    }
    assert again.status_code == 404
    with archive_of(app).reading() as records:
        assert [(one.code, one.level, one.domain) for one in records.list_where(Agency)] == [
            ("539921", "county", "market")
        ]
    assert not (settings.home / "first-run-code").exists()
    assert client.get("/", follow_redirects=True).request.path == "/sign-in"


def test_each_of_them_changes_the_password_and_sets_up_a_second_factor_first(app: Flask, settings: Settings) -> None:
    page = app.test_client().post("/setup", data={**GIVEN, "setup_code": code_of(settings)}).text
    passwords = re.findall(r"<code>([A-Za-z0-9]{20})</code>", page)
    client = app.test_client()

    client.post("/sign-in", data={"login": "majun", "password": passwords[0]})
    first = client.get("/people/accounts").headers["Location"]
    client.post("/account/password", data={"present": passwords[0], "new": MINE, "again": MINE})
    second = client.get("/people/accounts").headers["Location"]

    assert len(passwords) == 3
    assert (first, second) == ("/account/password", "/account/second-factor")


@pytest.mark.parametrize("code", ["", "wrong", "x" * 20])
def test_without_the_code_nothing_happens(app: Flask, settings: Settings, code: str) -> None:
    code_of(settings)

    assert app.test_client().post("/setup", data={**GIVEN, "setup_code": code}).status_code == 401
    assert people_in(archive_of(app)) == {}


def test_no_code_on_the_server_opens_nothing(app: Flask) -> None:
    assert app.test_client().post("/setup", data={**GIVEN, "setup_code": ""}).status_code == 401


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"audit_login": "majun"}, 409),
        ({"audit_name": "马骏"}, 409),
        ({"uscc": "1"}, 409),
        ({"name": ""}, 422),
        ({"security_login": "X"}, 409),
    ],
)
def test_what_is_wrong_is_said_and_leaves_nothing_behind(
    app: Flask, settings: Settings, given: dict[str, str], status: int
) -> None:
    answer = app.test_client().post("/setup", data={**GIVEN, "setup_code": code_of(settings), **given})

    assert answer.status_code == status
    with archive_of(app).reading() as records:
        assert (records.list_where(Agency), records.list_where(Person)) == ([], [])


def test_the_code_is_kept_for_its_owner_alone(app: Flask, settings: Settings) -> None:
    assert app.extensions["settings"] is settings
    assert len(code_of(settings)) >= 20
    assert code_of(settings) == code_of(settings)
    assert (settings.home / "first-run-code").stat().st_mode & 0o777 == 0o600


def test_the_command_does_the_same(tmp_path: Path) -> None:
    url = an_empty_database(tmp_path)
    environment = {"FASHEN_HOME": str(tmp_path), "FASHEN_DATABASE": url, "FASHEN_DATABASE_URL": url, "FASHEN_DEMO": ""}
    run = CliRunner(env=environment)
    run.invoke(cli, ["db", "upgrade"], catch_exceptions=False)
    words = ["--name", "青峦县民政局", "--short", "青峦民", "--code", "539921", "--uscc", "11539921MBY000109M"]
    people = ["--system", "majun=马骏", "--security", "shenan=沈安", "--audit", "fangming=方明"]

    told = run.invoke(cli, ["people", "first", *words, *people], catch_exceptions=False).output

    assert len(re.findall(r"密码 [A-Za-z0-9]{20}", told)) == 3
    assert set(people_in(Archive(url))) == {"majun", "shenan", "fangming"}
