"""Verifying the journals, sealing and proving, each against bare hashing of the same bytes in the same run.

Run: python -m benchmarks.journal [entries]   (prints a table; docs/performance.md quotes it)
"""

import hashlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

from sqlalchemy import insert

from tests.builders import Office, an_office
from workflows.acts.office.seal_journals import seal_all
from workflows.guards.log_proof import node_of
from workflows.questions.journal import verify_journals
from workflows.questions.sealing import find_unsealed_change
from workflows.records.chain import sha_of
from workflows.records.run_tables import finished_steps
from workflows.records.sealed_rows import count_told, find_altered_row
from workflows.witness.keys import Witness
from workflows.witness.merkle import consistency_proof, inclusion_proof

ENTRIES = 100_000
PER_CASE = 30
AT_ONCE = 10_000
WANTED = 50_000
ROUNDS = 3
STEPS = 5_000
BODY = {
    "act": "register_source",
    "label": "案源登记",
    "site": "",
    "round": 1,
    "persons": [1, 2],
    "done_on": "2026-05-18",
    "content_sha": "0" * 64,
    "summary": "青峦县永宁礼仪服务有限公司擅自从事遗体接运、存放等殡葬服务",
    "papers": ["青峦民立字〔2026〕1号"],
}
Made = TypeVar("Made")


def fill(office: Office, entries: int) -> None:
    """Write entries of many cases, as acts write them."""
    for start in range(0, entries, AT_ONCE):
        with office.archive.transaction() as records:
            for number in range(start, min(start + AT_ONCE, entries)):
                case_id = 1 + number // PER_CASE
                records.journal.append(case_id, kind="TaskMoved", actor_id=1, actor="林静", now=office.now, body=BODY)


def fill_steps(office: Office, many: int) -> None:
    """Write finished steps of one case with the entries that tell of them."""
    content = {"answers": {"summary": BODY["summary"], "on": "2026-05-18"}, "facts": {"amount": 5_000_00}}
    body = {**BODY, "content_sha": sha_of(content)}
    row = {
        "run_id": office.run_id, "case_id": office.case_id, "task_id": None, "node": "n", "act": body["act"],
        "site": "", "stage": "", "by_id": 1, "by_name": "林静", "persons": body["persons"], "round": 1,
        "opened_at": office.now, "done_at": office.now, "done_on": office.now.date(), "summary": body["summary"],
        "key": None, "press_sha": "", **content,
    }  # fmt: skip
    with office.archive.transaction() as records:
        records.session.execute(insert(finished_steps), [row] * many)
        for _ in range(many):
            records.journal.append(office.case_id, kind="ActDone", actor_id=1, actor="林静", now=office.now, body=body)


def holding() -> float:
    """Return the microseconds in which a finished step is held against its entry."""
    office = an_office()
    office.a_case()
    fill_steps(office, STEPS)
    with office.archive.reading() as records:
        altered, seconds = timed(lambda: (find_altered_row(records.session),))
        assert altered == (None,)
        return seconds / count_told(records.session) * 1e6


def timed(work: Callable[[], Made]) -> tuple[Made, float]:
    """Return what work makes and the CPU seconds of this process it takes, the best of some rounds."""
    best, made = float("inf"), None
    for _ in range(ROUNDS):
        began = time.process_time()
        made = work()
        best = min(best, time.process_time() - began)
    assert made is not None
    return made, best


def main() -> None:
    """Print the table."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    office = an_office()
    fill(office, entries)
    witness = Witness(Path(mkdtemp()) / "checkpoint.key")
    began = time.process_time()
    sealed = seal_all(office.archive, witness, now=office.now)
    sealing = time.process_time() - began
    with office.archive.reading() as records:
        raw = [
            entry.raw
            for case_id in range(1, entries // PER_CASE + 2)
            for entry in records.journal.list_entries(case_id)
        ]
    before = bytes(32)
    _, floor = timed(lambda: [hashlib.sha256(before + one).digest() for one in raw])
    with office.archive.reading() as records:
        broken, chains = timed(lambda: (records.journal.find_break(),))
        changed, tree = timed(lambda: (find_unsealed_change(records=records),))
        assert (broken, changed, verify_journals(records=records)) == ((None,), (None,), None)
        size, places = records.log.size(), range(0, sealed, max(1, sealed // 200))
        _, proving = timed(lambda: [inclusion_proof(place, size, node_of(records.log)) for place in places])
        _, growing = timed(lambda: [consistency_proof(place + 1, size, node_of(records.log)) for place in places])
    print(f"{entries} entries, {sum(map(len, raw)) // len(raw)} bytes each; CPU of one core")
    print(f"{'':34}{'entries/s':>12}{'µs each':>10}{'× bare hashing':>16}")
    for name, seconds in (
        ("bare SHA-256 of the same bytes", floor),
        ("chains re-computed", chains),
        ("tree re-computed and compared", tree),
        ("journal verify, both", chains + tree),
        ("sealing", sealing),
    ):
        print(f"{name:34}{entries / seconds:12,.0f}{seconds / entries * 1e6:10.2f}{seconds / floor:16.1f}")
    print(f"a finished step held against its entry: {holding():.1f} µs, of {STEPS} steps")
    print(
        f"proof of inclusion {proving / len(places) * 1e3:.2f} ms, of consistency {growing / len(places) * 1e3:.2f} ms"
    )
    print(f"wanted: {WANTED:,} entries/s verified: {'yes' if entries / (chains + tree) >= WANTED else 'no'}")


if __name__ == "__main__":
    main()
