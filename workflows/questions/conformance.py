"""合规核对表: what was proved of a flow, which steps fulfil which article, and which clauses no step covers.

Made for the file of an approval: it is printed and kept with the papers of the change.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflows.guards.flow_report import read_words, written
from workflows.guards.means import Means
from workflows.process.bundle import Bundle
from workflows.process.diagram import NodeKind
from workflows.process.proof.promises import Promise, read_promises
from workflows.questions.flow_draft import examination_of, find_draft
from workflows.questions.flow_source import Which, source_of
from workflows.records.flows import find_version
from workflows.records.transaction import Records
from workflows.vocabulary.acts import ACTS, CASE_ACTS, SITE_ACTS, STEP_ACTS
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Phrase

VERDICT_TERMS: Mapping[str, str] = {
    "proved": N_("已证明"),
    "violated": N_("不成立"),
    "undecided": N_("无法判定"),
    "": N_("未经证明"),
}
_ANYTIME = frozenset(act.id for act in CASE_ACTS)


@dataclass(frozen=True, slots=True)
class FulfilledPromise:
    """One promise: what the proof says of it, and the steps in which its acts are done."""

    promise: str
    sentence: str
    article: str
    is_statutory: bool
    is_kept: bool | None
    steps: Sequence[str]


@dataclass(frozen=True, slots=True)
class CoveredArticle:
    """One article and the steps that carry it out, each with its part."""

    article: str
    steps: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class UncoveredClause:
    """One article that no step covers, and the act it prescribes."""

    article: str
    term: str


@dataclass(frozen=True, slots=True)
class Approval:
    """Who submitted and approved, why, on what basis and from when; empty for what has not been done."""

    submitted_by: str = ""
    approved_by: str = ""
    approved_at: datetime | None = None
    effective_from: date | None = None
    reason: str = ""
    provision: str = ""
    loosened: Sequence[Mapping[str, str]] = ()


@dataclass(frozen=True, slots=True)
class ConformancePage:
    """Everything the conformance report says of one flow."""

    title: str
    ref: str
    sha: str
    verdict: str
    verdict_term: str
    states: int
    certificate: str
    approval: Approval
    promises: Sequence[FulfilledPromise]
    articles: Sequence[CoveredArticle]
    uncovered: Sequence[UncoveredClause]
    abstracted: Sequence[str]
    free: Sequence[str]


def report_conformance(which: Which, *, actor: Actor, records: Records, means: Means) -> ConformancePage:
    """Return the conformance report of a version or a draft of the person's agency."""
    source = source_of(which, actor=actor, records=records, means=means)
    proof, approval = _proof_and_approval(which, actor, records, means)
    verdict = str(proof.get("verdict", ""))
    steps = _steps(source.bundle)
    return ConformancePage(
        title=source.title,
        ref=f"draft-{which.draft_id}" if which.draft_id else which.sha,
        sha=source.bundle.sha,
        verdict=verdict,
        verdict_term=VERDICT_TERMS.get(verdict, VERDICT_TERMS[""]),
        states=_whole(proof.get("states")),
        certificate=str(proof.get("certificate", "")),
        approval=approval,
        promises=_promises(source.bundle, means, proof, steps),
        articles=_articles(steps),
        uncovered=[UncoveredClause(act.article, act.term) for act in (*STEP_ACTS, *SITE_ACTS) if act.id not in steps],
        abstracted=[read_words(one) for one in _listed(proof.get("abstracted"))],
        free=[read_words(one) for one in _listed(proof.get("free"))],
    )


def _proof_and_approval(
    which: Which, actor: Actor, records: Records, means: Means
) -> tuple[Mapping[str, object], Approval]:
    """Return the proof as it is kept, for a draft as it is now, and who answers for the flow."""
    if which.draft_id:
        draft = find_draft(which.draft_id, actor=actor, records=records)
        report = examination_of(draft, records=records, means=means).report
        approval = Approval(
            submitted_by=draft.submitted_by_name,
            effective_from=draft.effective_from,
            reason=draft.reason,
            provision=draft.provision,
        )
        return written(report) if report is not None else {}, approval
    row = find_version(records.session, which.sha, agency_id=actor.agency_id)
    if row is None:
        return {}, Approval()
    return row.report, Approval(
        submitted_by=row.submitted_by,
        approved_by=row.published_by,
        approved_at=row.published_at,
        effective_from=row.effective_from,
        reason=row.reason,
        provision=row.provision,
        loosened=row.loosened,
    )


def _steps(bundle: Bundle) -> dict[str, list[tuple[str, str]]]:
    """Return (step, part) by act, for every act and site that has a node in the flow."""
    steps: dict[str, list[tuple[str, str]]] = {}
    for diagram in bundle.diagrams.values():
        for node in diagram.of_kind(NodeKind.TASK, NodeKind.CALL):
            act = node.properties.get("act", "")
            if act in ACTS:
                steps.setdefault(act, []).append((node.label or node.id, diagram.label or diagram.process))
    return steps


def _promises(
    bundle: Bundle, means: Means, proof: Mapping[str, object], steps: Mapping[str, Sequence[tuple[str, str]]]
) -> list[FulfilledPromise]:
    files = {name: raw for name, raw in bundle.files.items() if name.startswith("promises/")}
    # What ships with the program stands beside what the flow brings along; the same promise counts once.
    promises = {one.id: one for of in (means.promises, files) for one in read_promises(of, bundle.facts)}
    kept = {str(one["promise"]): bool(one["kept"]) for one in _listed(proof.get("promises"))}
    return [
        FulfilledPromise(
            promise=one.id,
            sentence=one.sentence,
            article=one.article,
            is_statutory=one.statutory,
            is_kept=kept.get(one.id),
            steps=[*dict.fromkeys(step for act in _acts_of(one) for step in _steps_of(act, steps))],
        )
        for one in promises.values()
    ]


def _acts_of(promise: Promise) -> Iterable[str]:
    return dict.fromkeys(event.act for event in promise.events if event.act in ACTS)


def _steps_of(act: str, steps: Mapping[str, Sequence[tuple[str, str]]]) -> list[str]:
    """Return the steps an act is done in; one that is possible at any time needs none."""
    if act in _ANYTIME:
        return [Phrase(N_("{act}（随时可办）"), act=ACTS[act].term)]
    return [step for step, _ in steps.get(act, ())]


def _articles(steps: Mapping[str, Sequence[tuple[str, str]]]) -> list[CoveredArticle]:
    covered: dict[str, list[tuple[str, str]]] = {}
    for act, places in steps.items():
        if ACTS[act].article:
            covered.setdefault(ACTS[act].article, []).extend(places)
    return [CoveredArticle(article, [*dict.fromkeys(places)]) for article, places in covered.items()]


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _listed(value: object) -> Sequence[Mapping[str, object]]:
    return value if isinstance(value, list) else ()
