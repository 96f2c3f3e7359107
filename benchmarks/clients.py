"""Steps through real HTTP by one, four and eight people, against bare transaction and engine; start-up time and memory.

Run: python -m benchmarks.clients   (SQLite, then PostgreSQL; or the engines that are named behind it)
The server is the product's own, in a process of its own; who presses is in another, so both share the machine. Each
number of people presses several times, in turns, so that whatever else the machine does meets all of them alike.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table, insert, select, update

from benchmarks.floor import measure_floor
from benchmarks.scale import p95
from tests.builders import ROOT
from tests.engines import ENGINE, an_empty_database
from tests.faults.clerks import REGISTRATION, VERIFICATION, Clerk
from tests.journeys.served_office import ServedOffice, a_served_office
from workflows.acts.office.install_flows import PROCESS, read_flow_files
from workflows.process.bundle import Bundle
from workflows.records.transaction import Archive

STEPS = 96
ROUNDS = 4
# What one person is about to press.
Forms: TypeAlias = Sequence[tuple[str, Mapping[str, object]]]

CLIENTS = (1, 4, 8)
HERE = "--here"
STATE = b"s" * 4096
TICKS = os.sysconf("SC_CLK_TCK")

bare = MetaData()
run = Table(
    "bare_run",
    bare,
    Column("id", Integer, primary_key=True),
    Column("version", Integer),
    Column("state", LargeBinary),
    Column("head", String),
)
event = Table(
    "bare_event", bare, Column("id", Integer, primary_key=True), Column("run", Integer), Column("body", String)
)
job = Table("bare_job", bare, Column("id", Integer, primary_key=True), Column("kind", String))


def transaction_floor(folder: Path) -> float:
    """Return the milliseconds of six statements and a commit with the product's own durability and gate."""
    archive = Archive(an_empty_database(folder).replace("fashen.db", "bare.db"))
    bare.create_all(archive.engine)
    with archive.transaction() as records:
        records.session.execute(insert(run).values(id=1, version=0, state=STATE, head=""))
    taken = []
    for number in range(300):
        began = time.perf_counter()
        with archive.transaction() as records:
            session = records.session
            session.execute(select(run).where(run.c.id == 1).with_for_update()).one()
            session.execute(select(event.c.id).order_by(event.c.id.desc()).limit(1)).one_or_none()
            session.execute(update(run).where(run.c.id == 1).values(version=number, state=STATE))
            session.execute(insert(event).values(run=1, body="b" * 400))
            session.execute(insert(job).values(kind="render"))
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


