"""What administrators and people do to accounts is written into the access journal, which the auditor reads."""

from datetime import datetime

from workflows.events import Event
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor


def note_account(event: Event, *, actor: Actor, records: Records, now: datetime) -> None:
    """Write what happened to an account, in the same transaction."""
    records.access.append(0, kind=event.kind(), actor_id=actor.id, actor=actor.name, now=now, body=event.body())
