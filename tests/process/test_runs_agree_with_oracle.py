"""Random flows walked by the engine and by the independent interpreter, saved and resumed after every step.

``FASHEN_FUZZ_FLOWS`` sets how many flows (300 by default), ``FASHEN_FUZZ_SEED`` the first seed.
"""

import os
import random
from collections import Counter

from tests.process.oracle import Oracle, Path
from tests.process.random_flows import FACTS, MAIN, random_flow
from workflows.process.bundle import Bundle
from workflows.process.run import Run

FLOWS = int(os.environ.get("FASHEN_FUZZ_FLOWS", "300"))
FIRST = int(os.environ.get("FASHEN_FUZZ_SEED", "1"))
STEPS = 25


def _paths(run: Run) -> dict[str, Path]:
    """Return, for each token, the calls it stands in."""
    paths: dict[str, Path] = {"": ()}
    places: dict[str, Path] = {}
    for frame in run.frames:
        for token in frame.tokens:
            places[token.id] = paths[frame.call]
            paths[token.id] = (*paths[frame.call], token.node)
    return places


def agree(run: Run, oracle: Oracle, story: list[str]) -> None:
    """Fail unless a run stands where the interpreter stands."""
    paths = _paths(run)
    steps = sorted((paths[task.id], task.node) for task in run.open_tasks())
    assert steps == oracle.open_steps(), story
    assert set(run.awaited()) == oracle.awaited(), story
    assert run.finished == oracle.finished, story


def one_move(run: Run, oracle: Oracle, dice: random.Random, story: list[str]) -> None:
    """Let both do the same thing, whichever the dice say."""
    facts = {name: dice.random() < 0.5 for name in dice.sample(FACTS, 3)}
    tasks, messages = list(run.open_tasks()), list(run.awaited())
    if messages and (not tasks or dice.random() < 0.3):
        message = dice.choice(messages)
        story.append(f"send {message} {facts}")
        run.send(message, facts)
        oracle.send(message, facts)
    else:
        task = dice.choice(tasks)
        story.append(f"complete {task.node} {facts}")
        path = _paths(run)[task.id]
        run.complete(task.id, facts)
        oracle.complete(path, task.node, facts)


def test_every_random_flow_goes_the_way_its_blocks_mean() -> None:
    seen: Counter[str] = Counter()
    for seed in range(FIRST, FIRST + FLOWS):
        dice = random.Random(seed)  # noqa: S311 -- a test's dice
        parts, files = random_flow(seed)
        facts = {name: dice.random() < 0.5 for name in FACTS}
        bundle = Bundle.from_files(files, process=MAIN)
        run, oracle, story = Run.start(bundle, facts), Oracle(parts, MAIN, facts), [f"seed {seed}"]
        agree(run, oracle, story)
        for _ in range(STEPS):
            if run.finished:
                break
            state = run.save()
            seen["steps"] += 1
            seen["largest"] = max(seen["largest"], len(state))
            run = Run.resume(bundle, state, run.facts)
            one_move(run, oracle, dice, story)
            agree(run, oracle, story)
        seen["finished"] += run.finished

    assert seen["steps"] > FLOWS * 3
    assert seen["finished"] > FLOWS // 10
    assert seen["largest"] < 4096
