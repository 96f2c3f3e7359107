"""Migration 0006: dossiers asked for before it are errands after it, and one that waited is still made."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, MetaData, insert, select

from tests.engines import ENGINE, IS_POSTGRESQL, an_empty_database
from tests.postgres import programs
from tests.releases.kept import backup_of
from workflows.records.copying import put_back
from workflows.records.errands import Errand
from workflows.records.jobs import Job
from workflows.records.migrate import upgrade
from workflows.records.transaction import Archive
from workflows.safekeeping import bundle

NOW = datetime(2026, 5, 18, 2, 0, tzinfo=UTC).replace(tzinfo=None)


@pytest.fixture(autouse=True)
def _programs_of_postgresql() -> Iterator[None]:
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{programs()}:{before}" if IS_POSTGRESQL else before
    yield
    os.environ["PATH"] = before


def fill(connection: Connection) -> tuple[int, str]:
    """Write, as the release before did, one dossier that is made and one that waits; return which case it is of."""
    tables = MetaData()
    tables.reflect(connection, only=["agencies", "cases", "people", "dossier_exports", "jobs"])
    cases, people, exports, jobs = (tables.tables[one] for one in ("cases", "people", "dossier_exports", "jobs"))
    case_id, title = connection.execute(select(cases.c.id, cases.c.number + " " + cases.c.title)).first() or (0, "")
    person_id = connection.execute(select(people.c.id)).scalars().first()
    asked = {"case_id": case_id, "asked_by": person_id, "asked_by_name": "林静", "asked_at": NOW, "total": 4}
    made = {**asked, "id": 3, "done": 4, "sha": "ab", "size": 9, "finished_at": NOW}
    waiting = {**asked, "id": 5, "done": 2, "sha": "", "size": 0, "finished_at": None}
    connection.execute(insert(exports), [made, waiting])
    job = {"kind": "dossier", "key": "dossier:5", "arguments": {"export_id": 5}, "enqueued_at": NOW}
    connection.execute(insert(jobs), {**job, "holder": "", "attempts": 0, "error": ""})
    return case_id, title


def test_what_waited_goes_on_waiting_under_its_new_name(tmp_path: Path) -> None:
    archive = Archive(an_empty_database(tmp_path))
    source, copy = tmp_path / "b.tar", tmp_path / "copy"
    source.write_bytes(backup_of("0.1.0", ENGINE))
    bundle.read(source, copy)
    put_back(archive, copy)
    with archive.engine.begin() as connection:
        case_id, title = fill(connection)

    upgrade(archive.engine)

    with archive.transaction() as records:
        made, waiting = records.list_where(Errand)
        [job] = records.list_where(Job, Job.kind == "errand")
        assert (made.id, made.kind, made.state, made.sha) == (3, "dossier", "done", "")
        assert made.cleared_at == made.finished_at
        assert (waiting.id, waiting.state, waiting.case_id, waiting.title) == (5, "waiting", case_id, title)
        assert (job.key, job.arguments) == (waiting.job_key, {"errand_id": 5})
        own = {name: getattr(made, name) for name in ("agency_id", "person_id", "person_name", "kind", "asked_at")}
        assert records.add(Errand(**own)).id == 6
