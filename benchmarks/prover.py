"""The prover on the shipped flow and on parallel branches, and its search against the plain one on the same models.

Run: python -m benchmarks.prover   (prints two tables; docs/performance.md quotes them)
"""

import gc
import resource
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from workflows.process.bundle import Bundle
from workflows.process.proof.applying import promises_of
from workflows.process.proof.certificate import certificate_of, objections_to, sha_of_certificate
from workflows.process.proof.confirming import RUNS
from workflows.process.proof.forgetting import BySituation, Everything
from workflows.process.proof.keeping import broken, cut_off, memories
from workflows.process.proof.labels import Memory
from workflows.process.proof.layout import TooManyError
from workflows.process.proof.living import living_facts
from workflows.process.proof.model import Model
from workflows.process.proof.plain import Plain
from workflows.process.proof.prover import Proved, prove_with_space
from workflows.process.proof.search import explore
from workflows.process.proof.soundness import dead_paths, faults_of
from workflows.process.proof.space import Living, Space
from workflows.process.proof.tracked import layout_for
from workflows.process.proof.trials import trial_runs
from workflows.process.proof.unfolding import build

BPMN = Path(__file__).parent.parent / "bpmn"
FOLDERS = ("procedures", "parts", "tables", "forms", "promises")
BRANCHES = (10, 13, 17)
MOST = 200_000
SECONDS = 60.0
SEED = 20260101

_MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_PROPERTY = "http://spiffworkflow.org/bpmn/schema/1.0/core"
_ACT = '<s:properties><s:property name="act" value="suspend_case"/></s:properties>'


@dataclass(frozen=True, slots=True)
class Walk:
    """One search of a model: situations and steps, CPU seconds, and whether it was broken off."""

    situations: int
    steps: int
    seconds: float
    is_capped: bool = False

    def __str__(self) -> str:
        """Return the cell of the table."""
        capped = " capped" if self.is_capped else ""
        return f"{self.situations:7} situations {self.steps:9} steps {self.seconds:6.2f} s{capped}"

    def against(self, plain: "Walk") -> str:
        """Return how many times faster this is than the plain search; where that was broken off, at least so often."""
        if self.is_capped:
            return f"{plain.seconds / self.seconds:6.1f} x up to the cap"
        return f"{'>' if plain.is_capped else ''}{plain.seconds / self.seconds:6.1f} x"


def shipped() -> tuple[Bundle, dict[str, bytes]]:
    """Return the shipped bundle and its promise files."""
    files = {f"{one}/{path.name}": path.read_bytes() for one in FOLDERS for path in (BPMN / one).glob("*.*")}
    promises = {name: raw for name, raw in files.items() if name.startswith("promises/")}
    return Bundle.from_files(files, process="penalty_ordinary"), promises


def branches(count: int) -> Bundle:
    """Return a flow of so many steps side by side: every subset of them may be done, 2 to that power."""
    nodes, flows = ['<startEvent id="start"/><endEvent id="end"/>'], [("start", "fork"), ("meet", "end")]
    nodes += ['<parallelGateway id="fork"/>', '<parallelGateway id="meet"/>']
    for number in range(count):
        inside = f"<extensionElements>{_ACT}</extensionElements>"
        nodes.append(f'<userTask id="t{number}" name="{number}">{inside}</userTask>')
        flows += [("fork", f"t{number}"), (f"t{number}", "meet")]
    nodes += [f'<sequenceFlow id="f{n}" sourceRef="{a}" targetRef="{b}"/>' for n, (a, b) in enumerate(flows)]
    begun = f'<definitions xmlns="{_MODEL}" xmlns:s="{_PROPERTY}" id="d" targetNamespace="t">'
    text = f'{begun}<process id="p" isExecutable="true">{"".join(nodes)}</process></definitions>'
    return Bundle.from_files({"procedures/p.bpmn": text.encode()}, process="p")


def plain_search(model: Model) -> Walk:
    """Walk every full state, breadth first as the prover does: nothing is forgotten, no outcome looked up."""
    plain, steps, begun = Plain(model), 0, time.thread_time()
    waiting = deque(settled.state for settled in plain.starts())
    seen = set(waiting)
    while waiting:
        if len(seen) > MOST or time.thread_time() - begun > SECONDS:
            break
        for _, after in plain.moves(waiting.popleft()):
            for settled in plain.settle(after):
                steps += 1
                if settled.state not in seen and not settled.fault:
                    seen.add(settled.state)
                    waiting.append(settled.state)
    return Walk(len(seen), steps, time.thread_time() - begun, bool(waiting))


