"""The road to a breach: an execution the prover shows, as the choices of a rehearsal, so that people can walk it.

The prover says only what it follows. What an act writes besides is looked for here: as the execution assumes it, as it
stands, and then ever further from that, until the engine goes the way the prover told. The rehearsal walks the road
like any other; nothing here decides where it leads.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, product
from typing import TypeAlias, cast

from workflows.errors import BrokenDiagramError, RefusedError
from workflows.process.bundle import Bundle
from workflows.process.openings import ANYTIME, Opening
from workflows.process.proof.report import Counterexample, Played
from workflows.process.rehearsal import Choice, Rehearsal
from workflows.process.script import Script
from workflows.process.stepping import Facts, Stepper, Stood
from workflows.vocabulary.effects import KEEP, Outcome, Written, is_amount
from workflows.vocabulary.facts import FactValue

# How many facts may be other than assumed on the whole road, and how many steps may be tried in all.
FURTHEST = 3
MOST_TRIED = 3000

_Row: TypeAlias = dict[str, FactValue | None]


def road_to_breach(example: Counterexample, bundle: Bundle, *, day: date) -> Script:
    """Return the rehearsal that goes as the execution does.

    It ends early where no act could set what was assumed: then it leads as far as any road does.
    """
    assumed = int(example.assumed.get("judged_on", 0))
    days = (date.fromordinal(assumed), day) if assumed > 0 else (day,)
    walks = [_Walk(example, bundle, each) for each in dict.fromkeys(days)]
    for far in range(FURTHEST + 1):
        for walk in walks:
            if walk.arrives(far):
                return Script(walk.day, {}, walk.longest)
    longest = max(walks, key=lambda walk: len(walk.longest))
    return Script(longest.day, {}, longest.longest)


def steps_gone(example: Counterexample, rehearsal: Rehearsal) -> int:
    """Return how many steps of an execution a rehearsal has gone, one after the other, as the prover told them."""
    flows, gone, steps = _flows_of(rehearsal.run.bundle), 0, example.steps[1:]
    for beat in rehearsal.beats:
        step = steps[gone] if gone < len(steps) else None
        if step is not None and _is_of(step, beat.opening) and flows.intersection(step.passed) <= set(beat.flows):
            gone += 1
    return gone


class _Walk:
    """Looks for the road of one execution, everything happening on one day."""

    def __init__(self, example: Counterexample, bundle: Bundle, day: date) -> None:
        self.day, self.longest = day, tuple[Choice, ...]()
        self._furthest = 0
        self._steps: Sequence[Played] = example.steps[1:]
        self._assumed = example.assumed
        self._followed = frozenset(name for step in example.steps for name in step.writes)
        self._stepper = Stepper(bundle)
        self._flows = _flows_of(bundle)
        self._left = MOST_TRIED

    def arrives(self, far: int) -> bool:
        """Say whether a road was found on which so many facts are other than assumed."""
        begun = self._stepper.start({"judged_on": self.day.toordinal()})
        return self._goes_on(begun.stood, (), 0, far)

    def _goes_on(self, stood: Stood, road: tuple[Choice, ...], done: int, far: int) -> bool:
        """Go on from where so many steps of the execution are done."""
        if done > self._furthest:
            self.longest, self._furthest = road, done
        if done == len(self._steps):
            return True
        step = self._steps[done]
        for opening in self._stepper.openings(stood):
            ways = [way for way in opening.ways_from(stood.facts) if self._is_told(way, step.writes)]
            if _is_of(step, opening) and any(self._takes(opening, way, stood, road, done, far) for way in ways):
                return True
        return self._notes(stood, road, done, far)

    def _takes(
        self, opening: Opening, way: Outcome, stood: Stood, road: tuple[Choice, ...], done: int, far: int
    ) -> bool:
        step = self._steps[done]
        for differing, row in self._rows(way, stood.facts, far):
            self._left -= 1
            if self._left < 0:
                return False
            writes = {**step.writes, **{name: value for name, value in row.items() if value is not None}}
            further = (*road, Choice.of(opening, writes))
            try:
                taken = self._stepper.take(stood, opening, writes)
            except (RefusedError, BrokenDiagramError):
                if done + 1 < len(self._steps):
                    continue
                # That the engine cannot go on is what some executions show.
                self.longest = further
                return True
            told = self._flows.intersection(step.passed)
            if told <= set(taken.flows) and self._goes_on(taken.stood, further, done + 1, far - differing):
                return True
        return False

    def _notes(self, stood: Stood, road: tuple[Choice, ...], done: int, far: int) -> bool:
        """Let somebody note beside the road what the execution takes for granted: 责令改正, 中止."""
        for opening in self._stepper.openings(stood):
            for way in opening.ways if opening.kind == ANYTIME and not opening.target else ():
                noted = {name: cast("FactValue", values[0]) for name, values in way.writes.items()}
                cost = noted != {name: self._assumed.get(name) for name in noted}
                if cost > far or noted == {name: stood.facts[name] for name in noted}:
                    continue
                taken = self._stepper.take(stood, opening, noted)
                if self._goes_on(taken.stood, (*road, Choice.of(opening, noted)), done, far - cost):
                    return True
        return False

    def _is_told(self, way: Outcome, writes: Facts) -> bool:
        """Say whether an outcome may be the one told: of the facts that are followed it writes exactly these."""
        may_write = all(
            name in way.writes and (is_amount(name) or value in way.writes[name]) for name, value in writes.items()
        )
        return may_write and all(
            name in writes or KEEP in values for name, values in way.writes.items() if name in self._followed
        )

    def _rows(self, way: Outcome, now: Facts, far: int) -> Iterator[tuple[int, _Row]]:
        """Yield what an outcome may write that is not told: the likely rows, then one, two … other values; how many."""
        choices = self._stepper.regions.choices(way)
        names = [name for name in choices if name not in self._followed]
        likely = [
            {name: _first_of(way.writes[name], wish[name], now[name]) for name in names} for wish in self._wishes(now)
        ]
        for differing in range(far + 1):
            for others in combinations(names, differing):
                for usual in likely if likely[0] != likely[-1] else likely[:1]:
                    free = [tuple(one for one in choices[name] if one != usual[name]) for name in others]
                    for values in product(*free):
                        yield differing, {**usual, **dict(zip(others, values, strict=True))}

    def _wishes(self, now: Facts) -> tuple[Facts, Facts]:
        """Return what facts would best be: as the whole execution assumes them, or as they stand."""
        return {**now, **self._assumed}, now


def _first_of(values: Sequence[Written], *wished: FactValue) -> FactValue | None:
    """Return the first wish that may be written; None where it stays as it is."""
    is_free = 0 in values
    found = next((one for one in wished if one in values or (is_free and isinstance(one, int))), None)
    return found if found is not None or KEEP in values else cast("FactValue", values[0])


def _flows_of(bundle: Bundle) -> frozenset[str]:
    return frozenset(flow for diagram in bundle.diagrams.values() for flow in diagram.flows)


def _is_of(step: Played, opening: Opening) -> bool:
    path = opening.path.partition("/")[0] if opening.kind == ANYTIME else opening.path
    told = (step.kind, step.path, step.message)
    return told == (opening.kind, path, opening.message) and step.target == opening.target
