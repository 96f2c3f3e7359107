"""流程: every procedure of the agency with the version in force, all its versions, and the drafts under way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflows.guards.means import Means
from workflows.questions.flow_draft import PRESENT
from workflows.questions.paging import FIRST, Page, Turn, page_of
from workflows.records.flow_drafts import (
    DRAFTING,
    PUBLISHED,
    SUBMITTED,
    FlowDraft,
    FlowEditor,
    count_submitted,
    list_editors,
)
from workflows.records.flows import (
    FlowVersion,
    count_open_runs,
    find_version,
    find_version_in_force,
    list_numbers,
    list_processes,
    list_versions,
    turn_versions,
)
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, is_permitted
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_

IN_FORCE, FUTURE, PAST = "in_force", "future", "past"
STATE_TERMS: Mapping[str, str] = {IN_FORCE: N_("现行"), FUTURE: N_("尚未生效"), PAST: N_("已被取代")}
PAGE = 20
# What the versions of a procedure are turned by: the number of a version, and of its publication.
VERSION_KEY = (int, int)
_UNDER_WAY = frozenset({DRAFTING, SUBMITTED})
STATUS_TERMS: Mapping[str, str] = {
    DRAFTING: N_("编辑中"),
    SUBMITTED: N_("待审批"),
    PUBLISHED: N_("已公布"),
    "dropped": N_("已作废"),
}


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """One version: its publication, whether it is in force, and how many cases are under way on it, to a thousand."""

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
    """One procedure with a page of its versions, newest first, the one in force, and its drafts, latest first."""

    process: str
    label: str
    page: Page[ShownVersion]
    in_force: ShownVersion | None
    drafts: Sequence[ShownDraft]
    finished_drafts: Sequence[ShownDraft]

    @property
    def bases(self) -> Sequence[ShownVersion]:
        """Return the versions a draft can begin from here: those of the page, and always the one in force."""
        shown = [one.row.id for one in self.page.lines]
        is_elsewhere = self.in_force is not None and self.in_force.row.id not in shown
        return [*([self.in_force] if is_elsewhere and self.in_force else []), *self.page.lines]


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


@dataclass(frozen=True, slots=True)
class WantedVersions:
    """From where the versions of one procedure go on; every other begins with its newest."""

    process: str = ""
    turn: Turn = FIRST


def list_flows(
    *, actor: Actor, records: Records, means: Means, now: datetime, today: date, wanted: WantedVersions | None = None
) -> FlowList:
    """Return every procedure of the person's agency."""
    drafts = records.list_where(FlowDraft, FlowDraft.agency_id == actor.agency_id)
    numbers = list_numbers(records.session, {one.base_sha for one in drafts}, agency_id=actor.agency_id)
    procedures = []
    for process, sha in list_processes(records.session, agency_id=actor.agency_id):
        turn = wanted.turn if wanted is not None and wanted.process == process else FIRST
        page, in_force = _versions(process, turn, actor=actor, records=records, today=today)
        shown = [_draft(one, numbers, actor, records, now) for one in reversed(drafts) if one.process == process]
        procedures.append(
            ShownProcedure(
                process=process,
                label=means.flow(records, sha).diagrams[process].label or process,
                page=page,
                in_force=in_force,
                drafts=[one for one in shown if one.status in _UNDER_WAY],
                finished_drafts=[one for one in shown if one.status not in _UNDER_WAY],
            )
        )
    subject = Subject(actor.agency_id)
    return FlowList(
        procedures,
        may_edit=is_permitted(Permission.EDIT_FLOW, actor=actor, subject=subject),
        may_publish=is_permitted(Permission.PUBLISH_FLOW, actor=actor, subject=subject),
    )


def list_every_version(*, actor: Actor, records: Records, today: date) -> list[ShownVersion]:
    """Return what was ever published for the person's agency, each procedure by itself, newest first."""
    versions = list_versions(records.session, agency_id=actor.agency_id)
    return [
        one
        for process in dict.fromkeys(version.process for version in versions)
        for one in _shown([row for row in versions if row.process == process], process, actor, records, today)
    ]


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


def _versions(
    process: str, turn: Turn, *, actor: Actor, records: Records, today: date
) -> tuple[Page[ShownVersion], ShownVersion | None]:
    """Return a page of the versions of a procedure, and the one in force wherever it stands."""
    leaf = turn_versions(records.session, agency_id=actor.agency_id, process=process, size=PAGE, turn=turn)
    page = page_of(_shown(leaf.rows, process, actor, records, today), leaf)
    here = next((one for one in page.lines if one.state == IN_FORCE), None)
    if here is not None:
        return page, here
    in_force = find_version_in_force(records.session, process, on=today, agency_id=actor.agency_id)
    if in_force is None:
        return page, None
    sha, number = in_force
    row = find_version(records.session, sha, agency_id=actor.agency_id, number=number)
    return page, _shown([row], process, actor, records, today)[0] if row is not None else None


def _shown(
    rows: Sequence[FlowVersion], process: str, actor: Actor, records: Records, today: date
) -> list[ShownVersion]:
    in_force = find_version_in_force(records.session, process, on=today, agency_id=actor.agency_id)
    running = count_open_runs(records.session, [one.sha for one in rows], agency_id=actor.agency_id)
    return [ShownVersion(one, state_of(one, in_force, today), running[one.sha]) for one in rows]


def _draft(draft: FlowDraft, numbers: Mapping[str, int], actor: Actor, records: Records, now: datetime) -> ShownDraft:
    # Who is at a finished draft, nobody asks any more.
    seen = list_editors(records.session, draft.id) if draft.status in _UNDER_WAY else []
    return ShownDraft(
        id=draft.id,
        title=draft.title,
        status=draft.status,
        base_version=numbers.get(draft.base_sha, 0),
        created_by=draft.created_by_name,
        submitted_by=draft.submitted_by_name,
        changed_at=draft.changed_at,
        editors=[one.person_name for one in seen if one.saved_at is not None],
        present=[one.person_name for one in seen if one.person_id != actor.id and _is_present(one, now)],
    )


def _is_present(one: FlowEditor, now: datetime) -> bool:
    return now - one.seen_at <= PRESENT
