"""Knocks and attempts are counted together by all processes: none fails because another forgets at that moment.

Hypothesis (P24): whatever another process counts or forgets between two statements of one that counts, each knock is
counted and none fails. Negative control: a count that is read first and written afterwards loses the other's knock.
These tests need PostgreSQL whatever FASHEN_TEST_ENGINE says: SQLite has one writer at a time.
"""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, update

from tests.postgres import server
from workflows.records.limit_windows import LimitWindow, Windows
from workflows.records.schema import Record
from workflows.records.sign_ins import LoginFailures, admit_attempt, forgive_failures
from workflows.records.transaction import Archive

NOW, SPAN = 1_000_000.0, 60.0


@pytest.fixture(name="url")
def _url() -> Iterator[str]:
    name = server().create_database()
    archive = Archive(server().url(name), pool=1)
    tables = [Record.metadata.tables[one] for one in ("limit_windows", "login_failures")]
    Record.metadata.create_all(archive.engine, tables=tables)
    archive.forget_connections()
    yield server().url(name)
    server().drop_database(name)


def test_a_door_forgotten_while_somebody_knocks_at_it_again_is_there_again(url: str) -> None:
    here, there = Archive(url, pool=1), Archive(url, pool=1)
    with here.transaction() as records:
        Windows(records.session).increase("old", span=SPAN, amount=5, now=NOW)
    beside = list[int]()

    @event.listens_for(here.engine, "after_cursor_execute")
    def come_between(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO limit_windows") and not beside:
            with there.transaction() as records:
                beside.append(Windows(records.session).increase("new", span=SPAN, amount=1, now=NOW + 2 * SPAN))

    with here.transaction() as records:
        counted = Windows(records.session).increase("old", span=SPAN, amount=1, now=NOW + 2 * SPAN)

    assert (counted, beside) == (1, [1])
    for archive in (here, there):
        archive.forget_connections()


def test_a_count_that_is_read_first_and_written_afterwards_loses_a_knock(url: str) -> None:
    """The negative control: the other process does come between, and what it counted is gone."""
    here, there = Archive(url, pool=1), Archive(url, pool=1)
    with here.transaction() as records:
        Windows(records.session).increase("door", span=SPAN, amount=1, now=NOW)
    with here.transaction() as records:
        read, until = Windows(records.session).count("door", now=NOW)
        with there.transaction() as others:
            Windows(others.session).increase("door", span=SPAN, amount=1, now=NOW)
        written = update(LimitWindow).where(LimitWindow.key == "door").values(hits=[read + 1], until=until)
        records.session.execute(written)

    with here.reading() as records:
        assert Windows(records.session).count("door", now=NOW)[0] == 2
    for archive in (here, there):
        archive.forget_connections()


def test_what_is_over_goes_with_the_next_new_door(url: str) -> None:
    archive = Archive(url, pool=1)
    for key, now in (("a", NOW), ("b", NOW), ("c", NOW + 2 * SPAN)):
        with archive.transaction() as records:
            assert Windows(records.session).acquire(key, limit=2, span=SPAN, amount=1, now=now)

    with archive.reading() as records:
        assert [one.key for one in records.list_where(LimitWindow)] == ["c"]
    archive.forget_connections()


def test_an_attempt_is_counted_while_the_same_person_comes_in_elsewhere(url: str) -> None:
    here, there = Archive(url, pool=1), Archive(url, pool=1)
    now, closed_for = datetime(2026, 5, 18, tzinfo=UTC), timedelta(minutes=15)
    with here.transaction() as records:
        admit_attempt(records.session, "lin", failures=5, closed_for=closed_for, now=now)
    came_in = threading.Thread(target=_come_in, args=(there,))

    @event.listens_for(here.engine, "after_cursor_execute")
    def come_between(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("INSERT INTO login_failures") and not came_in.ident:
            came_in.start()
            came_in.join(0.5)

    with here.transaction() as records:
        admission = admit_attempt(records.session, "lin", failures=5, closed_for=closed_for, now=now)
    came_in.join()

    assert admission.is_admitted
    with here.reading() as records:
        assert records.list_where(LoginFailures) == []
    for archive in (here, there):
        archive.forget_connections()


def _come_in(archive: Archive) -> None:
    with archive.transaction() as records:
        forgive_failures(records.session, "lin")
