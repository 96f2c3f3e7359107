"""Who may look at a case: one answer for every page, and for what is not theirs the same answer as for nothing."""

from workflows.errors import NotFoundError
from workflows.records.dossier import Dossier
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, is_permitted
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


def subject_of(dossier: Dossier) -> Subject:
    """Return a case as the regulation of permissions sees it."""
    tasks = dossier.records.tasks.of_run(dossier.run.id)
    holders = {task.person_id for task in tasks if task.person_id}
    bound = {officer.person_id for officer in dossier.officers}
    did = {person for step in dossier.steps for person in (step.by_id, *step.persons)}
    roles = {task.role for task in tasks if task.person_id is None}
    waiting = {one.id for one in dossier.staff.values() if {role.value for role in one.roles} & roles}
    return Subject(
        agency_id=dossier.run.agency_id,
        unit_id=dossier.case.unit_id,
        participant_ids=frozenset(holders | bound | did | waiting),
        recused_ids=frozenset(one.person_id for one in dossier.recusals if one.decision == "granted"),
    )
