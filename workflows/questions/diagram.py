"""The picture of a case's flow: the BPMN of one part of the version it stays on, and the same as a table of steps."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from workflows.guards.means import Means
from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.records.dossier import Dossier
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.wording import N_

STEP_KINDS = {NodeKind.TASK: N_("办理"), NodeKind.CALL: N_("分流程"), NodeKind.TABLE: N_("自动判定")}
STATE_TERMS = {"done": N_("已办"), "current": N_("当前"), "returned": N_("曾退回"), "todo": N_("未到")}


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a part as the table tells it, for people who do not read diagrams."""

    label: str
    kind: str
    lane: str
    article: str
    state: str


def read_diagram(dossier: Dossier, part: str, *, means: Means) -> bytes | None:
    """Return the BPMN of the process named ``part`` in the case's bundle, or None."""
    diagram = _find(dossier, part, means)
    return means.flow(dossier.records, dossier.run.bundle_sha).files[diagram.file] if diagram else None


def list_step_lines(
    dossier: Dossier,
    part: str,
    *,
    means: Means,
    done: Collection[str],
    current: Collection[str],
    returned: Collection[str],
) -> Sequence[StepLine]:
    """Return the steps of one part in the order they are drawn, each with its state in this case."""
    diagram = _find(dossier, part, means)
    if diagram is None:
        return ()
    states = {**dict.fromkeys(done, "done"), **dict.fromkeys(current, "current"), **dict.fromkeys(returned, "returned")}
    return [
        StepLine(node.label, STEP_KINDS[node.kind], _lane(diagram, node), _article(node), states.get(node.id, "todo"))
        for node in diagram.of_kind(*STEP_KINDS)
    ]


def with_calls(dossier: Dossier, steps: Collection[tuple[str, str]], *, means: Means) -> list[str]:
    """Return the nodes of (node, site) pairs and of every call around them, so that outer diagrams show them too.

    A part with several calls (送达) is marked at the one whose act is the step's site.
    """
    bundle = means.flow(dossier.records, dossier.run.bundle_sha)
    marked: dict[str, None] = {}
    for node_id, site in steps:
        reached = node_id
        while reached and reached not in marked:
            marked[reached] = None
            reached = _call_around(bundle, reached, site)
    return list(marked)


def _call_around(bundle: Bundle, node_id: str, site: str) -> str:
    part = bundle.places.get(node_id, "")
    calls = bundle.calls_of(part)
    chosen = [call for call in calls if call.properties.get("act") == site] if len(calls) > 1 else calls
    return chosen[0].id if len(chosen) == 1 else ""


def _find(dossier: Dossier, part: str, means: Means) -> Diagram | None:
    return means.flow(dossier.records, dossier.run.bundle_sha).diagrams.get(part)


def _lane(diagram: Diagram, node: Node) -> str:
    lane = diagram.lane_of(node)
    return lane.label if lane else ""


def _article(node: Node) -> str:
    act = ACTS.get(node.properties.get("act", ""))
    return (act.article if act else "") or node.properties.get("article", "")
