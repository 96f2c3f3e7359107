"""安装流程: the shipped diagrams become version 1 "by installation"; an agency's own version is never replaced.

A later release whose diagrams differ from every version known here arrives as a draft in each agency, to be compared,
changed, approved or dropped like any other.
"""

from datetime import date, datetime
from pathlib import Path

from workflows.acts.office.begin_draft import fill_draft
from workflows.acts.office.draft_journal import note_draft, note_flow
from workflows.acts.office.one_at_a_time import FLOWS, one_at_a_time
from workflows.events import FlowPublished
from workflows.guards.flow_proof import Examination, examine
from workflows.guards.flow_report import written
from workflows.guards.means import pack_files
from workflows.process.bundle import Bundle
from workflows.records.agencies import Agency
from workflows.records.flow_drafts import FlowDraft
from workflows.records.flows import (
    PROVED,
    UNPROVED,
    FlowVersion,
    add_version,
    find_bundle,
    find_version_in_force,
    list_versions,
)
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_

PROCESS = "penalty_ordinary"
FOLDERS = ("procedures", "parts", "tables", "forms", "promises")
SUFFIXES = frozenset({".bpmn", ".dmn", ".json", ".yaml"})
SHIPPED_FROM = date(2026, 1, 1)
INSTALLER = N_("安装程序")
ARRIVED = N_("随软件更新提供")


@one_at_a_time(FLOWS, patiently=True)
def install_flows(folder: Path, *, records: Records, now: datetime) -> str:
    """Publish the shipped flow when there is none, offer a newer one as a draft; return the hash in force."""
    bundle = Bundle.from_files(read_flow_files(folder), process=PROCESS)
    in_force = find_version_in_force(records.session, PROCESS, on=date.max)
    if in_force is None:
        _publish(bundle, records=records, now=now)
        return bundle.sha
    if find_bundle(records.session, bundle.sha) is None:
        for agency in records.list_where(Agency):
            _offer(bundle, agency, records=records, now=now)
    return in_force[0]


def read_flow_files(folder: Path) -> dict[str, bytes]:
    """Return the files of a flow folder by their names inside it."""
    wanted = [path for part in FOLDERS for path in sorted((folder / part).glob("*")) if path.suffix in SUFFIXES]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in wanted}


def read_promise_files(folder: Path) -> dict[str, bytes]:
    """Return the files of the promises shipped with the program, by their names inside a bundle."""
    return {name: content for name, content in read_flow_files(folder).items() if name.startswith("promises/")}


def _publish(bundle: Bundle, *, records: Records, now: datetime) -> None:
    examined = examine(bundle.files, process=PROCESS, promises=_promises_of(bundle))
    version = FlowVersion(
        sha=bundle.sha,
        process=PROCESS,
        version=1,
        effective_from=SHIPPED_FROM,
        published_at=now,
        published_by=INSTALLER,
        proof=PROVED if _is_clean(examined) else UNPROVED,
        report=written(examined.report) if examined.report is not None and _is_clean(examined) else {},
    )
    add_version(records.session, version, files=pack_files(bundle.files))
    event = FlowPublished(
        draft_id=0,
        process=PROCESS,
        version=1,
        sha=bundle.sha,
        effective_from=SHIPPED_FROM.isoformat(),
        proof=version.proof,
        certificate=examined.report.certificate if examined.report is not None else "",
        submitted_by="",
        reason="",
        provision="",
        transition=version.transition,
    )
    note_flow(event, actor=_installer(0), records=records, now=now)


def _offer(bundle: Bundle, agency: Agency, *, records: Records, now: datetime) -> None:
    """Lay the shipped files before an agency as a draft, once."""
    mine = (FlowDraft.agency_id == agency.id, FlowDraft.shipped_sha == bundle.sha)
    if records.find_where(FlowDraft, *mine) is not None:
        return
    newest = list_versions(records.session, agency_id=agency.id, process=PROCESS)[0]
    actor = _installer(agency.id)
    draft = records.add(
        FlowDraft(
            agency_id=agency.id,
            process=PROCESS,
            base_sha=newest.sha,
            title=ARRIVED,
            created_by=actor.id,
            created_by_name=actor.name,
            created_at=now,
            changed_at=now,
            shipped_sha=bundle.sha,
        )
    )
    fill_draft(draft, bundle.files, actor=actor, records=records, now=now)
    note_draft(draft, "arrived", actor=actor, records=records, now=now)


def _promises_of(bundle: Bundle) -> dict[str, bytes]:
    return {name: content for name, content in bundle.files.items() if name.startswith("promises/")}


def _is_clean(examined: Examination) -> bool:
    return examined.is_proved and not examined.hindering


def _installer(agency_id: int) -> Actor:
    return Actor(id=0, name=INSTALLER, agency_id=agency_id, unit_id=None, roles=frozenset())