def searched(model: Model, memory: Memory, living: Callable[[], Living]) -> Walk:
    """Run the prover's search, forgetting what ``living`` says; finding out what lives is part of the time."""
    begun = time.thread_time()
    space, is_capped = _explored(model, memory, living, begun + SECONDS)
    assert isinstance(space, Space)
    return Walk(len(space.states), space.steps, time.thread_time() - begun, is_capped)


def _explored(model: Model, memory: Memory, living: Callable[[], Living], until: float) -> tuple[object, bool]:
    try:
        return explore(model, living(), memory, most=MOST, until=until), False
    except TooManyError as error:
        return error.found, True


def walks(bundle: Bundle, promises: dict[str, bytes]) -> Iterator[tuple[str, Walk]]:
    """Yield the plain search of a model and the search with each reduction added to the one before.

    What lives by place is found on the way to what lives by situation, so its time holds the coarse road as well.
    """
    made = promises_of(bundle, promises)
    layout = layout_for(bundle, made)
    model, memory = build(bundle, layout), Memory(made, layout)

    def by_place() -> Living:
        found = living_facts(model, memory)
        return found.places if isinstance(found, BySituation) else found

    yield "plain search", plain_search(model)
    yield "outcomes looked up", searched(model, memory, lambda: Everything(layout.facts_mask))
    yield "forgetting by place", searched(model, memory, by_place)
    yield "forgetting by situation", searched(model, memory, lambda: living_facts(model, memory))


def phases(bundle: Bundle, promises: dict[str, bytes]) -> Iterator[tuple[str, float]]:
    """Yield what a proof consists of, each with its CPU seconds."""
    clock = time.thread_time
    marks = [("", clock())]
    made = promises_of(bundle, promises)
    layout = layout_for(bundle, made)
    model, memory = build(bundle, layout), Memory(made, layout)
    marks.append(("model", clock()))
    living = living_facts(model, memory)
    marks.append(("what lives", clock()))
    space = explore(model, living, memory, most=2 * MOST)
    marks.append(("search", clock()))
    remembered = memories(space)
    broken(space, remembered, cut_off(space, remembered))
    marks.append(("promises", clock()))
    assert not [*faults_of(space), *dead_paths(space)]
    marks.append(("soundness", clock()))
    sha_of_certificate(certificate_of(space, remembered))
    marks.append(("certificate", clock()))
    yield from ((name, at - marks[place][1]) for place, (name, at) in enumerate(marks[1:]))


def proof(name: str, bundle: Bundle, promises: dict[str, bytes]) -> Proved:
    """Prove a bundle and print its line; memory is the most the process ever held."""
    gc.collect()
    begun = time.thread_time()
    proved = prove_with_space(bundle, statutory=promises, seconds=SECONDS)
    taken, report = time.thread_time() - begun, proved.report
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counted = f"{report.states:7} situations {report.steps:9} steps {report.states / taken:7.0f} situations/s"
    print(f"{name:28} {taken:6.2f} s CPU  {report.verdict}  {counted}  peak {megabytes:.0f} MB")
    return proved


def confirmed(proved: Proved) -> None:
    """Print what the checker and the trial runs take for a proof."""
    assert proved.space is not None
    begun = time.thread_time()
    objections = len(list(objections_to(proved.certificate, proved.space)))
    print(f"{'checker':28} {time.thread_time() - begun:6.2f} s CPU  {objections} objections")
    begun = time.thread_time()
    trials = trial_runs(proved.space, proved.certificate, runs=RUNS, seed=SEED)
    counted = f"{trials.runs} runs, {trials.steps} steps, {trials.finished} finished, {len(trials.outside)} outside"
    print(f"{'trial runs':28} {time.thread_time() - begun:6.2f} s CPU  {counted}")


def main() -> None:
    """Print the proofs, then every search of the same models."""
    begun = time.thread_time()
    bundle, promises = shipped()
    print(f"{'reading the shipped flow':28} {time.thread_time() - begun:6.2f} s CPU")
    confirmed(proof("proof of the shipped flow", bundle, promises))
    print(f"{'of which':28} " + "  ".join(f"{name} {taken:.2f} s" for name, taken in phases(bundle, promises)))
    models = [("shipped flow", bundle, promises)]
    models += [(f"{count} branches side by side", branches(count), dict[str, bytes]()) for count in BRANCHES]
    for name, one, made in models[1:]:
        proof(name, one, made)
    for name, one, made in models:
        found = dict(walks(one, made))
        least = found["plain search"]
        for kind, walk in found.items():
            print(f"{name:28} {kind:24} {walk}  {walk.against(least)}", flush=True)


if __name__ == "__main__":
    main()
