"""Several workers share one database: every job takes effect once, periodic work is in one pair of hands at a time.

Hypothesis (P8): whatever happens to a worker between taking a job and striking it off, the effect is written once.
Negative control: the same job with its effect outside the transaction that strikes it off is written more than once.
"""

import itertools
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from tests.builders import Office, an_office
from workflows.events import Viewed
from workflows.guards.background import Arguments, Background, Effect
from workflows.jobs import MINUTES, SECONDS, Kind, Periodic
from workflows.questions.operation import list_stuck_jobs, read_operation
from workflows.records.jobs import LEASE, Job
from workflows.records.transaction import Records
from workflows.worker import Worker

JOBS = 24
HANDS = 4


@dataclass
class Bench:
    """An office, a clock that the test moves, and workers at it."""

    office: Office = field(default_factory=an_office)
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.now = self.office.now

    def worker(self, kinds: Mapping[str, Kind], periodic: Mapping[str, Periodic] | None = None) -> Worker:
        """Return one more worker, with kinds of the test's own."""
        office = self.office
        own = Worker(office.archive, office.means, lambda: office.now, lambda: self.now)
        return replace(own, kinds=kinds, periodic=periodic or {}, name=uuid4().hex)

    def enqueue(self, *names: str) -> None:
        """Ask for jobs."""
        with self.office.archive.transaction() as records:
            for name in names:
                records.jobs.enqueue("note", key=name, arguments={"name": name}, now=self.now)

    def waiting(self) -> list[Job]:
        """Return the jobs that wait."""
        with self.office.archive.reading() as records:
            return records.list_where(Job)

    def written(self) -> Counter[str]:
        """Return how often each effect was written."""
        with self.office.archive.reading() as records:
            return Counter(str(entry.body["actor"]) for entry in records.access.list_entries(0))

    def write(self, name: str, records: Records) -> None:
        """Write an effect where it can be counted: into a journal."""
        event = Viewed("job", name)
        records.access.append(0, kind=event.kind(), actor_id=0, actor=name, now=self.now, body=event.body())

    def note(self, arguments: Arguments, _: Background) -> Effect:
        """Do the job ``note``: its effect is one entry."""
        return lambda records: self.write(str(arguments["name"]), records)


def test_every_job_takes_effect_once_however_many_work_at_it() -> None:
    bench = Bench()
    names = [f"job {number}" for number in range(JOBS)]
    bench.enqueue(*names)
    start = threading.Barrier(HANDS)

    def work(worker: Worker) -> None:
        start.wait()
        while worker.do_one_job():
            pass

    hands = [threading.Thread(target=work, args=(bench.worker({"note": Kind(bench.note)}),)) for _ in range(HANDS)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert bench.written() == Counter(names)
    assert bench.waiting() == []


def test_a_worker_that_lost_its_lease_writes_nothing() -> None:
    bench = Bench()
    bench.enqueue("slow")

    def overtaken(arguments: Arguments, background: Background) -> Effect:
        bench.now += LEASE + timedelta(seconds=1)
        assert bench.worker({"note": Kind(bench.note)}).do_one_job()
        return bench.note(arguments, background)

    assert bench.worker({"note": Kind(overtaken)}).do_one_job()

    assert bench.written() == Counter({"slow": 1})


def test_an_effect_outside_the_transaction_is_written_twice() -> None:
    """The negative control: without the rule the same accident doubles the effect, and this test sees it."""
    bench = Bench()
    bench.enqueue("slow")

    def careless(arguments: Arguments, _: Background) -> None:
        with bench.office.archive.transaction() as records:
            bench.write(str(arguments["name"]), records)

    def overtaken(arguments: Arguments, background: Background) -> None:
        bench.now += LEASE + timedelta(seconds=1)
        assert bench.worker({"note": Kind(careless)}).do_one_job()
        careless(arguments, background)

    bench.worker({"note": Kind(overtaken)}).do_one_job()

    assert bench.written() == Counter({"slow": 2})


@pytest.mark.parametrize("died", ["while it worked", "while it wrote"])
def test_a_job_whose_worker_died_is_done_by_the_next(died: str) -> None:
    bench = Bench()
    bench.enqueue("job")

    def die(arguments: Arguments, background: Background) -> Effect:
        if died == "while it worked":
            raise _KilledError
        write = bench.note(arguments, background)

        def effect(records: Records) -> None:
            write(records)
            raise _KilledError

        return effect

    with pytest.raises(_KilledError):
        bench.worker({"note": Kind(die)}).do_one_job()
    next_one = bench.worker({"note": Kind(bench.note)})
    assert not next_one.do_one_job(), "the dead worker's lease still runs"
    bench.now += LEASE + timedelta(seconds=1)
    assert next_one.do_one_job()

    assert bench.written() == Counter({"job": 1})


def test_a_failing_job_waits_longer_each_time_and_is_shown_when_it_is_given_up() -> None:
    bench = Bench()
    bench.enqueue("job")

    def fail(_: Arguments, __: Background) -> None:
        message = "no paper in the printer"
        raise RuntimeError(message)

    worker = bench.worker({"note": Kind(fail, pauses=(10 * SECONDS, MINUTES))})
    moments = []
    for _ in range(100):
        if worker.do_one_job():
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
    assert bench.worker({"note": Kind(bench.note)}).do_one_job()
    assert bench.written() == Counter({"job": 1})


def test_a_job_that_kills_every_worker_is_given_up_too() -> None:
    bench = Bench()
    bench.enqueue("poison", "next")

    def kill(arguments: Arguments, background: Background) -> Effect:
        if arguments["name"] == "poison":
            raise _KilledError
        return bench.note(arguments, background)

    for _ in range(5):
        bench.now += LEASE + timedelta(seconds=1)
        worker = bench.worker({"note": Kind(kill, pauses=(SECONDS,))})
        try:
            while worker.do_one_job():
                pass
        except _KilledError:
            continue

    [poison] = bench.waiting()
    assert (poison.key, poison.died_at is not None) == ("poison", True)
    assert bench.written() == Counter({"next": 1})


def test_the_same_key_twice_is_one_job() -> None:
    bench = Bench()
    bench.enqueue("job", "job")
    bench.enqueue("job")

    assert [job.key for job in bench.waiting()] == ["job"]


def test_a_kind_that_only_a_newer_version_knows_is_left_to_it() -> None:
    bench = Bench()
    bench.enqueue("job")

    assert not bench.worker({}).do_one_job()
    assert bench.worker({"note": Kind(bench.note)}).do_one_job()


def test_a_clock_set_back_holds_no_job_for_long() -> None:
    bench = Bench()
    bench.enqueue("job")

    def die(_: Arguments, __: Background) -> None:
        raise _KilledError

    with pytest.raises(_KilledError):
        bench.worker({"note": Kind(die)}).do_one_job()
    bench.now -= timedelta(hours=1)

    assert bench.worker({"note": Kind(bench.note)}).do_one_job()


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


class _KilledError(BaseException):
    """The process ends here."""
