"""Judges mutants: what stands against publishing one, and whether that is the right refusal."""

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tests.process.proof.harmless import HARMLESS
from tests.process.proof.mutants import Mutant, Operator
from tests.process.proof.redrawing import PROCESS, Redrawing, shipped_files, statutory
from workflows.errors import BrokenDiagramError
from workflows.process.bundle import Bundle
from workflows.process.checks.catalogue import findings
from workflows.process.loosening import loosened
from workflows.process.proof.applying import promises_of, role_violations, without_acts
from workflows.process.proof.promises import Pattern, Promise
from workflows.process.proof.prover import prove
from workflows.process.proof.report import Counterexample, Verdict, Violation

SECONDS = 120.0
"""What a proof may take here: several run at once, and none of them may be cut off by the clock."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What stands against a mutant: promises broken, other violations, findings by code; what no execution shows."""

    promises: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    not_shown: tuple[str, ...] = ()
    verdict: str = ""

    @property
    def is_refused(self) -> bool:
        """Say whether the mutant cannot be published as it is."""
        return bool(self.promises or self.others)


def judge(mutant: Mutant) -> Judgement:
    """Return what stands against a mutant; nothing is explored where the acts and roles alone break what they should.

    The prover asks the same of acts and roles before it explores, so these refusals are part of every proof.
    """
    drawn = Redrawing()
    mutant.redraw(drawn)
    try:
        bundle = Bundle.from_files(drawn.files(), process=PROCESS)
    except BrokenDiagramError as error:
        return Judgement(others=frozenset(one.code for one in error.findings), verdict="broken")
    found = [one for one in findings(bundle) if one.hinders]
    structure = frozenset(one.code for one in (*found, *loosened(_shipped(), bundle)))
    at_once = tuple(_without_exploring(bundle))
    if mutant.breaks and mutant.breaks <= {one.promise for one in at_once}:
        return _judged(bundle, at_once, structure, "at once")
    if not mutant.breaks and (structure or at_once):
        return _judged(bundle, at_once, structure, "at once")
    report = prove(bundle, statutory=statutory(), seconds=SECONDS)
    others = structure | ({"undecided"} if report.verdict is Verdict.UNDECIDED else frozenset())
    return _judged(bundle, report.violations, others, str(report.verdict))


def _without_exploring(bundle: Bundle) -> Iterable[Violation]:
    yield from without_acts(bundle, _promises().values())
    yield from role_violations(bundle, _promises().values())


def _judged(bundle: Bundle, violations: Iterable[Violation], others: frozenset[str], verdict: str) -> Judgement:
    violations = tuple(violations)
    return Judgement(
        promises=frozenset(one.promise for one in violations if one.promise),
        others=others | {one.code for one in violations if not one.promise},
        not_shown=tuple(
            f"{one.code} {one.promise}"
            for one in violations
            if one.counterexample is not None and not _is_shown(bundle, one, one.counterexample)
        ),
        verdict=verdict,
    )


def _is_shown(bundle: Bundle, one: Violation, example: Counterexample) -> bool:
    """Say whether an execution happens in the engine and ends with the act that its promise forbids there."""
    if not (example.replayed and example.steps):
        return False
    promise = _promises().get(one.promise)
    if promise is None or promise.pattern in {Pattern.RESPONSE, Pattern.POSSIBLE}:
        return True
    act = bundle.node(example.steps[-1].element).properties.get("act", "")
    return act in {event.act for event in promise.event} | {"record_service"}


def complaint(mutant: Mutant) -> str:
    """Return what is wrong with how a mutant was judged, as a row of the table of survivors; empty where nothing is."""
    judged = judge(mutant)
    if mutant.name in HARMLESS:
        return _row(mutant, judged, "is no longer harmless") if judged.is_refused else ""
    if not judged.is_refused:
        return _row(mutant, judged, "SURVIVED")
    if not mutant.breaks <= judged.promises:
        return _row(mutant, judged, "refused for another reason")
    if judged.not_shown:
        return _row(mutant, judged, f"not shown: {', '.join(judged.not_shown)}")
    return ""


def _row(mutant: Mutant, judged: Judgement, wrong: str) -> str:
    wanted = " ".join(sorted(mutant.breaks)) or "any"
    got = " ".join(sorted(judged.promises | judged.others)) or "nothing"
    return f"{mutant.name:60} {wrong:28} wanted {wanted}; {judged.verdict}: {got}"


def survivors(mutants: Iterable[Mutant]) -> str:
    """Return the table of every mutant that was not judged as it should, one row each."""
    rows = [row for row in map(complaint, mutants) if row]
    return "\n".join(["", *rows]) if rows else ""


@cache
def _shipped() -> Bundle:
    return Bundle.from_files(shipped_files(), process=PROCESS)


@cache
def _promises() -> Mapping[str, Promise]:
    """Return the promises by their id; no mutant changes them."""
    return {one.id: one for one in promises_of(_shipped(), statutory())}


ALL = os.environ.get("FASHEN_ALL_MUTANTS") == "1"
"""Whether every mutant is tried, those that take long included (``make mutants``)."""


def asked_for(operators: Sequence[Operator], long: Collection[Operator]) -> list[Operator]:
    """Return the operators to try: those that take long only when asked for."""
    return [one for one in operators if one not in long or ALL]


def some_of(operator: Operator, one_in: Mapping[Operator, int]) -> list[Mutant]:
    """Return an operator's mutants: where each takes long, one in so many unless all are asked for."""
    return list(operator())[:: 1 if ALL else one_in.get(operator, 1)]
