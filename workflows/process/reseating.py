"""Re-seating 换座: the tokens of a run, put onto the places of another version of its flow.

Every open step keeps the engine's number of its task, so the open task stays the same task with the same limit. The
calls around it, and the events that wait on their borders, are those of the new version.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import uuid4

from SpiffWorkflow.util.task import TaskState

from workflows.process.bundle import Bundle
from workflows.process.codec import Frame, Token
from workflows.process.diagram import NodeKind

Chain = tuple[str, ...]
"""The calls around a place, outermost first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A token that is no call and no waiting border: where it stands, and the calls around it."""

    token: Token
    chain: Chain

    @property
    def path(self) -> str:
        """Return the place's path in the unfolded version; a half-filled join counts as the branch that arrived."""
        return "/".join((*self.chain, self.token.source or self.token.node))


class PlaceError(Exception):
    """A place cannot be found in the other version; ``node`` is the one that cannot."""

    def __init__(self, node: str) -> None:
        """Keep the node."""
        super().__init__(node)
        self.node = node


def list_places(bundle: Bundle, frames: tuple[Frame, ...]) -> tuple[Place, ...]:
    """Return where a run stands: open steps, messages waited for on the way, half-filled joins.

    The engine's own mark that one of several ways has ended is no place; it makes it again.
    """
    chains = _chains(frames)
    return tuple(
        Place(token, chains[frame.call])
        for frame in frames
        for token in frame.tokens
        if token.node in bundle.places and not _is_around(bundle, token)
    )


def chain_to(new: Bundle, node_id: str, around: Chain) -> Chain:
    """Return the calls around a node in the other version: those the run stands in now, else the only ones there are.

    PlaceError when the node stands in a part that several calls, or none, could be running.
    """
    process = new.places[node_id]
    if process == new.process:
        return ()
    calls = [call.id for call in new.calls_of(process)]
    kept = [call for call in calls if call in around]
    sites = kept or calls
    if len(sites) != 1:
        raise PlaceError(node_id)
    return (*chain_to(new, sites[0], around), sites[0])


def reseat(
    old: Bundle, new: Bundle, frames: tuple[Frame, ...], nodes: Mapping[str, str]
) -> tuple[tuple[Frame, ...], dict[str, Chain]]:
    """Return the frames of a run in the other version, and the calls around each token by its number.

    ``nodes`` maps the nodes the run stands on to those of the other version; they exist there.
    """
    seating = _Seating(old, new, frames)
    for place in list_places(old, frames):
        seating.put(place, nodes.get(place.token.node, place.token.node))
    return seating.frames(), seating.chains


def _is_around(bundle: Bundle, token: Token) -> bool:
    """Say whether a token is a call that runs, or an event that waits on a border."""
    return bundle.node(token.node).kind in {NodeKind.CALL, NodeKind.BOUNDARY}


def _chains(frames: tuple[Frame, ...]) -> dict[str, Chain]:
    """Return the calls around the frame of a call, by the number of the call's token."""
    chains: dict[str, Chain] = {"": ()}
    for frame in frames:
        chains.update({token.id: (*chains[frame.call], token.node) for token in frame.tokens})
    return chains


@dataclass(slots=True)
class _Desk:
    """The tokens of one frame that is being laid out."""

    process: str
    call: str
    tokens: list[Token] = field(default_factory=list)
    guards: int = 0


class _Seating:
    def __init__(self, old: Bundle, new: Bundle, frames: tuple[Frame, ...]) -> None:
        self._old, self._new = old, new
        self._desks: dict[Chain, _Desk] = {(): _Desk(new.process, "")}
        self.chains: dict[str, Chain] = {}
        chains = _chains(frames)
        # The tokens of calls and of waiting borders, by the calls around them and their node.
        self._begun = {
            (*chains[frame.call], token.node): token
            for frame in frames
            for token in frame.tokens
            if token.node in old.places and _is_around(old, token)
        }

    def put(self, place: Place, node_id: str) -> None:
        """Seat one token on a node, with the calls around it and the events on its border."""
        chain, token = chain_to(self._new, node_id, place.chain), place.token
        seat = Token(token.id, node_id, token.state, 0, token.source)
        self._lay(self._desk(chain), chain, seat, stood=(*place.chain, token.node))
        self.chains[token.id] = chain

    def frames(self) -> tuple[Frame, ...]:
        """Return what was laid out, outer processes first."""
        ordered = sorted(self._desks.items(), key=lambda item: len(item[0]))
        return tuple(Frame(desk.process, desk.call, tuple(desk.tokens)) for _, desk in ordered)

    def _desk(self, chain: Chain) -> _Desk:
        if chain not in self._desks:
            kept = self._begun.get(chain)
            token = Token(kept.id if kept else uuid4().hex, chain[-1], TaskState.STARTED)
            self._lay(self._desk(chain[:-1]), chain[:-1], token, stood=chain if kept else ())
            self._desks[chain] = _Desk(self._new.node(chain[-1]).called, token.id)
        return self._desks[chain]

    def _lay(self, desk: _Desk, chain: Chain, token: Token, *, stood: Chain) -> None:
        """Lay down a token and the events that wait on its border; one that has fired already does not wait again."""
        diagram = self._new.diagrams[self._new.places[token.node]]
        borders = diagram.boundary.get(token.node, ())
        fired = set(self._fired(stood))
        desk.guards += bool(borders)
        guard = desk.guards if borders else 0
        desk.tokens.append(replace(token, guard=guard))
        for event in borders:
            if event.message not in fired:
                kept = self._begun.get((*chain, event.id))
                number = kept.id if kept else uuid4().hex
                desk.tokens.append(Token(number, event.id, TaskState.WAITING, guard))

    def _fired(self, stood: Chain) -> Iterator[str]:
        """Yield the messages that came to where the run stands now without ending its step or part."""
        if not stood:
            return
        for event in self._old.diagrams[self._old.places[stood[-1]]].boundary.get(stood[-1], ()):
            if (*stood[:-1], event.id) not in self._begun:
                yield event.message
