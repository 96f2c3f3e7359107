"""Trial runs: random cases in the real engine must stay inside what was proved (trace inclusion).

The last gate before publication: it rests on nothing the proof rests on but the effects of acts and the bundle itself.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from workflows.errors import BrokenDiagramError, RefusedError
from workflows.process.proof.anytime import after_interruption, interruptions, standing_at
from workflows.process.proof.certificate import Certificate
from workflows.process.proof.labels import Memory, remembered
from workflows.process.proof.model import Model, TaskPlace
from workflows.process.proof.outcomes import (
    acts_of_message,
    acts_of_task,
    outcomes_at,
    outcomes_of_message,
)
from workflows.process.proof.space import Space
from workflows.process.proof.standing import state_of, task_at
from workflows.process.run import Run
from workflows.vocabulary.effects import KEEP, Outcome, given_values, is_amount
from workflows.vocabulary.facts import FactValue

MOST_STEPS = 150
# How often something other than the next open task is done.
OTHERWISE = 0.2
# What is mostly chosen, so that most runs go far.
_ONWARD: Mapping[str, FactValue] = {"filing": "filed", "route": "penalise"}
# Amounts in 分, below and above whatever tables compare them with.
_AMOUNTS = (0, 99_999, 500_000, 1_000_000, 5_000_000, 10_000_000, 30_000_000, 100_000_000)


@dataclass(frozen=True, slots=True)
class Trials:
    """What trial runs came to: how many runs and steps, how many came to the end, and what left the proof."""

    runs: int
    steps: int
    finished: int
    outside: tuple[str, ...]


def trial_runs(space: Space[Memory], certificate: Certificate, *, runs: int, seed: int) -> Trials:
    """Walk random cases through the engine and follow each in the certificate."""
    steps = finished = 0
    outside: list[str] = []
    for number in range(runs):
        trial = _Trial(space, certificate, random.Random(seed + number))  # noqa: S311 -- no secret depends on it
        outside += list(trial.walk())
        steps += trial.steps
        finished += trial.run.finished
    return Trials(runs, steps, finished, tuple(outside))


class _Trial:
    def __init__(self, space: Space[Memory], certificate: Certificate, dice: random.Random) -> None:
        self._space, self._certificate, self._dice = space, certificate, dice
        self._model: Model = space.model
        self.run = Run.start(space.model.bundle, {})
        self._remembered = space.memory.initial
        self._before: dict[str, FactValue] = dict(self.run.facts)
        self.steps = 0

    def walk(self) -> Iterator[str]:
        """Go on until the case is finished; yield where it stands outside the proof."""
        while self.steps < MOST_STEPS:
            where = self._where()
            if where:
                yield where
                return
            if self.run.finished:
                return
            self.steps += 1
            try:
                if not self._step():
                    yield f"{self.steps}: {self._standing()}"
                    return
            except (BrokenDiagramError, RefusedError) as error:
                yield f"{self.steps}: {error.objection.in_chinese()}"
                return

    def _where(self) -> str:
        state = state_of(self._model, self.run)
        held = self._certificate.get(self._space.forget(state)) if state >= 0 else None
        if held is None:
            return f"{self.steps}: {self._standing()}"
        return "" if not self._remembered & ~held else f"{self.steps}: {self._remembered:b}"

    def _standing(self) -> list[str]:
        return [task.node for task in self.run.open_tasks()]

    def _step(self) -> bool:
        """Do something that is possible now; say whether anything was."""
        state = state_of(self._model, self.run)
        places = [place for place in self._model.tasks.values() if self._can_end(place)]
        messages = list(self._awaited(state))
        if messages and (not places or self._dice.random() < OTHERWISE):
            self._send(*self._dice.choice(messages))
            return True
        if self._dice.random() < OTHERWISE / 2 and self._interrupt(state):
            return True
        if not places:
            return self._interrupt(state)
        self._complete(self._dice.choice(places))
        return True

    def _can_end(self, place: TaskPlace) -> bool:
        return bool(task_at(self.run, place.path)) and bool(self._possible(outcomes_at(self._model, place)))

    def _awaited(self, state: int) -> Iterator[tuple[str, str]]:
        """Yield each message that can arrive now, with the site of the event that catches it."""
        for message in self.run.awaited():
            catcher = next((one for one in self._model.catchers.get(message, ()) if state & one.active), None)
            if catcher is not None and self._possible(outcomes_of_message(message, catcher.site)):
                yield message, catcher.site

    def _complete(self, place: TaskPlace) -> None:
        if place.node.returns and self._dice.random() < OTHERWISE:
            self.run.jump(self._dice.choice(place.node.returns))
            return
        sets = self._chosen(outcomes_at(self._model, place))
        self.run.complete(task_at(self.run, place.path), sets)
        self._remember(acts_of_task(place.node.properties.get("act", ""), place.site, sets), sets)

    def _send(self, message: str, site: str) -> None:
        sets = self._chosen(outcomes_of_message(message, site))
        self.run.send(message, sets)
        self._remember(acts_of_message(message, site), sets)

    def _interrupt(self, state: int) -> bool:
        places = self._model.layout.places_mask
        standing = standing_at(self._model, state & places)
        known = {name: self.run.facts[name] for name in self._model.layout.fields}
        possible = [one for one in interruptions(standing, known) if after_interruption(self._model, state, one) >= 0]
        if not possible:
            return False
        one = self._dice.choice(possible)
        self._before = dict(self.run.facts)
        self.run.note(one.writes)
        if one.back:
            self.run.jump(one.back)
        self._remember(frozenset({one.act}), one.writes)
        return True

    def _remember(self, acts: frozenset[str], sets: Mapping[str, FactValue]) -> None:
        """Remember what an act means to the promises, by the facts as they stood right after it."""
        layout = self._model.layout
        after = layout.written({name: {**self._before, **sets}[name] for name in layout.fields})[1]
        label = self._space.memory.label(acts, sets, after)
        self._remembered = remembered(self._remembered, label)

    def _possible(self, outcomes: tuple[Outcome, ...]) -> list[Outcome]:
        facts = self.run.facts
        return [one for one in outcomes if all(facts[name] in values for name, values in one.given.items())]

    def _chosen(self, outcomes: tuple[Outcome, ...]) -> dict[str, FactValue]:
        """Return what one of the outcomes that are possible now writes."""
        self._before = dict(self.run.facts)
        writes = self._dice.choice(self._possible(outcomes)).writes
        told = {
            name: values for name, values in writes.items() if KEEP not in values or self._dice.random() > OTHERWISE
        }
        return {name: self._value(name, given_values(values)) for name, values in told.items()}

    def _value(self, name: str, values: Sequence[FactValue]) -> FactValue:
        if is_amount(name):
            return self._dice.choice(_AMOUNTS)
        onward = _ONWARD.get(name)
        if onward in values and self._dice.random() > OTHERWISE:
            return cast("FactValue", onward)
        return self._dice.choice(values)
