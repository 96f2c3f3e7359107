"""Papers come before dossiers and exports, and no clock waits for a job that takes long; on either database.

Hypothesis: whatever was asked for first, whoever stands at the counter is served before what may take the night.
Negative control: jobs of one haste are done in the order they were asked for, which is another one.
"""

import threading
from datetime import UTC, datetime
from secrets import token_hex

import pytest

from tests.faults.bench import Bench
from tests.faults.worker_in_a_process import wait_until
from workflows.called_jobs import CONCURRENCY
from workflows.guards.background import Arguments, Background
from workflows.jobs import SECONDS, Kind, Periodic

ASKED = ("errand", "index_older_cases", "render", "errand", "webhook", "index_case")


def system_now() -> datetime:
    """Return the true moment."""
    return datetime.now(UTC)  # noqa: TID251 -- what Procrastinate goes by


@pytest.mark.parametrize("kinds", [ASKED, ("render", "index_case", "render")], ids=["mixed", "negative control"])
def test_what_somebody_waits_for_is_done_before_what_takes_long(kinds: tuple[str, ...]) -> None:
    bench, done = Bench(), list[str]()
    bench.now = system_now()

    def note(arguments: Arguments, _: Background) -> None:
        done.append(str(arguments["name"]))

    with bench.office.archive.transaction() as records:
        for number, kind in enumerate(kinds):
            arguments: dict[str, object] = {"name": f"{kind} {number}"}
            records.jobs.enqueue(kind, key=str(number), arguments=arguments, now=bench.now)
    bench.worker({kind: Kind(note) for kind in kinds}).do_jobs()

    in_turn = [f"{kind} {number}" for number, kind in enumerate(kinds)]
    last = ("errand", "index_older_cases", "webhook")
    assert done == sorted(in_turn, key=lambda name: name.startswith(last))
    assert (done == in_turn) is (kinds != ASKED)


@pytest.mark.parametrize("slow", ["webhook", "errand"])
def test_a_paper_waits_for_no_silent_receiver_and_no_long_export(slow: str) -> None:
    """Control: what waits for the same hands is not done meanwhile."""
    bench, is_let_go, begun, stop = Bench(), threading.Event(), list[str](), threading.Event()
    bench.now, done = system_now(), list[str]()

    def hang(_: Arguments, __: Background) -> None:
        begun.append(slow)
        is_let_go.wait(30)

    kinds = {name: Kind(lambda given, _: done.append(str(given["name"]))) for name in ("webhook", "errand", "render")}
    kinds[slow] = Kind(hang)
    hands = CONCURRENCY if bench.office.archive.is_shared else 1
    ask(bench, *[slow] * hands)
    life = threading.Thread(target=bench.worker(kinds).run, args=(stop,))
    life.start()
    try:
        wait_until(lambda: len(begun) == hands)
        ask(bench, *kinds)
        wait_until(lambda: len(done) == 2)
    finally:
        meanwhile = len(begun)
        is_let_go.set()
        stop.set()
        life.join()

    assert sorted(done) == sorted(set(kinds) - {slow})
    assert meanwhile == hands


def ask(bench: Bench, *kinds: str) -> None:
    """Ask for jobs of these kinds, each of its own."""
    with bench.office.archive.transaction() as records:
        for kind in kinds:
            records.jobs.enqueue(kind, key=token_hex(8), arguments={"name": kind}, now=bench.now)


def test_no_clock_waits_until_a_long_job_has_ended() -> None:
    bench, is_let_go, has_begun, stop = Bench(), threading.Event(), threading.Event(), threading.Event()
    bench.now = system_now()
    rounds = list[bool]()

    def last(_: Arguments, __: Background) -> None:
        has_begun.set()
        is_let_go.wait(30)

    def sweep(_: Background) -> None:
        rounds.append(has_begun.is_set() and not is_let_go.is_set())

    with bench.office.archive.transaction() as records:
        records.jobs.enqueue("errand", key="long", arguments={}, now=bench.now)
    worker = bench.worker({"errand": Kind(last)}, {"clocks": Periodic(SECONDS / 1000, sweep)})
    life = threading.Thread(target=worker.run, args=(stop,))
    life.start()
    try:
        wait_until(has_begun.is_set)
        bench.now += SECONDS
        wait_until(lambda: True in rounds)
    finally:
        is_let_go.set()
        stop.set()
        life.join()

    assert bench.waiting() == []
