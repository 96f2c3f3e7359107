"""A real S3-compatible server for the tests: moto's, as a process of its own, started and stopped by the test."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

from workflows.storage import Storage, storage_at

PATIENCE_SECONDS = 60
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_DEFAULT_REGION": "cn-north-1"}


@dataclass
class S3Server:
    """A bucket server on this machine."""

    port: int
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def endpoint(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it, empty, with the bucket ``cases``."""
        program = Path(sys.executable).with_name("moto_server")
        command = [str(program), "-H", "127.0.0.1", "-p", str(self.port)]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        made = urllib.request.Request(f"{self.endpoint}/cases", method="PUT")  # noqa: S310 -- a server of ours
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                urllib.request.urlopen(made, timeout=5).close()  # noqa: S310 -- a server of ours
            except (URLError, ConnectionError, TimeoutError):
                assert time.monotonic() < end, "the bucket server does not start"
                time.sleep(0.1)
            else:
                return

    def stop(self) -> None:
        """Pull its plug."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(PATIENCE_SECONDS)
            self.process = None

    def storage(self, prefix: str) -> Storage:
        """Return a storage in its bucket."""
        return storage_at(f"s3://cases/{prefix}", endpoint=self.endpoint)


@contextmanager
def an_s3_server() -> Iterator[S3Server]:
    """Run a bucket server until the test is done with it."""
    before = {name: os.environ.get(name) for name in KEYS}
    os.environ.update(KEYS)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        server = S3Server(int(door.getsockname()[1]))
    server.start()
    try:
        yield server
    finally:
        server.stop()
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
