"""On SQLite a worker holds a job by a lease: one that died loses it, and one that lost it writes nothing.

Hypothesis (P8): whatever happens to a worker between taking a job and striking it off, the effect is written once.
Negative control: the same job with its effect outside the transaction that strikes it off is written more than once.
These tests are about SQLite whatever FASHEN_TEST_ENGINE says.
"""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.builders import an_office
from tests.faults.bench import Bench
from workflows.guards.background import Arguments, Background, Effect
from workflows.jobs import SECONDS, Kind
from workflows.records.jobs import LEASE
from workflows.records.transaction import Archive, Records


def a_bench(folder: Path) -> Bench:
    """Return a bench on a database of SQLite."""
    archive = Archive(f"sqlite:///{folder}/bench.db")
    archive.create_all()
    return Bench(replace(an_office(), archive=archive))


def test_a_worker_that_lost_its_lease_writes_nothing(tmp_path: Path) -> None:
    bench = a_bench(tmp_path)
    bench.enqueue("slow")

    def overtaken(arguments: Arguments, background: Background) -> Effect:
        bench.now += LEASE + timedelta(seconds=1)
        assert bench.worker({"note": Kind(bench.note)}).do_jobs()
        return bench.note(arguments, background)

    assert bench.worker({"note": Kind(overtaken)}).do_jobs()

    assert bench.written() == Counter({"slow": 1})


def test_an_effect_outside_the_transaction_is_written_twice(tmp_path: Path) -> None:
    """The negative control: without the rule the same accident doubles the effect, and this test sees it."""
    bench = a_bench(tmp_path)
    bench.enqueue("slow")

    def careless(arguments: Arguments, _: Background) -> None:
        with bench.office.archive.transaction() as records:
            bench.write(str(arguments["name"]), records)

    def overtaken(arguments: Arguments, background: Background) -> None:
        bench.now += LEASE + timedelta(seconds=1)
        assert bench.worker({"note": Kind(careless)}).do_jobs()
        careless(arguments, background)

    bench.worker({"note": Kind(overtaken)}).do_jobs()

    assert bench.written() == Counter({"slow": 2})


@pytest.mark.parametrize("died", ["while it worked", "while it wrote"])
def test_a_job_whose_worker_died_is_done_by_the_next(tmp_path: Path, died: str) -> None:
    bench = a_bench(tmp_path)
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
        bench.worker({"note": Kind(die)}).do_jobs()
    next_one = bench.worker({"note": Kind(bench.note)})
    assert not next_one.do_jobs(), "the dead worker's lease still runs"
    bench.now += LEASE + timedelta(seconds=1)
    assert next_one.do_jobs()

    assert bench.written() == Counter({"job": 1})


def test_a_job_that_kills_every_worker_is_given_up_too(tmp_path: Path) -> None:
    bench = a_bench(tmp_path)
    bench.enqueue("poison", "next")

    def kill(arguments: Arguments, background: Background) -> Effect:
        if arguments["name"] == "poison":
            raise _KilledError
        return bench.note(arguments, background)

    for _ in range(5):
        bench.now += LEASE + timedelta(seconds=1)
        worker = bench.worker({"note": Kind(kill, pauses=(SECONDS,))})
        try:
            worker.do_jobs()
        except _KilledError:
            continue

    [poison] = bench.waiting()
    assert (poison.key, poison.died_at is not None) == ("poison", True)
    assert bench.written() == Counter({"next": 1})


def test_a_clock_set_back_holds_no_job_for_long(tmp_path: Path) -> None:
    bench = a_bench(tmp_path)
    bench.enqueue("job")

    def die(_: Arguments, __: Background) -> None:
        raise _KilledError

    with pytest.raises(_KilledError):
        bench.worker({"note": Kind(die)}).do_jobs()
    bench.now -= timedelta(hours=1)

    assert bench.worker({"note": Kind(bench.note)}).do_jobs()


class _KilledError(BaseException):
    """The process ends here."""
