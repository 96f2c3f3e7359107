"""What stands against publishing a flow: files that cannot be read, findings of its structure, and the proof."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock

from workflows.errors import BrokenDiagramError
from workflows.process.bundle import Bundle, sha_of
from workflows.process.checks.catalogue import findings
from workflows.process.findings import Finding
from workflows.process.proof.confirming import Confirmation, confirming
from workflows.process.proof.prover import prove
from workflows.process.proof.report import ProofReport, Verdict
from workflows.process.proof.stages import Listener, Stage, Working, outcome_of, unheard
from workflows.vocabulary.wording import N_, Objection

_KEPT = 16


@dataclass(frozen=True, slots=True)
class Examination:
    """What came of examining files: the bundle and its proof, as far as there are any, and the findings.

    ``confirmation`` is what the checker of the certificate and trial runs of the engine came to, before publication.
    """

    sha: str
    bundle: Bundle | None
    findings: tuple[Finding, ...]
    report: ProofReport | None
    confirmation: Confirmation | None = None

    @property
    def is_proved(self) -> bool:
        """Say whether every execution was proved to keep every promise."""
        return self.report is not None and self.report.verdict is Verdict.PROVED

    @property
    def hindering(self) -> tuple[Finding, ...]:
        """Return the findings with which nothing is published."""
        return tuple(one for one in self.findings if one.hinders)


def examine(
    files: Mapping[str, bytes], *, process: str, promises: Mapping[str, bytes], listener: Listener = unheard
) -> Examination:
    """Return what stands against publishing files; the same files are examined once per process."""
    return outcome_of(examining(files, process=process, promises=promises), listener)


def examine_for_publication(
    files: Mapping[str, bytes], *, process: str, promises: Mapping[str, bytes], listener: Listener = unheard
) -> Examination:
    """Examine files as an approval does: the certificate is checked, and random cases walk through the engine."""
    return outcome_of(examining_for_publication(files, process=process, promises=promises), listener)


def examining(files: Mapping[str, bytes], *, process: str, promises: Mapping[str, bytes]) -> Working[Examination]:
    """Examine files and yield each stage before it begins; of what was examined before there is none."""
    key = (sha_of(files), process, sha_of(promises))
    with _LOCK:
        known = _EXAMINED.get(key)
    if known is None:
        known = yield from _examining(files, key[0], process, promises)
        _keep(key, known)
    return known


def examining_for_publication(
    files: Mapping[str, bytes], *, process: str, promises: Mapping[str, bytes]
) -> Working[Examination]:
    """Examine files as an approval does and yield each stage before it begins."""
    examined = yield from examining(files, process=process, promises=promises)
    if examined.bundle is None or not examined.is_proved or examined.confirmation is not None:
        return examined
    confirmed = yield from confirming(examined.bundle, statutory=promises, seed=int(examined.sha[:8], 16))
    examined = replace(examined, confirmation=confirmed)
    _keep((examined.sha, process, sha_of(promises)), examined)
    return examined


def _keep(key: tuple[str, str, str], examined: Examination) -> None:
    with _LOCK:
        if len(_EXAMINED) >= _KEPT:
            del _EXAMINED[next(iter(_EXAMINED))]
        _EXAMINED[key] = examined


def objections_to_publishing(examined: Examination) -> list[Objection]:
    """Return everything that hinders publication: nothing is published unproved."""
    against = [one.message for one in examined.hindering]
    if examined.report is not None:
        against += [_of_verdict(examined.report)] if examined.report.verdict is Verdict.UNDECIDED else []
        against += [
            Objection(one.code, one.told.sentence, one.told.params, one.article) for one in examined.report.violations
        ]
    return against


def _examining(
    files: Mapping[str, bytes], sha: str, process: str, promises: Mapping[str, bytes]
) -> Working[Examination]:
    try:
        yield Stage("reading")
        bundle = Bundle.from_files(files, process=process)
        yield Stage("checks")
        found = findings(bundle)
        yield Stage("proof")
        return Examination(sha, bundle, found, prove(bundle, statutory=promises))
    except BrokenDiagramError as error:
        return Examination(sha, None, error.findings or (_unreadable(error.objection),), None)


def _unreadable(objection: Objection) -> Finding:
    places = objection.params
    return Finding(str(places.get("file", "")), str(places.get("element", "")), objection, "")


def _of_verdict(report: ProofReport) -> Objection:
    return Objection("undecided", report.note or N_("在规定的时间和规模内无法判定，不能公布；请把流程拆成几个部分"))


_LOCK = Lock()
_EXAMINED: dict[tuple[str, str, str], Examination] = {}
