"""A rehearsal 演练: choices played one after another in the real engine, for nobody's case and with nothing written.

What is kept of a rehearsal is its list of choices; every page plays them anew, so that going back one step is leaving
out the last. A choice may set only what its act may set in a real case.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workflows.errors import RefusedError
from workflows.process.bundle import Bundle
from workflows.process.openings import Opening, anytime_openings, openings_at, standing_of
from workflows.process.regions import Regions
from workflows.process.stepping import play
from workflows.process.trail import WatchedRun
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.wording import N_, Objection

MOST_CHOICES = 300


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing done in a rehearsal: the opening it is, told as the prover tells a step, and the facts it sets."""

    kind: str
    path: str
    writes: Mapping[str, FactValue] = field(default_factory=dict)
    target: str = ""
    message: str = ""

    @classmethod
    def of(cls, opening: Opening, writes: Mapping[str, FactValue]) -> "Choice":
        """Return the choice of an opening."""
        return cls(opening.kind, opening.path, dict(writes), opening.target, opening.message)

    def is_of(self, opening: Opening) -> bool:
        """Say whether this is a choice of that opening; where an act leads of itself, the engine knows better."""
        mine, others = (self.kind, self.path, self.message), (opening.kind, opening.path, opening.message)
        return mine == others and (self.kind != "return" or self.target == opening.target)


@dataclass(frozen=True, slots=True)
class Beat:
    """One step that was played: the opening, what was set, what tables decided after it, and the flows it went.

    ``before`` are the facts as they stood.
    """

    opening: Opening
    before: Mapping[str, FactValue]
    writes: Mapping[str, FactValue]
    decided: Mapping[str, FactValue]
    flows: tuple[str, ...]


class Rehearsal:
    """A run that is played step by step; made by ``begin``."""

    def __init__(self, run: WatchedRun) -> None:
        """Stand at the beginning of ``run``; use ``begin`` instead."""
        self.run = run
        self.beats: list[Beat] = []
        self.done: dict[str, None] = dict.fromkeys(run.nodes)
        self._regions = Regions(run.bundle)
        self._ways: set[str] = set(run.flows)

    @classmethod
    def begin(cls, bundle: Bundle, facts: Mapping[str, FactValue]) -> "Rehearsal":
        """Start a run; RefusedError for a fact nobody declared, BrokenDiagramError when the flow cannot even start."""
        return cls(WatchedRun.begin(bundle, facts))

    @property
    def is_finished(self) -> bool:
        """Say whether no token is left."""
        return self.run.finished

    @property
    def covered(self) -> frozenset[str]:
        """Return the ways gone: flows, and returns as ``node→target``."""
        return frozenset(self._ways)

    def openings(self) -> tuple[Opening, ...]:
        """Return what may happen next."""
        if self.run.finished:
            return ()
        standing = standing_of(self.run.open_tasks())
        return (*openings_at(self.run), *anytime_openings(self._regions, standing, self.run.facts))

    def play(self, choice: Choice) -> Beat:
        """Do what was chosen; RefusedError when it is not possible here, or may not set that."""
        if len(self.beats) >= MOST_CHOICES:
            text = N_("演练已达 {limit} 步，请从头开始或者回退若干步")
            raise RefusedError(Objection("rehearsal-long", text, {"limit": MOST_CHOICES}))
        opening = next((one for one in self.openings() if choice.is_of(one)), None)
        if opening is None:
            text = N_("演练到第 {number} 步时流程不在“{place}”，该步不能办理")
            raise RefusedError(
                Objection("rehearsal-place", text, {"number": len(self.beats) + 1, "place": self._name(choice)})
            )
        if not opening.admits(choice.writes, self.run.facts):
            text = N_("第 {number} 步“{place}”不能写入所选的事实，请重新选择")
            raise RefusedError(
                Objection("rehearsal-writes", text, {"number": len(self.beats) + 1, "place": self._name(choice)})
            )
        return self._played(opening, choice.writes)

    def _name(self, choice: Choice) -> str:
        node = choice.path.rpartition("/")[2]
        return self.run.bundle.node(node).label or node if node in self.run.bundle.places else choice.path[:80]

    def _played(self, opening: Opening, writes: Mapping[str, FactValue]) -> Beat:
        before = dict(self.run.facts)
        play(self.run, opening, writes)
        set_so = {**before, **writes}
        decided = {name: value for name, value in self.run.facts.items() if set_so.get(name) != value}
        beat = Beat(opening, before, dict(writes), decided, self.run.flows)
        self.beats.append(beat)
        self.done.update(dict.fromkeys(self.run.nodes))
        self._ways.update(ways_of(opening, self.run.flows))
        return beat


def ways_of(opening: Opening, flows: tuple[str, ...]) -> tuple[str, ...]:
    """Return the ways a step goes: its flows, and the return it is."""
    return (*flows, f"{opening.path.rpartition('/')[2]}→{opening.target}") if opening.kind == "return" else flows


def play_all(bundle: Bundle, facts: Mapping[str, FactValue], choices: Sequence[Choice]) -> Rehearsal:
    """Return the rehearsal after all these choices."""
    rehearsal = Rehearsal.begin(bundle, facts)
    for choice in choices:
        rehearsal.play(choice)
    return rehearsal
