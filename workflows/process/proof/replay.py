"""Replays an execution of the model in the real engine: prover and engine must go the same way."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

from workflows.errors import BrokenDiagramError, ConflictError, RefusedError
from workflows.process.bundle import Bundle
from workflows.process.proof.assumptions import Assumptions
from workflows.process.proof.labels import Memory
from workflows.process.proof.model import Model
from workflows.process.proof.outcomes import outcomes_at, outcomes_of_message
from workflows.process.proof.paths import Hop
from workflows.process.proof.space import Space
from workflows.process.proof.standing import state_of, task_at
from workflows.process.proof.unfolding import AT_REGISTRATION
from workflows.process.run import Run
from workflows.vocabulary.effects import KEEP, Outcome, given_values
from workflows.vocabulary.facts import FactValue


class Replay:
    """One execution, played in the engine step by step, once."""

    def __init__(self, space: Space[Memory], hops: Sequence[Hop], assumptions: Assumptions) -> None:
        """Prepare to play these moves."""
        self._space, self.hops, self._assumptions = space, hops, assumptions
        self._model: Model = space.model
        self._bundle: Bundle = space.model.bundle
        self.assumed: dict[str, FactValue] = {}

    @cached_property
    def is_same(self) -> bool:
        """Play every move; say whether the engine stands where the model does after each, and fails where it fails."""
        run: Run | None = None
        for hop in self.hops:
            try:
                run = self._played(run, hop)
            except (BrokenDiagramError, RefusedError, ConflictError):
                return hop.settled.fault in {"no-way", "automatic-circle"}
            stands = state_of(self._model, run)
            if hop.settled.fault:
                return stands < 0 and hop.settled.fault == "double-token"
            if stands < 0 or self._space.forget(stands) != self._space.forget(hop.settled.state):
                return False
        return True

    def _played(self, run: Run | None, hop: Hop) -> Run:
        if run is None:
            begun = self._model.layout.facts_of(hop.settled.state)
            told = {name: value for name, value in begun.items() if name in AT_REGISTRATION}
            before = {**self._bundle.initial_facts(), **told}
            wanted = self._assumptions.agreeing(hop.settled, before=before)
            self.assumed.update(wanted)
            return Run.start(self._bundle, {**told, **wanted})
        move = hop.move
        if move.kind == "return":
            run.jump(move.target)
            return run
        sets = self._sets(run, hop)
        if move.kind == "task":
            run.complete(task_at(run, move.path), sets)
        elif move.kind == "message":
            run.send(move.message, sets)
        else:
            run.note(sets)
            if move.target:
                run.jump(move.target)
        return run

    def _sets(self, run: Run, hop: Hop) -> dict[str, FactValue]:
        """Return what the act sets: what the model says, and what it leaves open so that tables answer alike."""
        move = hop.move
        sets = self._concrete(hop)
        wanted = self._assumptions.agreeing(hop.settled, before={**run.facts, **sets, **move.writes})
        self.assumed.update(wanted)
        noted = {name: value for name, value in wanted.items() if name not in sets}
        run.note(noted)
        return {**sets, **{name: value for name, value in wanted.items() if name in sets}}

    def _concrete(self, hop: Hop) -> dict[str, FactValue]:
        """Return every fact the outcome writes: followed ones as the move has them, others as they may be."""
        move = hop.move
        if move.kind == "anytime":
            return dict(move.writes)
        followed = self._model.layout.fields.keys() | self._model.layout.spoken.keys()
        outcome = next((one for one in self._outcomes(hop) if _fits(one, move.writes, followed)), Outcome({}, {}))
        free = {
            name: given_values(values)[0]
            for name, values in outcome.writes.items()
            if name not in move.writes and KEEP not in values
        }
        return {**free, **move.writes}

    def _outcomes(self, hop: Hop) -> tuple[Outcome, ...]:
        if hop.move.kind == "task":
            place = self._model.tasks[self._model.layout.places[hop.move.path]]
            return outcomes_at(self._model, place)
        catcher = next(one for one in self._model.catchers[hop.move.message] if one.path == hop.move.path)
        return outcomes_of_message(hop.move.message, catcher.site)


def _fits(outcome: Outcome, writes: Mapping[str, FactValue], followed: Collection[str]) -> bool:
    """Say whether an outcome can write exactly these followed facts."""
    told = {name for name, values in outcome.writes.items() if name in followed and KEEP not in values}
    return (
        told <= writes.keys()
        and all(name in outcome.writes for name in writes)
        and all(value in given_values(outcome.writes[name]) or isinstance(value, int) for name, value in writes.items())
    )
