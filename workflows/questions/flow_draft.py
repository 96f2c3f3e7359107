"""A draft of a flow: its files as the editor opens them, who else is at it, and what the check says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflows.errors import NotFoundError
from workflows.guards.flow_proof import (
    Examination,
    examine,
    examine_for_publication,
    examining,
    examining_for_publication,
)
from workflows.guards.means import Means
from workflows.process.proof.stages import Listener, Stage, unheard
from workflows.questions.flow_findings import ShownCheck, show_check
from workflows.records.flow_drafts import FlowDraft, FlowEditor, list_editors, list_files, texts_of
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor

# Who was seen within this time is still at the draft.
PRESENT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class DraftFile:
    """One file of a draft with its revision, and who saved it last."""

    name: str
    text: str
    revision: int
    saved_by: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class ShownEditor:
    """Somebody at the draft: seen when, and whether they have changed it."""

    name: str
    at: datetime
    has_saved: bool


@dataclass(frozen=True, slots=True)
class DraftContent:
    """What the editor opens: every file, the count of all changes, and who else is here now."""

    revision: int
    files: Sequence[DraftFile]
    editors: Sequence[ShownEditor]


def read_content(draft_id: int, *, actor: Actor, records: Records, now: datetime) -> DraftContent:
    """Return what a draft holds, and who else was seen at it within five minutes."""
    draft = find_draft(draft_id, actor=actor, records=records)
    return DraftContent(
        revision=draft.revision,
        files=files_of(draft, records=records),
        editors=present_editors(draft, actor=actor, records=records, now=now),
    )


def check_draft(draft_id: int, *, actor: Actor, records: Records, means: Means) -> ShownCheck:
    """Return everything that stands against publishing a draft as it is saved now."""
    return show_check(examination_of(find_draft(draft_id, actor=actor, records=records), records=records, means=means))


def check_for_publication(
    draft_id: int, *, actor: Actor, records: Records, means: Means, listener: Listener = unheard
) -> ShownCheck:
    """Examine a draft as its approval does: certificate and trial runs included."""
    draft = find_draft(draft_id, actor=actor, records=records)
    files = texts_of(records.session, draft.id)
    examined = examine_for_publication(files, process=draft.process, promises=means.promises, listener=listener)
    return show_check(examined)


def stages_of_draft(
    draft_id: int, *, for_publication: bool, actor: Actor, records: Records, means: Means
) -> Iterator[Stage]:
    """Examine a draft as its submission or its approval does, and yield each stage before it begins.

    Only the files are read here; nothing of the archive is held while the stages go on.
    """
    draft = find_draft(draft_id, actor=actor, records=records)
    work = examining_for_publication if for_publication else examining
    return work(texts_of(records.session, draft.id), process=draft.process, promises=means.promises)


def find_draft(draft_id: int, *, actor: Actor, records: Records) -> FlowDraft:
    """Return a draft of the person's agency; another agency's is not found."""
    draft = records.get(FlowDraft, draft_id)
    if draft.agency_id != actor.agency_id:
        raise NotFoundError(draft_id)
    return draft


def examination_of(draft: FlowDraft, *, records: Records, means: Means) -> Examination:
    """Return what came of examining a draft's files as they are saved now."""
    return examine(texts_of(records.session, draft.id), process=draft.process, promises=means.promises)


def files_of(draft: FlowDraft, *, records: Records) -> list[DraftFile]:
    """Return the files of a draft by name."""
    return [
        DraftFile(one.name, one.text or "", one.revision, one.saved_by_name, one.saved_at)
        for one in list_files(records.session, draft.id)
    ]


def present_editors(draft: FlowDraft, *, actor: Actor, records: Records, now: datetime) -> list[ShownEditor]:
    """Return who else has the draft open now or saved it within the last five minutes."""
    seen = list_editors(records.session, draft.id)
    return [_editor(one) for one in seen if one.person_id != actor.id and now - one.seen_at <= PRESENT]


def _editor(one: FlowEditor) -> ShownEditor:
    return ShownEditor(one.person_name, one.seen_at, one.saved_at is not None)
