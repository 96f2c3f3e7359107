"""Confirms a proof before it becomes law: the checker goes through its certificate, the engine through trial runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from workflows.process.bundle import Bundle
from workflows.process.proof.certificate import objections_to, sha_of_certificate
from workflows.process.proof.prover import prove_with_space
from workflows.process.proof.report import ProofReport, Verdict
from workflows.process.proof.stages import Stage, Working, outcome_of
from workflows.process.proof.trials import trial_runs

RUNS = 40
_MOST_OBJECTIONS = 5


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A proof, how many trial runs of the engine stayed inside it over how many steps, and what contradicts it."""

    report: ProofReport
    runs: int = 0
    steps: int = 0
    contradictions: tuple[str, ...] = ()


def confirm(bundle: Bundle, *, statutory: Mapping[str, bytes], seed: int) -> Confirmation:
    """Prove a bundle; have the certificate checked and 40 random cases walked through the engine inside it."""
    return outcome_of(confirming(bundle, statutory=statutory, seed=seed))


def confirming(bundle: Bundle, *, statutory: Mapping[str, bytes], seed: int) -> Working[Confirmation]:
    """Confirm as ``confirm`` does, and yield each stage before it begins."""
    yield Stage("proof-again")
    proved = prove_with_space(bundle, statutory=statutory)
    if proved.report.verdict is not Verdict.PROVED or proved.space is None:
        return Confirmation(proved.report)
    yield Stage("certificate")
    contradictions = list(islice(objections_to(proved.certificate, proved.space), _MOST_OBJECTIONS))
    if sha_of_certificate(proved.certificate) != proved.report.certificate:
        contradictions.append("certificate")
    steps = 0
    for number in range(RUNS):
        yield Stage("trials", number + 1, RUNS)
        trial = trial_runs(proved.space, proved.certificate, runs=1, seed=seed + number)
        steps += trial.steps
        contradictions += trial.outside
    return Confirmation(proved.report, RUNS, steps, tuple(contradictions))
