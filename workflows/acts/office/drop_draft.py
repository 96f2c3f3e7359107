"""作废、恢复流程草稿: a dropped draft keeps its files and can be taken up again; nothing is ever deleted."""

from datetime import datetime

from workflows.acts.office.draft_journal import note_draft
from workflows.acts.office.save_draft_file import open_for_editing
from workflows.errors import RefusedError
from workflows.guards.flow_draft import draft_for
from workflows.records.flow_drafts import DRAFTING, DROPPED
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, objection_to
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.wording import N_, Objection


def drop_draft(draft_id: int, *, actor: Actor, records: Records, now: datetime) -> None:
    """Drop a draft that is not submitted."""
    draft = open_for_editing(draft_id, actor=actor, records=records)
    draft.status, draft.changed_at = DROPPED, now
    records.session.flush()
    note_draft(draft, "dropped", actor=actor, records=records, now=now)


def restore_draft(draft_id: int, *, actor: Actor, records: Records, now: datetime) -> None:
    """Take a dropped draft up again."""
    draft = draft_for(draft_id, actor=actor, records=records)
    refusal = objection_to(Permission.EDIT_FLOW, actor=actor, subject=Subject(draft.agency_id))
    if refusal is None and draft.status != DROPPED:
        refusal = Objection("not-dropped", N_("此草稿没有作废，无须恢复"))
    if refusal is not None:
        raise RefusedError(refusal)
    draft.status, draft.changed_at = DRAFTING, now
    records.session.flush()
    note_draft(draft, "restored", actor=actor, records=records, now=now)
