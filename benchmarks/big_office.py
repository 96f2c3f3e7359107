"""An office over a database with very many cases, made once and kept in a folder, on either engine."""

import os
import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.many_cases import fill, is_filled
from tests.builders import _LAW, ROOT, Office
from tests.engines import IS_POSTGRESQL
from tests.postgres import Server, lend, start
from workflows.acts.office.install_flows import install_flows
from workflows.acts.office.load_demo import PEOPLE, load_demo
from workflows.documents.catalogue import catalogue
from workflows.documents.render import render
from workflows.guards.means import Means
from workflows.records.fence import is_fenced
from workflows.records.migrate import upgrade
from workflows.records.rights import APPLICATION, grant_rights, rights_of
from workflows.records.transaction import Archive
from workflows.storage import Storage

DATABASE = "postgres"
# A small server's memory; what is written while the rows are poured in may be lost with the machine.
SETTINGS = {"shared_buffers": "1GB", "max_wal_size": "1GB", "wal_level": "minimal", "max_wal_senders": "0"}


def a_big_office(folder: Path, cases: int) -> Office:
    """Return the office of so many cases in a folder, made now when there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    home = _server(folder) if IS_POSTGRESQL else None
    owner = Archive(home.url(DATABASE) if home is not None else f"sqlite:///{folder}/scale.db")
    means = Means(law=_LAW, papers=catalogue(), storage=Storage(str(folder / "files")), render=render)
    office = Office(owner, means)
    office.people = {one.name: number for number, one in enumerate(PEOPLE, start=1)}
    _furnish(office, cases)
    if home is None:
        return office
    grant_rights(owner.engine, rights_of(owner.engine))
    owner.forget_connections()
    archive = Archive(home.url(DATABASE, user=APPLICATION))
    assert is_fenced(archive.engine)
    return replace(office, archive=archive)


def _server(folder: Path) -> Server:
    """Start PostgreSQL over the database files of a folder; it ends with this process."""
    place = (folder / "postgresql").resolve()
    place.mkdir(exist_ok=True)
    lend(place)
    return start(place, lives_with=os.getpid(), careless=True, settings=SETTINGS, stays=True)


def _furnish(office: Office, cases: int) -> None:
    engine = office.archive.engine
    upgrade(engine)
    if not is_filled(engine, 1):
        with office.archive.transaction() as records:
            load_demo(records)
            install_flows(ROOT / "bpmn", records=records, now=office.now)
        fill(office, cases)
    elif not is_filled(engine, cases):
        sys.exit(f"{engine.url.database}: another number of cases; take the folder away to make them anew")
