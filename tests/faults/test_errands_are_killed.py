"""A worker is killed in the middle of an export and of an import: another one ends them, once and whole.

Hypothesis (P8): whatever of an errand was done before the kill, its file is offered whole or not at all, and its cases
come in once. Negative controls: the kill does come in the middle (the file that is read never ends, the errand's row is
held), and a batch without its row among the arrivals is seen by half (``test_take_over_cases.py``).
"""

import os
import time
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.acts.prepared import a_case_before
from tests.acts.test_errands import bring, row, stop
from tests.acts.test_import_cases import ROW, a_csv, kept
from tests.builders import Office, an_office
from tests.engines import IS_POSTGRESQL, url_of
from tests.faults.errands_in_a_process import ErrandDesk
from tests.faults.worker_in_a_process import PATIENCE_SECONDS, SILENCE_SECONDS, wait_until
from workflows.acts.office.errands import request_of_case
from workflows.errors import NotFoundError
from workflows.questions.errands import find_errand_file, open_errand_file
from workflows.questions.legacy_cases import list_legacy
from workflows.records.errands import lock_errand
from workflows.records.jobs import LEASE
from workflows.records.legacy_cases import LegacyArrival
from workflows.records.transaction import Records
from workflows.vocabulary.errands import ErrandKind
from workflows.worker import Worker

MANY = 4000
FILE = a_csv(*({**ROW, "案号": f"旧〔2019〕{number}号"} for number in range(MANY)))


def desk(office: Office) -> ErrandDesk:
    return ErrandDesk(url_of(office.archive), str(office.means.storage.address))


def kill_in_the_middle(office: Office, errand: int, is_there: Callable[[Records], bool]) -> None:
    """Let a process do the errand and kill it when it is there; meanwhile the errand's row keeps it from going on."""
    process = desk(office).start()

    def is_killed() -> bool:
        with office.archive.transaction() as records:
            lock_errand(records.session, errand)
            if is_there(records):
                process.kill()
                process.join(PATIENCE_SECONDS)
        return not process.is_alive()

    try:
        wait_until(is_killed)
    finally:
        process.kill()
    assert process.exitcode == -9


def next_worker(office: Office) -> Worker:
    """Return a worker that comes when the dead one is known to be dead; one that comes earlier has nothing to do."""
    assert desk(office).worker(office.archive).do_jobs() == 0, "it may still live"
    if IS_POSTGRESQL:
        time.sleep(SILENCE_SECONDS * 1.1)
    return desk(office).worker(office.archive, later=LEASE + timedelta(seconds=1))


def is_half_in(records: Records) -> bool:
    return any(0 < one.taken < MANY for one in records.list_where(LegacyArrival))


def seen(office: Office) -> int:
    with office.archive.reading() as records:
        return len(list_legacy("", records=records, actor=office.actor("何敏"), size=MANY + 1).lines)


def imported(office: Office) -> int:
    with office.archive.reading() as records:
        return len(records.journal.list_entries(0, kind="LegacyCasesImported"))


def test_an_import_is_ended_by_another_worker_and_each_case_is_there_once() -> None:
    office = an_office()
    errand = bring(office, FILE)

    kill_in_the_middle(office, errand, is_half_in)
    half = len(kept(office))
    assert (0 < half < MANY, row(office, errand).state, seen(office)) == (True, "running", 0)
    worker = next_worker(office)

    assert worker.do_jobs() == 1
    assert [one.number for one in kept(office)] == [f"旧〔2019〕{number}号" for number in range(MANY)]
    assert (row(office, errand).state, seen(office), imported(office)) == ("done", MANY, 1)
    assert worker.do_jobs() == 0


def test_an_import_cancelled_after_the_kill_leaves_no_case() -> None:
    office = an_office()
    errand = bring(office, FILE)

    kill_in_the_middle(office, errand, is_half_in)
    stop(office, errand)
    assert next_worker(office).do_jobs() == 1

    assert (row(office, errand).state, kept(office), imported(office)) == ("cancelled", [], 0)
    with office.archive.reading() as records:
        assert records.list_where(LegacyArrival) == []


def files_of(office: Office) -> Path:
    return Path(str(office.means.storage.address))


def a_file_without_end(office: Office) -> tuple[Path, bytes]:
    """Let whoever reads a paper wait for ever, as with a drive that hangs; return where it lies and what it was."""
    sha, *_ = [file.sha for file in office.dossier().paper_files.values()]
    path = files_of(office) / sha[:2] / sha
    content = path.read_bytes()
    path.unlink()
    os.mkfifo(path)
    return path, content


def test_an_export_is_ended_by_another_worker_and_no_half_file_is_offered() -> None:
    office = a_case_before("assign_officers")
    with office.archive.transaction() as records:
        actor = office.actor("林静")
        asked = request_of_case(ErrandKind.CASE_FILES, office.case_id, actor=actor, records=records, now=office.now)
        errand = asked.id
    parcels = files_of(office) / "parcels"
    path, content = a_file_without_end(office)

    kill_in_the_middle(office, errand, lambda records: bool(getattr(lock_errand(records.session, errand), "total", 0)))
    path.unlink()
    path.write_bytes(content)
    assert [one for one in parcels.rglob("*") if one.is_file()] == []
    with office.archive.reading() as records, pytest.raises(NotFoundError):
        find_errand_file(errand, records=records, actor=actor)
    worker = next_worker(office)

    assert worker.do_jobs() == 1
    with office.archive.reading() as records:
        found = find_errand_file(errand, records=records, actor=actor)
    with open_errand_file(found, means=office.means) as file, zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert content in [archive.read(name) for name in archive.namelist()]
    assert (row(office, errand).state, worker.do_jobs()) == ("done", 0)
    assert len([one for one in parcels.rglob("*") if one.is_file()]) == 1
