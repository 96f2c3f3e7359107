"""我的导出与导入: what a person has under way in the background and what is ready, how far each is, and its file."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, TypeVar

from workflows.errors import NotFoundError, RefusedError
from workflows.guards.errands import open_errand, refuse_errand
from workflows.guards.means import Means
from workflows.guards.taking_part import may
from workflows.questions.errand_outcomes import count_wrong, outcome_of
from workflows.questions.viewing import open_dossier
from workflows.records.agencies import Agency
from workflows.records.cases import Case
from workflows.records.errands import Errand, find_latest, list_every, list_of_case, list_of_person
from workflows.records.jobs import Job
from workflows.records.moves import list_covers
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission
from workflows.vocabulary.errands import (
    BOUND,
    KIND_TERMS,
    STATE_TERMS,
    UNDER_WAY,
    ErrandKind,
    ErrandState,
    RowError,
    told_objection,
)
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection

Parcel = TypeVar("Parcel")

SHOWN = 50
_SHOWN_OF_CASE = 10


@dataclass(frozen=True, slots=True)
class ShownErrand:
    """One errand; ``percent`` of it is done, ``error`` says why it failed or what holds it up.

    ``found`` is what a check that was done found wrong.
    """

    id: int
    kind: ErrandKind
    term: str
    title: str
    by: str
    at: datetime
    state: ErrandState
    state_term: str
    done: int
    total: int
    percent: int
    is_working: bool
    is_stopping: bool
    is_mine: bool
    has_file: bool
    is_cleared: bool
    size: int
    error: Objection | None
    case_id: int | None
    finished_at: datetime | None
    outcome: str = ""
    found: Objection | None = None
    wanted: Mapping[str, object] = field(default_factory=dict)

    @property
    def may_cancel(self) -> bool:
        """Say whether its owner may end it."""
        return self.is_mine and self.is_working and not self.is_stopping and self.kind not in BOUND

    @property
    def may_repeat(self) -> bool:
        """Say whether its owner may have it done again."""
        return self.is_mine and not self.is_cleared and self.state in {ErrandState.FAILED, ErrandState.CANCELLED}


@dataclass(frozen=True, slots=True)
class ErrandPage:
    """One errand with what came of it: the errors of a file, or which cases were not moved and why.

    ``wrong`` counts all errors, those beyond the most that are kept included; ``covers`` tells (case, number, title)
    of the runs of refused moves.
    """

    errand: ShownErrand
    cases: int = 0
    batch: str = ""
    is_trial: bool = False
    errors: Sequence[RowError] = ()
    wrong: int = 0
    moved: int = 0
    left: int = 0
    refused: Mapping[int, Objection] = field(default_factory=dict)
    covers: Mapping[int, tuple[int, str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DossierExports:
    """What the page of a case's dossiers shows, newest first."""

    case_id: int
    number: str
    title: str
    exports: Sequence[ShownErrand]

    @property
    def is_working(self) -> bool:
        """Say whether one of them is being made."""
        return any(one.is_working for one in self.exports)


@dataclass(frozen=True, slots=True)
class ErrandFile:
    """A finished file; ``what`` is how the access journal calls it."""

    name: str
    sha: str
    size: int
    what: str
    case_id: int
    paper_id: int = 0


def list_my_errands(*, records: Records, actor: Actor) -> Sequence[ShownErrand]:
    """Return a person's newest errands, newest first."""
    return _shown(list_of_person(records.session, actor.id, limit=SHOWN), records=records, actor=actor)


def list_every_errand(*, records: Records, limit: int) -> Sequence[ShownErrand]:
    """Return what is under way for anybody, and the newest of what has ended; for the server's console."""
    return _shown(list_every(records.session, limit=limit), records=records)


def find_errand(errand_id: int, *, records: Records) -> ShownErrand:
    """Return how far one errand is, whoever asked for it; for the server's console."""
    return _shown([records.get(Errand, errand_id)], records=records)[0]


def find_last_check(*, records: Records, actor: Actor) -> ShownErrand | None:
    """Return the last check of all journals that anybody of the agency asked for."""
    row = find_latest(records.session, actor.agency_id, ErrandKind.JOURNAL_CHECK)
    return _shown([row], records=records, actor=actor)[0] if row is not None else None


def list_dossiers(case_id: int, *, records: Records, actor: Actor) -> DossierExports:
    """Return the newest dossiers of a case this person may export, whoever asked for them."""
    dossier = open_dossier(records, case_id, actor=actor)
    if not may(dossier, Permission.EXPORT_DOSSIER, actor=actor):
        raise NotFoundError(case_id)
    rows = list_of_case(records.session, case_id, ErrandKind.DOSSIER, limit=_SHOWN_OF_CASE)
    shown = _shown(rows, records=records, actor=actor)
    return DossierExports(case_id, dossier.case.number, dossier.case.title, shown)


