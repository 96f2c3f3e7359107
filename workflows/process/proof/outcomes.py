"""What a person's step can write: every outcome its act may have (vocabulary/effects.py), over the followed facts."""

from collections.abc import Iterator, Mapping
from itertools import product

from workflows.process.proof.layout import Layout, Question
from workflows.process.proof.model import Model, TaskPlace, Way
from workflows.vocabulary.acts import FORM_ACT
from workflows.vocabulary.effects import (
    KEEP,
    PUBLIC_NOTICE_OVER,
    Outcome,
    Written,
    given_values,
    is_amount,
    outcome_of_form,
    outcomes_of,
)
from workflows.vocabulary.facts import FactValue


def task_ways(model: Model, place: TaskPlace, *, clear: int, put: int) -> Iterator[Way]:
    """Yield every way the task at a place can end."""
    act = place.node.properties.get("act", "")
    seen = set()
    spoken = model.layout.spoken.keys()
    for outcome in outcomes_at(model, place):
        asks, allowed = model.layout.given(outcome.given)
        trace = model.layout.trace(surely_written(outcome), demands(outcome))
        for values in written_values(model.layout, outcome.writes):
            cleared, written = model.layout.written(values)
            acts = acts_of_task(act, place.site, values)
            told = tuple(sorted((name, str(values[name])) for name in spoken & values.keys()))
            key = (cleared, written, acts, told, asks, allowed, trace)
            if key not in seen:
                seen.add(key)
                yield Way(clear | cleared, put | written, values, acts, asks=asks, allowed=allowed, trace=trace)


def outcomes_at(model: Model, place: TaskPlace) -> tuple[Outcome, ...]:
    """Return the outcomes of the task at a place; a form may answer anything it asks."""
    act = place.node.properties.get("act", "")
    if act != FORM_ACT.id:
        return outcomes_of(act, place.site)
    return (outcome_of_form(place.node.id, model.bundle.facts),)


def acts_of_task(act: str, site: str, values: Mapping[str, FactValue]) -> frozenset[str]:
    """Return the names of what a task did: proof of service is also the service it proves (送达告知书 …)."""
    is_delivered = act == "record_service" and values.get("service_way") != "none"
    return frozenset({act, site} if is_delivered and site else {act})


def acts_of_message(message: str, site: str) -> frozenset[str]:
    """Return the names of what the arrival of a message does."""
    if message == "exit_approved":
        return frozenset({"decide_exit"})
    if message == PUBLIC_NOTICE_OVER:
        return frozenset({"record_service", site} if site else {"record_service"})
    return frozenset({"await_statement" if message == "clock:statement_5wd" else message})


def outcomes_of_message(message: str, site: str) -> tuple[Outcome, ...]:
    """Return the outcomes of a message; an exit that was refused moves nothing and is left out."""
    if message == "exit_approved":
        return tuple(outcome for outcome in outcomes_of("decide_exit", site) if outcome.writes)
    return outcomes_of(message, site)


def written_values(layout: Layout, writes: Mapping[str, tuple[Written, ...]]) -> Iterator[dict[str, FactValue]]:
    """Yield every combination of values an outcome may write, one for all that mean the same."""
    chosen: dict[str, list[FactValue | None]] = {}
    for name, values in writes.items():
        if name not in layout.fields and name not in layout.spoken:
            continue
        amounts = is_amount(name) and name in layout.fields
        told = layout.fields[name].values if amounts else given_values(values)
        chosen[name] = [*layout.told(name, told), *((None,) if KEEP in values else ())]
    for row in product(*chosen.values()):
        yield {name: value for name, value in zip(chosen, row, strict=True) if value is not None}


def surely_written(outcome: Outcome) -> frozenset[str]:
    """Return the facts an outcome writes whatever their value."""
    return frozenset(name for name, values in outcome.writes.items() if KEEP not in values)


def demands(outcome: Outcome) -> Iterator[Question]:
    """Yield what an outcome asks before it is possible."""
    yield from ((name, frozenset(values)) for name, values in outcome.given.items())
