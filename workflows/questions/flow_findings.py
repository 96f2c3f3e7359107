"""What stands against a flow, for people: findings and violations alike, where they stand, the cure, the execution."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from workflows.guards.flow_proof import Examination
from workflows.process.findings import Finding
from workflows.process.proof.report import Kept, Played, Violation
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.wording import Phrase

BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step of an execution: its kind, where it stands, what is said of it, and the nodes passed after it."""

    kind: str
    file: str
    element: str
    said: str
    passed: Sequence[str]


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding or violation; ``message`` and ``cure`` are sentences the border says in the person's language.

    ``path`` is the execution that shows a violation, ``assumed`` what it assumes of conditions left free,
    ``is_replayed`` whether the real engine went the same way, ``walk`` names it where a rehearsal can go that way;
    ``promise`` is the id of the promise that is broken.
    """

    code: str
    kind: str
    file: str
    element: str
    message: str
    cure: str
    article: str
    is_warning: bool = False
    promise: str = ""
    path: Sequence[ShownStep] | None = None
    assumed: Mapping[str, FactValue] = field(default_factory=dict)
    is_replayed: bool = False
    walk: str = ""


@dataclass(frozen=True, slots=True)
class ShownCheck:
    """What came of a check: the verdict (``broken`` when the files cannot be read), and everything found."""

    verdict: str
    findings: Sequence[ShownFinding]
    promises: Sequence[Kept] = ()
    states: int = 0
    steps: int = 0
    seconds: float = 0.0
    abstracted: Sequence[str] = ()
    free: Sequence[str] = ()
    note: str = ""

    @property
    def hindering(self) -> int:
        """Return how many findings stand against publication."""
        return sum(not one.is_warning for one in self.findings)

    @property
    def warnings(self) -> int:
        """Return how many findings are only told."""
        return sum(one.is_warning for one in self.findings)

    @property
    def first_to_do(self) -> ShownFinding | None:
        """Return what to do first in a flow that is not finished yet: all its files can be read, not all is said."""
        hindering = [one for one in self.findings if not one.is_warning]
        is_unfinished = self.verdict == BROKEN and hindering and all(one.element for one in hindering)
        return hindering[0] if is_unfinished else None

    @property
    def is_publishable(self) -> bool:
        """Say whether nothing stands against publication."""
        return self.verdict == "proved" and not self.hindering


def show_check(examined: Examination) -> ShownCheck:
    """Return an examination as it is shown."""
    found = [_finding(one) for one in examined.findings]
    report = examined.report
    if report is None:
        return ShownCheck(BROKEN, _gravest_first(found))
    return ShownCheck(
        verdict=report.verdict.value,
        findings=_gravest_first([*found, *(_violation(one) for one in report.violations)]),
        promises=report.promises,
        states=report.states,
        steps=report.steps,
        seconds=report.seconds,
        abstracted=report.abstracted,
        free=report.free,
        note=report.note,
    )


def _gravest_first(findings: Sequence[ShownFinding]) -> list[ShownFinding]:
    """Return what stands against publication before what is only told, else as found."""
    return sorted(findings, key=lambda one: one.is_warning)


def _finding(one: Finding) -> ShownFinding:
    return ShownFinding(
        code=one.code,
        kind="finding",
        file=one.file,
        element=one.element,
        message=Phrase(one.message.text, **one.message.params),
        cure=one.cure,
        article=one.message.article,
        is_warning=not one.hinders,
    )


def _violation(one: Violation) -> ShownFinding:
    shown = one.counterexample
    return ShownFinding(
        code=one.code,
        kind="violation",
        file=one.file,
        element=one.element,
        message=one.told,
        cure=one.cure,
        article=one.article,
        promise=one.promise,
        path=[_step(step) for step in shown.steps] if shown else None,
        assumed=shown.assumed if shown else {},
        is_replayed=shown.replayed if shown else False,
        walk=breach_key(one),
    )


def breach_key(violation: Violation) -> str:
    """Return how an address names a violation that was replayed in the engine; an empty text for any other."""
    shown = violation.counterexample
    is_shown = shown is not None and shown.replayed and len(shown.steps) > 1
    return f"{violation.code}:{violation.promise or violation.element}" if is_shown else ""


def _step(step: Played) -> ShownStep:
    return ShownStep(step.kind, step.file, step.element, step.said, step.passed)


def check_as_json(checked: ShownCheck, say: Callable[[str], str]) -> dict[str, object]:
    """Return a check as JSON values; ``say`` puts sentences into a language."""
    return {
        "verdict": checked.verdict,
        "unfinished": checked.first_to_do is not None,
        "states": checked.states,
        "steps": checked.steps,
        "seconds": round(checked.seconds, 3),
        "findings": [_finding_as_json(one, say) for one in checked.findings],
        "promises": [
            {
                "promise": one.promise,
                "sentence": say(one.sentence),
                "article": one.article,
                "statutory": one.is_statutory,
                "kept": one.is_kept,
            }
            for one in checked.promises
        ],
        "abstracted": [say(one) for one in checked.abstracted],
        "free": [say(one) for one in checked.free],
        "note": say(checked.note),
    }


def _finding_as_json(one: ShownFinding, say: Callable[[str], str]) -> dict[str, object]:
    return {
        "code": one.code,
        "kind": one.kind,
        "file": one.file,
        "element": one.element,
        "message": say(one.message),
        "cure": say(one.cure),
        "article": one.article,
        "warning": one.is_warning,
        "promise": one.promise,
        "path": None if one.path is None else [_step_as_json(step, say) for step in one.path],
        "assumed": dict(one.assumed),
        "replayed": one.is_replayed,
        "walk": one.walk,
    }


def _step_as_json(step: ShownStep, say: Callable[[str], str]) -> dict[str, object]:
    return {
        "kind": step.kind,
        "file": step.file,
        "element": step.element,
        "said": say(step.said),
        "passed": list(step.passed),
    }
