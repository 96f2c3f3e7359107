"""PostgreSQL restarts, hangs or is gone for a while: a person sees «未保存，请重试» or success, never half of an act.

Hypothesis (P6): whatever becomes of a connection, nothing is half written, what was typed stays in the page, and the
next request works without anybody restarting the product. Negative control: work that has written something, or whose
commit was never answered, is not begun again unless it carries a key.
"""

import html
import os
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import uuid4

import psycopg
import pytest
from flask import g

from tests.builders import Office, an_office, move_in
from tests.faults.broken import dump
from tests.postgres import Server, a_server_of_its_own, start, stop
from tests.webapp.office_on_the_web import Website, a_website
from webapp.patience import MOST_TRIES, patiently
from workflows.errors import UnsavedError
from workflows.records.transaction import Archive


@dataclass
class Place:
    """An office on a PostgreSQL of its own, with its web app."""

    server: Server
    office: Office
    site: Website

    @property
    def url(self) -> str:
        """Return the address of its database, for psycopg."""
        return self.server.url("postgres")

    def cut(self, *, waiting: bool = False) -> int:
        """Cut the connections of the product, or only those that wait for a lock; return how many."""
        query = (
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE backend_type = 'client backend' AND pid != pg_backend_pid()"
        )
        with psycopg.connect(self.url, autocommit=True) as hand:
            end = time.monotonic() + 30
            while time.monotonic() < end:
                row = hand.execute((query + (" AND wait_event_type = 'Lock'" if waiting else "")).encode()).fetchone()
                if row is not None and row[0]:
                    return int(row[0])
                time.sleep(0.05)
        return 0


@pytest.fixture(name="place", scope="module")
def _place() -> Iterator[Place]:
    with a_server_of_its_own() as server:
        archive = Archive(server.url("postgres"), pool=4)
        archive.create_all()
        move_in(archive)
        office = replace(an_office(), archive=archive)
        site = a_website(office, testing=False)
        site.app.config["PROPAGATE_EXCEPTIONS"] = False
        yield Place(server, office, site)
        archive.forget_connections()


@pytest.fixture(name="waiting")
def _waiting(place: Place) -> Place:
    """A case whose filing waits for the leader."""
    place.office.a_case()
    place.office.walk_to("approve_filing")
    return place


def typed_again(page: str) -> dict[str, list[str]]:
    """Return the form that an error page offers to send once more."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<textarea name="([^"]+)" hidden>\n?(.*?)</textarea>', page, re.DOTALL):
        found.setdefault(html.unescape(name), []).append(html.unescape(value))
    return found


def test_while_the_server_is_gone_nothing_typed_is_lost_and_afterwards_it_is_sent_once_more(waiting: Place) -> None:
    client, address = waiting.site.browser("wu"), waiting.site.address("approve_filing")
    form = waiting.site.answers("approve_filing", opinion="同意立案，\n注意回避", key=uuid4().hex)
    before = dump(waiting.office)

    stop(waiting.server.folder)
    gone = client.post(address, data=form)
    looked = client.get("/tasks")
    start(waiting.server.folder, lives_with=os.getpid(), careless=False)

    assert (gone.status_code, looked.status_code) == (503, 503)
    assert "未保存，请重试" in gone.text
    assert "未保存" not in looked.text
    assert typed_again(gone.text) == form
    assert dump(waiting.office) == before
    assert client.post(address, data=typed_again(gone.text)).status_code == 303
    assert waiting.site.steps("approve_filing") == 1


def test_connections_cut_between_two_requests_are_noticed_by_nobody(waiting: Place) -> None:
    client = waiting.site.browser("wu")
    assert client.get("/tasks").status_code == 200

    assert waiting.cut()

    assert waiting.site.press(client, "approve_filing", key=uuid4().hex).status_code == 303


def test_a_connection_cut_in_the_middle_of_an_act_is_done_again_and_counts_once(waiting: Place) -> None:
    client, address = waiting.site.browser("wu"), waiting.site.address("approve_filing")
    form = waiting.site.answers("approve_filing", key=uuid4().hex)
    answers = []

    with psycopg.connect(waiting.url) as other:
        other.execute("SELECT 1 FROM runs FOR UPDATE")
        hand = threading.Thread(target=lambda: answers.append(client.post(address, data=form).status_code))
        hand.start()
        assert waiting.cut(waiting=True) == 1
    hand.join(60)

    assert answers == [303]
    assert waiting.site.steps("approve_filing") == 1


def test_who_waits_too_long_for_a_case_is_told_and_can_press_again(waiting: Place) -> None:
    client, address = waiting.site.browser("wu"), waiting.site.address("approve_filing")
    form = waiting.site.answers("approve_filing", key=uuid4().hex)
    before = dump(waiting.office)

    with psycopg.connect(waiting.url) as other:
        other.execute("SELECT 1 FROM runs FOR UPDATE")
        told = client.post(address, data=form)

    assert (told.status_code, told.headers["Retry-After"]) == (503, "5")
    assert "什么都没有改变" in told.text
    assert dump(waiting.office) == before
    assert client.post(address, data=typed_again(told.text)).status_code == 303


@pytest.mark.parametrize(
    ("has_written", "is_keyed", "is_in_doubt", "times"),
    [
        (False, False, False, MOST_TRIES),
        (True, False, False, 1),
        (False, False, True, 1),
        (True, True, True, MOST_TRIES),
    ],
)
def test_only_what_cannot_happen_twice_is_begun_again(
    place: Place, *, has_written: bool, is_keyed: bool, is_in_doubt: bool, times: int
) -> None:
    tried = []

    def view() -> None:
        tried.append(uuid4())
        g.has_written, g.is_keyed = has_written, is_keyed
        raise UnsavedError(may_try_again=True, is_in_doubt=is_in_doubt)

    with place.site.app.test_request_context("/", method="POST"), pytest.raises(UnsavedError):
        patiently(view)

    assert len(tried) == times
