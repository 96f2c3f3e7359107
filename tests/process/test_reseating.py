"""Random flows whose runs change seats after every step still go the way their blocks mean.

``FASHEN_FUZZ_FLOWS`` sets how many flows (60 by default), ``FASHEN_FUZZ_SEED`` the first seed.
"""

import os
import random

from tests.process.oracle import Oracle
from tests.process.random_flows import FACTS, MAIN, random_flow
from tests.process.test_runs_agree_with_oracle import agree, one_move
from workflows.process.bundle import Bundle
from workflows.process.migration import Comparison
from workflows.process.run import Run

FLOWS = int(os.environ.get("FASHEN_FUZZ_FLOWS", "60"))
FIRST = int(os.environ.get("FASHEN_FUZZ_SEED", "1"))
STEPS = 20


def test_a_run_that_changes_seats_after_every_step_goes_on_as_if_it_had_not() -> None:
    moves = 0
    for seed in range(FIRST, FIRST + FLOWS):
        dice = random.Random(seed)  # noqa: S311 -- a test's dice
        parts, files = random_flow(seed)
        facts = {name: dice.random() < 0.5 for name in FACTS}
        versions = [Bundle.from_files({**files, "note": note}, process=MAIN) for note in (b"1", b"2")]
        run, oracle, story = Run.start(versions[0], facts), Oracle(parts, MAIN, facts), [f"seed {seed}"]
        for step in range(STEPS):
            if run.finished:
                break
            here, there = versions[step % 2], versions[(step + 1) % 2]
            judged = Comparison(here, there).judge(run.save(), run.facts, done=(), expected=run.awaited(), mapping={})
            assert judged.state is not None, [*story, *(one.in_chinese() for one in judged.objections)]
            tasks = run.open_tasks()
            run = Run.resume(there, judged.state, run.facts)
            assert sorted(task.id for task in run.open_tasks()) == sorted(task.id for task in tasks), story
            agree(run, oracle, story)
            one_move(run, oracle, dice, story)
            agree(run, oracle, story)
            moves += 1

    assert moves > FLOWS * 3
