"""A case and its task as the regulation of permissions sees them: whose they are, and who takes part."""

from workflows.guards.handling import recused_ids
from workflows.records.dossier import Dossier
from workflows.records.runs import TaskRow
from workflows.records.staff import Colleague
from workflows.rules.permissions import Permission, Subject, is_permitted
from workflows.vocabulary.roles import HANDLING_UNIT, Actor, Role


def subject_of(dossier: Dossier, *, task: TaskRow | None = None, roles: frozenset[Role] = frozenset()) -> Subject:
    """Return the case, or one open task of it; ``roles`` are those one of which the act needs."""
    if task is None:
        return Subject(
            agency_id=dossier.run.agency_id,
            unit_id=dossier.case.unit_id,
            participant_ids=frozenset(_participants(dossier)),
            recused_ids=frozenset(recused_ids(dossier)),
            task_roles=roles,
        )
    return Subject(
        agency_id=dossier.run.agency_id,
        recused_ids=frozenset(recused_ids(dossier)),
        task_roles=roles,
        task_unit_id=dossier.case.unit_id if task.unit == HANDLING_UNIT else None,
        assigned_id=task.person_id,
    )


def may(dossier: Dossier, permission: Permission, *, actor: Actor) -> bool:
    """Say whether this person has a permission on this case."""
    return is_permitted(permission, actor=actor, subject=subject_of(dossier))


def _participants(dossier: Dossier) -> set[int]:
    """Return who holds a task of the case, could take one, is bound to it, or did or signed something in it."""
    tasks = dossier.records.tasks.of_run(dossier.run.id)
    holders = {task.person_id for task in tasks if task.person_id}
    bound = {officer.person_id for officer in dossier.officers}
    did = {person for _, by_id, persons in dossier.signers for person in (by_id, *persons)}
    pool = [task for task in tasks if task.person_id is None]
    waiting = {one.id for one in dossier.staff.values() if any(_may_claim(dossier, task, one) for task in pool)}
    return holders | bound | did | waiting


def _may_claim(dossier: Dossier, task: TaskRow, colleague: Colleague) -> bool:
    actor = colleague.as_actor()
    subject = subject_of(dossier, task=task, roles=frozenset({Role(task.role)}))
    return is_permitted(Permission.CLAIM_TASK, actor=actor, subject=subject)
