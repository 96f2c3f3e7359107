"""Trial runs of the real engine stay inside a proof, and leave it where something of it is missing."""

from random import Random

import pytest

from tests.process.proof.corpus import drawing, flow, steps
from tests.process.proof.redrawing import PROCESS, shipped_files, statutory
from workflows.process.bundle import Bundle
from workflows.process.proof.confirming import RUNS, confirm
from workflows.process.proof.labels import Memory
from workflows.process.proof.prover import Proved, prove_with_space
from workflows.process.proof.report import Verdict
from workflows.process.proof.space import Space
from workflows.process.proof.trials import trial_runs

SECONDS = 60.0
MANY = 60
SEED = 20260101


@pytest.fixture(scope="module")
def proved() -> Proved:
    return prove_with_space(Bundle.from_files(shipped_files(), process=PROCESS), statutory=statutory(), seconds=SECONDS)


@pytest.fixture(scope="module")
def space(proved: Proved) -> Space[Memory]:
    assert proved.space is not None
    return proved.space


def test_trial_runs_of_the_shipped_flow_stay_inside_its_proof(proved: Proved, space: Space[Memory]) -> None:
    trials = trial_runs(space, proved.certificate, runs=MANY, seed=SEED)

    assert trials.outside == ()
    assert trials.runs == MANY
    assert trials.steps > MANY * 5
    assert trials.finished > MANY // 2


def test_trial_runs_leave_a_proof_of_which_a_third_is_missing(proved: Proved, space: Space[Memory]) -> None:
    dice = Random(SEED)  # noqa: S311 -- the same third every time
    kept = {state: held for state, held in sorted(proved.certificate.items()) if dice.random() > 1 / 3}

    trials = trial_runs(space, kept, runs=MANY, seed=SEED)

    assert len(trials.outside) > MANY // 2


def test_trial_runs_leave_a_proof_that_forgets_what_is_owed(proved: Proved, space: Space[Memory]) -> None:
    silent = dict.fromkeys(proved.certificate, 0)

    trials = trial_runs(space, silent, runs=5, seed=SEED)

    assert len(trials.outside) == 5


def test_the_same_seed_walks_the_same_cases(proved: Proved, space: Space[Memory]) -> None:
    one, same = (trial_runs(space, proved.certificate, runs=5, seed=7) for _ in range(2))
    other = trial_runs(space, proved.certificate, runs=5, seed=70)

    assert one == same
    assert one.steps != other.steps


def test_what_cannot_arrive_as_the_facts_stand_is_not_tried(proved: Proved, space: Space[Memory]) -> None:
    # In this run the leave to end the case is awaited while the report of a hearing is due, where none can be given.
    trials = trial_runs(space, proved.certificate, runs=1, seed=207648)

    assert (trials.finished, trials.outside) == (1, ())


def test_a_case_in_which_nothing_can_be_done_any_more_stands_outside_the_proof() -> None:
    drawn = drawing()
    drawn.task("decide", act="decide_no_penalty")
    drawn.task("hold", act="hold_hearing")
    drawn.catch("leave", "exit_approved")
    drawn.xor("g")
    drawn.line("p_start", "decide", "g")
    drawn.flow("g", "hold", 'decision == "no_penalty" and disclosure == "none"')
    drawn.flow("g", "p_end", default=True)
    drawn.line("hold", "leave", drawn.end("left"))
    stuck = prove_with_space(flow(drawn), statutory={})
    assert stuck.space is not None

    trials = trial_runs(stuck.space, _Everything(), runs=MANY, seed=SEED)

    assert {one.partition(": ")[2] for one in trials.outside} == {"[]"}
    assert trials.finished == MANY - len(trials.outside)
    assert trials.finished > 0


class _Everything(dict[int, int]):
    """The certificate of somebody who believes anything."""

    def get(self, _state: int, _otherwise: object = None, /) -> int:
        return -1


def test_a_small_proof_is_confirmed() -> None:
    promise = {"pattern": "precedence", "before": ["investigate"], "event": ["report_findings"]}
    bundle = flow(steps("p", one="investigate", two="report_findings>one"), promises=[promise])

    confirmation = confirm(bundle, statutory={}, seed=SEED)

    assert confirmation.report.verdict is Verdict.PROVED
    assert confirmation.runs == RUNS
    assert confirmation.steps >= 2 * RUNS
    assert confirmation.contradictions == ()


def test_what_is_not_proved_is_not_walked() -> None:
    promise = {"pattern": "precedence", "before": ["investigate"], "event": ["report_findings"]}
    bundle = flow(steps("p", one="report_findings", two="investigate"), promises=[promise])

    confirmation = confirm(bundle, statutory={}, seed=SEED)

    assert confirmation.report.verdict is Verdict.VIOLATED
    assert (confirmation.runs, confirmation.steps) == (0, 0)
