"""Every task stands in a lane whose role exists and may do the act."""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.roles import ROLE_TERMS, Role
from workflows.vocabulary.wording import N_, Objection


def unknown_roles(bundle: Bundle) -> Iterator[Objection]:
    """Yield an objection for each task that nobody, or the wrong role, would get."""
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.TASK):
            yield from _of_task(diagram, node)


def _of_task(diagram: Diagram, node: Node) -> Iterator[Objection]:
    lane = diagram.lane_of(node)
    role = node.properties.get("role") or (lane.properties.get("role", "") if lane else "")
    place = {"file": diagram.file, "element": node.id, "role": role}
    if role not in set(Role):
        yield Objection(
            "unknown-role", N_("{file} 的 {element}：没有办理角色（现为“{role}”），请把它放进写明角色的泳道"), place
        )
        return
    act = ACTS.get(node.properties.get("act", ""))
    if act is not None and not act.site and Role(role) not in act.roles:
        holders = "、".join(ROLE_TERMS[holder] for holder in act.roles)
        yield Objection(
            "wrong-role",
            N_("{file} 的 {element}：“{act}”不能由{term}办理，只能由{holders}办理，请移到相应泳道"),
            {**place, "act": act.term, "term": ROLE_TERMS[Role(role)], "holders": holders},
            article=act.article,
        )
