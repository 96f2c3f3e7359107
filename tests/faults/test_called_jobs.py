"""On PostgreSQL Procrastinate calls a worker for every job: at once, again when its worker is dead, never for nothing.

Hypothesis (P8): an effect is written once, whichever process is killed and whether the database stays. Negative
control: an effect outside the transaction that strikes its job off is written twice by the same accident. These tests
need PostgreSQL whatever FASHEN_TEST_ENGINE says; a server started with them is there for all of them.
"""

import os
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from procrastinate.exceptions import ConnectorException
from sqlalchemy import text

from tests.faults.worker_in_a_process import PATIENCE_SECONDS, SILENCE_SECONDS, Desk, system_now, wait_until, write
from tests.postgres import a_server_of_its_own, server, start, stop
from workflows.called_jobs import CONCURRENCY
from workflows.guards.background import Arguments, Background, Effect
from workflows.jobs import SECONDS, Kind
from workflows.records.jobs import Job
from workflows.records.migrate import upgrade
from workflows.records.transaction import Archive
from workflows.worker import CUT_OFF, Worker

CALLS = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'do_job'")


@dataclass
class Shop:
    """A database with every table, a desk at it, and what can be seen of both."""

    archive: Archive
    desk: Desk

    @property
    def worker(self) -> Worker:
        """Return one more worker, in this process."""
        return self.desk.worker(self.archive)

    def enqueue(self, *names: str) -> None:
        """Ask for jobs."""
        with self.archive.transaction() as records:
            for name in names:
                records.jobs.enqueue("note", key=name, arguments={"name": name}, now=system_now())

    def written(self) -> Counter[str]:
        """Return how often each effect was written."""
        with self.archive.reading() as records:
            return Counter(str(entry.body["actor"]) for entry in records.access.list_entries(0))

    def owed(self) -> list[Job]:
        """Return the jobs that are owed."""
        with self.archive.reading() as records:
            return records.list_where(Job)

    def calls(self) -> int:
        """Return how many calls there are for jobs."""
        with self.archive.reading() as records:
            return int(records.session.execute(CALLS).scalar_one())

    def silence(self) -> None:
        """Let every worker seem dead, as one seems that hangs."""
        with self.archive.transaction() as records:
            records.session.execute(text("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"))

    def working(self, **kinds: Kind) -> Worker:
        """Return a worker with kinds of the test's own."""
        return replace(self.worker, kinds=kinds)


@contextmanager
def at_work(worker: Worker) -> Iterator[None]:
    """Let a worker work beside the test."""
    enough = threading.Event()
    life = threading.Thread(target=worker.run, args=(enough,))
    life.start()
    try:
        yield
    finally:
        enough.set()
        life.join()


@pytest.fixture(name="shop")
def _shop(tmp_path: Path) -> Iterator[Shop]:
    name = server().create_database()
    archive = Archive(server().url(name), pool=4)
    upgrade(archive.engine)
    yield Shop(archive, Desk(server().url(name), tmp_path))
    archive.forget_connections()
    server().drop_database(name)


def test_what_keeps_jobs_from_being_called_is_raised_where_they_were_asked_for(shop: Shop) -> None:
    shop.enqueue("a")
    with shop.archive.transaction() as records:
        records.session.execute(text("DROP FUNCTION procrastinate_fetch_job_v2"))

    with pytest.raises(ConnectorException):
        shop.worker.do_jobs()

    assert [one.key for one in shop.owed()] == ["a"]


def test_a_job_whose_act_is_taken_back_is_never_called(shop: Shop) -> None:
    shop.desk.let_go_on()
    with shop.archive.transaction() as records:
        records.jobs.enqueue("note", key="never", arguments={"name": "never"}, now=system_now())
        records.jobs.flush()
        called = records.session.execute(CALLS).scalar_one()
        records.session.rollback()
    assert (called, shop.calls()) == (1, 0)
    shop.enqueue("done")
    assert shop.calls() == 1

    assert shop.worker.do_jobs() == 1

    assert shop.written() == Counter({"done": 1})
    assert (shop.owed(), shop.calls()) == ([], 0)


def test_a_worker_that_waits_begins_at_once_and_does_several_at_a_time(shop: Shop) -> None:
    names = [f"{at + 1}. job" for at in range(CONCURRENCY)]
    with at_work(shop.worker):
        took = []
        for name in names:
            shop.enqueue(name)
            took.append(wait_until(lambda name=name: shop.desk.has_begun(name)))  # type: ignore[misc]
        shop.desk.let_go_on()
        wait_until(lambda: not shop.owed())

    assert len(names) > 1
    assert min(took[1:]) < 0.5, "it looks only once a second"
    assert shop.written() == Counter(names)


