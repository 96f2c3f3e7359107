"""The model stands exactly where the engine stands: both explored to the end, on drawn corners and random flows.

``FASHEN_ENGINE_FLOWS`` sets how many random flows are compared (180 by default).
"""

import os
from collections import Counter
from collections.abc import Callable
from itertools import chain

import pytest

from tests.process.proof.corpus import CORNERS
from tests.process.proof.engine_walk import Explorer, Key, TooWideError, Walked, stands_twice
from tests.process.proof.random_models import random_flow
from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.expressions import names_in
from workflows.process.proof.labels import Memory
from workflows.process.proof.prover import prove_with_space
from workflows.process.proof.space import LABELS, Space
from workflows.process.proof.standing import state_of
from workflows.vocabulary.effects import OUTSIDE

FLOWS = int(os.environ.get("FASHEN_ENGINE_FLOWS", "180"))
MOST = 200
MOST_RUNS = 2000
SPARE_SEEDS = 3


def walked(space: Space[Memory], *, most: int) -> Walked:
    """Explore the engine, telling apart what the model follows."""
    fields = space.model.layout.fields
    return Explorer(space.model.bundle, {name: field.values for name, field in fields.items()}, most=most).explore()


def situations(space: Space[Memory], engine: Walked) -> dict[Key, int]:
    """Return the engine's runs as situations of the model; -1 where one stands nowhere in it."""
    states = {key: state_of(space.model, run) for key, run in engine.runs.items() if not stands_twice(run)}
    return {key: space.forget(state) if state >= 0 else -1 for key, state in states.items()}


def moves(space: Space[Memory]) -> set[tuple[int, int]]:
    """Return which situation of the model leads to which."""
    states = space.states
    return {
        (states[source], states[edge // LABELS])
        for source, out in enumerate(zip(space.edges, space.rushed, strict=True))
        for edge in chain(*out)
    }


def is_free(bundle: Bundle) -> bool:
    """Say whether the proof lets something answer as it likes: a table, or what changes outside the drawn path."""
    nodes = [node for diagram in bundle.diagrams.values() for node in diagram.of_kind(NodeKind.TABLE)]
    flows = [flow.tree for diagram in bundle.diagrams.values() for flow in diagram.flows.values()]
    asked = {name for tree in flows if tree is not None for name in names_in(tree)}
    return bool(nodes) or not asked.isdisjoint(OUTSIDE)


def disagreement(space: Space[Memory], engine: Walked) -> str:
    """Return in what engine and model differ, an empty text where they do not."""
    faults = {one.code for one in space.faults}
    engine_fails = bool(engine.refused) or any(map(stands_twice, engine.runs.values()))
    if engine_fails and not faults:
        return f"the engine fails {sorted(engine.refused)}, the model does not"
    # Beyond a second token on one place the model goes no further; such a flow is never published.
    is_whole = "double-token" not in faults
    stands = situations(space, engine)
    here, there = set(space.states), set(stands.values())
    if there - here and is_whole:
        return f"the engine comes to {len(there - here)} situations the model does not have"
    if here - there and not is_free(space.model.bundle):
        return f"the model has {len(here - there)} situations the engine does not come to"
    went = {(stands[a], stands[b]) for a, b in engine.edges if a in stands and b in stands}
    astray = {(a, b) for a, b in went - moves(space) if a != b}
    return f"the engine goes {len(astray)} ways the model does not" if astray and is_whole else ""


@pytest.mark.parametrize("corner", CORNERS)
def test_engine_and_model_agree_in_the_corners(corner: Callable[[], Bundle]) -> None:
    space = prove_with_space(corner(), statutory={}).space
    assert space is not None

    engine = walked(space, most=20_000)

    assert disagreement(space, engine) == ""
    assert engine.steps > len(space.states) // 2


def test_engine_and_model_agree_on_random_flows() -> None:
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    for seed in range(SPARE_SEEDS * FLOWS):
        bundle = random_flow(seed).bundle()
        space = prove_with_space(bundle, statutory={}, seconds=60).space
        if space is None or len(space.states) > MOST:
            seen["wide"] += 1
            continue
        try:
            engine = walked(space, most=MOST_RUNS)
        except TooWideError:
            seen["wide"] += 1
            continue
        wrong += [f"seed {seed}: {what}" for what in (disagreement(space, engine),) if what]
        seen.update({"flows": 1, "steps": engine.steps, "runs": len(engine.runs), "situations": len(space.states)})
        seen["wider"] += bool(set(space.states) - set(situations(space, engine).values()))
        seen["free"] += is_free(bundle)
        if seen["flows"] == FLOWS:
            break

    assert not wrong, "\n".join((f"{len(wrong)} in {dict(seen)}", *wrong[:30]))
    assert seen["flows"] == FLOWS, seen
    assert seen["wider"] < FLOWS // 4, seen
    assert seen["steps"] > 40 * FLOWS, seen
