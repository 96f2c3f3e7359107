"""Migration 迁移版本: what would become of a running case on another version of its flow, and what forbids it.

A verdict is by structure alone: where the run would stand, which steps it would have skipped, which messages would
find nobody. Whether what was done keeps the new promises is asked beside it (``proof/history.py``).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflows.process.blocks import list_blocks
from workflows.process.bundle import Bundle
from workflows.process.codec import Frame, encode
from workflows.process.diagram import Node, NodeKind
from workflows.process.proof.history import Done
from workflows.process.reseating import Chain, Place, PlaceError, chain_to, list_places, reseat
from workflows.process.run import OpenTask, Run
from workflows.process.skipping import Skipping
from workflows.process.spoken import value_said
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.wording import N_, Objection


@dataclass(frozen=True, slots=True)
class Vanished:
    """An open step that the other version has no more, and the (node, label) of those with the same act it may go on.

    ``node`` and ``label`` are those of the version the case is on.
    """

    node: str
    label: str
    act: str
    candidates: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What would become of a run: its state and open tasks in the other version, or why it may not move.

    ``vanished`` are open steps for which a place must be named first; with one of them, or with an objection, there
    is no state. ``ahead`` are the acts that may still come.
    """

    state: bytes | None = None
    tasks: Mapping[str, OpenTask] | None = None
    objections: tuple[Objection, ...] = ()
    vanished: tuple[Vanished, ...] = ()
    ahead: frozenset[str] = frozenset()


