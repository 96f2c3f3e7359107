"""The product as it is run: its own process, database and files, with a clock that a test can put on another day."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError

from tests.engines import IS_POSTGRESQL, an_empty_database
from webapp.cli import cli

FASHEN = Path(sys.executable).with_name("fashen")
PATIENCE_SECONDS = 60


@dataclass
class ServedOffice:
    """The demo agency served from a folder of its own."""

    home: Path
    port: int = 0
    settings: Mapping[str, str] = field(default_factory=dict)
    today: str = ""
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def address(self) -> str:
        """Return where the office is served."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of its commands."""
        return {**os.environ, "FASHEN_HOME": str(self.home), "FASHEN_DEMO": "1", **self.settings}

    @property
    def log(self) -> str:
        """Return what the server has said."""
        return (self.home / "server.log").read_text("utf-8", errors="replace")

    def start(self) -> None:
        """Serve, and wait until the door opens."""
        self.port = self.port or _free_port()
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [FASHEN, "demo", "serve", "--port", str(self.port)],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_open()

    def stop(self) -> None:
        """Stop serving as a careful person would."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(PATIENCE_SECONDS)
            self.process = None

    def kill(self) -> None:
        """Pull the plug: neither the server nor its worker gets to say another word."""
        if self.process is not None:
            os.killpg(self.process.pid, 9)
            self.process.wait(PATIENCE_SECONDS)
            self.process = None

    def command(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run a command of this office, as a person at its keyboard would."""
        return subprocess.run(
            [FASHEN, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )

    def set_clock(self, day: str) -> None:
        """Put the office on another day, as ``fashen demo clock`` does; what falls due until then happens."""
        before = dict(os.environ)
        os.environ.update(self.environment)
        try:
            cli.main(["demo", "clock", day], standalone_mode=False)
            self.today = day
        finally:
            os.environ.clear()
            os.environ.update(before)

    def _wait_until_open(self) -> None:
        assert self.process is not None
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log
            try:
                with urllib.request.urlopen(f"{self.address}/keys", timeout=5):  # noqa: S310 -- an address of ours
                    return
            except (URLError, ConnectionError, TimeoutError):
                time.sleep(0.1)
        raise AssertionError(self.log)


@contextmanager
def a_served_office(home: Path, *, day: str, **settings: str) -> Iterator[ServedOffice]:
    """Serve a fresh demo agency on a day until the test is done with it."""
    here = {"FASHEN_DEMO_DATABASE_URL": an_empty_database(home)} if IS_POSTGRESQL else {}
    office = ServedOffice(home, settings={**here, **settings})
    loaded = office.command("demo", "load")
    assert loaded.returncode == 0, loaded.stderr
    office.set_clock(day)
    office.start()
    try:
        yield office
    finally:
        office.kill()
    # What Flask says of an error that nobody foresaw is told with its trace: the folder of this office will be gone.
    assert "Exception on /" not in office.log, office.log


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])
