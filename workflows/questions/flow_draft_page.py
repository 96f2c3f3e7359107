"""The page of one draft: what changed in it, who changed it, what the check says, and what can be done with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflows.forms import Form
from workflows.guards.flow_draft import hands_in, reason_form
from workflows.guards.flow_files import packed
from workflows.guards.flow_submission import (
    TRANSITIONS,
    Standing,
    approval_form,
    find_loosened,
    objections_to_approving,
    objections_to_submitting,
    standing_of,
    submission_form,
)
from workflows.guards.means import Means
from workflows.process.findings import Finding
from workflows.questions.flow_draft import ShownEditor, find_draft, present_editors
from workflows.questions.flow_file_names import label_of, places_of
from workflows.questions.flow_findings import ShownCheck, show_check
from workflows.questions.flow_list import STATUS_TERMS
from workflows.records.flow_drafts import (
    DRAFTING,
    DROPPED,
    PUBLISHED,
    SUBMITTED,
    FlowDraft,
    FlowFile,
    list_editors,
    list_files,
    texts_of,
)
from workflows.records.flows import FlowVersion, find_version, list_versions
from workflows.records.journal import Entry
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, is_permitted
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection

SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
CHANGE_TERMS: Mapping[str, str] = {
    SAME: N_("未改"),
    CHANGED: N_("已修改"),
    ADDED: N_("新增"),
    REMOVED: N_("已删除"),
}
EVENT_TERMS: Mapping[str, str] = {
    "begun": N_("建立草稿"),
    "arrived": N_("随软件更新提供"),
    "imported": N_("导入文件"),
    "submitted": N_("提交审批"),
    "withdrawn": N_("撤回"),
    "returned": N_("退回修改"),
    "dropped": N_("作废"),
    "restored": N_("恢复"),
    "published": N_("批准公布"),
}


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One file of a draft: whether it differs from the version, and who saved it last."""

    name: str
    label: str
    change: str
    saved_by: str
    saved_at: datetime | None

    @property
    def change_term(self) -> str:
        """Return the change in words."""
        return CHANGE_TERMS[self.change]


@dataclass(frozen=True, slots=True)
class DraftEvent:
    """One entry of the journal about a draft."""

    at: datetime
    who: str
    what: str
    note: str


@dataclass(frozen=True, slots=True)
class Desk:
    """A form the person may fill in now, and everything that stands against it."""

    form: Form
    objections: Sequence[Objection]


@dataclass(frozen=True, slots=True)
class DraftPage:
    """A draft as its page shows it; ``check`` is None once it is published or dropped.

    ``places`` says in words where each finding stands, by (file, element).
    """

    row: FlowDraft
    status_term: str
    base: FlowVersion | None
    newest: FlowVersion
    published: FlowVersion | None
    transition: str
    files: Sequence[DraftLine]
    editors: Sequence[ShownEditor]
    present: Sequence[ShownEditor]
    events: Sequence[DraftEvent]
    check: ShownCheck | None
    places: Mapping[tuple[str, str], str]
    loosened: Sequence[Finding]
    submitting: Desk | None
    deciding: Desk | None
    returning: Form
    may_edit: bool
    is_mine: bool

    @property
    def is_overtaken(self) -> bool:
        """Say whether another version was published since the draft was begun."""
        return self.newest.sha != self.row.base_sha

    @property
    def changed_files(self) -> int:
        """Return how many files differ from the version the draft was made from."""
        return sum(one.change != SAME for one in self.files)

    @property
    def is_open(self) -> bool:
        """Say whether the draft can be changed now."""
        return self.row.status == DRAFTING

    @property
    def is_submitted(self) -> bool:
        """Say whether the draft waits for an approval."""
        return self.row.status == SUBMITTED

    @property
    def is_dropped(self) -> bool:
        """Say whether the draft was dropped."""
        return self.row.status == DROPPED


