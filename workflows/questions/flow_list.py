"""流程: every procedure of the agency with the version in force, all its versions, and the drafts under way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflows.guards.means import Means
from workflows.questions.flow_draft import PRESENT
from workflows.records.flow_drafts import (
    DRAFTING,
    PUBLISHED,
    SUBMITTED,
    FlowDraft,
    FlowEditor,
    count_submitted,
    list_editors,
)
from workflows.records.flows import FlowVersion, count_open_runs, find_version_in_force, list_versions
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, is_permitted
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_

IN_FORCE, FUTURE, PAST = "in_force", "future", "past"
STATE_TERMS: Mapping[str, str] = {IN_FORCE: N_("现行"), FUTURE: N_("尚未生效"), PAST: N_("已被取代")}
STATUS_TERMS: Mapping[str, str] = {
    DRAFTING: N_("编辑中"),
    SUBMITTED: N_("待审批"),
    PUBLISHED: N_("已公布"),
    "dropped": N_("已作废"),
}


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version: its publication, whether it is in force, and how many cases are under way on it."""

    row: FlowVersion
    state: str
    open_cases: int

    @property
    def state_term(self) -> str:
        """Return the state in words."""
        return STATE_TERMS[self.state]


@dataclass(frozen=True, slots=True)
class ShownDraft:
    """One draft: its status, the version it was made from, who changed it, and who is at it now."""

    id: int
    title: str
    status: str
    base_version: int
    created_by: str
    submitted_by: str
    changed_at: datetime
    editors: Sequence[str]
    present: Sequence[str]

    @property
    def status_term(self) -> str:
        """Return the status in words."""
        return STATUS_TERMS[self.status]


@dataclass(frozen=True, slots=True)
class ShownProcedure:
    """One procedure with its versions, newest first, and its drafts, latest first."""

    process: str
    label: str
    versions: Sequence[ShownVersion]
    drafts: Sequence[ShownDraft]
    finished_drafts: Sequence[ShownDraft]

    @property
    def in_force(self) -> ShownVersion | None:
        """Return the version in force today, or None."""
        return next((one for one in self.versions if one.state == IN_FORCE), None)


@dataclass(frozen=True, slots=True)
class FlowList:
    """The page of flows; ``waiting`` counts the drafts this person can decide on."""

    procedures: Sequence[ShownProcedure]
    may_edit: bool
    may_publish: bool

    @property
    def waiting(self) -> int:
        """Return how many drafts wait for an approval."""
        return sum(one.status == SUBMITTED for procedure in self.procedures for one in procedure.drafts)


def list_flows(*, actor: Actor, records: Records, means: Means, now: datetime, today: date) -> FlowList:
    """Return every procedure of the person's agency."""
    session, agency_id = records.session, actor.agency_id
    versions = list_versions(session, agency_id=agency_id)
    running = count_open_runs(session, agency_id=agency_id)
    drafts = records.list_where(FlowDraft, FlowDraft.agency_id == agency_id)
    procedures = [
        _procedure(
            process,
            [one for one in versions if one.process == process],
            [_draft(one, versions, actor, records, now) for one in reversed(drafts) if one.process == process],
            in_force=find_version_in_force(session, process, on=today, agency_id=agency_id),
            running=running,
            label=_label(process, versions, records, means),
            today=today,
        )
        for process in dict.fromkeys(one.process for one in versions)
    ]
    subject = Subject(agency_id)
    return FlowList(
        procedures,
        may_edit=is_permitted(Permission.EDIT_FLOW, actor=actor, subject=subject),
        may_publish=is_permitted(Permission.PUBLISH_FLOW, actor=actor, subject=subject),
    )


def count_drafts_to_decide(*, actor: Actor, records: Records) -> int:
    """Return how many drafts wait for this person's approval; nothing is asked for people who approve none."""
    if not is_permitted(Permission.PUBLISH_FLOW, actor=actor, subject=Subject(actor.agency_id)):
        return 0
    return count_submitted(records.session, actor.agency_id)


def state_of(version: FlowVersion, in_force: tuple[str, int] | None, today: date) -> str:
    """Say whether a version is in force, will be, or was; one that another overtook before its day never was."""
    if in_force == (version.sha, version.version):
        return IN_FORCE
    return FUTURE if version.effective_from > today else PAST


def _procedure(
    process: str,
    versions: Sequence[FlowVersion],
    drafts: Sequence[ShownDraft],
    *,
    in_force: tuple[str, int] | None,
    running: Mapping[str, int],
    label: str,
    today: date,
) -> ShownProcedure:
    under_way = {DRAFTING, SUBMITTED}
    return ShownProcedure(
        process=process,
        label=label,
        versions=[ShownVersion(one, state_of(one, in_force, today), running.get(one.sha, 0)) for one in versions],
        drafts=[one for one in drafts if one.status in under_way],
        finished_drafts=[one for one in drafts if one.status not in under_way],
    )


def _draft(
    draft: FlowDraft, versions: Sequence[FlowVersion], actor: Actor, records: Records, now: datetime
) -> ShownDraft:
    seen = list_editors(records.session, draft.id)
    return ShownDraft(
        id=draft.id,
        title=draft.title,
        status=draft.status,
        base_version=next((one.version for one in versions if one.sha == draft.base_sha), 0),
        created_by=draft.created_by_name,
        submitted_by=draft.submitted_by_name,
        changed_at=draft.changed_at,
        editors=[one.person_name for one in seen if one.saved_at is not None],
        present=[one.person_name for one in seen if one.person_id != actor.id and _is_present(one, now)],
    )


def _is_present(one: FlowEditor, now: datetime) -> bool:
    return now - one.seen_at <= PRESENT


def _label(process: str, versions: Sequence[FlowVersion], records: Records, means: Means) -> str:
    newest = next(one for one in versions if one.process == process)
    return means.flow(records, newest.sha).diagrams[process].label or process
