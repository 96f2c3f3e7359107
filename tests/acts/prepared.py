"""Cases walked to an act once and copied for every test that begins there."""

import sqlite3
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp

from sqlalchemy import text

from tests.builders import Office, an_office
from workflows.guards.desk import Desk, lay_desk
from workflows.guards.means import Means
from workflows.guards.register import GUARDS
from workflows.records.dossier import Dossier
from workflows.records.evidence import InvestigationRecord
from workflows.storage import Storage
from workflows.vocabulary.wording import Objection


def a_case_before(act_id: str) -> Office:
    """Return a copy of the example case in which ``act_id`` is the next thing to do."""
    source = _walked(act_id)
    folder = Path(mkdtemp(prefix="fashen-test-"))
    with sqlite3.connect(_file(source)) as original, sqlite3.connect(folder / "office.db") as copy:
        original.backup(copy)
    original.close()
    copy.close()
    files = Path(_file(source)).parent / "files"
    if files.exists():
        copytree(files, folder / "files")
    means = Means(law=source.means.law, papers=source.means.papers, storage=Storage(str(folder / "files")))
    archive = type(source.archive)(f"sqlite:///{folder}/office.db")
    return replace(source, archive=archive, means=means, people=dict(source.people))


def objections_on(office: Office, act_id: str, *, by: str, day: str = "") -> list[Objection]:
    """Return what the page of an act objects before its form is filled, today or as if it were another day."""
    now = office.now if not day else office.now.fromisoformat(f"{day}T10:00:00+08:00")
    task = next((one for one in office.tasks() if one.act == act_id), None)
    with office.archive.reading() as records:
        run = records.runs.find(office.run_id)
        assert run is not None
        dossier = Dossier(records, run)
        desk = lay_desk(dossier, actor=office.actor(by), means=office.means, now=now, task=task)
        return list(GUARDS[act_id].objections(desk, None))


def opened_with(office: Office, act_id: str, *, by: str) -> dict[str, object]:
    """Return what the form of an act opens with."""
    task = next((one for one in office.tasks() if one.act == act_id), None)
    with office.archive.reading() as records:
        run = records.runs.find(office.run_id)
        assert run is not None
        desk: Desk = lay_desk(
            Dossier(records, run), actor=office.actor(by), means=office.means, now=office.now, task=task
        )
        return dict(GUARDS[act_id].form(desk).initial)


def rely_on_a_defective_record(office: Office) -> None:
    """Let the evidence of the case stand in a record that one officer alone signed."""
    with office.archive.transaction() as records:
        record = records.add(
            InvestigationRecord(
                case_id=office.case_id, run_id=office.run_id, kind="interview", title="周启明询问笔录",
                started_at=office.now - timedelta(hours=2), ended_at=office.now - timedelta(hours=1), place="局询问室",
                signers=[office.person("林静")], body={}, defects=[], entered_by=office.person("林静"),
                entered_at=office.now,
            )
        )
        records.session.execute(text("UPDATE evidence SET record_id = :one"), {"one": record.id})


def change(office: Office, statement: str, **values: object) -> None:
    """Change what is on file behind the acts' back, to see how they meet it."""
    with office.archive.transaction() as records:
        records.session.execute(text(statement), values)


@cache
def _walked(act_id: str) -> Office:
    office = an_office()
    office.a_case()
    return office.walk_to(act_id)


def _file(office: Office) -> str:
    name = office.archive.engine.url.database
    assert name is not None
    return name
