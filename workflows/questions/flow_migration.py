"""迁移在办案件: what the version in force makes of every running case, what was proposed, and what was moved.

Whoever moves cases reads them; the flow administrator, who has no power over cases, sees only how many there are for
each reason.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflows.errors import NotFoundError, RefusedError
from workflows.forms import Form
from workflows.guards.means import Means
from workflows.guards.move_run import (
    Judge,
    Standing,
    Verdict,
    find_target,
    proposal_form,
)
from workflows.process.bundle import Bundle
from workflows.records.flows import FlowVersion, find_version, list_versions
from workflows.records.moves import MoveProposal, RunningCase, count_moves, list_running
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, is_permitted
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.stages import STAGES
from workflows.vocabulary.wording import N_, Objection, Phrase

PAGE = 100
STANDINGS: Mapping[Standing, str] = {
    Standing.MOVABLE: N_("可迁移"),
    Standing.UNMAPPED: N_("须指定对应环节"),
    Standing.REFUSED: N_("不可迁移"),
}


@dataclass(frozen=True, slots=True)
class CaseVerdict:
    """One running case: where it stands, on which version, and what the other version makes of it."""

    run_id: int
    case_id: int
    version: int
    number: str
    title: str
    stage: str
    on_version: int
    steps: Sequence[str]
    standing: str
    reasons: Sequence[Objection]


@dataclass(frozen=True, slots=True)
class ReasonCount:
    """One reason, and how many cases it keeps."""

    reason: Objection
    cases: int


@dataclass(frozen=True, slots=True)
class VanishedStep:
    """An open step the version has no more: in how many cases, where they may go on, and what was chosen."""

    node: str
    label: str
    cases: int
    candidates: Sequence[tuple[str, str]]
    chosen: str
    chosen_label: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a flow administrator proposed; ``places`` says the mapping in words: (vanished step, step it goes on at)."""

    id: int
    reason: str
    provision: str
    by: str
    at: datetime
    mapping: Mapping[str, str]
    places: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class MigrationPage:
    """What the version in force makes of the running cases; ``objection`` says why none may go there at all."""

    version: FlowVersion
    label: str
    objection: Objection | None
    counts: Mapping[str, int]
    cases: Sequence[CaseVerdict]
    found: int
    number: int
    pages: int
    reasons: Sequence[ReasonCount]
    vanished: Sequence[VanishedStep]
    proposal: Proposed | None
    form: Form
    may_propose: bool
    may_move: bool
    moved: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases are to be shown: of one standing, with these words in number, title or step, which page."""

    standing: str = ""
    words: str = ""
    page: int = 1
    mapping: Mapping[str, str] | None = None


def ask_migration(
    sha: str, wanted: Wanted, *, actor: Actor, records: Records, means: Means, today: date
) -> MigrationPage:
    """Return what a version makes of the running cases of the person's agency."""
    version, bundle = version_here(sha, actor, records), means.flow(records, sha)
    objection = _objection_to(sha, actor=actor, records=records, means=means, today=today)
    proposal = _newest_proposal(sha, bundle, actor=actor, records=records, means=means)
    may_move, may_propose = _may(Permission.MOVE_RUNS, actor), _may(Permission.EDIT_FLOW, actor)
    mapping = proposal.mapping if proposal is not None else {}
    if may_propose and wanted.mapping:
        mapping = wanted.mapping
    running = (
        [] if objection else list_running(records.session, agency_id=actor.agency_id, process=version.process, but=sha)
    )
    judge = Judge(bundle, agency_id=actor.agency_id, records=records, means=means)
    verdicts = [(case, judge.judge(case, mapping)) for case in running]
    numbers = {one.sha: one.version for one in list_versions(records.session, agency_id=actor.agency_id)}
    lines = [_line(case, verdict, numbers) for case, verdict in verdicts if may_move]
    kept = [line for line in lines if _is_wanted(line, wanted)]
    pages = max(1, -(-len(kept) // PAGE))
    number = min(max(wanted.page, 1), pages)
    return MigrationPage(
        version=version,
        label=bundle.diagrams[bundle.process].label,
        objection=objection,
        counts=Counter(verdict.standing.value for _, verdict in verdicts),
        cases=kept[(number - 1) * PAGE : number * PAGE],
        found=len(kept),
        number=number,
        pages=pages,
        reasons=_reasons(verdicts),
        vanished=_vanished(judge, verdicts, mapping, bundle),
        proposal=proposal,
        form=proposal_form(),
        may_propose=may_propose,
        may_move=may_move,
        moved=count_moves(records.session, agency_id=actor.agency_id, to_sha=sha),
    )


def version_here(sha: str, actor: Actor, records: Records) -> FlowVersion:
    """Return a version published in the person's agency."""
    version = find_version(records.session, sha, agency_id=actor.agency_id)
    if version is None:
        raise NotFoundError(sha)
    return version


def _objection_to(sha: str, *, actor: Actor, records: Records, means: Means, today: date) -> Objection | None:
    try:
        find_target(sha, actor=actor, records=records, means=means, today=today)
    except RefusedError as error:
        return error.objection
    return None


def _newest_proposal(sha: str, bundle: Bundle, *, actor: Actor, records: Records, means: Means) -> Proposed | None:
    row = records.find_where(MoveProposal, MoveProposal.to_sha == sha, MoveProposal.agency_id == actor.agency_id)
    if row is None:
        return None
    mapping = {old: str(new) for old, new in row.mapping.items()}
    versions = list_versions(records.session, agency_id=actor.agency_id, process=bundle.process) if mapping else []
    others = [means.flow(records, one.sha) for one in versions if one.sha != sha]
    places = [(_label_of(old, others), _place_of(new, bundle)) for old, new in mapping.items()]
    return Proposed(row.id, row.reason, row.provision, row.proposed_by_name, row.proposed_at, mapping, places)


def _label_of(node: str, bundles: Sequence[Bundle]) -> str:
    """Return what a step is called in the newest of the versions that have it."""
    return next((one.node(node).label for one in bundles if node in one.places), "") or node


def _place_of(node: str, bundle: Bundle) -> str:
    """Return what a step of a version is called, with the part it stands in: there may be two of one name."""
    if node not in bundle.places:
        return node
    part = bundle.diagrams[bundle.places[node]].label
    return Phrase(N_("{step}（{part}）"), step=bundle.node(node).label or node, part=part)


def _may(permission: Permission, actor: Actor) -> bool:
    return is_permitted(permission, actor=actor, subject=Subject(agency_id=actor.agency_id))


def _line(case: RunningCase, verdict: Verdict, numbers: Mapping[str, int]) -> CaseVerdict:
    return CaseVerdict(
        run_id=case.run_id,
        case_id=case.case_id,
        version=case.version,
        number=case.number,
        title=case.title,
        stage=STAGES.get(case.stage, case.stage),
        on_version=numbers.get(case.bundle_sha, 0),
        steps=[task.label for task in case.tasks],
        standing=verdict.standing.value,
        reasons=verdict.objections,
    )


def _is_wanted(line: CaseVerdict, wanted: Wanted) -> bool:
    if wanted.standing and line.standing != wanted.standing:
        return False
    places = (line.number, line.title, *line.steps)
    return all(any(word in place for place in places) for word in wanted.words.split())


def _reasons(verdicts: Sequence[tuple[RunningCase, Verdict]]) -> list[ReasonCount]:
    counted = Counter(
        sentence for _, verdict in verdicts for sentence in {one.in_chinese() for one in verdict.objections}
    )
    told = {one.in_chinese(): one for _, verdict in verdicts for one in verdict.objections}
    return [ReasonCount(told[sentence], cases) for sentence, cases in counted.most_common()]


def _vanished(
    judge: Judge, verdicts: Sequence[tuple[RunningCase, Verdict]], mapping: Mapping[str, str], bundle: Bundle
) -> list[VanishedStep]:
    """Return the vanished steps, those included that ``mapping`` has placed already."""
    asked = [one for case, verdict in verdicts for one in (judge.judge(case, {}) if mapping else verdict).vanished]
    counted = Counter(one.node for one in asked)
    steps = {one.node: one for one in asked}
    return [
        VanishedStep(
            node=node,
            label=steps[node].label,
            cases=cases,
            candidates=[(place, _place_of(place, bundle)) for place, _ in steps[node].candidates],
            chosen=mapping.get(node, ""),
            chosen_label=_place_of(mapping.get(node, ""), bundle),
        )
        for node, cases in counted.items()
    ]
