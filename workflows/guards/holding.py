"""Who may hold a task: role, valid credential, separation, recusal; the assignment dialog shows the same reasons."""

from workflows.guards.desk import Desk
from workflows.guards.handling import handler_ids, recused_ids, reviewer_ids
from workflows.records.runs import TaskRow
from workflows.rules.permissions import Permission, Subject, objection_to
from workflows.rules.qualification import objection_to_lapsed, objection_to_officer
from workflows.rules.separation import (
    objection_to_handler,
    objection_to_hearing_chair,
    objection_to_recused,
    objection_to_reviewer,
)
from workflows.vocabulary.roles import ROLE_TERMS, Role
from workflows.vocabulary.wording import N_, Objection


def objection_to_holder(desk: Desk, task: TaskRow, *, person_id: int) -> Objection | None:
    """Return the first reason why a person may not hold a task, or None."""
    colleague = desk.dossier.staff.get(person_id)
    if colleague is None or not colleague.person.is_active:
        return Objection("holder-unknown", N_("请选择本机关在岗人员"))
    role = Role(task.role)
    if role not in colleague.roles and not (role is Role.LEADER and Role.PRINCIPAL in colleague.roles):
        params: dict[str, str | int] = {"name": colleague.name, "role": ROLE_TERMS[role]}
        return Objection("holder-role", N_("{name}没有“{role}”岗位"), params)
    found = objection_to_recused(person_id=person_id, recused_ids=recused_ids(desk.dossier))
    return found or _objection_of_role(desk, role, person_id)


def objection_to_transfer(desk: Desk, task: TaskRow, *, to_id: int, reason: str) -> Objection | None:
    """Return the first reason why this person may not give this task to that one, or None."""
    subject = Subject(
        agency_id=desk.dossier.run.agency_id,
        unit_id=desk.dossier.case.unit_id,
        task_roles=frozenset({Role(task.role)}),
        assigned_id=task.person_id,
    )
    found = objection_to(Permission.TRANSFER_TASK, actor=desk.actor, subject=subject)
    if found is not None:
        return found
    if to_id == task.person_id:
        return Objection("transfer-to-holder", N_("该人员已经是此待办的承办人，请选择其他人员"))
    if not reason.strip():
        return Objection("transfer-without-reason", N_("请填写转办理由"))
    return objection_to_holder(desk, task, person_id=to_id)


def _objection_of_role(desk: Desk, role: Role, person_id: int) -> Objection | None:
    handled, reviewed = handler_ids(desk.dossier), reviewer_ids(desk.dossier)
    if role is Role.HANDLER:
        found = objection_to_officer(officer=desk.officer(person_id), day=desk.today)
        return found or objection_to_handler(person_id=person_id, reviewer_ids=reviewed)
    if role is Role.SERVER:
        return objection_to_lapsed(officer=desk.officer(person_id), day=desk.today)
    if role in {Role.REVIEWER, Role.LEGAL_HEAD}:
        return objection_to_reviewer(person_id=person_id, handler_ids=handled)
    if role is Role.HEARING_CHAIR:
        return objection_to_hearing_chair(
            person_id=person_id,
            investigator_ids=handled,
            reviewer_ids=reviewed,
            reviewer_may_chair=desk.law.profile(on=desk.today).reviewer_may_chair,
        )
    return None
