"""Two versions of a flow side by side: every change in words, file by file, and which elements a drawing marks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.errors import NotFoundError
from workflows.guards.means import Means
from workflows.process.bundle import Bundle
from workflows.process.difference import difference
from workflows.process.difference_change import Change, ChangeKind
from workflows.process.difference_forms import form_title
from workflows.process.findings import Finding
from workflows.process.loosening import loosened
from workflows.questions.flow_source import Source, Which, source_of
from workflows.records.flow_drafts import DRAFTING, SUBMITTED, FlowDraft
from workflows.records.flows import list_versions
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Phrase

KIND_TERMS: Mapping[ChangeKind, str] = {
    ChangeKind.ADDED: N_("新增"),
    ChangeKind.REMOVED: N_("已删除"),
    ChangeKind.CHANGED: N_("已修改"),
    ChangeKind.MOVED: N_("已移动"),
}
_DRAFT = re.compile(r"draft-([0-9]{1,9})\Z")


@dataclass(frozen=True, slots=True)
class ShownSide:
    """One of the two flows: how it is named in addresses, what it is called, and whether it is a draft."""

    ref: str
    title: str
    draft_id: int
    sha: str


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change: in which drawn part its element stands (empty for none), and what became of it."""

    element: str
    part: str
    kind: str
    kind_term: str
    what: str


@dataclass(frozen=True, slots=True)
class ShownFile:
    """The changes of one file, called by what is in it."""

    file: str
    label: str
    changes: Sequence[ShownChange]


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """One process that is drawn on both sides, or on one: what to mark where, by kind of change."""

    process: str
    label: str
    is_in_old: bool
    is_in_new: bool
    old_marks: Mapping[str, Sequence[str]]
    new_marks: Mapping[str, Sequence[str]]
    changes: int


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The difference of two flows; ``parts`` are what can be drawn, the changed ones first.

    ``choices`` are the versions and drafts of the same procedure, which can be compared as well.
    """

    old: ShownSide
    new: ShownSide
    files: Sequence[ShownFile]
    parts: Sequence[DrawnPart]
    loosened: Sequence[Finding]
    total: int
    choices: Sequence[ShownSide]


def which_of(ref: str) -> Which:
    """Return the flow an address names: ``draft-12`` or the hash of a version."""
    found = _DRAFT.match(ref)
    if found:
        return Which(draft_id=int(found[1]))
    if not re.fullmatch(r"[0-9a-f]{64}", ref):
        raise NotFoundError(ref)
    return Which(sha=ref)


def compare_flows(
    old_ref: str, new_ref: str, *, actor: Actor, records: Records, means: Means, today: date
) -> ComparePage:
    """Return the difference of two flows of the person's agency."""
    old, new = (source_of(which_of(ref), actor=actor, records=records, means=means) for ref in (old_ref, new_ref))
    changes = difference(old.bundle, new.bundle, clocks=clock_terms(means, today))
    return ComparePage(
        old=_side(old_ref, old),
        new=_side(new_ref, new),
        files=_files(changes, old.bundle, new.bundle),
        parts=_parts(changes, old.bundle, new.bundle),
        loosened=loosened(old.bundle, new.bundle, since=today),
        total=len(changes),
        choices=_choices(new.process, actor, records),
    )


def clock_terms(means: Means, today: date) -> Mapping[str, str]:
    """Return what the periods of the law pack are called today, by name."""
    return {clock.id: clock.term for clock in means.law.clocks_on(today)}


def _side(ref: str, source: Source) -> ShownSide:
    which = which_of(ref)
    return ShownSide(ref, source.title, which.draft_id, source.bundle.sha)


def _choices(process: str, actor: Actor, records: Records) -> list[ShownSide]:
    """Return what can be compared: the drafts under way, then every version of a procedure, the newest first."""
    drafts = records.list_where(
        FlowDraft,
        FlowDraft.agency_id == actor.agency_id,
        FlowDraft.process == process,
        FlowDraft.status.in_((DRAFTING, SUBMITTED)),
    )
    versions = {one.sha: one for one in list_versions(records.session, agency_id=actor.agency_id, process=process)}
    return [
        *(ShownSide(f"draft-{one.id}", one.title, one.id, "") for one in drafts),
        *(ShownSide(one.sha, Phrase(N_("版本 {number}"), number=one.version), 0, one.sha) for one in versions.values()),
    ]


def _files(changes: Sequence[Change], old: Bundle, new: Bundle) -> list[ShownFile]:
    by_file: dict[str, list[Change]] = {}
    for change in changes:
        by_file.setdefault(change.file, []).append(change)
    places = _processes(old) | _processes(new)
    return [
        ShownFile(file, _label(file, old, new), [_shown(one, places.get(file, "")) for one in told])
        for file, told in by_file.items()
    ]


def _shown(change: Change, process: str) -> ShownChange:
    part = process if change.element else ""
    return ShownChange(change.element, part, change.kind.value, KIND_TERMS[change.kind], change.what)


def _parts(changes: Sequence[Change], old: Bundle, new: Bundle) -> list[DrawnPart]:
    places = _processes(old) | _processes(new)
    made = [
        DrawnPart(
            process=process,
            label=_label_of_process(process, old, new),
            is_in_old=process in old.diagrams,
            is_in_new=process in new.diagrams,
            old_marks=_marks(changes, places, process, ChangeKind.REMOVED),
            new_marks=_marks(changes, places, process, ChangeKind.ADDED),
            changes=sum(places.get(one.file) == process for one in changes),
        )
        for process in dict.fromkeys((*new.diagrams, *old.diagrams))
    ]
    return sorted(made, key=lambda one: -one.changes)


def _marks(changes: Sequence[Change], places: Mapping[str, str], process: str, own: ChangeKind) -> dict[str, list[str]]:
    """Return the elements to mark on one side: its own kind (gone or come), and what stayed and changed."""
    told = [one for one in changes if places.get(one.file) == process and one.element]
    kinds = {own.value: {own}, "changed": {ChangeKind.CHANGED, ChangeKind.MOVED}}
    return {name: [*dict.fromkeys(one.element for one in told if one.kind in of)] for name, of in kinds.items()}


def _processes(bundle: Bundle) -> dict[str, str]:
    return {diagram.file: process for process, diagram in bundle.diagrams.items()}


def _label(file: str, old: Bundle, new: Bundle) -> str:
    for bundle in (new, old):
        for diagram in bundle.diagrams.values():
            if diagram.file == file:
                return diagram.label or file
        for table in bundle.tables.values():
            if table.file == file:
                return table.label
        if file.startswith("forms/") and file in bundle.files:
            return form_title(file, bundle.files[file])
    return file


def _label_of_process(process: str, old: Bundle, new: Bundle) -> str:
    diagram = new.diagrams.get(process) or old.diagrams[process]
    return diagram.label or process
