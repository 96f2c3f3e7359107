"""流程草稿的记录: what becomes of a draft is written into the journal outside any case; single saves are not."""

from datetime import datetime

from workflows.events import Event, FlowDraftChanged
from workflows.records.flow_drafts import FlowDraft
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor


def note_draft(
    draft: FlowDraft, change: str, *, actor: Actor, records: Records, now: datetime, reason: str = ""
) -> None:
    """Write into the journal what became of a draft, with the hash of its files where they are frozen."""
    note_flow(
        FlowDraftChanged(draft.id, draft.title, draft.process, change, draft.sha, reason),
        actor=actor,
        records=records,
        now=now,
    )


def note_flow(event: Event, *, actor: Actor, records: Records, now: datetime) -> None:
    """Write an entry about a flow into the journal outside any case."""
    records.journal.append(0, kind=event.kind(), actor_id=actor.id, actor=actor.name, now=now, body=event.body())
