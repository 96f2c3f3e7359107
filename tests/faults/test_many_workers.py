"""Several workers share one database: every job takes effect once, periodic work is in one pair of hands at a time.

Hypothesis (P8): whatever happens to a worker between taking a job and striking it off, the effect is written once.
How the job of a dead worker comes to another is each database's own way: ``test_leased_jobs.py`` for SQLite,
``test_called_jobs.py`` for PostgreSQL, where each has its negative control.
"""

import itertools
import threading
from collections import Counter
from datetime import timedelta

from tests.faults.bench import Bench
from workflows.guards.background import Arguments, Background
from workflows.jobs import MINUTES, SECONDS, Kind, Periodic
from workflows.questions.operation import list_stuck_jobs, read_operation
from workflows.worker import Worker

JOBS = 24
HANDS = 4


def test_every_job_takes_effect_once_however_many_work_at_it() -> None:
    bench = Bench()
    names = [f"job {number}" for number in range(JOBS)]
    bench.enqueue(*names)
    start = threading.Barrier(HANDS)

    def work(worker: Worker) -> None:
        start.wait()
        worker.do_jobs()

    hands = [threading.Thread(target=work, args=(bench.worker({"note": Kind(bench.note)}),)) for _ in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert bench.written() == Counter(names)
    assert bench.waiting() == []


def test_a_failing_job_waits_longer_each_time_and_is_shown_when_it_is_given_up() -> None:
    bench = Bench()
    bench.enqueue("job")

    def fail(_: Arguments, __: Background) -> None:
        message = "no paper in the printer"
        raise RuntimeError(message)

    worker = bench.worker({"note": Kind(fail, pauses=(10 * SECONDS, MINUTES))})
    moments = []
    for _ in range(100):
        if worker.do_jobs():
            moments.append(bench.now)
        bench.now += timedelta(seconds=5)
    [job] = bench.waiting()

    assert [after - before for before, after in itertools.pairwise(moments)] == [10 * SECONDS, MINUTES]
    assert (job.died_at, job.error) == (moments[-1], "RuntimeError: no paper in the printer")
    with bench.office.archive.reading() as records:
        assert read_operation(records=records, now=bench.now).dead == 1
        assert [one.key for one in list_stuck_jobs(records=records)] == ["job"]
    with bench.office.archive.transaction() as records:
        assert records.jobs.revive() == 1
    assert bench.worker({"note": Kind(bench.note)}).do_jobs()
    assert bench.written() == Counter({"job": 1})


def test_the_same_key_twice_is_one_job() -> None:
    bench = Bench()
    bench.enqueue("job", "job")
    bench.enqueue("job")

    assert [job.key for job in bench.waiting()] == ["job"]


def test_a_kind_that_only_a_newer_version_knows_is_left_to_it() -> None:
    bench = Bench()
    bench.enqueue("job")

    assert not bench.worker({}).do_jobs()
    assert bench.worker({"note": Kind(bench.note)}).do_jobs()


def test_periodic_work_is_done_once_in_its_time_by_one_of_many() -> None:
    bench = Bench()
    done, at_once, most = [], [0], [0]
    counting = threading.Lock()

    def round_(_: Background) -> None:
        with counting:
            at_once[0] += 1
            most[0] = max(most[0], at_once[0])
        done.append(bench.now)
        with counting:
            at_once[0] -= 1

    workers = [bench.worker({}, {"round": Periodic(20 * SECONDS, round_)}) for _ in range(HANDS)]
    for _ in range(7):
        hands = [threading.Thread(target=worker.do_rounds) for worker in workers]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        bench.now += timedelta(seconds=10)

    assert [moment - done[0] for moment in done] == [timedelta(seconds=20 * number) for number in range(4)]
    assert most == [1]


def test_a_round_that_fails_is_tried_again_and_its_reason_kept() -> None:
    bench = Bench()

    def fail(_: Background) -> None:
        message = "the bucket is gone"
        raise OSError(message)

    worker = bench.worker({}, {"storage": Periodic(30 * SECONDS, fail)})
    assert worker.do_rounds() == 1
    bench.now += timedelta(seconds=31)
    assert worker.do_rounds() == 0, "after a failure it waits longer"
    bench.now += timedelta(seconds=30)
    assert worker.do_rounds() == 1
    with bench.office.archive.reading() as records:
        assert read_operation(records=records, now=bench.now).storage_fault == "OSError: the bucket is gone"

    bench.now += timedelta(minutes=2)
    assert bench.worker({}, {"storage": Periodic(30 * SECONDS, lambda _: None)}).do_rounds() == 1
    with bench.office.archive.reading() as records:
        assert read_operation(records=records, now=bench.now).storage_fault == ""


def test_a_worker_is_seen_while_it_lives_and_not_after() -> None:
    bench = Bench()
    stop = threading.Event()
    worker = bench.worker({})
    life = threading.Thread(target=worker.run, args=(stop,))
    life.start()
    seen = [0]
    while not seen[0]:
        with bench.office.archive.reading() as records:
            seen[0] = read_operation(records=records, now=bench.now).workers
    stop.set()
    life.join()

    with bench.office.archive.reading() as records:
        assert (seen[0], read_operation(records=records, now=bench.now).workers) == (1, 0)
