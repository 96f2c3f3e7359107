"""Replaying past cases through a changed version: cases per second, against walking each of them in the plain engine.

Run: python -m benchmarks.replay [cases]   (prints a table; docs/performance.md quotes it)
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tests.process.past_cases import case_of, shipped
from workflows.process.bundle import Bundle
from workflows.process.past import PastCase, PastStep
from workflows.process.rehearsal import play_all
from workflows.process.replay import Replayer
from workflows.process.scenarios import Scenario, find_scenarios
from workflows.process.stepping import Stepper

CASES = 10_000
FLOOR_CASES = 60
AMOUNTS = ("fine", "confiscation", "penalty_total")
# Small enough to leave every threshold on its side.
MOST_FEN = 100
FIRST_DAY = date(2025, 1, 2).toordinal()
DAYS = 360


def past_cases(bundle: Bundle, scenarios: tuple[Scenario, ...], count: int) -> Iterator[PastCase]:
    """Yield cases that went the scenarios' roads, each with amounts and days of its own."""
    dice = random.Random(20260101)  # noqa: S311 -- the same cases every time
    roads = [case for one in scenarios if (case := case_of(bundle, one)) is not None]
    for _ in range(count):
        case, day = dice.choice(roads), FIRST_DAY + dice.randrange(DAYS)
        amounts = {name: dice.randrange(MOST_FEN) for name in AMOUNTS}
        yield replace(case, steps=tuple(_own(step, amounts, day) for step in case.steps))


def _own(step: PastStep, amounts: dict[str, int], day: int) -> PastStep:
    own = {name: int(step.facts[name]) + more for name, more in amounts.items() if name in step.facts}
    return replace(step, facts={**step.facts, **own}, day=day)


def changed(bundle: Bundle) -> Bundle:
    """Return the version that reviews every case: the largest change of roads."""
    name = "procedures/penalty_ordinary.bpmn"
    text = bundle.files[name].decode()
    asked = 'review_basis != "none"'
    assert asked in text
    files = {**bundle.files, name: text.replace(asked, 'category == "penalty"').encode()}
    return Bundle.from_files(files, process=bundle.process)


def floor(bundle: Bundle, scenarios: tuple[Scenario, ...]) -> float:
    """Return the CPU milliseconds one whole case costs in the plain engine, every step walked."""
    began = time.process_time()
    for number in range(FLOOR_CASES):
        one = scenarios[number % len(scenarios)]
        play_all(bundle, one.start, one.choices)
    return (time.process_time() - began) * 1000 / FLOOR_CASES


def main() -> None:
    """Print the floor, the replay through the same version and through the changed one."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    bundle = shipped()
    began = time.process_time()
    found = find_scenarios(bundle, {"judged_on": FIRST_DAY}, seconds=300)
    taken = time.process_time() - began
    counted = f"{len(found.scenarios)} scenarios, {len(found.ways)} ways, {len(found.unreached)} not reached"
    print(f"{'scenarios for every way':34} {taken:8.1f} s CPU  {counted}")
    least = floor(bundle, found.scenarios)
    print(f"{'one whole case, plain engine (floor)':34} {least:7.1f} ms CPU")
    cases = list(past_cases(bundle, found.scenarios, count))
    for name, version in (("the same version", bundle), ("every case reviewed", changed(bundle))):
        replayer, verdicts = Replayer(version, stepper=Stepper(version)), Counter[str]()
        began = time.process_time()
        for case in cases:
            verdicts[replayer.replay(case).verdict.value] += 1
        taken = time.process_time() - began
        speed = f"{count / taken:7.0f} cases/s  {replayer.walked} walked  {taken * 1000 / count / least:5.3f} x floor"
        print(f"{name:34} {taken:8.1f} s CPU  {speed}  {dict(verdicts)}")


if __name__ == "__main__":
    main()
