"""卷宗导出: the exports of a case's dossier, how far each is, and the finished file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.errors import NotFoundError
from workflows.guards.means import Means
from workflows.questions.viewing import may, open_dossier
from workflows.records.cases import Case
from workflows.records.dossier import Dossier
from workflows.records.dossier_exports import DossierExport
from workflows.records.jobs import Job
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission
from workflows.vocabulary.roles import Actor

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class ShownExport:
    """One export; ``percent`` of its files are packed, ``error`` says why the last attempt failed."""

    id: int
    by: str
    at: datetime
    percent: int
    size: int
    is_ready: bool
    error: str


@dataclass(frozen=True, slots=True)
class DossierExports:
    """What the page of a case's exports shows, newest first."""

    case_id: int
    number: str
    title: str
    exports: Sequence[ShownExport]
    is_working: bool


@dataclass(frozen=True, slots=True)
class DossierZip:
    """A finished dossier, re-checked against its hash."""

    name: str
    sha: str
    content: bytes


def list_exports(case_id: int, *, records: Records, actor: Actor) -> DossierExports:
    """Return the newest exports of a case this person may export."""
    dossier = _open(case_id, records=records, actor=actor)
    rows = records.list_where(DossierExport, DossierExport.case_id == case_id)[-_SHOWN:][::-1]
    jobs = records.list_where(Job, Job.key.in_([f"dossier:{row.id}" for row in rows])) if rows else []
    errors = {job.key: job.error for job in jobs}
    exports = [_shown(row, errors.get(f"dossier:{row.id}", "")) for row in rows]
    is_working = any(not one.is_ready for one in exports)
    return DossierExports(case_id, dossier.case.number, dossier.case.title, exports, is_working)


def read_export(case_id: int, export_id: int, *, records: Records, actor: Actor, means: Means) -> DossierZip:
    """Return a finished dossier; NotFoundError while it is being made and for any other case's."""
    dossier = _open(case_id, records=records, actor=actor)
    row = records.find_where(DossierExport, DossierExport.id == export_id, DossierExport.case_id == case_id)
    if row is None or not row.sha:
        raise NotFoundError(export_id)
    return DossierZip(f"卷宗 {dossier.case.number}.zip", row.sha, means.storage.get(row.sha))


def find_case_named(name: str, *, records: Records) -> int:
    """Return a case by its number 案号 or by the number it has in the database; NotFoundError for none."""
    is_id = Case.id == int(name) if name.isdigit() else Case.number == name
    found = records.find_where(Case, (Case.number == name) | is_id)
    if found is None:
        raise NotFoundError(name)
    return found.id


def _open(case_id: int, *, records: Records, actor: Actor) -> Dossier:
    dossier = open_dossier(records, case_id, actor=actor)
    if not may(dossier, Permission.EXPORT_DOSSIER, actor=actor):
        raise NotFoundError(case_id)
    return dossier


def _shown(row: DossierExport, error: str) -> ShownExport:
    percent = 100 if row.sha else 100 * row.done // (row.total + 1)
    return ShownExport(row.id, row.asked_by_name, row.asked_at, percent, row.size, bool(row.sha), error)