def show_errand(errand_id: int, *, records: Records, actor: Actor) -> ErrandPage:
    """Return one errand with what came of it."""
    row = open_errand(errand_id, actor=actor, records=records)
    shown, result = _shown([row], records=records, actor=actor)[0], row.result
    given_errors, given_refused = result.get("errors"), result.get("refused")
    errors = [_error(one) for one in given_errors] if isinstance(given_errors, list) else []
    refused = dict[int, Objection]()
    if isinstance(given_refused, dict):
        told = {int(run_id): told_objection(kept) for run_id, kept in given_refused.items()}
        refused = {run_id: objection for run_id, objection in told.items() if objection is not None}
    moved = result.get("moved")
    return ErrandPage(
        shown,
        cases=int(str(result.get("cases", 0))),
        batch=str(result.get("batch", "")),
        is_trial=bool(row.wanted.get("is_trial")),
        errors=errors,
        wrong=count_wrong(result, len(errors)),
        moved=len(moved) if isinstance(moved, list) else 0,
        left=int(str(result.get("left", 0))),
        refused=refused,
        covers=list_covers(records.session, agency_id=actor.agency_id, run_ids=[*refused]) if refused else {},
    )


def find_errand_file(errand_id: int, *, records: Records, actor: Actor) -> ErrandFile:
    """Return which file came of an errand, to whoever may still have it; NotFoundError while it is being made."""
    row = open_errand(errand_id, actor=actor, records=records)
    refuse_errand(ErrandKind(row.kind), row.case_id, actor=actor, records=records)
    if row.cleared_at is not None:
        raise RefusedError(_cleared())
    if not row.sha:
        raise NotFoundError(errand_id)
    paper_id = int(str(row.wanted.get("paper", 0)))
    return ErrandFile(row.file_name, row.sha, row.size, row.kind, row.case_id or 0, paper_id)


def open_errand_file(found: ErrandFile, *, means: Means) -> IO[bytes]:
    """Open the finished file, re-checked against its hash, to be read in pieces; whoever asks closes it."""
    return _kept(lambda: means.storage.parcels.open_checked(found.sha))


def read_given_file(errand_id: int, *, records: Records, actor: Actor, means: Means) -> tuple[str, bytes]:
    """Return the file an import was given, with its name."""
    row = open_errand(errand_id, actor=actor, records=records)
    if row.kind != ErrandKind.CASE_IMPORT:
        raise NotFoundError(errand_id)
    refuse_errand(ErrandKind.CASE_IMPORT, None, actor=actor, records=records)
    if row.cleared_at is not None:
        raise RefusedError(_cleared())
    return str(row.wanted["name"]), _kept(lambda: means.storage.parcels.get(row.given_sha))


def find_case_named(name: str, *, records: Records) -> int:
    """Return a case by its number 案号 or by the number it has in the database; NotFoundError for none."""
    is_id = Case.id == int(name) if re.fullmatch("[0-9]{1,9}", name) else Case.number == name
    found = records.find_where(Case, (Case.number == name) | is_id)
    if found is None:
        raise NotFoundError(name)
    return found.id


def agency_of_case(name: str, *, records: Records) -> str:
    """Return the code of the agency that has a case."""
    case = records.get(Case, find_case_named(name, records=records))
    return records.get(Agency, case.agency_id).code


def _kept(parcel: Callable[[], Parcel]) -> Parcel:
    try:
        return parcel()
    except NotFoundError as error:
        # A backup holds no such files: after it was put back they are made anew.
        raise RefusedError(_cleared()) from error


def _cleared() -> Objection:
    return Objection("file-cleared", N_("文件已过保留期限并清理，请重新提出"))


def _error(kept: Mapping[str, object]) -> RowError:
    told = told_objection(kept["told"]) or Objection("", "")
    return RowError(int(str(kept["row"])), str(kept["column"]), str(kept["given"]), told)


def _shown(rows: Sequence[Errand], *, records: Records, actor: Actor | None = None) -> list[ShownErrand]:
    keys = [row.job_key for row in rows if row.state in UNDER_WAY]
    dead = {job.key for job in records.list_where(Job, Job.key.in_(keys), Job.died_at.is_not(None))} if keys else set()
    return [_line(row, is_dead=row.job_key in dead, actor=actor) for row in rows]


def _line(row: Errand, *, is_dead: bool, actor: Actor | None) -> ShownErrand:
    kind = ErrandKind(row.kind)
    # A job that was given up is told as what it is, though nobody came to write it down.
    state = ErrandState.FAILED if is_dead and row.state in UNDER_WAY else ErrandState(row.state)
    return ShownErrand(
        id=row.id,
        kind=kind,
        term=KIND_TERMS[kind],
        title=row.title,
        by=row.person_name,
        at=row.asked_at,
        state=state,
        state_term=STATE_TERMS[state],
        done=row.done,
        total=row.total,
        percent=100 if state is ErrandState.DONE else 100 * row.done // (row.total + 1),
        is_working=state in UNDER_WAY,
        is_stopping=row.stops,
        is_mine=actor is not None and row.person_id == actor.id,
        has_file=bool(row.sha),
        is_cleared=row.cleared_at is not None,
        size=row.size,
        error=told_objection(row.error),
        case_id=row.case_id,
        finished_at=row.finished_at,
        outcome=outcome_of(kind, row.result),
        found=told_objection(row.result.get("found")),
        wanted=row.wanted,
    )
