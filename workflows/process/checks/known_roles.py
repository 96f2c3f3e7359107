"""Every task stands in a lane whose role exists, works on cases, and may do the act."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.process.findings import Finding
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.roles import ROLE_TERMS, Role
from workflows.vocabulary.wording import N_, Objection, Phrase, listed

# Whoever changes flows, runs the system or watches over it holds no power over a case (三员分立).
_OFF_CASES = frozenset({Role.SUPERVISOR, Role.FLOW_ADMIN, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


def unknown_roles(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each task that nobody, or the wrong role, would get."""
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.TASK):
            yield from _of_task(diagram, node)


def _of_task(diagram: Diagram, node: Node) -> Iterator[Finding]:
    lane = diagram.lane_of(node)
    role = node.properties.get("role") or (lane.properties.get("role", "") if lane else "")
    if not role:
        message = Objection("unknown-role", N_("没有办理角色，无人收到待办"))
        yield Finding(diagram.file, node.id, message, N_("请把它放进写明角色的泳道"))
        return
    if role not in set(Role):
        message = Objection("unknown-role", N_("没有名为“{role}”的角色"), {"role": role[:60]})
        yield Finding(diagram.file, node.id, message, N_("请为泳道选择角色"))
        return
    act = ACTS.get(node.properties.get("act", ""))
    if role in _OFF_CASES:
        message = Objection("office-role", N_("{term}不办理案件"), {"term": ROLE_TERMS[Role(role)]})
        yield Finding(diagram.file, node.id, message, N_("请移到办案角色的泳道"))
    elif act is not None and not act.site and Role(role) not in act.roles:
        words = {"act": act.term, "term": ROLE_TERMS[Role(role)]}
        message = Objection("wrong-role", N_("“{act}”不能由{term}办理"), words, article=act.article)
        holders = listed(ROLE_TERMS[holder] for holder in act.roles)
        yield Finding(diagram.file, node.id, message, Phrase(N_("请移到{holders}的泳道"), holders=holders))
