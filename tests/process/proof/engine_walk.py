"""Walks the real engine everywhere it can go: the other side of what the prover says of a flow.

Nothing here knows the model. Runs are told apart by their tokens (without the engine's ids) and by every fact that a
condition, a table, an act or a rule of diversion looks at; from each, every outcome of every open act, every message,
every return and everything that may be done at any time is tried in ``Run`` itself. The same tokens, done the same
with the same facts, are walked once.
"""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from workflows.errors import BrokenDiagramError, RefusedError
from workflows.process.bundle import Bundle
from workflows.process.codec import Frame, Token
from workflows.process.diagram import NodeKind
from workflows.process.expressions import Tree, constants_in, names_in
from workflows.process.run import OpenTask, Run
from workflows.process.tables import Table
from workflows.rules.diversions import Standing, voids_review, way_back_for_evidence, way_back_for_statement
from workflows.rules.floors import FLOOR_FACTS
from workflows.vocabulary.effects import KEEP, OUTSIDE, Outcome, given_values, is_amount, outcome_of_form, outcomes_of
from workflows.vocabulary.facts import CONTENT_RESET, FactValue

AT_REGISTRATION = ("party_kind", "category", "level", "domain")
# What is asked before something may be done at any time, and an answer that lets it be done.
ASKED_AT_ANY_TIME: Mapping[str, FactValue] = {
    "decision": "none",
    "route": "penalise",
    "notice": "served",
    "review": "pass",
    "edit_confirmed": True,
    "deliberation": "approved",
    "disclosure": "published",
}

Facts = Mapping[str, FactValue]
Seats = tuple[tuple[str, int, str], ...]
Key = tuple[Seats, tuple[FactValue, ...]]


class TooWideError(Exception):
    """There are more situations than a test wants to walk."""


class Deed(NamedTuple):
    """One thing to do: ``kind`` task, return, message or note; where or what, what it sets, where a note sends back."""

    kind: str
    what: str
    sets: Facts
    back: str = ""


@dataclass
class Walked:
    """Every run the engine can come to, which leads to which, how many steps it walked, and what it refused to."""

    bundle: Bundle
    runs: dict[Key, Run] = field(default_factory=dict)
    edges: set[tuple[Key, Key]] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    steps: int = 0


