"""Statutory clocks while machines' clocks jump and workers are down: once each, in order, never before the law allows.

Hypotheses (P8, P9, P10): whatever fell due while everything was off happens at the start in the order in which it fell
due, dated when it happened; several workers do each once; a clock of the machine that jumps back, forth or through a
change of time zone fires nothing early and nothing twice; in whatever zone the machine, or the database, is set up,
every date of a case is the same. Negative controls: a worker whose clock is a day fast does fire, so that the silence
of the others is not for want of anything to do; the machine's own date does differ between the zones.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.builders import Office, an_office
from workflows.records.clocks import Clock
from workflows.records.papers import Paper
from workflows.records.run_tables import finished_steps
from workflows.worker import Worker

NAME = "statement_5wd"
HANDS = 4


@pytest.fixture(name="office", scope="module")
def _office() -> Office:
    """Two parties were told on different days; the days of both run out while nobody works."""
    office = an_office()
    for day in ("2026-05-20", "2026-05-18"):
        office.at(day).a_case()
        office.walk_to("await_statement")
    office.work = lambda: None  # type: ignore[method-assign]
    return office


def worker(office: Office, now: datetime) -> Worker:
    """Return a worker on a machine whose clock shows this moment."""
    return Worker(office.archive, office.means, lambda: now, lambda: now)


def clocks(office: Office) -> list[Clock]:
    """Return the clocks of both, the longest due first."""
    with office.archive.reading() as records:
        return sorted(records.list_where(Clock, Clock.name == NAME), key=lambda one: (one.due_on, one.id))


def fired(office: Office) -> list[int]:
    """Return the runs whose silence was recorded, in the order in which it was."""
    steps = finished_steps.c
    with office.archive.reading() as records:
        query = finished_steps.select().where(steps.act == "await_statement").order_by(steps.id)
        return [int(row.run_id) for row in records.session.execute(query)]


def test_nothing_happens_before_the_last_day_has_ended_whatever_zone_or_jump(office: Office) -> None:
    last_day = clocks(office)[0].due_on
    almost = datetime.combine(last_day, datetime.max.time(), timezone(timedelta(hours=8)))
    for moment in (
        almost,
        almost.astimezone(UTC),
        almost.astimezone(timezone(timedelta(hours=-10))),
        almost - timedelta(hours=1),
        almost - timedelta(days=3650),
    ):
        assert worker(office, moment).run_once() == 0

    assert fired(office) == []


def test_what_fell_due_while_all_were_down_happens_once_and_in_its_order(office: Office) -> None:
    order = [one.run_id for one in clocks(office)]
    # A month later every worker of the installation starts at the same moment.
    back = datetime.combine(clocks(office)[1].due_on, datetime.min.time(), UTC) + timedelta(days=30)
    start, failures = threading.Barrier(HANDS), list[BaseException]()

    def begin() -> None:
        start.wait()
        try:
            worker(office, back).run_once()
        except Exception as error:  # noqa: BLE001 -- what the test looks at
            failures.append(error)

    hands = [threading.Thread(target=begin) for _ in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert failures == []
    assert fired(office) == order
    assert [one.state for one in clocks(office)] == ["fired", "fired"]
    with office.archive.reading() as records:
        query = finished_steps.select().where(finished_steps.c.act == "await_statement")
        assert {row.done_at for row in records.session.execute(query)} == {back}


def test_a_clock_that_jumps_back_or_forth_afterwards_fires_nothing_again(office: Office) -> None:
    before = fired(office)
    assert len(before) == 2
    for jump in (timedelta(hours=-1), timedelta(hours=1), timedelta(days=-365), timedelta(days=30)):
        late = datetime.combine(clocks(office)[1].due_on, datetime.min.time(), UTC) + timedelta(days=40) + jump
        worker(office, late).run_once()

    assert fired(office) == before


def test_a_worker_on_a_fast_machine_would_be_seen_to_fire() -> None:
    """The negative control: there was something to fire all the time."""
    office = an_office()
    office.a_case()
    office.walk_to("await_statement")
    [clock] = clocks(office)
    fast = datetime.combine(clock.due_on, datetime.min.time(), UTC) + timedelta(days=2)

    assert worker(office, fast).run_once() > 0

    assert fired(office) == [office.run_id]


# Half past eight in the evening in China: the day before, the same day or the next, as the machine has it.
EVENING = datetime(2026, 5, 18, 12, 30, tzinfo=UTC)
ZONES = ("Asia/Shanghai", "UTC", "America/Los_Angeles", "Pacific/Kiritimati")


@contextmanager
def machine_in(zone: str) -> Iterator[None]:
    """Set this machine, and what its connections ask of PostgreSQL, to a zone for a while."""
    before = {name: os.environ.get(name) for name in ("TZ", "PGTZ")}
    os.environ.update(TZ=zone, PGTZ=zone)
    time.tzset()
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
        time.tzset()


def dates_of_a_case() -> list[object]:
    """Return every date of a case that was walked this evening: of clocks, steps, papers and journal."""
    office = an_office()
    office.now = EVENING
    office.a_case()
    office.walk_to("await_statement")
    told: list[object] = []
    with office.archive.reading() as records:
        told += [(one.name, one.started_on, one.due_on) for one in records.list_where(Clock)]
        told += [(one.act, one.done_on, one.done_at) for one in records.runs.list_steps(office.run_id)]
        told += [(one.number, one.issued_on, one.issued_at) for one in records.list_where(Paper)]
        told += [(one.kind, one.entered_at) for one in records.journal.list_entries(office.dossier().case.id)]
    return told


def test_every_date_of_a_case_is_the_same_in_whatever_zone_the_machine_is() -> None:
    found = []
    for zone in ZONES:
        with machine_in(zone):
            found.append(dates_of_a_case())

    assert len(found[0]) > 20
    assert all(dates == found[0] for dates in found)


def test_the_date_of_the_machine_itself_does_differ() -> None:
    """The negative control: the zones were changed."""
    dates = set()
    for zone in ZONES:
        with machine_in(zone):
            dates.add(time.strftime("%Y-%m-%d", time.localtime(EVENING.timestamp())))

    assert len(dates) > 1
