"""What comes in between and sends a case back finds its step: 补充证据, late statements and requests for a hearing.

They lead to steps known by their ids (rules/diversions.py). An act that does such a step needs a step of that id, in a
part that is called once, and never beside others; otherwise nobody could enter the evidence or the statement.
"""

from collections.abc import Iterator

from workflows.process.bundle import Bundle
from workflows.process.diagram import Node, NodeKind
from workflows.process.findings import Finding
from workflows.process.jump import stranding_join
from workflows.rules.diversions import DEFENCE, DRAFT, HEARING
from workflows.vocabulary.wording import N_, Objection


def wrong_diversions(bundle: Bundle) -> Iterator[Finding]:
    """Yield a finding for each step a case is sent back to that is missing, called twice, or beside others."""
    for node_id, act in ((DRAFT, "finalise_draft"), (DEFENCE, "review_defence"), (HEARING, "accept_hearing")):
        doing = _doing(bundle, act)
        if not doing:
            continue
        if node_id not in bundle.places:
            text = N_("补充证据或者登记较晚的陈述申辩、听证申请要退回到编号为“{id}”的环节，流程中没有这一编号")
            yield _finding(bundle, doing[0], "diversion-missing", text, node_id)
        elif any(stranding_join(bundle.diagrams[bundle.places[one.id]], one) for one in _around(bundle, node_id)):
            text = N_("补充证据或者登记较晚的陈述申辩、听证申请要退回到环节“{id}”，但它与其他分支并行")
            yield _finding(bundle, bundle.node(node_id), "diversion-strands", text, node_id)
        elif len(_calls(bundle, node_id)) > 1:
            text = N_("补充证据或者登记较晚的陈述申辩、听证申请要退回到环节“{id}”，但它所在的部分由多处调用")
            yield _finding(bundle, bundle.node(node_id), "diversion-twice", text, node_id)


def _doing(bundle: Bundle, act: str) -> list[Node]:
    return [
        node
        for diagram in bundle.diagrams.values()
        for node in diagram.of_kind(NodeKind.TASK)
        if node.properties.get("act") == act
    ]


def _calls(bundle: Bundle, node_id: str) -> tuple[Node, ...]:
    return bundle.calls_of(bundle.places[node_id])


def _around(bundle: Bundle, node_id: str) -> list[Node]:
    """Return a node and every call around it, as far as each part is called once."""
    nodes = [bundle.node(node_id)]
    while len(calls := _calls(bundle, nodes[-1].id)) == 1:
        nodes.append(calls[0])
    return nodes


def _finding(bundle: Bundle, node: Node, code: str, text: str, node_id: str) -> Finding:
    cure = {
        "diversion-missing": N_("请把办理这一行为的环节（听证为调用“听证”部分的环节）改回这一编号"),
        "diversion-strands": N_("请把它移到并行的分支之外"),
        "diversion-twice": N_("请只在一处调用这一部分"),
    }[code]
    file = bundle.diagrams[bundle.places[node.id]].file
    return Finding(file, node.id, Objection(code, text, {"id": node_id}), cure)