class Explorer:
    """Explores one bundle; ``followed`` are facts to tell apart beside those the engine looks at, with values."""

    def __init__(self, bundle: Bundle, followed: Mapping[str, Sequence[FactValue]], *, most: int) -> None:
        self._bundle, self._followed, self._most = bundle, followed, most
        flows = [flow.tree for diagram in bundle.diagrams.values() for flow in diagram.flows.values()]
        called = {node.called for diagram in bundle.diagrams.values() for node in diagram.of_kind(NodeKind.TABLE)}
        tables = [bundle.tables[name] for name in sorted(called)]
        cells = [cell.tree for table in tables for rule in table.rules for cell in rule.tests]
        self._trees: list[Tree] = [tree for tree in (*flows, *cells) if tree is not None]
        self._steering = tuple(sorted({name for tree in self._trees for name in names_in(tree)} | _touched(tables)))
        told = {*self._steering, *followed, *self._demanded()}
        # What is told of a request for a hearing depends on the hearing.
        told |= {"hearing"} if "hearing_request" in told else set()
        self._told = tuple(sorted(told))
        self._led: dict[object, tuple[tuple[Frame, ...], Facts] | str] = {}
        self._walked = Walked(bundle)

    def explore(self) -> Walked:
        """Return everything the engine can come to; TooWideError beyond ``most`` runs."""
        waiting: deque[Run] = deque()
        for begun in self._combinations({name: self._values(name) for name in AT_REGISTRATION if name in self._told}):
            self._arrive(self._started(begun), waiting)
        while waiting:
            run = waiting.popleft()
            for deed in self._deeds(run):
                self._arrive(self._done(run, deed), waiting, run)
        return self._walked

    # --------------------------------------------------------------------------------------------- what there is

    def _demanded(self) -> set[str]:
        nodes = [node for diagram in self._bundle.diagrams.values() for node in diagram.nodes.values()]
        acts = {node.properties.get("act", "") for node in nodes} | {node.message for node in nodes}
        return {name for act in acts for outcome in outcomes_of(act) for name in outcome.given}

    def _values(self, name: str) -> tuple[FactValue, ...]:
        """Return the values of a fact; of an amount those at and beside what it is compared with."""
        fact = self._bundle.facts[name]
        if fact.values:
            return fact.values
        if isinstance(fact.initial, bool):
            return (False, True)
        told = {int(one) for tree in self._trees for one in constants_in(tree).get(name, ())}
        amounts = {0} | {one + step for one in told for step in (-1, 0, 1) if one + step >= 0}
        return tuple(sorted(amounts | {int(one) for one in self._followed.get(name, ())}))

    def _combinations(self, values: Mapping[str, tuple[FactValue | None, ...]]) -> Iterator[dict[str, FactValue]]:
        for row in product(*values.values()):
            yield {name: value for name, value in zip(values, row, strict=True) if value is not None}

    def _written(self, outcomes: tuple[Outcome, ...], facts: Facts) -> Iterator[dict[str, FactValue]]:
        """Yield everything these outcomes may write now; of a fact nothing looks at, any value will do."""
        for outcome in outcomes:
            if not all(facts[name] in values for name, values in outcome.given.items()):
                continue
            choices: dict[str, tuple[FactValue | None, ...]] = {}
            for name, values in outcome.writes.items():
                if name in self._told:
                    some = self._values(name) if is_amount(name) else given_values(values)
                    choices[name] = (*some, *((None,) if KEEP in values else ()))
            yield from self._combinations(choices)

    # ------------------------------------------------------------------------------------------- what may be done

    def _deeds(self, run: Run) -> Iterator[Deed]:
        for task in run.open_tasks():
            for sets in self._written(self._outcomes(task), run.facts):
                yield Deed("task", task.id, sets)
            for target in task.returns:
                yield Deed("return", target, {})
        for message in run.awaited():
            outcomes = outcomes_of("decide_exit" if message == "exit_approved" else message, self._site(run, message))
            # An exit that was refused sends no message.
            sent = tuple(one for one in outcomes if one.writes or message != "exit_approved")
            for sets in self._written(sent, run.facts):
                yield Deed("message", message, sets)
        if not run.finished:
            yield from self._at_any_time(run)

    def _outcomes(self, task: OpenTask) -> tuple[Outcome, ...]:
        if task.act == "form":
            return (outcome_of_form(task.node, self._bundle.facts),)
        return outcomes_of(task.act, task.site)

    def _site(self, run: Run, message: str) -> str:
        """Return what is being served where a message is waited for, at the outermost place."""
        calls = {token.id: (frame, token) for frame in run.frames for token in frame.tokens}
        frame = next(
            frame
            for frame in run.frames
            for token in frame.tokens
            if token.node in self._bundle.places and self._bundle.node(token.node).message == message
        )
        while frame.call:
            frame, token = calls[frame.call]
            if act := self._bundle.node(token.node).properties.get("act"):
                return act
        return ""

    def _at_any_time(self, run: Run) -> Iterator[Deed]:
        """Yield what rules/diversions.py lets come in between, as the acts do it; no guard beyond it is asked."""
        # The proof follows not every fact that is asked; one that is not followed may stand as it likes.
        facts = {**run.facts, **{name: one for name, one in ASKED_AT_ANY_TIME.items() if name not in self._followed}}
        standing = tuple(Standing(one.act, one.stage, one.part, one.site) for one in run.open_tasks())
        if facts["decision"] == "none" and voids_review(facts):
            yield self._note(CONTENT_RESET, way_back_for_evidence(standing, facts))
        yield from self._party_says(standing, facts)
        if facts["disclosure"] == "published":
            yield self._note({"disclosure": "withdrawn"})
        for name in sorted(OUTSIDE & set(self._steering)):
            yield from (self._note({name: value}) for value in self._values(name))

    def _party_says(self, standing: tuple[Standing, ...], facts: Facts) -> Iterator[Deed]:
        waits = any(task.act == "await_statement" for task in standing)
        is_told = facts["decision"] == "none" and facts["notice"] in {"served", "done"}
        if waits or (is_told and facts["route"] == "penalise"):
            under_way = facts["hearing_request"] == "accepted" and facts["hearing"] == "none"
            said: list[tuple[bool, Facts]] = [(False, {"statement": "made", "defence": "none"})]
            said += [(True, {"hearing_request": "accepted"})] if under_way else []
            if not under_way or "hearing" not in self._followed:
                said.append((True, {"hearing_request": "requested"}))
            for asks, sets in said:
                back = way_back_for_statement(standing, asks_hearing=asks)
                yield self._note({**sets, **(CONTENT_RESET if back else {})}, back)
        if waits:
            yield self._note({"hearing_request": "waived"})
            if facts["statement"] != "made":
                yield self._note({"statement": "waived"})

    def _note(self, sets: Facts, back: str = "") -> Deed:
        return Deed("note", "", {name: value for name, value in sets.items() if name in self._told}, back)

    # ------------------------------------------------------------------------------------------------ the engine

    def _started(self, facts: Facts) -> Run | None:
        self._walked.steps += 1
        try:
            return Run.start(self._bundle, facts)
        except BrokenDiagramError as error:
            self._walked.refused.add(error.objection.code)
            return None

    def _done(self, run: Run, deed: Deed) -> Run | None:
        """Return the run after a deed; None where the engine cannot go on, or has nowhere to send it back to."""
        facts = {**run.facts, **deed.sets}
        if deed.kind == "note" and not deed.back:
            return Run(self._bundle, run.frames, facts)
        steering = tuple(facts[name] for name in self._steering)
        where = deed.what if deed.kind != "task" else next(p for p, i in _paths(run).items() if i == deed.what)
        key = (seats_of(run), deed.kind, where, deed.back, steering)
        if key not in self._led:
            self._led[key] = self._walk(run, deed)
        led = self._led[key]
        if isinstance(led, str):
            return None
        frames, decided = led
        return Run(self._bundle, frames, {**facts, **decided})

    def _walk(self, run: Run, deed: Deed) -> tuple[tuple[Frame, ...], Facts] | str:
        walking = Run(self._bundle, run.frames, run.facts)
        self._walked.steps += 1
        try:
            if deed.kind == "task":
                walking.complete(deed.what, deed.sets)
            elif deed.kind == "message":
                walking.send(deed.what, deed.sets)
            else:
                walking.note(deed.sets)
                walking.jump(deed.back or deed.what)
        except RefusedError as error:
            return error.objection.code
        except BrokenDiagramError as error:
            self._walked.refused.add(error.objection.code)
            return error.objection.code
        return walking.frames, {name: walking.facts[name] for name in self._steering}

    def _key(self, run: Run) -> Key:
        return seats_of(run), tuple(run.facts[name] for name in self._told)

    def _arrive(self, run: Run | None, waiting: deque[Run], before: Run | None = None) -> None:
        if run is None:
            return
        key = self._key(run)
        if before is not None:
            self._walked.edges.add((self._key(before), key))
        if key in self._walked.runs:
            return
        if len(self._walked.runs) >= self._most:
            raise TooWideError
        self._walked.runs[key] = run
        # Two tokens on one place: the model stops here too, and such a flow is never published.
        if not stands_twice(run):
            waiting.append(run)


