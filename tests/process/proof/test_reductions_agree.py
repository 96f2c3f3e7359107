"""Every reduction of the prover against the plain full search, verdict by verdict, on random small flows.

``FASHEN_PROOF_FLOWS`` sets how many flows are compared (1 000 by default), ``FASHEN_PROOF_SEED`` the first seed.
"""

import os
from collections import Counter

from tests.process.proof.random_models import Flow, random_flow
from tests.process.proof.reference import Reference, TooWideError, walk_all
from workflows.process.bundle import Bundle
from workflows.process.diagram import Node, NodeKind
from workflows.process.expression_limits import ExpressionError
from workflows.process.expressions import names_in
from workflows.process.proof.keeping import broken, cut_off, memories
from workflows.process.proof.labels import Memory
from workflows.process.proof.layout import TooManyError
from workflows.process.proof.model import bits_of
from workflows.process.proof.prover import Proved, prove_with_space
from workflows.process.proof.report import Violation
from workflows.process.proof.soundness import dead_paths, faults_of
from workflows.process.proof.space import Space
from workflows.vocabulary.effects import OUTSIDE

FLOWS = int(os.environ.get("FASHEN_PROOF_FLOWS", "1000"))
FIRST = int(os.environ.get("FASHEN_PROOF_SEED", "0"))
MOST = 400
ENDLESS = {"stuck", "never-ends"}


def broken_promises(space: Space[Memory]) -> frozenset[str]:
    """Return the ids of the promises that the fast search finds broken."""
    remembered = memories(space)
    bits = broken(space, remembered, cut_off(space, remembered))
    return frozenset(space.memory.promises[bit.bit_length() - 1].id for bit in bits_of(bits))


def disagreements(space: Space[Memory], plain: Reference) -> list[str]:
    """Return everything in which the fast search and the reference differ."""
    found = []
    faults = {(one.code, one.at) for one in space.faults}
    if faults != plain.faults:
        found.append(f"faults {sorted(faults ^ plain.faults)}")
    forgotten = {space.forget(state) for state in plain.states}
    if forgotten != set(space.states):
        found.append(
            f"states: {len(forgotten - set(space.states))} lost, {len(set(space.states) - forgotten)} invented"
        )
    if broken_promises(space) != plain.violated(space.memory.promises):
        found.append(f"promises {sorted(broken_promises(space))} {sorted(plain.violated(space.memory.promises))}")
    dead = {node for _, node in dead_paths(space)}
    if dead != plain.dead():
        found.append(f"dead {sorted(dead ^ plain.dead())}")
    return found + _about_the_end(space, plain)


def _about_the_end(space: Space[Memory], plain: Reference) -> list[str]:
    endless = {one.code for one in faults_of(space)} & ENDLESS
    # A flow with other faults is not told that it never ends; it cannot be published anyway.
    is_told = bool(endless) or (bool(plain.faults) and not plain.is_stuck())
    if endless and not plain.cannot_finish():
        return [f"{endless} of a flow that always ends"]
    if plain.cannot_finish() and not is_told:
        return ["a flow that cannot end passes"]
    return ["stuck passes"] if plain.is_stuck() and "stuck" not in endless else []


def not_replayed(bundle: Bundle, proved: Proved) -> list[str]:
    """Return the violations whose counterexample the engine did not follow.

    Left out are those in which one table, or one fact that changes outside the drawn path, is asked twice between two
    people: the proof lets it answer anew each time, which is on the safe side and may be more than the engine does.
    """
    return [
        f"{one.code} {one.promise} not replayed"
        for one in proved.report.violations
        if one.counterexample and not one.counterexample.replayed and not _asks_twice(bundle, one)
    ]


def _asks_twice(bundle: Bundle, violation: Violation) -> bool:
    assert violation.counterexample is not None
    for step in violation.counterexample.steps:
        nodes = [bundle.node(one) for one in step.passed if one in bundle.places]
        tables = [node.called for node in nodes if node.kind is NodeKind.TABLE]
        asked = [name for node in nodes for name in _changing(bundle, node)]
        if len(tables) > len(set(tables)) or len(asked) > len(set(asked)):
            return True
    return False


def _changing(bundle: Bundle, node: Node) -> frozenset[str]:
    """Return the facts a gateway asks that change outside the drawn path."""
    flows = bundle.diagrams[bundle.places[node.id]].leaving[node.id]
    return OUTSIDE & {name for flow in flows if flow.tree is not None for name in names_in(flow.tree)}


def compared(seed: int) -> tuple[Flow, Proved, Reference] | None:
    """Prove one random flow and walk it plainly; None when it is too wide for that."""
    flow = random_flow(seed)
    proved = prove_with_space(flow.bundle(), statutory={}, seconds=60)
    if proved.space is None:
        return None
    try:
        return flow, proved, walk_all(proved.space.model, most=MOST)
    except (TooWideError, TooManyError):
        return None


def count(seen: Counter[str], flow: Flow, space: Space[Memory], plain: Reference) -> None:
    """Count what makes the comparison worth something."""
    seen["flows"] += 1
    seen["spoilt"] += flow.is_spoilt
    seen["unsound"] += bool(plain.faults or plain.cannot_finish())
    seen["dead"] += bool(plain.dead())
    seen["broken"] += len(plain.violated(space.memory.promises))
    seen["promises"] += len(space.memory.promises)
    seen["forgetting"] += len(space.states) < len(plain.states)
    seen["sent back"] += any(
        done.move.kind == "anytime" and done.move.target != "" for edges in plain.edges.values() for done in edges
    )
    seen.update(code for code, _ in plain.faults)


def test_a_thousand_random_flows_are_judged_as_the_plain_full_search_judges_them() -> None:
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    for seed in range(FIRST, FIRST + 2 * FLOWS):
        try:
            one = compared(seed)
        except (AssertionError, ExpressionError, LookupError) as error:
            wrong.append(f"seed {seed}: {error!r}")
            continue
        if one is None:
            seen["wide"] += 1
            continue
        flow, proved, plain = one
        assert proved.space is not None
        found = [*disagreements(proved.space, plain), *not_replayed(flow.bundle(), proved)]
        wrong += [f"seed {seed}: {what}" for what in found]
        count(seen, flow, proved.space, plain)
        if seen["flows"] == FLOWS:
            break
    assert not wrong, "\n".join((f"{len(wrong)} in {dict(seen)}", *wrong[:30]))
    assert seen["flows"] == FLOWS, seen
    assert seen["unsound"] > FLOWS // 20, seen
    assert FLOWS // 2 < seen["broken"] < seen["promises"] * 2 // 3, seen
    assert seen["forgetting"] > FLOWS // 3, seen
    assert seen["sent back"] > FLOWS // 500, seen
