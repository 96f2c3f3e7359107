"""接口的记录: what happens to keys of applications and to addresses outside; cases taken over from older registers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.events import Event
from workflows.records.transaction import Records
from workflows.vocabulary.roles import Actor


@dataclass(frozen=True, slots=True)
class ApiTokenChanged(Event):
    """A key of an application was proposed, decided, fetched, followed by another or taken back.

    ``person_id`` is whose acts it may do. Of a proposal ``token_id`` is the key it succeeds, 0 for none.
    """

    token_id: int
    name: str
    change: str
    scopes: Sequence[str]
    person_id: int | None
    expires_at: str
    proposal_id: int = 0
    reason: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class WebhookChanged(Event):
    """An address outside was added, paused, resumed or removed, its secret exchanged, or it did not answer any more."""

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
