"""首次设置: an empty installation leads to one page, which the server's code alone opens, and makes three people."""

import re
from dataclasses import replace
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
from workflows.errors import RefusedError
from workflows.records.agencies import Agency
from workflows.records.migrate import upgrade
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
    upgrade(office.archive.engine)
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


def test_every_machine_of_an_installation_prints_and_takes_the_same_code(settings: Settings, tmp_path: Path) -> None:
    elsewhere = replace(settings, home=tmp_path / "another machine")
    other, kept = replace(settings, secret_key=token_hex(32)), replace(settings, secret_key="")

    assert len(code_of(settings)) == 20
    assert code_of(elsewhere) == code_of(settings)
    assert code_of(kept) == code_of(kept)
    assert len({code_of(one) for one in (settings, other, kept)}) == 3
    assert settings.secret_key not in code_of(settings)


def test_lost_initial_passwords_are_issued_again_until_somebody_has_signed_in(app: Flask, settings: Settings) -> None:
    first = app.test_client().post("/setup", data={**GIVEN, "setup_code": code_of(settings)}).text
    lost = re.findall(r"<code>([A-Za-z0-9]{20})</code>", first)
    environment = {"FASHEN_HOME": str(settings.home), "FASHEN_DATABASE_URL": settings.database_url}
    run = CliRunner(env={**environment, "FASHEN_DEMO": "", "FASHEN_SECRET": settings.secret_key})

    told = run.invoke(cli, ["people", "reissue"], catch_exceptions=False).output
    passwords = re.findall(r"用户名 (\w+)  密码 ([A-Za-z0-9]{20})", told)
    answers = [_signed_in(app, "majun", lost[0]), *(_signed_in(app, login, word) for login, word in passwords)]
    again = run.invoke(cli, ["people", "reissue"])

    assert [login for login, _ in passwords] == ["majun", "shenan", "fangming"]
    assert answers == [401, 303, 303, 303]
    assert isinstance(again.exception, RefusedError)
    assert "已经有人登录过" in str(again.exception)
    with archive_of(app).reading() as records:
        noted = [one for one in records.access.list_entries(0) if one.kind == "AccountChanged"]
    told_of = [one.body["body"] for one in noted if "password_reset" in str(one.body)]
    assert len(told_of) == 3


def _signed_in(app: Flask, login: str, password: str) -> int:
    return app.test_client().post("/sign-in", data={"login": login, "password": password}).status_code


def test_the_command_does_the_same(tmp_path: Path) -> None:
    url = an_empty_database(tmp_path)
    environment = {"FASHEN_HOME": str(tmp_path), "FASHEN_DATABASE": url, "FASHEN_DATABASE_URL": url, "FASHEN_DEMO": ""}
    run = CliRunner(env=environment)
    run.invoke(cli, ["db", "upgrade"], catch_exceptions=False)
    words = ["--name", "青峦县民政局", "--short", "青峦民", "--code", "539921", "--uscc", "11539921MBY000109M"]
    people = ["--system", "majun=马骏", "--security", "shenan=沈安", "--audit", "fangming=方明"]

    told = run.invoke(cli, ["people", "first", *words, *people], catch_exceptions=False).output

    assert len(re.findall(r"密码 [A-Za-z0-9]{20}", told)) == 3
    assert "fashen people reissue" in run.invoke(cli, ["doctor"]).output
    assert set(people_in(Archive(url))) == {"majun", "shenan", "fangming"}
