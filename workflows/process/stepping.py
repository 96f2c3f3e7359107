"""Light stepping: the real engine walks each difference once, whoever comes the same way again is told where it led.

A step depends on where the tokens stand, on what is done, and on the facts as far as the bundle can tell them apart
(``regions.py``). Scenarios are searched and past cases are replayed over this memory; nothing is computed that the
engine has not done.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from SpiffWorkflow.util.task import TaskState

from workflows.errors import BrokenDiagramError, RefusedError
from workflows.process.bundle import Bundle
from workflows.process.codec import Frame
from workflows.process.openings import ANYTIME, MESSAGE, RETURN, Opening, anytime_openings, openings_at, standing_of
from workflows.process.regions import Regions
from workflows.process.roads import within
from workflows.process.run import OpenTask
from workflows.process.trail import WatchedRun
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.wording import Objection

MOST_KEPT = 30_000

Facts = Mapping[str, FactValue]
_Seats = tuple[tuple[str, int, str], ...]


@dataclass(eq=False, slots=True)
class Spot:
    """Where tokens stand: one object for all runs that stand so. ``open`` are its tasks, ``openings`` what is next."""

    frames: tuple[Frame, ...]
    open: tuple[OpenTask, ...]
    openings: tuple[Opening, ...]
    nodes: tuple[str, ...]

    @property
    def is_end(self) -> bool:
        """Say whether no token is left."""
        return not self.frames


@dataclass(frozen=True, slots=True)
class Stood:
    """A run in its lightest form: the spot and the facts."""

    spot: Spot
    facts: Facts


@dataclass(frozen=True, slots=True)
class _Led:
    """Where a step led: the spot, the facts that tables decided on the way, the flows taken; or why it did not."""

    spot: Spot
    decided: Facts = field(default_factory=dict)
    flows: tuple[str, ...] = ()
    objection: Objection | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: where it led and along which flows."""

    stood: Stood
    flows: tuple[str, ...]


class Stepper:
    """Walks one bundle, each difference once."""

    def __init__(self, bundle: Bundle) -> None:
        """Begin with an empty memory."""
        self.bundle = bundle
        self.regions = Regions(bundle)
        self._spots: dict[_Seats, Spot] = {}
        self._led: dict[tuple[object, ...], _Led] = {}
        self._anytime: dict[tuple[object, ...], tuple[Opening, ...]] = {}
        self.engine_steps = 0

    def start(self, facts: Facts) -> Taken:
        """Begin a run; BrokenDiagramError when not even that is possible."""
        run = WatchedRun.begin(self.bundle, facts)
        return Taken(Stood(self._spot(run), run.facts), run.flows)

    def openings(self, stood: Stood) -> tuple[Opening, ...]:
        """Return everything that may happen next."""
        if stood.spot.is_end:
            return ()
        key = (stood.spot, self.regions.key(stood.facts))
        known = self._anytime.get(key)
        if known is None:
            standing = standing_of(stood.spot.open)
            known = self._anytime[key] = tuple(anytime_openings(self.regions, standing, stood.facts))
        return (*stood.spot.openings, *known)

    def take(self, stood: Stood, opening: Opening, writes: Facts) -> Taken:
        """Take a step; RefusedError or BrokenDiagramError as the engine raises them."""
        facts = {**stood.facts, **writes}
        key = (stood.spot, opening.kind, opening.path, opening.target, opening.message, self.regions.key(facts))
        led = self._led.get(key)
        if led is None:
            led = self._led[key] = self._walk(stood, opening, writes)
            self._shed()
        if led.objection is not None:
            raise RefusedError(led.objection)
        return Taken(Stood(led.spot, {**facts, **led.decided}), led.flows)

    def _walk(self, stood: Stood, opening: Opening, writes: Facts) -> _Led:
        """Let the engine take the step."""
        self.engine_steps += 1
        run = WatchedRun(self.bundle, stood.spot.frames, stood.facts)
        try:
            play(run, opening, writes)
        except (RefusedError, BrokenDiagramError) as error:
            return _Led(stood.spot, objection=error.objection)
        before = {**stood.facts, **writes}
        decided = {name: value for name, value in run.facts.items() if before.get(name) != value}
        if any(self.bundle.node(node).called in self.bundle.tables for node in run.nodes):
            decided |= {name: run.facts[name] for name in self.regions.decided}
        return _Led(self._spot(run), decided, run.flows)

    def _spot(self, run: WatchedRun) -> Spot:
        seats = _seats(run)
        if seats not in self._spots:
            tokens = (token for frame in run.frames for token in frame.tokens)
            nodes = tuple(within(one.node) if one.state == TaskState.STARTED else one.node for one in tokens)
            self._spots[seats] = Spot(run.frames, run.open_tasks(), openings_at(run), nodes)
        return self._spots[seats]

    def _shed(self) -> None:
        """Forget everything when the memory has grown too large; what is asked again is walked again."""
        if len(self._led) > MOST_KEPT:
            self._led.clear()
        if len(self._anytime) > MOST_KEPT:
            self._anytime.clear()


@lru_cache(maxsize=4)
def stepper_for(bundle: Bundle) -> Stepper:
    """Return the stepper of a bundle with all it remembers from earlier requests."""
    return Stepper(bundle)


def play(run: WatchedRun, opening: Opening, writes: Facts) -> None:
    """Do one thing in the real engine."""
    if opening.kind == ANYTIME:
        run.flows = run.nodes = ()
        run.note(writes)
        if opening.target:
            run.jump(opening.target)
    elif opening.kind == MESSAGE:
        run.send(opening.message, writes)
    elif opening.kind == RETURN:
        run.jump(opening.target)
    elif opening.task is not None:
        run.complete(opening.task.id, writes)


def _seats(run: WatchedRun) -> _Seats:
    paths: dict[str, str] = {}
    seats = []
    for frame in run.frames:
        prefix = f"{paths[frame.call]}/" if frame.call else ""
        for token in frame.tokens:
            paths[token.id] = prefix + token.node
            seats.append((paths[token.id], int(token.state), token.source))
    return tuple(sorted(seats))