class Comparison:
    """Two versions of one flow; judges any number of runs that would go from the first to the second."""

    def __init__(self, old: Bundle, new: Bundle) -> None:
        """Compare two versions of the same process."""
        self.old, self.new = old, new
        self._skipping = Skipping(old, new)

    def judge(
        self,
        state: bytes,
        facts: Mapping[str, FactValue],
        *,
        done: Sequence[Done],
        expected: Collection[str],
        mapping: Mapping[str, str],
    ) -> Judgement:
        """Say what would become of a run.

        ``done`` are its finished steps, ``expected`` the messages that something (an open clock, a proposal) will
        send, ``mapping`` the administrator's places for steps that vanished.
        """
        run = Run.resume(self.old, state, facts)
        vanished = tuple(self._list_vanished(run, mapping))
        if vanished:
            return Judgement(objections=tuple(_unplaceable(vanished)), vanished=vanished)
        places = list_places(self.old, run.frames)
        nodes = {place.token.node: mapping.get(place.token.node, place.token.node) for place in places}
        lost = [*self._list_lost(places), *self._list_unfit(run)]
        if lost:
            return Judgement(objections=tuple(lost))
        frames, chains = reseat(self.old, self.new, run.frames, nodes)
        moved = Run(self.new, frames, facts)
        seats = [(place.path, _path(place, nodes, chains)) for place in places]
        objections = (
            *self._objections_to_blocks(run.frames, frames),
            *self._objections_to_silence(run, moved, expected),
            *self._objections_to_skipping(seats, moved.facts, done),
        )
        if objections:
            return Judgement(objections=objections)
        ahead = self._skipping.acts_ahead(there for _, there in seats)
        return Judgement(encode(frames), {task.id: task for task in moved.open_tasks()}, ahead=ahead)

    # ------------------------------------------------------------------------------------------ open steps

    def _list_vanished(self, run: Run, mapping: Mapping[str, str]) -> Iterator[Vanished]:
        chains = {place.token.id: place.chain for place in list_places(self.old, run.frames)}
        for task in run.open_tasks():
            target = mapping.get(task.node, task.node)
            if not self._is_same(task, target, chains[task.id]):
                yield Vanished(task.node, task.label, task.act, tuple(self._candidates(task, chains[task.id])))

    def _candidates(self, task: OpenTask, around: Chain) -> Iterator[tuple[str, str]]:
        for diagram in self.new.diagrams.values():
            for node in diagram.of_kind(NodeKind.TASK):
                if self._is_same(task, node.id, around):
                    yield node.id, node.label or node.id

    def _is_same(self, task: OpenTask, target: str, around: Chain) -> bool:
        """Say whether a node of the other version is a place for an open step: the same act at the same site."""
        if target not in self.new.places or self.new.node(target).kind is not NodeKind.TASK:
            return False
        if self.new.node(target).properties.get("act", "") != task.act:
            return False
        try:
            chain = chain_to(self.new, target, around)
        except PlaceError:
            return False
        acts = [self.new.node(call).properties.get("act", "") for call in reversed(chain)]
        return next(filter(None, acts), "") == task.site

    # ---------------------------------------------------------------------------------------- other places

    def _list_lost(self, places: Sequence[Place]) -> Iterator[Objection]:
        """Yield what stands against waiting messages and half-filled joins that are not there any more."""
        for place in places:
            node = self.old.node(place.token.node)
            if node.kind is NodeKind.TASK or self._still_waits(node, place.chain):
                continue
            text = N_("新版本中没有本案等候所在的“{node}”，请在原版本办完后再迁移")
            yield Objection("place-gone", text, {"node": node.label or node.id})

    def _still_waits(self, node: Node, around: Chain) -> bool:
        if node.id not in self.new.places:
            return False
        there = self.new.node(node.id)
        try:
            chain_to(self.new, node.id, around)
        except PlaceError:
            return False
        return (there.kind, there.message) == (node.kind, node.message)

    def _list_unfit(self, run: Run) -> Iterator[Objection]:
        """Yield the answers already given that the other version does not know: nothing could branch on them."""
        for name, value in run.facts.items():
            fact = self.new.facts.get(name)
            if fact is not None and not fact.admits(value):
                text = N_("已填写的“{fact}”为“{value}”，新版本的表单没有这个选项，迁移后流程无法据以判断")
                said = value_said(self.old.facts.get(name, fact), value)
                yield Objection("answer-unknown", text, {"fact": fact.term, "value": said})

    def _objections_to_blocks(self, old: tuple[Frame, ...], new: tuple[Frame, ...]) -> Iterator[Objection]:
        before, after = _blocks_of(self.old, old), _blocks_of(self.new, new)
        for split in {**before, **after}:
            if before.get(split) == after.get(split):
                continue
            bundle = self.new if split in after else self.old
            text = N_(
                "本案正处在并行段“{split}”之中，而新版本的并行分支不同，迁移后将永远等不齐，请待各分支办结后再迁移"
            )
            yield Objection("parallel-changed", text, {"split": bundle.node(split).label or split})

    def _objections_to_silence(self, run: Run, moved: Run, expected: Collection[str]) -> Iterator[Objection]:
        """Yield what will come and would find nobody: a clock that falls due, an approval that is on its way."""
        awaited, later = set(moved.awaited()), _caught(self.new)
        for message in sorted(expected):
            is_lost_now = message in run.awaited() and message not in awaited
            if is_lost_now or (message in _caught(self.old) and message not in later):
                text = N_("本案正在等候“{event}”，新版本不再接收，届时将无人处理")
                yield Objection("message-lost", text, {"event": self._said(message)})

    def _said(self, message: str) -> str:
        """Return what the drawing the case is on calls the event of a message."""
        nodes = (node for diagram in self.old.diagrams.values() for node in diagram.nodes.values())
        return next((node.label for node in nodes if node.message == message and node.label), message)

    def _objections_to_skipping(
        self, seats: Sequence[tuple[str, str]], facts: Mapping[str, FactValue], done: Sequence[Done]
    ) -> Iterator[Objection]:
        for step in self._skipping.list_skipped(seats, facts, done):
            text = N_("新版本要求先办理“{step}”，本案已经越过而没有办理，迁移将跳过该环节")
            act = ACTS.get(step.node.properties.get("act", ""))
            params = {"step": step.node.label or step.node.id}
            yield Objection("step-skipped", text, params, article=act.article if act else "")


def _unplaceable(vanished: Sequence[Vanished]) -> Iterator[Objection]:
    for one in vanished:
        if not one.candidates:
            text = N_("新版本没有办理“{act}”的对应环节，在办的“{step}”无处安放，迁移将丢失办理中的工作")
            act = ACTS[one.act].term if one.act in ACTS else one.act
            yield Objection("no-place", text, {"act": act, "step": one.label or one.node})


def _path(place: Place, nodes: Mapping[str, str], chains: Mapping[str, Chain]) -> str:
    """Return where a place is in the other version; a half-filled join counts as the branch that has arrived."""
    here = place.token.source or nodes[place.token.node]
    return "/".join((*chains[place.token.id], here))


def _blocks_of(bundle: Bundle, frames: tuple[Frame, ...]) -> dict[str, frozenset[str]]:
    """Return the parallel blocks a run stands in, by their split, with what their branches consist of."""
    return {
        split.id: words
        for frame in frames
        for token in frame.tokens
        if token.node in bundle.places and bundle.node(token.node).kind is not NodeKind.BOUNDARY
        for split, words in list_blocks(bundle.diagrams[frame.process], token.node)
    }


def _caught(bundle: Bundle) -> set[str]:
    return {node.message for diagram in bundle.diagrams.values() for node in diagram.nodes.values() if node.message}
