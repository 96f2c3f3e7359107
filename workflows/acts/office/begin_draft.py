"""新建流程草稿: a copy of a published version that administrators change; the version itself never changes."""

from collections.abc import Mapping
from datetime import datetime

from workflows.acts.office.draft_journal import note_draft
from workflows.errors import NotFoundError, RefusedError
from workflows.forms import Posted
from workflows.guards.flow_draft import title_form
from workflows.guards.means import Means
from workflows.records.flow_drafts import FlowDraft, FlowFile, note_editor
from workflows.records.flows import find_version
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, objection_to
from workflows.vocabulary.roles import Actor


def begin_draft(base_sha: str, posted: Posted, *, actor: Actor, records: Records, means: Means, now: datetime) -> int:
    """Begin a draft from a version published in the person's agency and return its number."""
    refusal = objection_to(Permission.EDIT_FLOW, actor=actor, subject=Subject(actor.agency_id))
    if refusal is not None:
        raise RefusedError(refusal)
    if find_version(records.session, base_sha, agency_id=actor.agency_id) is None:
        raise NotFoundError(base_sha)
    base = means.flow(records, base_sha)
    draft = records.add(
        FlowDraft(
            agency_id=actor.agency_id,
            process=base.process,
            base_sha=base_sha,
            title=title_form().read(posted).text("title"),
            created_by=actor.id,
            created_by_name=actor.name,
            created_at=now,
            changed_at=now,
        )
    )
    fill_draft(draft, base.files, actor=actor, records=records, now=now)
    note_editor(records.session, draft.id, actor=actor, now=now, has_saved=True)
    note_draft(draft, "begun", actor=actor, records=records, now=now)
    return draft.id


def fill_draft(draft: FlowDraft, files: Mapping[str, bytes], *, actor: Actor, records: Records, now: datetime) -> None:
    """Lay copies of files into a draft that has none."""
    for name, content in files.items():
        records.session.add(
            FlowFile(
                draft_id=draft.id,
                name=name,
                text=content.decode(),
                saved_by=actor.id,
                saved_by_name=actor.name,
                saved_at=now,
            )
        )
    records.session.flush()
