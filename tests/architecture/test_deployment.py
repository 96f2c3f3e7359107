"""What an operator copies names only commands and settings there are, and can be read by the programs it is for."""

import configparser
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlsplit

import click
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
    named = set(re.findall(r"(?:`|bin/|\n *|\w=\S+ )fashen ([a-z]+)(?: ([a-z][a-z-]*))?", said))
    named |= {(name, "") for name in re.findall(r"\[fashen, (\w+)", said)}

    expected = {"serve": "", "restore": "", "db": "roles", "journal": "new-key", "people": "first", "jobs": "retry"}
    assert set(expected.items()) <= named
    assert {command for command in named if not is_command(*command)} == set()


def is_command(name: str, further: str) -> bool:
    """Say whether there is a command of that name, and of a group one of the further name."""
    found = cli.commands.get(name)
    if not isinstance(found, click.Group):
        return found is not None
    return further in found.commands if further else found.invoke_without_command


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


class HandMachine:
    """A machine with the wrapper of ``fashen`` and a program that tells as whom and with what it was run."""

    def __init__(self, folder: Path) -> None:
        # Whoever the wrapper becomes must be able to run what lies here.
        folder.chmod(0o755)
        self.folder, self.program, self.wrapper = folder, folder / "program", folder / "fashen"
        self.program.write_text('#!/bin/sh\nid -un\nenv\necho "-- $*"\nexit 7\n', "ascii")
        shutil.copy(DEPLOY / "fashen", self.wrapper)
        self.program.chmod(0o755)
        self.settings("FASHEN_HOME=/var/lib/fashen\n")

    def settings(self, content: str, *, of: str = "fashen.env") -> "HandMachine":
        (self.folder / of).write_text(content, "utf-8")
        return self

    def run(self, *arguments: str, user: str = "", **given: str) -> "subprocess.CompletedProcess[str]":
        """Run the wrapper as a machine would whose services are of ``user``, of this one unless told otherwise."""
        places = {
            "SETTINGS_OF_FASHEN": str(self.folder),
            "PROGRAM_OF_FASHEN": str(self.program),
            "USER_OF_FASHEN": user or pwd.getpwuid(os.getuid()).pw_name,
        }
        environment = {"PATH": os.environ["PATH"], **places, **given}
        return subprocess.run(
            [str(self.wrapper), *arguments], env=environment, capture_output=True, text=True, check=False
        )

    def value(self, name: str, *arguments: str, **given: str) -> str | None:
        """Return what the program finds a setting to be."""
        told = self.run(*(arguments or ("doctor",)), **given)
        assert (told.returncode, told.stderr) == (7, "")
        return dict(line.partition("=")[::2] for line in told.stdout.splitlines()).get(name)


@pytest.fixture(name="machine")
def _machine() -> Iterator[HandMachine]:
    folder = Path(mkdtemp(prefix="fashen-hand-"))
    yield HandMachine(folder)
    shutil.rmtree(folder)


