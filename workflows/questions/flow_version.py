"""One version of a flow: what it consists of, who published it on what basis, and what was proved of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.errors import NotFoundError
from workflows.guards.flow_files import packed
from workflows.guards.flow_report import read_words
from workflows.guards.flow_submission import TRANSITIONS
from workflows.guards.means import Means
from workflows.process.bundle import Bundle
from workflows.process.diagram import Diagram, NodeKind
from workflows.questions.diagram import STEP_KINDS
from workflows.questions.flow_file_names import label_of
from workflows.questions.flow_list import IN_FORCE, ShownVersion, state_of
from workflows.records.flows import (
    FlowVersion,
    count_open_runs,
    find_bundle,
    find_version,
    find_version_in_force,
    list_versions,
)
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, is_permitted
from workflows.vocabulary.acts import ACTS
from workflows.vocabulary.roles import Actor


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One diagram of a version: its process, file and name, and how many steps people do in it."""

    process: str
    file: str
    label: str
    steps: int
    is_procedure: bool


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One decision table: its name, how many rules it has, the facts it looks at and those it decides."""

    file: str
    label: str
    rules: int
    inputs: Sequence[str]
    outputs: Sequence[str]


@dataclass(frozen=True, slots=True)
class PartStep:
    """One step of the part that is shown, for people who do not read diagrams."""

    label: str
    kind: str
    lane: str
    article: str


@dataclass(frozen=True, slots=True)
class ShownPromise:
    """One promise the proof found kept."""

    promise: str
    sentence: str
    article: str
    is_statutory: bool
    is_kept: bool


@dataclass(frozen=True, slots=True)
class ShownReport:
    """The proof as the version keeps it."""

    states: int
    steps: int
    seconds: float
    certificate: str
    promises: Sequence[ShownPromise]
    abstracted: Sequence[str]
    free: Sequence[str]


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A version with its parts, tables, forms (file to name) and proof; ``previous`` is the version it followed."""

    version: ShownVersion
    label: str
    transition: str
    previous: FlowVersion | None
    part: ShownPart
    part_steps: Sequence[PartStep]
    parts: Sequence[ShownPart]
    tables: Sequence[ShownTable]
    forms: Mapping[str, str]
    report: ShownReport | None
    may_edit: bool
    open_elsewhere: int

    @property
    def is_in_force(self) -> bool:
        """Say whether new cases begin on this version today."""
        return self.version.state == IN_FORCE


def show_version(sha: str, *, part: str, actor: Actor, records: Records, means: Means, today: date) -> VersionPage:
    """Return a version published in the person's agency; ``part`` is the diagram to show, the procedure otherwise."""
    row = _version(sha, actor, records)
    bundle = means.flow(records, sha)
    versions = list_versions(records.session, agency_id=actor.agency_id, process=row.process)
    in_force = find_version_in_force(records.session, row.process, on=today, agency_id=actor.agency_id)
    running = count_open_runs(records.session, [sha, *(one.sha for one in versions)], agency_id=actor.agency_id)
    parts = [_part(one, row.process) for one in bundle.diagrams.values()]
    shown = bundle.diagrams.get(part, bundle.diagrams[row.process])
    return VersionPage(
        version=ShownVersion(row, state_of(row, in_force, today), running.get(sha, 0)),
        label=bundle.diagrams[row.process].label or row.process,
        transition=dict(TRANSITIONS).get(row.transition, ""),
        previous=next((one for one in versions if one.version < row.version), None),
        part=_part(shown, row.process),
        part_steps=_steps(shown),
        parts=sorted(parts, key=lambda one: not one.is_procedure),
        tables=_tables(bundle),
        forms={name: label_of(name, text.decode()) for name, text in bundle.files.items() if name.startswith("forms/")},
        report=report_of(row.report),
        may_edit=is_permitted(Permission.EDIT_FLOW, actor=actor, subject=Subject(actor.agency_id)),
        open_elsewhere=sum(running.get(one.sha, 0) for one in versions if one.sha != sha),
    )


def read_version_diagram(sha: str, part: str, *, actor: Actor, records: Records, means: Means) -> bytes:
    """Return the BPMN of one part of a version."""
    _version(sha, actor, records)
    bundle = means.flow(records, sha)
    if part not in bundle.diagrams:
        raise NotFoundError(part)
    return bundle.files[bundle.diagrams[part].file]


def read_version_file(sha: str, name: str, *, actor: Actor, records: Records, means: Means) -> bytes:
    """Return one file of a version."""
    _version(sha, actor, records)
    files = means.flow(records, sha).files
    if name not in files:
        raise NotFoundError(name)
    return files[name]


def pack_version(sha: str, *, actor: Actor, records: Records, means: Means) -> tuple[str, bytes]:
    """Return a version as one archive, and what to call it."""
    row = _version(sha, actor, records)
    return f"{row.process}-{row.version}.zip", packed(means.flow(records, sha).files)


def report_of(kept: Mapping[str, Any]) -> ShownReport | None:
    """Return a kept proof as it is shown; None where nothing was proved."""
    if not kept:
        return None
    return ShownReport(
        states=int(kept["states"]),
        steps=int(kept["steps"]),
        seconds=float(kept["seconds"]),
        certificate=str(kept["certificate"]),
        promises=[
            ShownPromise(one["promise"], one["sentence"], one["article"], one["statutory"], one["kept"])
            for one in kept["promises"]
        ],
        abstracted=[read_words(one) for one in kept["abstracted"]],
        free=[read_words(one) for one in kept["free"]],
    )


def _version(sha: str, actor: Actor, records: Records) -> FlowVersion:
    row = find_version(records.session, sha, agency_id=actor.agency_id)
    if row is None or find_bundle(records.session, sha) is None:
        raise NotFoundError(sha)
    return row


def _part(diagram: Diagram, process: str) -> ShownPart:
    steps = len(diagram.of_kind(NodeKind.TASK))
    return ShownPart(diagram.process, diagram.file, diagram.label or diagram.process, steps, diagram.process == process)


def _steps(diagram: Diagram) -> list[PartStep]:
    made = []
    for node in diagram.of_kind(*STEP_KINDS):
        lane, act = diagram.lane_of(node), ACTS.get(node.properties.get("act", ""))
        made.append(PartStep(node.label, STEP_KINDS[node.kind], lane.label if lane else "", act.article if act else ""))
    return made


def _tables(bundle: Bundle) -> list[ShownTable]:
    return [
        ShownTable(
            file=table.file,
            label=table.label or table.decision,
            rules=len(table.rules),
            inputs=[_term(bundle, column.fact) for column in table.inputs],
            outputs=[_term(bundle, column.fact) for column in table.outputs],
        )
        for table in bundle.tables.values()
    ]


def _term(bundle: Bundle, fact: str) -> str:
    return bundle.facts[fact].term if fact in bundle.facts else fact
