"""Who may do what, on one page: each permission with the conditions under which it is given (design.md decision 1).

Read ``REGULATION`` as a regulation: one line is one sufficient set of conditions, several lines are alternatives.
Permission opens the door; whether an act is lawful the other rules decide.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from workflows.vocabulary.roles import Actor, Role
from workflows.vocabulary.wording import N_, Objection

ADMIN_ROLES = frozenset({Role.FLOW_ADMIN, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
"""Those who run the system and have no power over cases; the last three are the 三员."""

LEGAL_ROLES = frozenset({Role.REVIEWER, Role.LEGAL_HEAD, Role.HEARING_CHAIR, Role.HEARING_CLERK})
"""The roles whose tasks the head of the legal office assigns."""


class Permission(StrEnum):
    """What a page or an act asks for; a good word to search for."""

    REGISTER_CASE = "register_case"
    """Register a source 案源登记 and so open a case."""
    SEE_CASE = "see_case"
    """Read a case: facts, tasks, papers' titles."""
    ACT_ON_TASK = "act_on_task"
    """Do the act of an open task 待办."""
    ACT_IN_CASE = "act_in_case"
    """Do an act that is possible at any time."""
    CLAIM_TASK = "claim_task"
    """Take a task out of the unit's pool 签收."""
    ASSIGN_TASK = "assign_task"
    """Give a task to somebody 指派."""
    TRANSFER_TASK = "transfer_task"
    """Hand one's own task, or a subordinate's, to another 转办."""
    SEE_EVIDENCE = "see_evidence"
    """Open a piece of evidence; noted in the access journal."""
    DOWNLOAD_PAPER = "download_paper"
    """Download a rendered paper 文书; noted in the access journal."""
    EXPORT_DOSSIER = "export_dossier"
    """Take the whole file of a case 卷宗 out of the system; noted in the access journal."""
    READ_CASE_JOURNAL = "read_case_journal"
    """Read the journal of a case 全过程记录."""
    READ_ACCESS_JOURNAL = "read_access_journal"
    """Read who looked at what."""
    SEE_PEOPLE = "see_people"
    """See the people of the agency with roles and credentials."""
    MANAGE_CREDENTIALS = "manage_credentials"
    """Enter, suspend and revoke credentials 执法证件."""
    MANAGE_ACCOUNTS = "manage_accounts"
    """Open and close accounts."""
    OWN_ACCOUNT = "own_account"
    """See and end one's own sign-ins, change one's own password and second factor."""
    GRANT_ROLES = "grant_roles"
    """Propose to grant or take away a role, and decide what the other kind of administrator proposed."""
    END_SIGN_INS = "end_sign_ins"
    """End what others have open, open a closed login, take a lost second factor away."""
    MANAGE_KEYS = "manage_keys"
    """Propose a key of an application, decide what the other kind of administrator proposed, take one back."""
    MANAGE_WEBHOOKS = "manage_webhooks"
    """Say which other systems are told of what happens, and see how the messages went."""
    SEE_FLOW = "see_flow"
    """See the versions and drafts of a flow 流程."""
    EDIT_FLOW = "edit_flow"
    """Change a draft of a flow 流程."""
    PUBLISH_FLOW = "publish_flow"
    """Approve a draft of a flow for publication; never the person who drew it."""
    MOVE_RUNS = "move_runs"
    """Move running cases to another version of their flow; never the person who proposed it."""
    MANAGE_CALENDAR = "manage_calendar"
    """Import a notice of holidays 放假通知, which recomputes every open clock."""
    IMPORT_CASES = "import_cases"
    """Take closed cases of an older register over 历史案件导入."""
    SEE_SUPERVISION = "see_supervision"
    """See indicators and case-file checks across units."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What somebody wants to touch: an agency at least, a case, a task or a draft of a flow.

    ``superior_ids`` are the agencies above, whose supervisors read downward; ``participant_ids`` everyone who has or
    had a task or signature in the case; ``recused_ids`` those whose recusal was decided; ``editor_ids`` whoever
    began, changed or submitted the draft.
    """

    agency_id: int
    unit_id: int | None = None
    superior_ids: frozenset[int] = frozenset()
    participant_ids: frozenset[int] = frozenset()
    recused_ids: frozenset[int] = frozenset()
    task_roles: frozenset[Role] = frozenset()
    task_unit_id: int | None = None
    assigned_id: int | None = None
    editor_ids: frozenset[int] = frozenset()


Predicate: TypeAlias = Callable[[Actor, Subject], bool]


def held_roles(actor: Actor) -> frozenset[Role]:
    """Return the roles a person may act in: the principal 主要负责人 may do what any leader 机关负责人 may."""
    return actor.roles | {Role.LEADER} if Role.PRINCIPAL in actor.roles else actor.roles


