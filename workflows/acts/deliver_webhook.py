"""推送: bringing one message to its address; whoever does not answer for half a day is switched off."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

import orjson

from workflows.acts.office.account_journal import note_account
from workflows.acts.office.interface_journal import WebhookChanged
from workflows.acts.pushing import SIGNATURE, PushError, Reach, push, reach_of, sign
from workflows.guards.background import Arguments, Background, Effect
from workflows.guards.secret_box import SecretBox
from workflows.records.transaction import Records
from workflows.records.webhooks import WebhookDelivery, WebhookEndpoint, clear_arrived, lock_endpoint
from workflows.vocabulary.roles import the_system

MOST_FAILURES: Final = 8
LONGEST_SILENCE: Final = timedelta(hours=12)
CLEARED_AT_ONCE: Final = 1000
UNSIGNED: Final = "the signing secret was closed under another FASHEN_SECRET; exchange it"


def deliver_webhook(arguments: Arguments, background: Background) -> Effect | None:
    """Send a message that an act left; what fails is tried again by the job port, later and later."""
    delivery_id, now = int(str(arguments["delivery_id"])), background.system_now()
    with background.archive.reading() as records:
        delivery = records.get(WebhookDelivery, delivery_id)
        endpoint = records.session.get(WebhookEndpoint, delivery.endpoint_id)
        if endpoint is None or endpoint.disabled_at is not None or delivery.delivered_at is not None:
            return None
        url, kind, secrets = endpoint.url, delivery.kind, _secrets(endpoint, background.box, now)
        body = orjson.dumps(delivery.payload, option=orjson.OPT_SORT_KEYS)
    headers = {
        "User-Agent": "Fashen",
        "X-Fashen-Event": kind,
        "X-Fashen-Delivery": str(delivery_id),
        SIGNATURE: sign(body, secrets=secrets, at=int(now.timestamp())),
    }
    try:
        _push(url, body, headers, is_signed=bool(secrets), reach=reach_of(background.settings))
    except PushError as error:
        with background.archive.transaction() as records:
            _note_failure(delivery_id, str(error), records=records, now=now)
        raise
    return lambda records: _note_success(delivery_id, records=records, now=now)


def clear_delivered(background: Background) -> int:
    """Clear messages that arrived long enough ago, piece by piece; one that has not arrived stays. Return how many."""
    before = background.system_now() - timedelta(days=background.settings.delivery_days)
    with background.archive.reading() as records:
        endpoint_ids = [one.id for one in records.list_where(WebhookEndpoint)]
    cleared = 0
    for endpoint_id in endpoint_ids:
        gone = CLEARED_AT_ONCE
        while gone == CLEARED_AT_ONCE:
            with background.archive.transaction() as records:
                gone = clear_arrived(records.session, endpoint_id, before, limit=CLEARED_AT_ONCE)
            cleared += gone
    return cleared


def _push(url: str, body: bytes, headers: Mapping[str, str], *, is_signed: bool, reach: Reach) -> None:
    if not is_signed:
        raise PushError(UNSIGNED)
    push(url, body, headers, reach=reach)


def _secrets(endpoint: WebhookEndpoint, box: SecretBox, now: datetime) -> list[str]:
    """Return what messages are signed with: the secret of today first, beside it the one it took the place of."""
    own = box.of_webhooks
    today = own.open(endpoint.secret, owner=endpoint.id)
    if today is None:
        return []
    is_overlap = endpoint.older_secret and endpoint.older_until is not None and now < endpoint.older_until
    older = own.open(endpoint.older_secret, owner=endpoint.id) if is_overlap else None
    return [today, *([older] if older is not None else [])]


def _note_success(delivery_id: int, *, records: Records, now: datetime) -> None:
    delivery = records.get(WebhookDelivery, delivery_id)
    endpoint = lock_endpoint(records.session, delivery.endpoint_id)
    delivery.attempts += 1
    delivery.tried_at, delivery.delivered_at, delivery.error = now, now, ""
    endpoint.failures, endpoint.failing_since = 0, None
    records.session.flush()


def _note_failure(delivery_id: int, error: str, *, records: Records, now: datetime) -> None:
    delivery = records.get(WebhookDelivery, delivery_id)
    endpoint = lock_endpoint(records.session, delivery.endpoint_id)
    delivery.attempts += 1
    delivery.tried_at, delivery.error = now, error[:500]
    endpoint.failures += 1
    endpoint.failing_since = endpoint.failing_since or now
    is_hopeless = endpoint.failures >= MOST_FAILURES and now - endpoint.failing_since >= LONGEST_SILENCE
    if is_hopeless and endpoint.disabled_at is None:
        endpoint.disabled_at, endpoint.disabled_reason = now, error[:500]
        kinds = [str(one) for one in endpoint.kinds]
        event = WebhookChanged(endpoint.id, urlsplit(endpoint.url).hostname or "", "disabled", kinds)
        note_account(event, actor=the_system(endpoint.agency_id), records=records, now=now)
    records.session.flush()
