"""Who takes part in a case: roles 角色 with their statutory terms, and the person who acts."""

from dataclasses import dataclass
from enum import StrEnum

from workflows.vocabulary.wording import N_


class Role(StrEnum):
    """What a person is appointed to do; lanes of a diagram name one of these."""

    HANDLER = "handler"
    UNIT_HEAD = "unit_head"
    REVIEWER = "reviewer"
    LEGAL_HEAD = "legal_head"
    HEARING_CHAIR = "hearing_chair"
    HEARING_CLERK = "hearing_clerk"
    LEADER = "leader"
    PRINCIPAL = "principal"
    DELIBERATOR = "deliberator"
    MINUTE_TAKER = "minute_taker"
    SERVER = "server"
    DISCLOSURE_COLLECTOR = "disclosure_collector"
    DISCLOSURE_EXAMINER = "disclosure_examiner"
    DISCLOSURE_PUBLISHER = "disclosure_publisher"
    ARCHIVIST = "archivist"
    SUPERVISOR = "supervisor"
    FLOW_ADMIN = "flow_admin"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


ROLE_TERMS: dict[Role, str] = {
    Role.HANDLER: N_("承办人"),
    Role.UNIT_HEAD: N_("承办机构负责人"),
    Role.REVIEWER: N_("法制审核人员"),
    Role.LEGAL_HEAD: N_("法制机构负责人"),
    Role.HEARING_CHAIR: N_("听证主持人"),
    Role.HEARING_CLERK: N_("听证记录员"),
    Role.LEADER: N_("机关负责人"),
    Role.PRINCIPAL: N_("主要负责人"),
    Role.DELIBERATOR: N_("集体讨论成员"),
    Role.MINUTE_TAKER: N_("会议记录员"),
    Role.SERVER: N_("送达人"),
    Role.DISCLOSURE_COLLECTOR: N_("公示采集人员"),
    Role.DISCLOSURE_EXAMINER: N_("公示审核人员"),
    Role.DISCLOSURE_PUBLISHER: N_("公示发布人员"),
    Role.ARCHIVIST: N_("档案员"),
    Role.SUPERVISOR: N_("监督人员"),
    Role.FLOW_ADMIN: N_("流程管理员"),
    Role.SYSTEM_ADMIN: N_("系统管理员"),
    Role.SECURITY_ADMIN: N_("安全管理员"),
    Role.AUDIT_ADMIN: N_("审计管理员"),
}


HANDLING_UNIT = "handling"
"""The unit a lane names when its tasks are those of the unit that handles the case 承办机构, and of no other."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The person (or 系统, id 0) who does an act, with the roles held on that day."""

    id: int
    name: str
    agency_id: int
    unit_id: int | None
    roles: frozenset[Role]

    @property
    def is_system(self) -> bool:
        """Say whether the clock worker acts rather than a person."""
        return self.id == 0


def the_system(agency_id: int) -> Actor:
    """Return the actor 系统, who does only what a due clock demands."""
    return Actor(id=0, name=N_("系统"), agency_id=agency_id, unit_id=None, roles=frozenset())
