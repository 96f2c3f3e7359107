"""History 既往: do the finished steps of a case keep the promises of a flow version, in the order they were done.

Asked before a running case moves to another version: what was done under the old drawing must be lawful under the
promises of the new one. Only the order of acts counts, so rounds, returns and acts between the steps need no care.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.expressions import holds
from workflows.process.proof.promises import Event, Pattern, Promise
from workflows.process.tables import decide
from workflows.vocabulary.facts import FactValue


@dataclass(frozen=True, slots=True)
class Done:
    """One finished step: its act, the site and node it was done at, who did or signed it, on which day.

    ``writes`` are the facts it set, ``facts`` all facts as they stood right after it (see ``with_facts``).
    """

    act: str
    node: str = ""
    site: str = ""
    persons: frozenset[int] = frozenset()
    day: int = 0
    writes: Mapping[str, FactValue] = field(default_factory=dict)
    facts: Mapping[str, FactValue] = field(default_factory=dict)

    def is_one_of(self, events: Iterable[Event]) -> bool:
        """Say whether this step is one of the events."""
        acts = frozenset({self.act})
        return any(event.matches(acts, self.writes) and holds(event.when, self.facts) for event in events)


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that the finished steps break, and the step that broke it first."""

    promise: Promise
    step: Done


def with_facts(steps: Iterable[Done], *, walked: Bundle, known: Mapping[str, FactValue]) -> tuple[Done, ...]:
    """Return the steps, each with the facts as they stood right after it.

    ``walked`` is the version the steps were done on: after a step that leads to a decision table, the table decides.
    ``known`` are facts to begin with that this version does not declare.
    """
    decided = _decided_behind(walked)
    facts: dict[str, FactValue] = {**known, **walked.initial_facts()}
    told: list[Done] = []
    for step in steps:
        facts = {**facts, "judged_on": step.day, **step.writes}
        told.append(replace(step, facts=facts))
        for decision in decided.get(step.node, ()):
            facts = {**facts, **decide(walked.tables[decision], facts)}
    return tuple(told)


def list_breaches(promises: Iterable[Promise], steps: Sequence[Done]) -> tuple[Breach, ...]:
    """Return every promise the steps break, each once; steps carry their facts (``with_facts``)."""
    found = ((promise, _find_breach(promise, steps)) for promise in promises)
    return tuple(Breach(promise, step) for promise, step in found if step is not None)


def list_owed(promises: Iterable[Promise], steps: Sequence[Done]) -> tuple[Promise, ...]:
    """Return the promises of something to follow that has not followed yet."""
    return tuple(one for one in promises if one.pattern is Pattern.RESPONSE and _is_owed(one, steps))


def _is_owed(promise: Promise, steps: Sequence[Done]) -> bool:
    is_owed = False
    for step in steps:
        if step.is_one_of(promise.event):
            is_owed = True
        elif step.is_one_of(promise.then):
            is_owed = False
    return is_owed


def _find_breach(promise: Promise, steps: Sequence[Done]) -> Done | None:
    """Return the step that must not have been done when it was; the prover remembers and forgets alike (labels.py)."""
    if promise.pattern is Pattern.SEPARATION:
        return _find_same_person(promise, steps)
    if promise.pattern not in _FORBIDDING:
        return None
    is_forbidden, forbids, allows = _FORBIDDING[promise.pattern](promise)
    for step in steps:
        if is_forbidden and step.is_one_of(promise.event):
            return step
        if step.is_one_of(forbids):
            is_forbidden = True
        elif step.is_one_of(allows):
            is_forbidden = False
    return None


_Events: TypeAlias = tuple[Event, ...]
# By pattern: whether the event is forbidden at first, what forbids it, what allows it again.
_FORBIDDING: Mapping[Pattern, Callable[[Promise], tuple[bool, _Events, _Events]]] = {
    Pattern.PRECEDENCE: lambda one: (True, one.since, one.before),
    Pattern.ABSENCE: lambda one: (not one.before, one.before, one.since),
    Pattern.ONCE: lambda one: (False, one.event, one.since),
}


def _find_same_person(promise: Promise, steps: Sequence[Done]) -> Done | None:
    """Return the step in which somebody is on both sides, whichever came first."""
    one_side, other_side = set[int](), set[int]()
    for step in steps:
        if step.is_one_of(promise.event):
            one_side |= step.persons
        if step.is_one_of(promise.before):
            other_side |= step.persons
        if one_side & other_side:
            return step
    return None


def _decided_behind(bundle: Bundle) -> dict[str, tuple[str, ...]]:
    """Return, by task, the decisions that the engine may take by itself before the next person's step."""
    after = {process: _after_part(bundle, process) for process in bundle.diagrams}
    tasks = [node.id for diagram in bundle.diagrams.values() for node in diagram.of_kind(NodeKind.TASK)]
    return {task: decided for task in tasks if (decided := _decided_from(bundle, task, after))}


def _after_part(bundle: Bundle, process: str) -> tuple[str, ...]:
    calls = bundle.calls_of(process)
    return tuple(
        flow.target for call in calls for flow in bundle.diagrams[bundle.places[call.id]].leaving.get(call.id, ())
    )


def _decided_from(bundle: Bundle, task: str, after: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    seen, waiting, decided = set[str](), [task], list[str]()
    while waiting:
        here = bundle.node(waiting.pop(0))
        diagram = bundle.diagrams[bundle.places[here.id]]
        if here.kind is NodeKind.TABLE:
            decided.append(here.called)
        if here.kind is NodeKind.TASK and here.id != task:
            continue
        following = list(diagram.successors(here.id))
        if here.kind is NodeKind.CALL:
            following = [bundle.diagrams[here.called].start.id]
        elif here.kind is NodeKind.END:
            following = list(after[diagram.process])
        fresh = [one for one in dict.fromkeys(following) if one not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    return tuple(dict.fromkeys(decided))
