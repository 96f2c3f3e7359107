"""接口的记录: keys of applications, addresses outside and cases taken over, told in the journal outside any case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.events import Event
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor


@dataclass(frozen=True, slots=True)
class ApiTokenChanged(Event):
    """An application was given a key to the interface, or it was taken back; ``person_id`` is whose acts it may do."""

    token_id: int
    name: str
    change: str
    scopes: Sequence[str]
    person_id: int | None
    expires_at: str


@dataclass(frozen=True, slots=True)
class WebhookChanged(Event):
    """An address outside was added, removed, or switched off because it did not answer, or on again."""

    endpoint_id: int
    host: str
    change: str
    kinds: Sequence[str]


@dataclass(frozen=True, slots=True)
class LegacyCasesImported(Event):
    """Closed cases of an older register were taken over from a file; ``batch`` is the hash of their rows."""

    source: str
    batch: str
    count: int


def note_interface(event: Event, *, actor: Actor, records: Records, now: datetime) -> None:
    """Write an entry about the interface into the journal outside any case."""
    records.journal.append(0, kind=event.kind(), actor_id=actor.id, actor=actor.name, now=now, body=event.body())