def is_in_agency(actor: Actor, subject: Subject) -> bool:
    """本机关人员."""
    return actor.agency_id == subject.agency_id


def is_in_agency_or_above(actor: Actor, subject: Subject) -> bool:
    """本机关或者上级机关人员."""
    return is_in_agency(actor, subject) or actor.agency_id in subject.superior_ids


def is_in_unit(actor: Actor, subject: Subject) -> bool:
    """案件承办机构人员."""
    return actor.unit_id is not None and actor.unit_id == subject.unit_id


def is_in_task_unit(actor: Actor, subject: Subject) -> bool:
    """待办所属机构人员, or the task belongs to no unit."""
    return subject.task_unit_id is None or actor.unit_id == subject.task_unit_id


def takes_part(actor: Actor, subject: Subject) -> bool:
    """本案参与人员."""
    return actor.id in subject.participant_ids


def is_not_recused(actor: Actor, subject: Subject) -> bool:
    """未被决定回避."""
    return actor.id not in subject.recused_ids


def is_assigned(actor: Actor, subject: Subject) -> bool:
    """待办的承办人."""
    return subject.assigned_id == actor.id


def is_unassigned(_: Actor, subject: Subject) -> bool:
    """待签收的待办."""
    return subject.assigned_id is None


def holds_task_role(actor: Actor, subject: Subject) -> bool:
    """具有待办或者事项要求的岗位."""
    return bool(held_roles(actor) & subject.task_roles)


def is_legal_task(_: Actor, subject: Subject) -> bool:
    """法制机构、听证的待办."""
    return bool(subject.task_roles & LEGAL_ROLES)


def is_disclosure_task(_: Actor, subject: Subject) -> bool:
    """公示事项."""
    return Role.DISCLOSURE_PUBLISHER in subject.task_roles


def is_no_administrator(actor: Actor, _: Subject) -> bool:
    """不担任任何管理员 (三员分立): an administrator never acts in a case, whatever other roles were granted."""
    return not actor.roles & ADMIN_ROLES


def reads_every_case(actor: Actor, _: Subject) -> bool:
    """法制机构人员、机关负责人."""
    return bool(actor.roles & {Role.REVIEWER, Role.LEGAL_HEAD, Role.LEADER, Role.PRINCIPAL})


def reads_unit_cases(actor: Actor, _: Subject) -> bool:
    """执法人员、承办机构负责人."""
    return bool(actor.roles & {Role.HANDLER, Role.UNIT_HEAD})


def is_leader(actor: Actor, _: Subject) -> bool:
    """机关负责人."""
    return bool(actor.roles & {Role.LEADER, Role.PRINCIPAL})


def did_not_edit(actor: Actor, subject: Subject) -> bool:
    """不是该流程草稿的编辑人."""
    return actor.id not in subject.editor_ids


def holds(role: Role) -> Predicate:
    """Return the condition of holding ``role``."""

    def holds_role(actor: Actor, _: Subject) -> bool:
        return role in actor.roles

    return holds_role


is_handler = holds(Role.HANDLER)
is_unit_head = holds(Role.UNIT_HEAD)
is_legal_head = holds(Role.LEGAL_HEAD)
is_supervisor = holds(Role.SUPERVISOR)
is_flow_admin = holds(Role.FLOW_ADMIN)
is_system_admin = holds(Role.SYSTEM_ADMIN)
is_security_admin = holds(Role.SECURITY_ADMIN)
is_audit_admin = holds(Role.AUDIT_ADMIN)

# Who reads a case. A recused person no longer does, whatever the role.
_READERS: list[list[Predicate]] = [
    [is_in_agency, is_no_administrator, is_not_recused, takes_part],
    [is_in_agency, is_no_administrator, is_not_recused, reads_unit_cases, is_in_unit],
    [is_in_agency, is_no_administrator, is_not_recused, reads_every_case],
    [is_in_agency_or_above, is_no_administrator, is_supervisor],
]
_ASSIGNERS: list[list[Predicate]] = [
    [is_in_agency, is_no_administrator, is_not_recused, is_unit_head, is_in_unit],
    [is_in_agency, is_no_administrator, is_not_recused, is_legal_head, is_legal_task],
    [is_in_agency, is_no_administrator, is_not_recused, is_leader],
]

