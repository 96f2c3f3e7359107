"""A restoring that is cut off leaves nothing half: the same command, given again, completes it.

Hypothesis: killed among the files, it has left files of this backup alone and no database. Negative control: with a
file that is of no backup, it is refused.
"""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acts.prepared import a_case_before
from tests.engines import IS_POSTGRESQL, an_empty_database, as_owner
from tests.journeys.served_office import FASHEN
from tests.postgres import programs
from workflows.records.copying import is_empty
from workflows.records.transaction import Archive
from workflows.safekeeping.backup import take_backup
from workflows.storage import storage_at


@pytest.fixture(autouse=True)
def _programs_of_postgresql() -> Iterator[None]:
    """Put the programs of the tests' own PostgreSQL where a command finds them."""
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{programs()}:{before}" if IS_POSTGRESQL else before
    yield
    os.environ["PATH"] = before


def test_a_restoring_that_was_killed_is_begun_again(tmp_path: Path) -> None:
    office = a_case_before("assign_officers")
    file, home = tmp_path / "b.tar", tmp_path / "new"
    take_backup(file, archive=as_owner(office.archive), storage=office.means.storage, now=office.now)
    home.mkdir()
    url, storage = an_empty_database(home), storage_at(str(home / "files"))
    environment = {**os.environ, "FASHEN_HOME": str(home), "FASHEN_DATABASE_URL": url, "FASHEN_DEMO": ""}

    def restore() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [FASHEN, "restore", str(file)], env=environment, capture_output=True, text=True, check=False
        )

    with subprocess.Popen([FASHEN, "restore", str(file)], env=environment, stderr=subprocess.DEVNULL) as restoring:
        while restoring.poll() is None and len(list(storage.names())) < 2:
            time.sleep(0.001)
        restoring.kill()
    archive = Archive(url)
    is_without_tables = is_empty(archive.engine)
    archive.forget_connections()
    strange = storage.put(b"of no backup")
    refused = restore()
    next((home / "files").rglob(f"*{strange[6:]}")).unlink()
    done = restore()

    assert is_without_tables
    assert refused.returncode == 2
    assert "文件存储里已有内容" in refused.stderr
    assert done.returncode == 0, done.stderr
    assert "案件 1 件" in done.stdout
