"""Several processes that write into one SQLite file as fast as they can: in turns, or as its own waiting has it."""

import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier

from sqlalchemy import update

from workflows.records.periodic import PeriodicWork
from workflows.records.transaction import Archive


@dataclass(frozen=True)
class Hurry:
    """Where a writer writes, for how long, and whether it waits for its turn at the gate."""

    url: str
    seconds: float
    has_gate: bool


def shares(hurry: Hurry, *, writers: int) -> list[int]:
    """Let processes write for a while at the same time; return how many writes each of them got done."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    start, done = context.Barrier(writers), context.SimpleQueue()
    hands = [context.Process(target=_write, args=(hurry, start, done)) for _ in range(writers)]
    for hand in hands:
        hand.start()
    counted = [done.get() for _ in hands]
    for hand in hands:
        hand.join()
    return counted


def _write(hurry: Hurry, start: Barrier, done: "multiprocessing.SimpleQueue[int]") -> None:
    archive, times = Archive(hurry.url), 0
    change = update(PeriodicWork).values(failures=PeriodicWork.failures + 1)
    start.wait()
    end = time.monotonic() + hurry.seconds
    while time.monotonic() < end:
        if hurry.has_gate:
            with archive.transaction() as records:
                records.session.execute(change)
        else:
            with archive.engine.begin() as connection:
                connection.execute(change)
        times += 1
    done.put(times)
