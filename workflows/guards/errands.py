"""Who may have which long work done, asked when it is begun, when it is done and when its file is taken away."""

from collections.abc import Mapping
from typing import Final

from workflows.errors import NotFoundError, RefusedError
from workflows.guards.taking_part import may
from workflows.records.dossier import Dossier
from workflows.records.errands import Errand
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, objection_to
from workflows.vocabulary.errands import ErrandKind
from workflows.vocabulary.roles import Actor

NEEDED: Final[Mapping[ErrandKind, Permission]] = {
    ErrandKind.DOSSIER: Permission.EXPORT_DOSSIER,
    ErrandKind.CASE_FILES: Permission.EXPORT_DOSSIER,
    ErrandKind.CASE_LIST: Permission.SEE_CASE,
    ErrandKind.OLDER_LIST: Permission.SEE_CASE,
    ErrandKind.EVENT_LOG: Permission.SEE_CASE,
    ErrandKind.CASE_IMPORT: Permission.IMPORT_CASES,
    ErrandKind.RUN_MOVES: Permission.MOVE_RUNS,
    ErrandKind.JOURNAL_CHECK: Permission.READ_ACCESS_JOURNAL,
    ErrandKind.CLOCK_RECOUNT: Permission.MANAGE_CALENDAR,
    ErrandKind.PAPER_PDF: Permission.SEE_CASE,
}


def refuse_errand(kind: ErrandKind, case_id: int | None, *, actor: Actor, records: Records) -> None:
    """Refuse whoever lacks the permission; a case that is not theirs to export is not there."""
    if case_id is None:
        own = Subject(agency_id=actor.agency_id, unit_id=actor.unit_id, participant_ids=frozenset({actor.id}))
        objection = objection_to(NEEDED[kind], actor=actor, subject=own)
        if objection is not None:
            raise RefusedError(objection)
    elif not may_for_case(kind, case_id, actor=actor, records=records):
        raise NotFoundError(case_id)


def may_for_case(kind: ErrandKind, case_id: int, *, actor: Actor, records: Records) -> bool:
    """Say whether a person may have this done with a case."""
    run = records.runs.of_case(case_id)
    return run is not None and may(Dossier(records, run), NEEDED[kind], actor=actor)


def open_errand(errand_id: int, *, actor: Actor, records: Records) -> Errand:
    """Return what this person began, or the dossier of a case they may export; NotFoundError for any other."""
    errand = records.find_where(Errand, Errand.id == errand_id, Errand.agency_id == actor.agency_id)
    if errand is None:
        raise NotFoundError(errand_id)
    if errand.case_id is not None:
        is_seen = errand.kind == ErrandKind.DOSSIER or errand.person_id == actor.id
        if is_seen and may_for_case(ErrandKind(errand.kind), errand.case_id, actor=actor, records=records):
            return errand
    elif errand.person_id == actor.id:
        return errand
    raise NotFoundError(errand_id)