def test_a_worker_killed_in_mid_job_leaves_it_to_another_and_it_is_done_once(shop: Shop) -> None:
    process = shop.desk.start()
    shop.enqueue("job")
    wait_until(lambda: shop.desk.has_begun("job"))
    process.kill()
    process.join(PATIENCE_SECONDS)
    shop.desk.let_go_on()

    assert shop.worker.do_jobs() == 0, "it may still live"
    time.sleep(SILENCE_SECONDS * 1.1)
    assert shop.worker.do_jobs() == 1

    assert shop.written() == Counter({"job": 1})
    assert (shop.owed(), shop.calls()) == ([], 0)


def test_a_worker_asked_to_stop_ends_its_job_first(shop: Shop) -> None:
    process = shop.desk.start()
    shop.enqueue("job")
    wait_until(lambda: shop.desk.has_begun("job"))
    process.terminate()
    shop.desk.let_go_on()
    process.join(PATIENCE_SECONDS)

    assert process.exitcode == 0
    assert shop.written() == Counter({"job": 1})
    assert (shop.owed(), shop.calls()) == ([], 0)


@pytest.mark.parametrize("is_careless", [False, True], ids=["as it must be", "negative control"])
def test_a_job_taken_from_a_worker_that_hangs_takes_effect_once(shop: Shop, *, is_careless: bool) -> None:
    """The control: the same accident, with the effect in a transaction of its own, doubles it; this test sees it."""
    shop.enqueue("job")

    def note(_: Arguments, __: Background) -> Effect | None:
        if not is_careless:
            return lambda records: write("job", records)
        with shop.archive.transaction() as records:
            write("job", records)
        return None

    def hang(arguments: Arguments, background: Background) -> Effect | None:
        shop.silence()
        assert shop.working(note=Kind(note)).do_jobs() == 1
        return note(arguments, background)

    assert shop.working(note=Kind(hang)).do_jobs() == 1

    assert shop.written() == Counter({"job": 2 if is_careless else 1})
    assert shop.owed() == []


def test_a_job_that_kills_every_worker_is_given_up(shop: Shop) -> None:
    shop.desk.let_go_on()
    shop.enqueue("poison")
    shop.enqueue("next")

    def kill(arguments: Arguments, background: Background) -> Effect:
        if arguments["name"] == "poison":
            raise _KilledError
        return shop.desk.note(arguments, background)

    for _ in range(4):
        shop.working(note=Kind(kill, pauses=(SECONDS,))).do_jobs()

    [poison] = shop.owed()
    assert (poison.key, poison.attempts, poison.error, poison.died_at is not None) == ("poison", 3, CUT_OFF, True)
    assert shop.written() == Counter({"next": 1})
    assert shop.calls() == 0


def test_what_is_owed_is_called_even_if_its_call_is_lost(shop: Shop) -> None:
    """As in a database that was restored, or came from a version without Procrastinate."""
    shop.desk.let_go_on()
    shop.enqueue("job")
    with shop.archive.transaction() as records:
        records.session.execute(text("DELETE FROM procrastinate_jobs"))

    assert shop.worker.do_jobs() == 1
    assert shop.written() == Counter({"job": 1})


def test_a_failed_job_is_called_again_at_once_when_a_person_says_so(shop: Shop) -> None:
    shop.enqueue("job")

    def fail(_: Arguments, __: Background) -> None:
        message = "no paper in the printer"
        raise RuntimeError(message)

    assert shop.working(note=Kind(fail)).do_jobs() == 1
    shop.desk.let_go_on()
    assert shop.worker.do_jobs() == 0, "it waits"
    with shop.archive.transaction() as records:
        assert records.jobs.revive() == 1
    with at_work(shop.worker):
        wait_until(lambda: not shop.owed())

    assert shop.written() == Counter({"job": 1})
    assert shop.calls() == 0


def test_a_worker_goes_on_when_the_database_comes_back(tmp_path: Path) -> None:
    with a_server_of_its_own() as own:
        archive = Archive(own.url("postgres"), pool=4)
        upgrade(archive.engine)
        shop = Shop(archive, Desk(own.url("postgres"), tmp_path))
        shop.desk.let_go_on()
        with at_work(shop.worker):
            shop.enqueue("before")
            wait_until(lambda: not shop.owed())
            stop(own.folder)
            start(own.folder, lives_with=os.getpid(), careless=False)
            archive.forget_connections()
            shop.enqueue("after")
            wait_until(lambda: not shop.owed())

        assert shop.written() == Counter(["before", "after"])
        archive.forget_connections()


class _KilledError(BaseException):
    """The process ends here."""