REGULATION: dict[Permission, list[list[Predicate]]] = {
    Permission.REGISTER_CASE: [[is_in_agency, is_no_administrator, is_handler]],
    Permission.SEE_CASE: _READERS,
    Permission.ACT_ON_TASK: [
        [is_in_agency, is_no_administrator, is_not_recused, holds_task_role, is_assigned],
        [is_in_agency, is_no_administrator, is_not_recused, holds_task_role, is_unassigned, is_in_task_unit],
    ],
    Permission.ACT_IN_CASE: [
        [is_in_agency, is_no_administrator, is_not_recused, holds_task_role, takes_part],
        [is_in_agency, is_no_administrator, is_not_recused, holds_task_role, is_in_unit],
        [is_in_agency, is_no_administrator, is_not_recused, holds_task_role, reads_every_case],
        [is_in_agency, is_no_administrator, is_not_recused, holds_task_role, is_disclosure_task],
    ],
    Permission.CLAIM_TASK: [
        [is_in_agency, is_no_administrator, is_not_recused, holds_task_role, is_unassigned, is_in_task_unit],
    ],
    Permission.ASSIGN_TASK: _ASSIGNERS,
    Permission.TRANSFER_TASK: [[is_in_agency, is_no_administrator, is_assigned], *_ASSIGNERS],
    Permission.SEE_EVIDENCE: _READERS,
    Permission.DOWNLOAD_PAPER: _READERS,
    Permission.EXPORT_DOSSIER: _READERS,
    Permission.READ_CASE_JOURNAL: [*_READERS, [is_in_agency, is_audit_admin]],
    Permission.READ_ACCESS_JOURNAL: [[is_in_agency, is_audit_admin]],
    Permission.SEE_PEOPLE: [[is_in_agency], [is_in_agency_or_above, is_supervisor]],
    Permission.MANAGE_CREDENTIALS: [
        [is_in_agency, is_no_administrator, is_legal_head],
        [is_in_agency, is_security_admin],
    ],
    Permission.MANAGE_ACCOUNTS: [[is_in_agency, is_system_admin]],
    Permission.OWN_ACCOUNT: [[is_in_agency]],
    Permission.GRANT_ROLES: [[is_in_agency, is_security_admin], [is_in_agency, is_system_admin]],
    Permission.END_SIGN_INS: [[is_in_agency, is_security_admin]],
    Permission.MANAGE_KEYS: [[is_in_agency, is_security_admin], [is_in_agency, is_system_admin]],
    Permission.MANAGE_WEBHOOKS: [[is_in_agency, is_system_admin]],
    Permission.SEE_FLOW: [[is_in_agency, is_flow_admin], [is_in_agency, is_no_administrator, is_legal_head]],
    Permission.EDIT_FLOW: [[is_in_agency, is_flow_admin]],
    Permission.PUBLISH_FLOW: [[is_in_agency, is_no_administrator, is_legal_head, did_not_edit]],
    Permission.MOVE_RUNS: [[is_in_agency, is_no_administrator, is_not_recused, is_legal_head, did_not_edit]],
    Permission.MANAGE_CALENDAR: [[is_in_agency, is_no_administrator, is_legal_head], [is_in_agency, is_system_admin]],
    Permission.IMPORT_CASES: [[is_in_agency, is_no_administrator, is_legal_head]],
    Permission.SEE_SUPERVISION: [
        [is_in_agency_or_above, is_supervisor],
        [is_in_agency, is_leader],
        [is_in_agency, is_legal_head],
    ],
}


def is_permitted(permission: Permission, *, actor: Actor, subject: Subject) -> bool:
    """Say whether one line of the regulation is met in full."""
    return unmet(permission, actor=actor, subject=subject) is None


def unmet(permission: Permission, *, actor: Actor, subject: Subject) -> Predicate | None:
    """Return the condition that stops the actor on the line followed furthest, or None when a line is met in full."""
    stops: list[tuple[int, Predicate]] = []
    for line in REGULATION[permission]:
        stop = next((place for place, condition in enumerate(line) if not condition(actor, subject)), None)
        if stop is None:
            return None
        stops.append((stop, line[stop]))
    return max(stops, key=lambda found: found[0])[1]


def objection_to(permission: Permission, *, actor: Actor, subject: Subject) -> Objection | None:
    """Refuse whoever meets no line of the regulation."""
    if is_permitted(permission, actor=actor, subject=subject):
        return None
    text = N_("您没有办理此事项的权限；确需办理的，请联系本单位安全管理员核对岗位")
    return Objection("not-permitted", text)


def objection_to_roles(*, roles: Collection[Role]) -> Objection | None:
    """Refuse to give one person two of the 三员, or an administrator's role together with one that acts in cases."""
    held = ADMIN_ROLES & set(roles)
    if not held or len(set(roles)) == 1:
        return None
    text = N_("系统管理员、安全管理员、审计管理员和流程管理员应当分设，也不得兼任办案岗位，请调整岗位")
    return Objection("administrators-not-separated", text, article="网络安全等级保护基本要求")
