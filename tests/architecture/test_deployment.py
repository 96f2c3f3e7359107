"""What an operator copies names only commands and settings there are, and can be read by the programs it is for."""

import configparser
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from webapp.cli import cli
from workflows.jobs import PERIODIC
from workflows.records.rights import APPLICATION, MIGRATION

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())
UNITS = [path for path in FILES if path.parent.name == "systemd"]
GUIDE = (ROOT / "docs" / "operations.md").read_text("utf-8")
# Of the tests alone.
OF_TESTS = {"FASHEN_TEST_ENGINE", "FASHEN_TEST_FAULTS", "FASHEN_TEST_POSTGRESQL_PROGRAMS"}


def test_every_setting_named_there_is_one() -> None:
    documented = set(re.findall(r"FASHEN_[A-Z0-9_]+", (ROOT / "README.md").read_text("utf-8")))
    named = {name for path in FILES for name in re.findall(r"FASHEN_[A-Z0-9_]+", path.read_text("utf-8"))}
    named |= set(re.findall(r"FASHEN_[A-Z0-9_]+", GUIDE))

    assert named - documented - OF_TESTS == set()


def test_every_command_named_there_is_one() -> None:
    said = GUIDE + "".join(path.read_text("utf-8") for path in FILES)
    named = set(re.findall(r"(?:`|bin/|\n|new )fashen ([a-z]+)", said)) | set(re.findall(r"\[fashen, (\w+)", said))

    assert {"serve", "worker", "backup", "restore", "doctor", "jobs"} <= named
    assert named - set(cli.commands) == set()


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_can_be_read(path: Path) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(path.read_text("utf-8"))

    assert "Unit" in unit
    assert ("Timer" in unit) is (path.suffix == ".timer")
    if path.suffix == ".service":
        assert unit["Service"]["ExecStart"].startswith("/")


def test_the_compose_file_names_what_it_has() -> None:
    compose = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text("utf-8"))
    services = compose["services"]

    for service in services.values():
        assert set(service.get("depends_on", {})) <= set(services)
        for volume in service.get("volumes", []):
            assert volume.partition(":")[0] in compose["volumes"]
    assert (DEPLOY / "container" / services["web"]["build"]["context"]).resolve() == ROOT
    assert (ROOT / services["web"]["build"]["dockerfile"]).is_file()


def test_the_container_is_given_everything_it_copies() -> None:
    recipe = (DEPLOY / "container" / "Containerfile").read_text("utf-8")
    copied = {name for line in re.findall(r"^COPY (?!--)(.+) \S+$", recipe, re.MULTILINE) for name in line.split()}
    allowed = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text("utf-8"), re.MULTILINE))

    assert copied == allowed
    assert all((ROOT / name).exists() for name in copied)
    assert "://" not in recipe.replace("http://127.0.0.1", "")


def test_what_an_alarm_asks_for_is_measured() -> None:
    measures = (ROOT / "webapp" / "operations" / "measures.py").read_text("utf-8")
    named = set(re.findall(r"fashen_[a-z_]+", GUIDE)) - {"fashen_app", "fashen_owner"}

    assert {name for name in named if name.removesuffix("_total") not in measures} == set()
    assert set(re.findall(r'name="(\w+)"', GUIDE)) <= set(PERIODIC)


def role_in(address: str) -> str | None:
    """Return as which role of the database an address signs in."""
    return urlsplit(re.sub(r"\$\{\w+:\?\}", "word", address)).username


def test_only_what_migrates_is_the_owner_of_the_tables() -> None:
    services = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text("utf-8"))["services"]
    roles = {
        name: role_in(one["environment"]["FASHEN_DATABASE_URL"]) for name, one in services.items() if name != "database"
    }
    knowing = {name for name, one in services.items() if "POSTGRES_PASSWORD" in str(one)}
    examples = {
        name: role_in(found[1])
        for name in ("fashen.env.example", "owner.env.example")
        if (found := re.search(r"FASHEN_DATABASE_URL=(\S+)", (DEPLOY / name).read_text("utf-8")))
    }

    assert roles == {
        "web": APPLICATION,
        "worker": APPLICATION,
        "upgrade": services["database"]["environment"]["POSTGRES_USER"],
    }
    assert knowing == {"upgrade", "database"}
    assert examples == {"fashen.env.example": APPLICATION, "owner.env.example": MIGRATION}


def test_no_unit_that_serves_reads_the_owners_password() -> None:
    reading = {path.name for path in UNITS if "owner.env" in path.read_text("utf-8")}

    assert reading == {"fashen-backup.service"}
    assert GUIDE.count("/etc/fashen/owner.env") >= len(reading) + 1


def test_the_guide_names_every_word_the_compose_file_wants() -> None:
    text = (DEPLOY / "container" / "compose.yaml").read_text("utf-8")
    wanted = set(re.findall(r"\$\{([A-Z_]+):\?\}", text))

    assert wanted == {"FASHEN_SECRET", "POSTGRES_PASSWORD", "APPLICATION_PASSWORD"}
    assert [word for word in wanted if f"`{word}`" not in GUIDE or f"{word}" not in text.partition("x-fashen")[0]] == []


def test_the_log_of_the_proxy_keeps_no_words_searched_for() -> None:
    text = (DEPLOY / "nginx" / "fashen.conf").read_text("utf-8")
    logged = re.findall(r"log_format fashen '([^']*)'", text)

    assert len(logged) == 1
    assert set(re.findall(r"\$\w+", logged[0])).isdisjoint(
        {"$request", "$request_uri", "$args", "$query_string", "$http_referer"}
    )
    assert re.findall(r"access_log \S+ (\w+);", text) == ["fashen"]
