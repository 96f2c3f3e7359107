"""Who may look at a case: one answer for every page, and for what is not theirs the same answer as for nothing."""

from workflows.errors import NotFoundError
from workflows.guards.taking_part import may
from workflows.records.dossier import Dossier
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission
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


def refuse_to_strangers(task_id: int, *, records: Records, actor: Actor) -> int:
    """Return the case of a task, 0 when it is not open; NotFoundError when this person may not read that case."""
    task = records.tasks.find(task_id)
    return open_dossier(records, task.case_id, actor=actor).run.case_id if task is not None else 0
