"""Who may sit down to an act at all: role, agency, holder of the task, recusal, frozen credential, closed case."""

from workflows.guards.credentials import RESTS_ON
from workflows.guards.desk import Desk
from workflows.guards.handling import recused_ids
from workflows.rules.permissions import ADMIN_ROLES
from workflows.rules.qualification import CredentialKind, objection_to_lapsed
from workflows.rules.separation import objection_to_recused
from workflows.vocabulary.acts import Act
from workflows.vocabulary.roles import ROLE_TERMS, Role
from workflows.vocabulary.wording import N_, Objection


def objection_to_standing(desk: Desk, act: Act) -> Objection | None:
    """Return the first reason why this person may not do this act here, or None; 系统 acts by its clocks alone."""
    if desk.actor.is_system:
        return None
    checks = (_other_agency, _administrator, _closed_case, _role, _holder, _frozen, _lapsed, _recused)
    return next((found for check in checks if (found := check(desk, act)) is not None), None)


def needed_roles(desk: Desk, act: Act) -> frozenset[Role]:
    """Return the roles one of which the act needs: the lane's role in a diagram, else the vocabulary's."""
    if desk.task is not None and desk.task.role:
        return frozenset({Role(desk.task.role), *_instead(Role(desk.task.role))} & set(act.roles)) or frozenset(
            {Role(desk.task.role)}
        )
    return frozenset(act.roles)


def _instead(role: Role) -> tuple[Role, ...]:
    """The principal leader 主要负责人 may do what any leader may."""
    return (Role.PRINCIPAL,) if role is Role.LEADER else ()


def _other_agency(desk: Desk, _: Act) -> Objection | None:
    if desk.actor.agency_id == desk.dossier.run.agency_id:
        return None
    return Objection("other-agency", N_("此案不属于您所在的机关，您不能办理"))


def _administrator(desk: Desk, _: Act) -> Objection | None:
    if not desk.actor.roles & ADMIN_ROLES:
        return None
    text = N_("管理员不得办理案件；请由具有办案岗位的人员办理")
    return Objection("administrator-acts", text, article="网络安全等级保护基本要求")


def _closed_case(desk: Desk, _: Act) -> Objection | None:
    if desk.dossier.run.status == "open":
        return None
    return Objection("case-closed", N_("此案已经办结，不能再办理；如需恢复办理，请由机关负责人批准"))


def _role(desk: Desk, act: Act) -> Objection | None:
    needed = needed_roles(desk, act)
    if not needed or needed & desk.actor.roles:
        return None
    names = "、".join(ROLE_TERMS[role] for role in sorted(needed))
    return Objection("role-missing", N_("此事项由{roles}办理，您没有该职责"), {"roles": names}, article=act.article)


def _holder(desk: Desk, _: Act) -> Objection | None:
    if desk.task is None or desk.task.person_id in {None, desk.actor.id}:
        return None
    holder = desk.name_of(desk.task.person_id)
    return Objection("held-by-another", N_("此待办由{holder}承办；如需由您办理，请先转办"), {"holder": holder})


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


def _recused(desk: Desk, _: Act) -> Objection | None:
    return objection_to_recused(person_id=desk.actor.id, recused_ids=recused_ids(desk.dossier))
