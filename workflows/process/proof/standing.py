"""Where a run of the real engine stands, in the words of the model: the bridge between proof and engine."""

from collections.abc import Iterator

from SpiffWorkflow.util.task import TaskState

from workflows.process.codec import Frame, Token
from workflows.process.diagram import NodeKind
from workflows.process.proof.model import Model
from workflows.process.run import Run


def state_of(model: Model, run: Run) -> int:
    """Return the state of the model a run stands in, or -1 when two tokens stand on one place or in one part."""
    calls = {token.id: (frame, token) for frame in run.frames for token in frame.tokens}
    if len({_prefix(frame, calls) for frame in run.frames}) < len(run.frames):
        return -1
    state = 0
    for name in places_of(run):
        bit = model.layout.places.get(name, 0)
        if not bit or state & bit:
            return -1
        state |= bit
    known = {name: run.facts[name] for name in model.layout.fields}
    return state | model.layout.written(known)[1]


def places_of(run: Run) -> Iterator[str]:
    """Yield the place of every token of a run, as the model names them."""
    calls = {token.id: (frame, token) for frame in run.frames for token in frame.tokens}
    for frame in run.frames:
        prefix = _prefix(frame, calls)
        for token in frame.tokens:
            name = _place(run, frame, token)
            if name:
                yield prefix + name


def task_at(run: Run, path: str) -> str:
    """Return the engine's id of the open task that stands at a path, or an empty text."""
    calls = {token.id: (frame, token) for frame in run.frames for token in frame.tokens}
    for frame in run.frames:
        prefix = _prefix(frame, calls)
        for token in frame.tokens:
            if token.state == TaskState.READY and prefix + token.node == path:
                return token.id
    return ""


def _prefix(frame: Frame, calls: dict[str, tuple[Frame, Token]]) -> str:
    names = []
    while frame.call:
        frame, token = calls[frame.call]
        names.append(token.node)
    return "".join(f"{name}/" for name in reversed(names))


def _place(run: Run, frame: Frame, token: Token) -> str:
    diagram = run.bundle.diagrams[frame.process]
    node = diagram.nodes.get(token.node)
    if node is None or token.state == TaskState.STARTED:
        return ""
    if node.kind is NodeKind.BOUNDARY:
        return "" if node.interrupting else f"{node.id}~"
    if token.source:
        return next(flow.id for flow in diagram.entering[node.id] if flow.source == _host(diagram.nodes, token.source))
    return node.id


def _host(nodes: object, source: str) -> str:
    """Return the node a token came from; the engine may name the join behind a host with boundary events."""
    return source if source in nodes else source.split(".", 1)[0]  # type: ignore[operator]  # a mapping
