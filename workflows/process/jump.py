"""Where a run stands after every token was withdrawn and exactly one was put on a chosen node (退回, 恢复办理)."""

from uuid import uuid4

from SpiffWorkflow.util.task import TaskState

from workflows.errors import RefusedError
from workflows.process.bundle import Bundle
from workflows.process.codec import Frame, Token
from workflows.process.diagram import Diagram, Node, NodeKind
from workflows.process.parser import split_name
from workflows.vocabulary.wording import N_, Objection

_TARGETS = {NodeKind.TASK, NodeKind.CALL, NodeKind.TABLE}


def frames_at(bundle: Bundle, node_id: str, standing: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Return the frames of a run that is about to arrive at ``node_id``.

    Inside a part, the calls the run stands in now stay; otherwise the part must be called from exactly one place.
    RefusedError when the node does not exist, is no step, or could be reached through several calls.
    """
    if node_id not in bundle.places or bundle.node(node_id).kind not in _TARGETS:
        raise RefusedError(
            Objection("jump-target", N_("不能转到“{node}”：只能转到流程中的办理环节"), {"node": node_id})
        )
    node = bundle.node(node_id)
    frames: list[Frame] = []
    call = ""
    calls = _calls_to(bundle, bundle.places[node_id], standing, node_id)
    for place in (*calls, node):
        _refuse_stranding(bundle.diagrams[bundle.places[place.id]], place)
    for enclosing in calls:
        tokens = _begun(bundle, enclosing)
        frames.append(Frame(bundle.places[enclosing.id], call, tokens))
        call = tokens[0].id
    entry = split_name(node.id) if _boundary(bundle, node) else node.id
    arriving = Token(uuid4().hex, entry, TaskState.FUTURE)
    return (*frames, Frame(bundle.places[node_id], call, (arriving,)))


def _calls_to(bundle: Bundle, process: str, standing: tuple[Frame, ...], target: str) -> tuple[Node, ...]:
    """Return the call activities from the main process down to ``process``."""
    if process == bundle.process:
        return ()
    places = {token.id: (frame, token.node) for frame in standing for token in frame.tokens}
    here = {places[frame.call][1] for frame in standing if frame.process == process and frame.call}
    sites = here or {node.id for node in bundle.calls_of(process)}
    if len(sites) != 1:
        raise RefusedError(
            Objection(
                "jump-site",
                N_("不能转到“{node}”：它所在的部分由多处调用，请转到调用它的环节"),
                {"node": target},
            )
        )
    site = bundle.node(next(iter(sites)))
    return (*_calls_to(bundle, bundle.places[site.id], standing, target), site)


def stranding_join(diagram: Diagram, place: Node) -> Node | None:
    """Return the parallel join that one token alone, put on ``place``, could reach but never fill, or None."""
    for join in diagram.of_kind(NodeKind.AND):
        sources = {flow.source for flow in diagram.entering[join.id]}
        reached = _reached(diagram, place.id, without=join.id)
        if reached & sources and not sources <= reached:
            return join
    return None


def _refuse_stranding(diagram: Diagram, place: Node) -> None:
    join = stranding_join(diagram, place)
    if join is not None:
        raise RefusedError(
            Objection(
                "jump-strands",
                N_("不能转到“{node}”：它与其他分支并行，单独重做会使“{join}”永远等不齐，请转到并行之前的环节"),
                {"node": place.label or place.id, "join": join.label or join.id},
            )
        )


def _reached(diagram: Diagram, start: str, *, without: str) -> set[str]:
    reached, waiting = {start}, [start]
    while waiting:
        for following in diagram.successors(waiting.pop()):
            if following != without and following not in reached:
                reached.add(following)
                waiting.append(following)
    return reached


def _begun(bundle: Bundle, call: Node) -> tuple[Token, ...]:
    """Return the token of a call that has begun, and those of its boundary events, which wait."""
    events = _boundary(bundle, call)
    guard = 1 if events else 0
    return (
        Token(uuid4().hex, call.id, TaskState.STARTED, guard),
        *(Token(uuid4().hex, event.id, TaskState.WAITING, guard) for event in events),
    )


def _boundary(bundle: Bundle, node: Node) -> tuple[Node, ...]:
    return bundle.diagrams[bundle.places[node.id]].boundary[node.id]
