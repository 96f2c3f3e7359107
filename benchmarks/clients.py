"""Steps through real HTTP by one, four and eight people, against the bare transaction; start-up time and memory.

Run: python -m benchmarks.clients   (SQLite; with FASHEN_TEST_ENGINE=postgresql on PostgreSQL)
The server is the product's own, in a process of its own; who presses is in this one, so both share the machine.
"""

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Column, Integer, LargeBinary, MetaData, String, Table, insert, select, update

from benchmarks.scale import p95
from tests.engines import IS_POSTGRESQL, an_empty_database
from tests.faults.clerks import REGISTRATION, VERIFICATION, Clerk
from tests.journeys.served_office import ServedOffice, a_served_office
from workflows.records.transaction import Archive

STEPS = 96
CLIENTS = (1, 4, 8)
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


def prepare(clerk: Clerk, many: int) -> list[tuple[str, dict[str, object]]]:
    """Register cases; return the form that verifies each, ready to be pressed."""
    forms = []
    for number in range(many):
        key = f"{id(clerk)}-{time.monotonic_ns()}-{number}"
        where = clerk.press("/cases/new", {**REGISTRATION, "source_detail": key, "key": key})
        version, address = clerk.form_at(where)
        forms.append((address, {**VERIFICATION, "version": version, "key": f"{key}-v"}))
    return forms


def press_all(clerks: list[Clerk], forms: list[list[tuple[str, dict[str, object]]]]) -> tuple[float, list[float]]:
    """Let all press at once; return the seconds it took and the milliseconds of each press."""
    taken: list[float] = []

    def work(clerk: Clerk, own: list[tuple[str, dict[str, object]]]) -> None:
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


def measure(office: ServedOffice, clients: int, floor: float) -> str:
    """Return the line of so many people pressing at once."""
    clerks = [Clerk(office).sign_in(("lin", "zhao", "chen")[0]) for _ in range(clients)]
    forms = [prepare(one, STEPS // clients) for one in clerks]
    time.sleep(3)
    before = cpu_of(office)
    seconds, taken = press_all(clerks, forms)
    cpu = (cpu_of(office) - before) / STEPS
    rate, half = STEPS / seconds, statistics.median(taken)
    times = f"{half:7.1f} median {p95(taken):7.1f} p95 ms"
    return (
        f"{clients} at once  {rate:6.1f} steps/s  {times}  {cpu:6.1f} ms CPU a step  {half / floor:5.1f} x transaction"
    )


def opened(start: Callable[[], None]) -> float:
    """Return the seconds until the door opens."""
    began = time.perf_counter()
    start()
    return time.perf_counter() - began


def main() -> None:
    """Print every line."""
    with tempfile.TemporaryDirectory(prefix="fashen-clients-") as folder:
        floor = transaction_floor(Path(folder))
        engine = "postgresql" if IS_POSTGRESQL else "sqlite"
        print(f"{engine}: bare transaction, six statements {floor:7.2f} ms = {1000 / floor:6.0f} a second")
        with a_served_office(Path(folder) / "office", day="2026-05-18") as office:
            office.stop()
            starts = []
            for _ in range(3):
                starts.append(opened(office.start))
                office.stop()
            office.start()
            print(f"start-up {statistics.median(starts):5.2f} s, memory {memory_of(office):6.0f} MB")
            measure(office, 1, floor)
            for clients in CLIENTS:
                print(measure(office, clients, floor), flush=True)
            print(f"memory afterwards {memory_of(office):6.0f} MB")


if __name__ == "__main__":
    main()
