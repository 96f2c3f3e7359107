"""An office with its web app: the same agency, day and case that tests/builders.py makes, seen through pages."""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import ClassVar

from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import event
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.answers import answers_for
from tests.builders import ANYTIME, Office, as_posted
from webapp.app import create_app
from webapp.installation import Clock, Installation
from webapp.patience import PatientFlask
from workflows.acts.office.load_demo import PEOPLE
from workflows.records.journal import Entry
from workflows.records.sign_ins import begin_sign_in
from workflows.settings import read_settings

CRAFTED = 99_999_999
NAMES = {one.login: one.name for one in PEOPLE}


class CompiledOnce(BytecodeCache):
    """Templates compiled by one app of this process serve every other: each test opens an app of its own."""

    def __init__(self) -> None:
        """Begin with nothing compiled."""
        self._compiled = dict[str, bytes]()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what was compiled of the same text before."""
        found = self._compiled.get(f"{bucket.key} {bucket.checksum}")
        if found is not None:
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._compiled[f"{bucket.key} {bucket.checksum}"] = bucket.bytecode_to_string()


TEMPLATES = CompiledOnce()


class RuleCompiledOnce(Rule):
    """An address whose builder was compiled by one app of this process serves every other: that is half of an app."""

    _compiled: ClassVar[dict[tuple[object, ...], Callable[..., tuple[str, str]]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002 -- werkzeug's
        key = (self.rule, tuple(self._trace), repr(self.defaults), append_unknown)
        if key not in self._compiled:
            self._compiled[key] = super()._compile_builder(append_unknown)
        return self._compiled[key]


PatientFlask.url_rule_class = RuleCompiledOnce


@dataclass(frozen=True, slots=True)
class OfficeClock(Clock):
    """The clock of a test office: it shows what the office's day is."""

    office: Office

    def now(self) -> datetime:
        """Return the office's moment."""
        return self.office.now

    def demo_day(self) -> date:
        """Return the office's day."""
        return self.office.now.date()


@dataclass(frozen=True, slots=True)
class Website:
    """The web app of an office, and browsers of its people."""

    office: Office
    app: Flask

    def browser(self, login: str = "") -> FlaskClient:
        """Return a browser in which this person has signed in; nobody has without a login."""
        client = self.app.test_client()
        if login:
            self.sign_in(client, self.office.people[NAMES[login]])
        return client

    def sign_in(self, client: FlaskClient, person_id: int) -> None:
        """Begin a sign-in of a person and put its word into a browser's cookie."""
        now = self.app.extensions["installation"].clock.system_now()
        with self.office.archive.transaction() as records:
            token = begin_sign_in(records.session, person_id, address="127.0.0.1", browser="test", now=now)
        with client.session_transaction() as session:
            session["_user_id"] = token

    def answers(self, act_id: str, **answers: object) -> dict[str, list[str]]:
        """Return what the form of an act posts: its usual answers, overridden, with a fresh key and the version."""
        given = as_posted({**answers_for(act_id, self.office), **answers})
        given.setdefault("key", [f"{act_id}-{len(self.office.dossier().steps)}"])
        return {"version": [str(self.version)], **given}

    def press(self, client: FlaskClient, act_id: str, **answers: object) -> TestResponse:
        """Press the button of an act's form."""
        return client.post(self.address(act_id), data=self.answers(act_id, **answers))

    def address(self, act_id: str) -> str:
        """Return the address of the form of an open task or of an act possible at any time."""
        if act_id in ANYTIME:
            return f"/cases/{self.office.case_id}/acts/{act_id}"
        return f"/tasks/{self.office.task(act_id).id}"

    @property
    def version(self) -> int:
        """Return the run's version now."""
        return self.office.dossier().run.version

    def steps(self, act_id: str) -> int:
        """Return how often an act has been done."""
        return sum(1 for one in self.office.dossier().steps if one.act == act_id)

    def noted(self) -> list[Entry]:
        """Return the access journal, oldest first."""
        with self.office.archive.reading() as records:
            return list(reversed(records.access.list_newest(1000)))


def a_website(office: Office, *, checks_tokens: bool = False, testing: bool = True, **settings: str) -> Website:
    """Open the web app over an office; ``checks_tokens`` switches the protection against forged posts on."""
    files = str(office.means.storage.address)
    home = Path(mkdtemp(prefix="fashen-home-")) if "://" in files else Path(files).parent
    read = read_settings({"FASHEN_HOME": str(home), "FASHEN_DEMO": "1", **settings})
    installation = Installation(read, office.archive, office.means, OfficeClock(None, office))
    app = create_app(read, installation=installation, testing=testing)
    app.config["WTF_CSRF_ENABLED"] = checks_tokens
    app.jinja_env.bytecode_cache = TEMPLATES
    return Website(office, app)


@contextmanager
def counted_statements(office: Office) -> Iterator[list[str]]:
    """Collect the SQL statements run inside."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(office.archive.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(office.archive.engine, "before_cursor_execute", note)


def token_in(page: str) -> str:
    """Return the token against forged posts that a page carries."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def ways_of(page: str) -> dict[str, str]:
    """Return the addresses of the pages before and behind this one of a list, by ``prev`` and ``next``."""
    found = re.findall(r'rel="(prev|next)" href="([^"]+)"', page)
    return {way: html.unescape(address) for way, address in found}
