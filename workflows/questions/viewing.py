"""Who may look at a case: one answer for every page, and for what is not theirs the same answer as for nothing."""

from workflows.errors import NotFoundError
from workflows.guards.taking_part import subject_of
from workflows.records.dossier import Dossier
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, is_permitted
from workflows.vocabulary.roles import Actor


def open_dossier(records: Records, case_id: int, *, actor: Actor) -> Dossier:
    """Return the file of a case this person may read; raise NotFoundError otherwise."""
    run = records.runs.of_case(case_id)
    if run is None:
        raise NotFoundError(case_id)
    dossier = Dossier(records, run)
    if not may(dossier, Permission.SEE_CASE, actor=actor):
        raise NotFoundError(case_id)
    return dossier


def may(dossier: Dossier, permission: Permission, *, actor: Actor) -> bool:
    """Say whether this person has a permission on this case."""
    return is_permitted(permission, actor=actor, subject=subject_of(dossier))
