"""The certificate of a proof is confirmed by a checker that knows nothing of the search, and nothing else is."""

import random
from itertools import islice

import pytest

from tests.process.proof.redrawing import PROCESS, shipped_files, statutory
from workflows.process.bundle import Bundle
from workflows.process.proof.certificate import Certificate, objections_to, sha_of_certificate
from workflows.process.proof.labels import Label, Memory
from workflows.process.proof.plain import Plain
from workflows.process.proof.prover import Proved, prove_with_space
from workflows.process.proof.report import Verdict
from workflows.process.proof.space import LABELS, Space

SECONDS = 60.0
SITUATIONS = 120
SPOILT = 3


@pytest.fixture(scope="module")
def proved() -> Proved:
    bundle = Bundle.from_files(shipped_files(), process=PROCESS)
    found = prove_with_space(bundle, statutory=statutory(), seconds=SECONDS)
    assert found.report.verdict is Verdict.PROVED
    return found


@pytest.fixture(scope="module")
def space(proved: Proved) -> Space[Memory]:
    assert proved.space is not None
    return proved.space


def _objected(certificate: Certificate, space: Space[Memory], about: int) -> str:
    """Return the first objection; the checker is given first what leads to a situation, for it goes in any order."""
    number = space.states.index(about)
    ways = (set(space.edges[one]) | set(space.rushed[one]) for one in range(len(space.states)))
    before = [space.states[one] for one, edges in enumerate(ways) if any(edge // LABELS == number for edge in edges)]
    first = {state: certificate[state] for state in before if state in certificate}
    return next(objections_to({**first, **certificate}, space), "")


def _some(certificate: Certificate, count: int, seed: int) -> list[int]:
    return random.Random(seed).sample(sorted(certificate), count)  # noqa: S311 -- the same ones every time


def test_the_certificate_of_the_shipped_flow_is_confirmed(proved: Proved, space: Space[Memory]) -> None:
    assert list(islice(objections_to(proved.certificate, space), 5)) == []


def test_the_hash_is_that_of_the_report_and_the_same_for_a_second_proof(proved: Proved) -> None:
    bundle = Bundle.from_files(shipped_files(), process=PROCESS)

    again = prove_with_space(bundle, statutory=statutory(), seconds=SECONDS)

    assert sha_of_certificate(proved.certificate) == proved.report.certificate
    assert again.report.certificate == proved.report.certificate


def test_a_situation_that_is_left_out_is_objected_to(proved: Proved, space: Space[Memory]) -> None:
    for state in _some(proved.certificate, SPOILT, seed=1):
        without = {one: held for one, held in proved.certificate.items() if one != state}

        assert _objected(without, space, state) == f"open {state:x} "
        assert sha_of_certificate(without) != proved.report.certificate


def test_a_situation_that_is_altered_is_objected_to(proved: Proved, space: Space[Memory]) -> None:
    facts = space.model.layout.facts_mask
    for state in _some(proved.certificate, SPOILT, seed=2):
        other = next(
            state ^ 1 << bit for bit in range(facts.bit_length()) if state ^ 1 << bit not in proved.certificate
        )
        altered = {other if one == state else one: held for one, held in proved.certificate.items()}

        assert _objected(altered, space, state) == f"open {state:x} "


def test_what_is_remembered_cannot_be_left_out(proved: Proved, space: Space[Memory]) -> None:
    holding = {state: held for state, held in proved.certificate.items() if held}
    for state in _some(holding, SPOILT, seed=3):
        silent = {**proved.certificate, state: 0}

        assert _objected(silent, space, state) == f"open {state:x} "


# ------------------------------------------------------------------------------------------------ what is forgotten


def _disturbed(space: Space[Memory], state: int, dice: random.Random) -> int:
    """Return a situation with other values, which facts can have, where nobody can read them any more."""
    layout = space.model.layout
    living = space.living.of(state & layout.places_mask, state & layout.facts_mask)
    for field in layout.fields.values():
        possible = [code for code in field.codes if not (code ^ state) & field.mask & living]
        if possible:
            state = state & ~field.mask | dice.choice(possible)
    return state


def _leads_to(space: Space[Memory], plain: Plain, state: int) -> set[tuple[str, Label, int, str]]:
    """Return what every move from a full state means and where it leads, without what is forgotten there."""
    found = set()
    for move, after in plain.moves(state):
        label = space.memory.label(move.acts, move.writes, after) if after >= 0 else Label()
        for settled in plain.settle(after):
            found.add((move.path, label, space.forget(settled.state), settled.fault))
    return found


def test_what_is_forgotten_changes_nothing(space: Space[Memory]) -> None:
    dice = random.Random(4)  # noqa: S311 -- the same ones every time
    plain, disturbed = Plain(space.model), 0
    for state in dice.sample(space.states, SITUATIONS):
        one, other = _disturbed(space, state, dice), _disturbed(space, state, dice)
        disturbed += one != other

        assert space.forget(one) == space.forget(other) == state
        assert _leads_to(space, plain, one) == _leads_to(space, plain, other)
    assert disturbed > SITUATIONS // 2