# As systemd.exec(5) says of EnvironmentFile=.
@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("FASHEN_METRICS=10.0.0.0/24 10.0.1.0/24", "10.0.0.0/24 10.0.1.0/24"),
        ("  FASHEN_METRICS = 10.0.0.1 \t\r", "10.0.0.1"),
        ('FASHEN_METRICS="10.0.0.1  10.0.0.2" ', "10.0.0.1  10.0.0.2"),
        ("FASHEN_METRICS='a \\ \" $HOME `id` # b'", 'a \\ " $HOME `id` # b'),
        (r'FASHEN_METRICS="\"\\\$(id)\n"', r'"\$(id)\n'),
        (r"FASHEN_METRICS=a\b\\c'd' # $(id) ; *", r"ab\c'd' # $(id) ; *"),
        ("FASHEN_METRICS=", ""),
        ("FASHEN_METRICS=first\nFASHEN_METRICS=县民政局=二", "县民政局=二"),
        ("# FASHEN_METRICS=1\n; FASHEN_METRICS=2\n\nFASHEN_METRICS", None),
    ],
)
def test_a_command_by_hand_reads_settings_as_the_services_do(
    machine: HandMachine, line: str, value: str | None
) -> None:
    machine.settings(f"# 设置\n\n{line}\nFASHEN_HOME=/var/lib/fashen")

    assert machine.value("FASHEN_METRICS") == value
    assert machine.value("FASHEN_HOME") == "/var/lib/fashen"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('FASHEN_NAME="open', "第 2 行的引号不成对"),
        ("FASHEN_NAME='a' b", "第 2 行的引号不成对"),
        ('FASHEN_NAME="a" "b"', "第 2 行的引号不成对"),
        ('FASHEN_NAME="a\\"', "第 2 行的引号不成对"),
        ("FASHEN_NAME=a\\\nb", "第 2 行以反斜线结尾"),
        ("export FASHEN_NAME=a", "第 2 行不是“名称=值”"),
        ("$(touch x)=a", "第 2 行不是“名称=值”"),
    ],
)
def test_a_line_that_could_be_read_in_two_ways_stops_a_command_by_hand(
    machine: HandMachine, line: str, told: str
) -> None:
    answer = machine.settings(f"\n{line}\n").run("doctor")

    assert (answer.returncode, answer.stdout) == (2, "")
    assert told in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_only_what_migrates_and_copies_by_hand_is_the_owner_of_the_tables(machine: HandMachine) -> None:
    machine.settings("FASHEN_DATABASE_URL=application\n").settings("FASHEN_DATABASE_URL=owner\n", of="owner.env")

    as_owner = {name for name in cli.commands if machine.value("FASHEN_DATABASE_URL", name, "x") == "owner"}

    assert as_owner == {"backup", "restore", "db"}
    (machine.folder / "owner.env").unlink()
    assert machine.value("FASHEN_DATABASE_URL", "db", "upgrade") == "application"


def test_a_setting_before_the_command_goes_before_the_files_and_arguments_arrive_whole(machine: HandMachine) -> None:
    answer = machine.run("restore", "a b.tar", "*", FASHEN_HOME="/var/lib/fashen-new")

    assert answer.returncode == 7
    assert answer.stdout.splitlines()[0] == pwd.getpwuid(os.getuid()).pw_name
    assert answer.stdout.splitlines()[-1] == "-- restore a b.tar *"
    assert "FASHEN_HOME=/var/lib/fashen-new" in answer.stdout.splitlines()


def test_a_machine_without_settings_says_so(machine: HandMachine) -> None:
    (machine.folder / "fashen.env").unlink()

    answer = machine.run("doctor")

    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == f"读不到设置文件 {machine.folder}/fashen.env：请确认它存在，并以 root 运行\n"


def test_root_becomes_the_services_user(machine: HandMachine) -> None:
    user = "nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    (machine.folder / "owner.env").write_text("FASHEN_DATABASE_URL=owner\n", "ascii")
    (machine.folder / "owner.env").chmod(0o600)

    told = machine.run("backup", "x.tar", user=user)

    assert (told.returncode, told.stdout.splitlines()[0]) == (7, user)
    assert {"FASHEN_DATABASE_URL=owner", f"HOME={pwd.getpwnam(user).pw_dir}"} <= set(told.stdout.splitlines())


def test_whoever_is_neither_root_nor_the_services_user_is_refused(machine: HandMachine) -> None:
    become = ["runuser", "-u", "nobody", "--"] if os.getuid() == 0 else []
    places = {"SETTINGS_OF_FASHEN": str(machine.folder), "PROGRAM_OF_FASHEN": str(machine.program)}
    environment = {"PATH": os.environ["PATH"], **places}

    told = subprocess.run(
        [*become, str(machine.wrapper), "doctor"], env=environment, capture_output=True, text=True, check=False
    )

    assert (told.returncode, told.stdout, told.stderr) == (2, "", "请以 root 或者 fashen 用户运行 fashen\n")