def seats_of(run: Run) -> Seats:
    """Return where the tokens of a run stand, without the engine's ids."""
    ids = {token.id: path for path, token in _tokens(run)}
    assert len(ids) == sum(len(frame.tokens) for frame in run.frames)
    return tuple(sorted((path, int(token.state), token.source) for path, token in _tokens(run)))


def stands_twice(run: Run) -> bool:
    """Say whether two tokens stand on one place; two that wait on different flows into a join stand on two."""
    seats = [(path, source) for path, _, source in seats_of(run)]
    return len(seats) > len(set(seats))


def _touched(tables: Sequence[Table]) -> set[str]:
    """Return what tables decide; each raises all the statutory floors, whatever it has as outputs."""
    if not tables:
        return set()
    floors = {*FLOOR_FACTS, *(ground for grounds in FLOOR_FACTS.values() for ground in grounds)}
    return floors | {column.fact for table in tables for column in table.outputs}


def _paths(run: Run) -> dict[str, str]:
    return {path: token.id for path, token in _tokens(run)}


def _tokens(run: Run) -> Iterator[tuple[str, Token]]:
    paths: dict[str, str] = {}
    for frame in run.frames:
        prefix = f"{paths[frame.call]}/" if frame.call else ""
        for token in frame.tokens:
            paths[token.id] = prefix + token.node
            yield paths[token.id], token