def show_draft(draft_id: int, *, actor: Actor, records: Records, means: Means, now: datetime, today: date) -> DraftPage:
    """Return a draft of the person's agency with everything that can be done with it."""
    draft = find_draft(draft_id, actor=actor, records=records)
    is_under_way = draft.status in {DRAFTING, SUBMITTED}
    standing = standing_of(draft, records=records, means=means, today=today) if is_under_way else None
    versions = list_versions(records.session, agency_id=actor.agency_id, process=draft.process)
    loosened = find_loosened(standing, records=records, means=means) if standing else ()
    check = show_check(standing.examined) if standing else None
    may_edit = is_permitted(Permission.EDIT_FLOW, actor=actor, subject=Subject(draft.agency_id))
    return DraftPage(
        row=draft,
        status_term=STATUS_TERMS[draft.status],
        base=find_version(records.session, draft.base_sha, agency_id=actor.agency_id),
        newest=versions[0],
        published=_published(draft, versions),
        transition=dict(TRANSITIONS).get(draft.transition, ""),
        files=_files(draft, records=records, means=means),
        editors=_editors(draft, records=records),
        present=present_editors(draft, actor=actor, records=records, now=now),
        events=_events(draft, records=records),
        check=check,
        places=places_of(check.findings if check else (), _texts(draft, records)),
        loosened=loosened,
        submitting=_submitting(standing, actor) if standing and may_edit and draft.status == DRAFTING else None,
        deciding=_deciding(standing, loosened, actor, records) if standing and draft.status == SUBMITTED else None,
        returning=reason_form(),
        may_edit=may_edit,
        is_mine=actor.id in hands_in(draft, records=records),
    )


def pack_draft(draft_id: int, *, actor: Actor, records: Records) -> tuple[str, bytes]:
    """Return a draft's files as one archive, and what to call it."""
    draft = find_draft(draft_id, actor=actor, records=records)
    return f"{draft.process}-draft-{draft.id}.zip", packed(texts_of(records.session, draft.id))


def _submitting(standing: Standing, actor: Actor) -> Desk:
    return Desk(submission_form(standing), objections_to_submitting(standing, actor=actor))


def _deciding(standing: Standing, loosened: Sequence[Finding], actor: Actor, records: Records) -> Desk | None:
    if not is_permitted(Permission.PUBLISH_FLOW, actor=actor, subject=Subject(actor.agency_id)):
        return None
    objections = objections_to_approving(standing, actor=actor, records=records)
    return Desk(approval_form(standing, loosened), objections)


def _published(draft: FlowDraft, versions: Sequence[FlowVersion]) -> FlowVersion | None:
    if draft.status != PUBLISHED:
        return None
    return next((one for one in versions if one.draft_id == draft.id), None)


def _files(draft: FlowDraft, *, records: Records, means: Means) -> list[DraftLine]:
    base = means.flow(records, draft.base_sha).files
    held = {one.name: one for one in list_files(records.session, draft.id)}
    return [_line(name, held.get(name), base.get(name)) for name in sorted({*base, *held}, key=_place)]


def _place(name: str) -> tuple[bool, str]:
    return (not name.startswith("procedures/"), name)


def _line(name: str, row: FlowFile | None, before: bytes | None) -> DraftLine:
    if row is None:
        return DraftLine(name, label_of(name, (before or b"").decode()), REMOVED, "", None)
    text = row.text or ""
    change = ADDED if before is None else SAME if text.encode() == before else CHANGED
    return DraftLine(name, label_of(name, text), change, row.saved_by_name, row.saved_at)


def _texts(draft: FlowDraft, records: Records) -> dict[str, str]:
    return {name: content.decode() for name, content in texts_of(records.session, draft.id).items()}


def _editors(draft: FlowDraft, *, records: Records) -> list[ShownEditor]:
    seen = list_editors(records.session, draft.id)
    return [ShownEditor(one.person_name, one.saved_at, has_saved=True) for one in seen if one.saved_at is not None]


def _events(draft: FlowDraft, *, records: Records) -> list[DraftEvent]:
    """Return what the journal says of the draft, newest first."""
    entries = [
        entry
        for kind in ("FlowDraftChanged", "FlowPublished")
        for entry in records.journal.list_entries(0, kind=kind)
        if _body(entry).get("draft_id") == draft.id
    ]
    return [_event(one) for one in sorted(entries, key=lambda entry: entry.seq, reverse=True)]


def _event(entry: Entry) -> DraftEvent:
    body = _body(entry)
    change = str(body.get("change", "published"))
    return DraftEvent(entry.entered_at, str(entry.body["actor"]), EVENT_TERMS[change], str(body.get("reason", "")))


def _body(entry: Entry) -> Mapping[str, object]:
    body = entry.body.get("body")
    return body if isinstance(body, Mapping) else {}