@dataclass
class Crowd:
    """So many people pressing at once, and what their presses took, round by round."""

    clerks: Sequence[Clerk]
    rates: list[float] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def press(self, office: ServedOffice) -> None:
        """Let all press once more; what they press is prepared before the clock runs."""
        forms = [prepare(one, STEPS // len(self.clerks)) for one in self.clerks]
        time.sleep(3)
        before = cpu_of(office)
        seconds, taken = press_all(self.clerks, forms)
        self.cpu.append((cpu_of(office) - before) / STEPS)
        self.rates.append(STEPS / seconds)
        self.taken += taken

    @property
    def rate(self) -> float:
        """Return the steps a second of the middle round."""
        return statistics.median(self.rates)

    def line(self, floor: float, engine: float, alone: float) -> str:
        """Return what it came to, against the bare transaction, the bare engine and one person alone."""
        half = statistics.median(self.taken)
        cpu, rounds = statistics.median(self.cpu), f"[{min(self.rates):.1f} to {max(self.rates):.1f}]"
        return (
            f"{len(self.clerks)} at once  {self.rate:6.1f} steps/s {rounds:18} {self.rate / alone:5.2f} x one"
            f"  {half:7.1f} median {p95(self.taken):7.1f} p95 ms {half / floor:5.1f} x transaction"
            f"  {cpu:6.1f} ms CPU a step {cpu / engine:5.2f} x engine"
        )


def verdict(one: Crowd, eight: Crowd) -> str:
    """Say how eight do beside one; less than every round of one is slower, what lies within them cannot be told."""
    ratio = f"eight do {eight.rate / one.rate:.2f} of one in total"
    if eight.rate >= one.rate:
        return f"{ratio}: no slower"
    return f"{ratio}: {'SLOWER' if eight.rate < min(one.rates) else 'no difference that its rounds would not make'}"


def prepare(clerk: Clerk, many: int) -> list[tuple[str, Mapping[str, object]]]:
    """Register cases; return the form that verifies each, ready to be pressed."""
    forms: list[tuple[str, Mapping[str, object]]] = []
    for number in range(many):
        key = f"{id(clerk)}-{time.monotonic_ns()}-{number}"
        where = clerk.press("/cases/new", {**REGISTRATION, "source_detail": key, "key": key})
        version, address = clerk.form_at(where)
        forms.append((address, {**VERIFICATION, "version": version, "key": f"{key}-v"}))
    return forms


def press_all(clerks: Sequence[Clerk], forms: Sequence[Forms]) -> tuple[float, list[float]]:
    """Let all press at once; return the seconds it took and the milliseconds of each press."""
    taken: list[float] = []

    def work(clerk: Clerk, own: Forms) -> None:
        for address, form in own:
            began = time.perf_counter()
            assert clerk.press(address, form)
            taken.append((time.perf_counter() - began) * 1000)

    threads = [threading.Thread(target=work, args=each) for each in zip(clerks, forms, strict=True)]
    began = time.perf_counter()
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return time.perf_counter() - began, taken


def processes(office: ServedOffice) -> list[Path]:
    """Return the server's processes, as /proc has them."""
    assert office.process is not None
    first = office.process.pid
    children = [path for path in Path("/proc").glob("[0-9]*") if _parent(path) == first]
    return [Path(f"/proc/{first}"), *children]


def _parent(path: Path) -> int:
    try:
        return int(path.joinpath("stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def cpu_of(office: ServedOffice) -> float:
    """Return the milliseconds of processor time the server has used."""
    fields = [path.joinpath("stat").read_text().rpartition(")")[2].split() for path in processes(office)]
    return sum(int(one[11]) + int(one[12]) for one in fields) * 1000 / TICKS


def memory_of(office: ServedOffice) -> float:
    """Return the server's memory in MB, what is shared counted once."""
    rolls = [path.joinpath("smaps_rollup").read_text() for path in processes(office)]
    return sum(int(line.split()[1]) for roll in rolls for line in roll.splitlines() if line.startswith("Pss:")) / 1024


def opened(start: Callable[[], None]) -> float:
    """Return the seconds until the door opens."""
    began = time.perf_counter()
    start()
    return time.perf_counter() - began


def measure() -> None:
    """Print every line of this engine."""
    with tempfile.TemporaryDirectory(prefix="fashen-clients-") as folder:
        floor = transaction_floor(Path(folder))
        bundle = Bundle.from_files(read_flow_files(ROOT / "bpmn"), process=PROCESS)
        engine = measure_floor(bundle, 14)
        print(f"{ENGINE}: bare transaction, six statements {floor:7.2f} ms = {1000 / floor:6.0f} a second")
        print(f"bare engine, same diagram {engine:7.2f} ms CPU a step", flush=True)
        with a_served_office(Path(folder) / "office", day="2026-05-18") as office:
            office.stop()
            starts = []
            for _ in range(3):
                starts.append(opened(office.start))
                office.stop()
            office.start()
            print(f"start-up {statistics.median(starts):5.2f} s, memory {memory_of(office):6.0f} MB", flush=True)
            names = ("lin", "zhao", "chen")
            crowds = [Crowd([Clerk(office).sign_in(names[n % 3]) for n in range(many)]) for many in CLIENTS]
            Crowd(crowds[-1].clerks).press(office)
            for _ in range(ROUNDS):
                for crowd in crowds:
                    crowd.press(office)
            for crowd in crowds:
                print(crowd.line(floor, engine, crowds[0].rate), flush=True)
            print(f"{verdict(crowds[0], crowds[-1])}; memory afterwards {memory_of(office):6.0f} MB", flush=True)


def main() -> None:
    """Measure the engine that is named, or one after the other, each in a process of its own."""
    if sys.argv[1:] == [HERE]:
        measure()
        return
    for engine in sys.argv[1:] or ("sqlite", "postgresql"):
        words = [sys.executable, "-m", "benchmarks.clients", HERE]
        subprocess.run(words, env={**os.environ, "FASHEN_TEST_ENGINE": engine}, check=True)


if __name__ == "__main__":
    main()
