"""Who may sit down to an act at all: the regulation of permissions, then the state of case, task and credential."""

from collections.abc import Callable

from workflows.guards.credentials import RESTS_ON
from workflows.guards.desk import Desk
from workflows.guards.handling import recused_ids
from workflows.guards.taking_part import subject_of
from workflows.rules import permissions
from workflows.rules.permissions import Permission, Predicate, unmet
from workflows.rules.qualification import CredentialKind, objection_to_lapsed
from workflows.rules.separation import objection_to_recused
from workflows.vocabulary.acts import Act
from workflows.vocabulary.roles import ROLE_TERMS, Role
from workflows.vocabulary.wording import N_, Objection, listed


def objection_to_standing(desk: Desk, act: Act) -> Objection | None:
    """Return the first reason why this person may not do this act here, or None; 系统 acts by its clocks alone."""
    if desk.actor.is_system:
        return None
    checks = (_permission, _closed_case, _frozen, _lapsed)
    return next((found for check in checks if (found := check(desk, act)) is not None), None)


def _permission(desk: Desk, act: Act) -> Objection | None:
    permission = Permission.ACT_IN_CASE if desk.task is None else Permission.ACT_ON_TASK
    subject = subject_of(desk.dossier, task=desk.task, roles=_needed_roles(desk, act))
    stopped_by = unmet(permission, actor=desk.actor, subject=subject)
    return None if stopped_by is None else _WHY[stopped_by](desk, act)


def _needed_roles(desk: Desk, act: Act) -> frozenset[Role]:
    """Return the roles one of which the act needs: that of the diagram's lane, else those of the vocabulary."""
    if desk.task is not None and desk.task.role:
        return frozenset({Role(desk.task.role)})
    return frozenset(act.roles)


def _other_agency(_desk: Desk, _act: Act) -> Objection:
    return Objection("other-agency", N_("此案不属于您所在的机关，您不能办理"))


def _administrator(_desk: Desk, _act: Act) -> Objection:
    text = N_("管理员不得办理案件；请由具有办案岗位的人员办理")
    return Objection("administrator-acts", text, article="网络安全等级保护基本要求")


def _recused(desk: Desk, _act: Act) -> Objection | None:
    return objection_to_recused(person_id=desk.actor.id, recused_ids=recused_ids(desk.dossier))


def _role(desk: Desk, act: Act) -> Objection:
    names = listed(ROLE_TERMS[role] for role in sorted(_needed_roles(desk, act)))
    return Objection("role-missing", N_("此事项由{roles}办理，您没有该职责"), {"roles": names}, article=act.article)


def _holder(desk: Desk, _act: Act) -> Objection:
    holder = desk.name_of(desk.task.person_id or 0) if desk.task is not None else ""
    return Objection("held-by-another", N_("此待办由{holder}承办；如需由您办理，请先转办"), {"holder": holder})


def _other_unit(_desk: Desk, _act: Act) -> Objection:
    return Objection("other-unit", N_("此待办由另一机构签收办理；如需由您办理，请该机构负责人指派"))


def _no_part(_desk: Desk, _act: Act) -> Objection:
    return Objection("no-part", N_("您未参与此案，也不属于承办机构；如需由您办理，请承办机构负责人先将您列入本案"))


# Every condition of ACT_ON_TASK and ACT_IN_CASE at which somebody can be stopped, and what is said then.
_WHY: dict[Predicate, Callable[[Desk, Act], Objection | None]] = {
    permissions.is_in_agency: _other_agency,
    permissions.is_no_administrator: _administrator,
    permissions.is_not_recused: _recused,
    permissions.holds_task_role: _role,
    permissions.is_assigned: _holder,
    permissions.is_in_task_unit: _other_unit,
    permissions.takes_part: _no_part,
}


def _closed_case(desk: Desk, _: Act) -> Objection | None:
    if desk.dossier.run.status == "open":
        return None
    return Objection("case-closed", N_("此案已经办结，不能再办理；如需恢复办理，请由机关负责人批准"))


def _frozen(desk: Desk, _: Act) -> Objection | None:
    if desk.task is None or not desk.task.is_frozen:
        return None
    text = N_("承办人证件已失效，此待办已冻结；请承办机构负责人改派持有效证件的人员")
    return Objection("task-frozen", text, article="处罚法42条1款")


def _lapsed(desk: Desk, _: Act) -> Objection | None:
    """What a credential entitled to when the task was opened ends with the credential (处罚法42条1款)."""
    if desk.task is None or desk.task.role not in RESTS_ON[CredentialKind.ENFORCEMENT.value]:
        return None
    return objection_to_lapsed(officer=desk.officer(desk.actor.id), day=desk.today)
