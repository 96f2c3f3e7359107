"""Past cases for the tests of replay: what a scenario would have left behind as finished steps."""

from functools import cache
from pathlib import Path

from workflows.process.bundle import Bundle
from workflows.process.following import FALLING_DUE
from workflows.process.openings import EXIT_APPROVED, MESSAGE, RETURN, TASK
from workflows.process.past import PastCase, PastStep
from workflows.process.rehearsal import Beat, Rehearsal
from workflows.process.scenarios import Scenario

ROOT = Path(__file__).parents[2]
DAY = 739_000


@cache
def shipped() -> Bundle:
    """Return the flow shipped in ``bpmn/``."""
    folders = ("procedures", "parts", "tables", "forms")
    files = {f"{one}/{path.name}": path.read_bytes() for one in folders for path in (ROOT / "bpmn" / one).glob("*.*")}
    return Bundle.from_files(files, process="penalty_ordinary")


def changed(bundle: Bundle, file: str, old: str, new: str) -> Bundle:
    """Return another version in which one text of one file is another."""
    text = bundle.files[file].decode()
    assert old in text, f"{file} does not hold {old}"
    return Bundle.from_files({**bundle.files, file: text.replace(old, new).encode()}, process=bundle.process)


def case_of(bundle: Bundle, scenario: Scenario) -> PastCase | None:
    """Return the case that a scenario would have been; None with a return, which no act writes down."""
    rehearsal = Rehearsal.begin(bundle, scenario.start)
    steps = []
    for choice in scenario.choices:
        if choice.kind == RETURN:
            return None
        before = {task.act: task.node for task in rehearsal.run.open_tasks()}
        steps.append(step_of(rehearsal.play(choice), before, bundle))
    return PastCase(tuple(steps))


def step_of(beat: Beat, waiting: dict[str, str], bundle: Bundle) -> PastStep:
    """Return the finished step that ``acts/walk.py`` would have written."""
    one = beat.opening
    if one.kind == TASK and one.task is not None:
        return PastStep(one.act, one.task.node, one.site, one.task.part, beat.writes, DAY)
    if one.kind == MESSAGE and one.message != EXIT_APPROVED:
        act = next(act for act, clocks in FALLING_DUE.items() if one.message in clocks)
        node = waiting.get(act, "")
        return PastStep(act, node, one.site, bundle.places.get(node, ""), beat.writes, DAY, by_system=True)
    return PastStep(one.act, "", "", "", beat.writes, DAY)
