"""推送地址: which systems an agency tells of what happens; every change stands in the journal outside any case."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from workflows.acts.announcing import JOB
from workflows.acts.office.interface_journal import WebhookChanged, note_interface
from workflows.acts.office.one_at_a_time import INTERFACES, one_at_a_time
from workflows.acts.pushing import refuse_unless_outside
from workflows.errors import RefusedError
from workflows.records.agencies import Agency
from workflows.records.transaction import Records
from workflows.records.webhooks import WebhookDelivery, WebhookEndpoint
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.scopes import WEBHOOK_KINDS
from workflows.vocabulary.wording import N_, Objection


@dataclass(frozen=True, slots=True)
class NewWebhook:
    """What is asked for: an address of an agency's other system, and the kinds of events it is told of."""

    agency: str
    url: str
    kinds: Sequence[str]


@one_at_a_time(INTERFACES)
def add_webhook(
    new: NewWebhook, *, may_go_inside: bool, actor: Actor, records: Records, now: datetime
) -> tuple[int, str]:
    """Register an address and return its number with the secret its messages are signed by."""
    agency = records.find_where(Agency, Agency.code == new.agency)
    if agency is None:
        text = N_("没有找到代码为“{code}”的机关，请核对")
        raise RefusedError(Objection("agency-unknown", text, {"code": new.agency}))
    unknown = [one for one in new.kinds if one not in WEBHOOK_KINDS]
    if unknown or not new.kinds:
        text = N_("事件“{given}”无法识别，可用的有：{known}")
        params = {"given": "、".join(unknown), "known": "、".join(WEBHOOK_KINDS)}
        raise RefusedError(Objection("event-unknown", text, params))
    refuse_unless_outside(new.url, may_go_inside=may_go_inside)
    secret = secrets.token_hex(32)
    row = records.add(
        WebhookEndpoint(
            agency_id=agency.id,
            url=new.url,
            secret=secret,
            kinds=sorted(set(new.kinds)),
            created_by=actor.name,
            created_at=now,
        )
    )
    _note(row, "added", actor=actor, records=records, now=now)
    return row.id, secret


@one_at_a_time(INTERFACES)
def remove_webhook(endpoint_id: int, *, actor: Actor, records: Records, now: datetime) -> None:
    """Tell an address nothing more; what was sent to it stays on record."""
    row = records.get(WebhookEndpoint, endpoint_id)
    row.disabled_at, row.disabled_reason = now, "removed"
    records.session.flush()
    _note(row, "removed", actor=actor, records=records, now=now)


@one_at_a_time(INTERFACES)
def enable_webhook(endpoint_id: int, *, actor: Actor, records: Records, now: datetime) -> int:
    """Tell an address again, and send what it missed meanwhile; return how many messages that is."""
    row = records.get(WebhookEndpoint, endpoint_id)
    row.disabled_at, row.disabled_reason, row.failures, row.failing_since = None, "", 0, None
    records.session.flush()
    missed = records.list_where(
        WebhookDelivery, WebhookDelivery.endpoint_id == endpoint_id, WebhookDelivery.delivered_at.is_(None)
    )
    for one in missed:
        # A key of its own for each time: the job of the last time may have failed for good and still be there.
        key = f"{JOB}-{one.id}-{int(now.timestamp())}"
        records.jobs.enqueue(JOB, key=key, arguments={"delivery_id": one.id}, now=now)
    _note(row, "enabled", actor=actor, records=records, now=now)
    return len(missed)


def _note(row: WebhookEndpoint, change: str, *, actor: Actor, records: Records, now: datetime) -> None:
    event = WebhookChanged(row.id, urlsplit(row.url).hostname or "", change, [str(one) for one in row.kinds])
    note_interface(event, actor=actor, records=records, now=now)
