"""保存草稿文件: one file at a time, and never over what somebody else has saved meanwhile.

What is saved need not be readable as a diagram: a draft is kept as it stands, and the check says what is wrong.
"""

from dataclasses import dataclass
from datetime import datetime

from workflows.errors import RefusedError
from workflows.guards.flow_draft import draft_for, objection_to_editing, objection_to_file
from workflows.records.flow_drafts import FlowDraft, FlowFile, find_file, list_files, note_editor
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor


@dataclass(frozen=True, slots=True)
class Saved:
    """The file is saved, and this is its revision now."""

    revision: int


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody changed or removed the file meanwhile: who, when, and what it says now; nothing was overwritten."""

    who: str
    at: datetime
    text: str | None
    revision: int


@dataclass(frozen=True, slots=True)
class NewText:
    """A text about to be saved: its file's name, and the revision it was made from; 0 is a new file."""

    name: str
    text: str
    revision: int


def save_draft_file(draft_id: int, new: NewText, *, actor: Actor, records: Records, now: datetime) -> Saved | Overtaken:
    """Save a file of a draft, unless somebody was there meanwhile."""
    draft = open_for_editing(draft_id, actor=actor, records=records)
    others = [one.name for one in list_files(records.session, draft.id)]
    refusal = objection_to_file(new.name, new.text, others=others)
    if refusal is not None:
        raise RefusedError(refusal)
    row = find_file(records.session, draft.id, new.name)
    overtaken = _overtaken(row, new.revision)
    if overtaken is not None:
        return overtaken
    return Saved(write_file(draft, row, new.name, new.text, actor=actor, records=records, now=now))


def remove_draft_file(
    draft_id: int, name: str, revision: int, *, actor: Actor, records: Records, now: datetime
) -> Saved | Overtaken:
    """Remove a file from a draft, unless somebody was there meanwhile."""
    draft = open_for_editing(draft_id, actor=actor, records=records)
    row = find_file(records.session, draft.id, name)
    if row is None or row.text is None:
        return Saved(row.revision if row is not None else 0)
    overtaken = _overtaken(row, revision)
    if overtaken is not None:
        return overtaken
    return Saved(write_file(draft, row, name, None, actor=actor, records=records, now=now))


def visit_draft(draft_id: int, *, actor: Actor, records: Records, now: datetime) -> None:
    """Note that somebody has a draft open, so that others are told."""
    draft = draft_for(draft_id, actor=actor, records=records)
    note_editor(records.session, draft.id, actor=actor, now=now, has_saved=False)


def open_for_editing(draft_id: int, *, actor: Actor, records: Records) -> FlowDraft:
    """Return a draft that this person may change now; RefusedError says why not."""
    draft = draft_for(draft_id, actor=actor, records=records)
    refusal = objection_to_editing(draft, actor=actor)
    if refusal is not None:
        raise RefusedError(refusal)
    return draft


def write_file(
    draft: FlowDraft,
    row: FlowFile | None,
    name: str,
    text: str | None,
    *,
    actor: Actor,
    records: Records,
    now: datetime,
) -> int:
    """Write one file of a draft, or remove it, and return its new revision."""
    if row is None:
        row = FlowFile(draft_id=draft.id, name=name, revision=0)
        records.session.add(row)
    row.text, row.revision = text, row.revision + 1
    row.saved_by, row.saved_by_name, row.saved_at = actor.id, actor.name, now
    draft.revision, draft.changed_at = draft.revision + 1, now
    note_editor(records.session, draft.id, actor=actor, now=now, has_saved=True)
    return row.revision


def _overtaken(row: FlowFile | None, revision: int) -> Overtaken | None:
    if row is None or row.revision == revision or (row.text is None and revision == 0):
        return None
    return Overtaken(row.saved_by_name, row.saved_at, row.text, row.revision)
