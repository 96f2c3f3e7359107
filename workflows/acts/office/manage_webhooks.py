"""推送地址: which systems an agency tells of what happens; each change stands in the journal that the auditor reads."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from workflows.acts.announcing import leave_messages, send_again
from workflows.acts.office.account_journal import note_account
from workflows.acts.office.interface_journal import WebhookChanged
from workflows.acts.office.one_at_a_time import INTERFACES, one_at_a_time
from workflows.acts.pushing import Reach, refuse_unless_outside
from workflows.errors import NotFoundError, RefusedError
from workflows.forms import Posted
from workflows.guards.background import Background
from workflows.guards.secret_box import SecretBox
from workflows.guards.webhooks import objection_to_sending, webhook_form
from workflows.records.transaction import Records
from workflows.records.webhooks import PAUSED, REMOVED, WebhookEndpoint, lock_endpoint
from workflows.rules.permissions import Permission, Subject, objection_to
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.scopes import TEST
from workflows.vocabulary.wording import Objection

# Both secrets sign for so long after an exchange, so that the other system changes its own when it suits.
OVERLAP: Final = timedelta(days=7)


@one_at_a_time(INTERFACES)
def add_webhook(
    posted: Posted, *, reach: Reach, box: SecretBox, actor: Actor, records: Records, now: datetime
) -> tuple[int, str]:
    """Register an address of the own agency and return its number with the secret its messages are signed by."""
    _refuse(objection_to(Permission.MANAGE_WEBHOOKS, actor=actor, subject=Subject(actor.agency_id)))
    answers = webhook_form().read(posted)
    refuse_unless_outside(answers.text("url"), reach=reach)
    secret = secrets.token_hex(32)
    row = records.add(
        WebhookEndpoint(
            agency_id=actor.agency_id,
            url=answers.text("url"),
            secret="",
            kinds=sorted(answers.choices("kinds")),
            created_by=actor.name,
            created_at=now,
        )
    )
    row.secret = box.of_webhooks.close(secret, owner=row.id)
    _note(row, "added", actor, records, now)
    return row.id, secret


@one_at_a_time(INTERFACES)
def pause_webhook(endpoint_id: int, *, actor: Actor, records: Records, now: datetime) -> None:
    """Tell an address nothing for the time being; what happens meanwhile it is never told."""
    row = _managed(endpoint_id, actor, records)
    if row.disabled_at is None:
        row.disabled_at, row.disabled_reason = now, PAUSED
        _note(row, "paused", actor, records, now)


@one_at_a_time(INTERFACES)
def resume_webhook(endpoint_id: int, *, actor: Actor, records: Records, now: datetime) -> int:
    """Tell an address again, first what still waited when it was switched off; return how many messages that is."""
    row = _managed(endpoint_id, actor, records)
    if row.disabled_at is None:
        return 0
    row.disabled_at, row.disabled_reason, row.failures, row.failing_since = None, "", 0, None
    count = send_again(endpoint_id, records=records, now=now)
    _note(row, "resumed", actor, records, now)
    return count


@one_at_a_time(INTERFACES)
def remove_webhook(endpoint_id: int, *, actor: Actor, records: Records, now: datetime) -> None:
    """Take an address out for good, its secret with it; what was sent to it stays on record."""
    row = _managed(endpoint_id, actor, records)
    row.disabled_at, row.disabled_reason = now, REMOVED
    row.secret, row.older_secret, row.older_until = "", "", None
    _note(row, "removed", actor, records, now)


@one_at_a_time(INTERFACES)
def exchange_secret(endpoint_id: int, *, box: SecretBox, actor: Actor, records: Records, now: datetime) -> str:
    """Give an address a new secret and return it; the old one signs beside it for seven days more."""
    row = _managed(endpoint_id, actor, records)
    secret = secrets.token_hex(32)
    row.older_secret, row.older_until = row.secret, now + OVERLAP
    row.secret = box.of_webhooks.close(secret, owner=row.id)
    _note(row, "secret", actor, records, now)
    return secret


@one_at_a_time(INTERFACES)
def send_test(endpoint_id: int, *, actor: Actor, records: Records, now: datetime) -> None:
    """Send an address a message that tells of nothing, whatever kinds it wants."""
    row = _managed(endpoint_id, actor, records)
    _refuse(objection_to_sending(row))
    leave_messages([row], TEST, {}, records=records, now=now)
    _note(row, "tested", actor, records, now)


@one_at_a_time(INTERFACES)
def redeliver(delivery_id: int, *, endpoint_id: int, actor: Actor, records: Records, now: datetime) -> None:
    """Send an address one of its messages once more, with the same id."""
    row = _managed(endpoint_id, actor, records)
    _refuse(objection_to_sending(row))
    if not send_again(endpoint_id, delivery_id, records=records, now=now):
        raise NotFoundError(delivery_id)
    _note(row, "redelivered", actor, records, now)


def close_secrets(background: Background) -> int:
    """Close what lies open or under an older key, wherever a worker finds it; return how many secrets there were."""
    with background.archive.reading() as records:
        if not any(True for _ in _not_closed(background.box, records)):
            return 0
    with background.archive.transaction() as records:
        return close_open_secrets(box=background.box, records=records)


@one_at_a_time(INTERFACES)
def close_open_secrets(*, box: SecretBox, records: Records) -> int:
    """Close every secret of an address that lies open or under an older key; return how many there were."""
    found = list(_not_closed(box, records))
    for row, name, secret in found:
        setattr(row, name, box.of_webhooks.close(secret, owner=row.id))
    records.session.flush()
    return len(found)


def _not_closed(box: SecretBox, records: Records) -> Iterator[tuple[WebhookEndpoint, str, str]]:
    own = box.of_webhooks
    for row in records.list_where(WebhookEndpoint):
        for name in ("secret", "older_secret"):
            kept = getattr(row, name)
            secret = own.open(kept, owner=row.id) if kept and not own.is_current(kept, owner=row.id) else None
            if secret is not None:
                yield row, name, secret


def _managed(endpoint_id: int, actor: Actor, records: Records) -> WebhookEndpoint:
    row = lock_endpoint(records.session, endpoint_id)
    if row.agency_id != actor.agency_id or row.is_removed:
        raise NotFoundError(endpoint_id)
    _refuse(objection_to(Permission.MANAGE_WEBHOOKS, actor=actor, subject=Subject(row.agency_id)))
    return row


def _refuse(objection: Objection | None) -> None:
    if objection is not None:
        raise RefusedError(objection)


def _note(row: WebhookEndpoint, change: str, actor: Actor, records: Records, now: datetime) -> None:
    records.session.flush()
    kinds: Sequence[str] = [str(one) for one in row.kinds]
    event = WebhookChanged(row.id, urlsplit(row.url).hostname or "", change, kinds)
    note_account(event, actor=actor, records=records, now=now)
