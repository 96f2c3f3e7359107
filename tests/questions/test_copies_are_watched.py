"""检查点抄送: what the doctor, and whom the pages, tell of a second place for checkpoints that fails."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.acts.prepared import a_case_before
from tests.builders import Office
from tests.engines import url_of
from workflows.questions.health import Check
from workflows.questions.operation import read_operation, what_waits
from workflows.questions.operation_health import check_operation
from workflows.records.periodic import PeriodicWork
from workflows.settings import read_settings


@pytest.fixture(name="office")
def _office() -> Office:
    return a_case_before("assign_officers")


def written(office: Office, *, ended: int | None, error: str = "", worker: bool = True) -> Office:
    """Write down how the copying went: so many minutes ago it last ended well."""
    ended_at = None if ended is None else office.now - timedelta(minutes=ended)
    with office.archive.transaction() as records:
        records.add(PeriodicWork(name="checkpoints", ended_at=ended_at, error=error, failures=int(bool(error))))
        if worker:
            records.rota.sign("here:1:a", started_at=office.now, now=office.now)
    return office


def doctor(office: Office, folder: str = "/mnt/audit/checkpoints") -> Check:
    """Return the doctor's line."""
    home = Path(str(office.means.storage.address)).parent
    given = {"FASHEN_HOME": str(home), "FASHEN_DATABASE_URL": url_of(office.archive), "FASHEN_CHECKPOINTS": folder}
    [line] = [one for one in check_operation(read_settings(given), now=office.now) if one.name == "检查点抄送"]
    return line


def verdict(line: Check) -> str:
    """Return how a line begins on the screen."""
    return "ok" if line.is_ok else "note" if line.is_note else "FAIL"


def test_the_doctor_names_the_place_that_fails_its_reason_and_the_cure(office: Office) -> None:
    line = doctor(written(office, ended=60, error="OSError: Read-only file system"))

    assert verdict(line) == "FAIL"
    assert line.detail == "最后一次完成于 2026-05-18 09:00:00；OSError: Read-only file system"
    assert line.cure.startswith("请核对 /mnt/audit/checkpoints 是否已挂载、可写、有空间")
    assert doctor(office, folder="").detail == "没有设置第二处存放位置"


@pytest.mark.parametrize(
    ("ended", "error", "worker", "expected"),
    [
        (1, "", True, "ok"),
        (6, "", True, "FAIL"),
        (6, "", False, "note"),
        (None, "", True, "note"),
        (None, "OSError", True, "FAIL"),
    ],
)
def test_the_doctor_tells_a_place_that_hangs_from_a_worker_that_is_off(
    office: Office, *, ended: int | None, error: str, worker: bool, expected: str
) -> None:
    assert verdict(doctor(written(office, ended=ended, error=error, worker=worker))) == expected


def test_before_the_first_copy_and_without_a_place_the_doctor_only_notes_it(office: Office) -> None:
    assert [verdict(doctor(office)), verdict(doctor(office, folder=""))] == ["note", "note"]


def test_those_who_keep_system_and_record_are_told_at_the_top_of_pages_and_nobody_else(office: Office) -> None:
    written(office, ended=60, error="OSError: Read-only file system")

    def told(name: str, now: datetime) -> list[str]:
        with office.archive.reading() as records:
            operation = read_operation(records=records, now=now)
        return [one.code for one in what_waits(operation, actor=office.actor(name))]

    assert {name: told(name, office.now) for name in ("马骏", "方明", "沈安", "林静")} == {
        "马骏": ["checkpoints-not-copied"],
        "方明": ["checkpoints-not-copied"],
        "沈安": [],
        "林静": [],
    }
