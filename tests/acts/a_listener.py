"""Another system that is told of what happens: a real server, and an office with a worker that brings the messages."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from tempfile import mkdtemp
from typing import Any

from tests.acts.prepared import a_case_before
from tests.builders import Office, as_posted
from workflows.acts.office.manage_webhooks import add_webhook
from workflows.acts.pushing import Reach, reach_of
from workflows.guards.secret_box import box_of
from workflows.questions.webhooks import WebhookLine, list_webhooks
from workflows.settings import Settings, read_settings
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.scopes import WEBHOOK_KINDS
from workflows.worker import Worker

INSIDE = replace(read_settings({"FASHEN_HOME": mkdtemp(prefix="fashen-home-")}), may_push_inside=True)
EVERYWHERE = reach_of(INSIDE)


@dataclass
class Listener:
    """Another system's server: what it was told, and how it answers."""

    address: str = ""
    status: int = 204
    location: str = ""
    heard: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    def told(self) -> list[dict[str, object]]:
        """Return every message it was sent."""
        return [json.loads(body) for _, body in self.heard]


@contextmanager
def listening() -> Iterator[Listener]:
    listener = Listener()

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            listener.heard.append((dict(self.headers), body))
            self.send_response(listener.status)
            if listener.location:
                self.send_header("Location", listener.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    listener.address = f"http://127.0.0.1:{server.server_port}/fashen?from=test"
    try:
        yield listener
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class QuietOffice(Office):
    """An office whose background work waits until the test lets it be done."""

    def work(self) -> None:
        """Leave everything to the test's own worker."""


@dataclass
class Told:
    """An office one of whose systems is told of everything."""

    office: Office
    listener: Listener
    number: int
    secret: str
    after: timedelta = timedelta()
    settings: Settings = INSIDE

    def work(self, after: timedelta = timedelta()) -> None:
        """Let the worker do what is due so much later."""
        self.after += after
        clock = lambda: self.office.now + self.after  # noqa: E731 -- the worker's two clocks
        Worker(self.office.archive, self.office.means, clock, clock, self.settings).run_once()

    @property
    def actor(self) -> Actor:
        """Return who looks after the addresses."""
        return self.office.actor("马骏")

    def line(self) -> WebhookLine:
        """Return how it went."""
        with self.office.archive.reading() as records:
            return list_webhooks(records=records, actor=self.actor, now=self.office.now)[0]

    def manage(self, act: Callable[..., Any], number: int = 0, **given: object) -> Any:
        """Do something to the address."""
        moment = self.office.now + self.after
        with self.office.archive.transaction() as records:
            return act(number or self.number, actor=self.actor, records=records, now=moment, **given)


@contextmanager
def told_before(act_id: str) -> Iterator[Told]:
    """Let another system be told of everything from before an act of the example case on."""
    office = QuietOffice(**vars(a_case_before(act_id)))
    with listening() as listener:
        number, secret = subscribe(office, listener.address, *WEBHOOK_KINDS)
        yield Told(office, listener, number, secret)


def subscribe(office: Office, url: str, *kinds: str, reach: Reach = EVERYWHERE) -> tuple[int, str]:
    posted, actor = as_posted({"url": url, "kinds": kinds}), office.actor("马骏")
    with office.archive.transaction() as records:
        return add_webhook(posted, reach=reach, box=box_of(INSIDE), actor=actor, records=records, now=office.now)
