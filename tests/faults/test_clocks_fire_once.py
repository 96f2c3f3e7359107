"""However many workers look at the same due clocks, each fires once; what fell due while all stood still is caught up.

Hypothesis (P8, P9): every due clock has one effect, in the order in which the clocks fell due, dated by the day on
which it was noticed. Negative control: two workers that act on what they saw before the lock, and do not ask again
under it, write every silence down twice.
"""

import threading
from collections import Counter
from datetime import timedelta
from uuid import uuid4

from tests.builders import Office, an_office
from tests.engines import url_of
from tests.faults.careless import write_step
from workflows.acts.due_clocks import list_due
from workflows.questions.journal import verify_journals
from workflows.records.clocks import Clock
from workflows.records.run_tables import finished_steps
from workflows.records.transaction import Archive
from workflows.worker import Worker

CASES = 3
WORKERS = 4


def waiting_cases() -> tuple[Office, list[int]]:
    """Return an office and the runs of its cases whose parties keep silent, each told a day after the one before."""
    office, runs = an_office(), []
    for _ in range(CASES):
        office.a_case()
        office.walk_to("await_statement")
        runs.append(office.run_id)
        office.now += timedelta(days=1)
    return office, runs


def a_worker(office: Office) -> Worker:
    """Return a worker with connections of its own, as another process has."""
    archive = Archive(url_of(office.archive), pool=2)
    return Worker(archive, office.means, lambda: office.now, lambda: office.now)


def fired(office: Office) -> list[int]:
    """Return the runs whose silence was written down, in the order in which that happened."""
    query = finished_steps.select().where(finished_steps.c.act == "await_statement").order_by(finished_steps.c.id)
    with office.archive.reading() as records:
        return [int(step.run_id) for step in records.session.execute(query)]


def test_four_workers_fire_every_due_clock_once() -> None:
    office, runs = waiting_cases()
    office.now += timedelta(days=60)
    workers = [a_worker(office) for _ in range(WORKERS)]
    start, failures = threading.Barrier(WORKERS), list[Exception]()

    def work(worker: Worker) -> None:
        start.wait()
        try:
            worker.run_once()
        except Exception as error:  # noqa: BLE001 -- none may happen
            failures.append(error)

    hands = [threading.Thread(target=work, args=(worker,)) for worker in workers]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join(300)

    assert failures == []
    assert Counter(fired(office)) == Counter(runs)
    with office.archive.reading() as records:
        states = Counter(clock.state for clock in records.list_where(Clock, Clock.name == "statement_5wd"))
        assert states == {"fired": CASES}
        assert verify_journals(records=records) is None
    for worker in workers:
        worker.archive.forget_connections()


def test_what_fell_due_while_nobody_worked_is_caught_up_in_order_with_both_days() -> None:
    office, runs = waiting_cases()
    office.now += timedelta(days=60)

    a_worker(office).run_once()

    assert fired(office) == runs
    with office.archive.reading() as records:
        clocks = records.list_where(Clock, Clock.name == "statement_5wd")
        assert [clock.ended_on for clock in clocks] == [office.now.date()] * CASES
        assert all(clock.due_on < office.now.date() - timedelta(days=30) for clock in clocks)


def test_two_workers_that_believe_what_they_saw_before_the_lock_fire_twice() -> None:
    """The negative control: both do see the same clocks, and what is counted above counts both."""
    office, runs = waiting_cases()
    office.now += timedelta(days=60)
    workers = [a_worker(office) for _ in range(2)]
    seen = []
    for worker in workers:
        with worker.archive.reading() as records:
            due = [records.get(Clock, number) for number in list_due(records, office.now)]
            tasks = {task.run_id: task for run in runs for task in records.tasks.of_run(run)}
            seen.append([tasks[clock.run_id] for clock in due])
    for worker, believed in zip(workers, seen, strict=True):
        with worker.archive.transaction() as records:
            for task in believed:
                write_step(records, task, key=uuid4().hex, now=office.now)
        worker.archive.forget_connections()

    assert Counter(fired(office)) == Counter(runs * 2)
