"""推送地址: which addresses an agency tells of what happens, how it went, and each message with what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workflows.errors import NotFoundError
from workflows.forms import Form
from workflows.guards.webhooks import webhook_form
from workflows.questions.paging import FIRST, Page, Turn, page_of
from workflows.records.transaction import Records
from workflows.records.webhooks import (
    PAUSED,
    REMOVED,
    WebhookDelivery,
    WebhookEndpoint,
    count_waiting,
    find_last_arrival,
    list_deliveries,
)
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.scopes import TEST, WEBHOOK_KINDS
from workflows.vocabulary.wording import N_

PAGE: Final = 50
# So often the job port tries: once, and again after each of its pauses.
GIVEN_UP_AFTER: Final = 9
DELIVERY_KEY: Final = (int,)


@dataclass(frozen=True, slots=True)
class WebhookLine:
    """One address: ``lamp`` and ``state`` say how it goes, ``reason`` why it was switched off."""

    id: int
    url: str
    kinds: Sequence[tuple[str, str]]
    waiting: int
    failures: int
    last_arrived_at: datetime | None
    disabled_at: datetime | None
    reason: str
    older_until: datetime | None
    created_by: str
    created_at: datetime
    lamp: str
    state: str


@dataclass(frozen=True, slots=True)
class DeliveryLine:
    """One message to an address."""

    id: int
    event_id: str
    kind: str
    case_id: int | None
    created_at: datetime
    tried_at: datetime | None
    delivered_at: datetime | None
    attempts: int
    error: str
    lamp: str
    state: str


@dataclass(frozen=True, slots=True)
class WebhookPage:
    """One address with a page of what was sent to it, the newest first."""

    line: WebhookLine
    deliveries: Page[DeliveryLine]


def list_webhooks(*, records: Records, actor: Actor, now: datetime) -> list[WebhookLine]:
    """Return the addresses of the agency, oldest first, without those that were taken out."""
    own = (WebhookEndpoint.agency_id == actor.agency_id, WebhookEndpoint.disabled_reason != REMOVED)
    return [_line(row, records, now) for row in records.list_where(WebhookEndpoint, *own)]


def ask_webhook(endpoint_id: int, *, records: Records, actor: Actor, now: datetime, turn: Turn = FIRST) -> WebhookPage:
    """Return one address of the own agency with what was sent to it; NotFoundError for anybody else's."""
    row = records.get(WebhookEndpoint, endpoint_id)
    if row.agency_id != actor.agency_id or row.is_removed:
        raise NotFoundError(endpoint_id)
    leaf = list_deliveries(records.session, endpoint_id, turn, size=PAGE)
    lines = [_delivery(one, is_told=row.disabled_at is None) for one in leaf.rows]
    return WebhookPage(_line(row, records, now), page_of(lines, leaf))


def agency_of_webhook(endpoint_id: int, *, records: Records) -> int:
    """Return the agency an address belongs to; NotFoundError when there is none of that number."""
    return records.get(WebhookEndpoint, endpoint_id).agency_id


def ask_new_webhook() -> Form:
    """Return the form of a new address."""
    return webhook_form()


def _line(row: WebhookEndpoint, records: Records, now: datetime) -> WebhookLine:
    lamp, state = _state(row)
    return WebhookLine(
        id=row.id,
        url=row.url,
        kinds=[(str(one), WEBHOOK_KINDS.get(str(one), str(one))) for one in row.kinds],
        waiting=count_waiting(records.session, row.id),
        failures=row.failures,
        last_arrived_at=find_last_arrival(records.session, row.id),
        disabled_at=row.disabled_at,
        reason="" if row.disabled_reason == PAUSED else row.disabled_reason,
        older_until=row.older_until if row.older_until is not None and now < row.older_until else None,
        created_by=row.created_by,
        created_at=row.created_at,
        lamp=lamp,
        state=state,
    )


def _state(row: WebhookEndpoint) -> tuple[str, str]:
    if row.disabled_reason == PAUSED:
        return "paused", N_("已暂停")
    if row.disabled_at is not None:
        return "overdue", N_("因推送失败停用")
    return ("soon", N_("推送失败，重试中")) if row.failures else ("fine", N_("启用"))


def _arrival(row: WebhookDelivery, *, is_told: bool) -> tuple[str, str]:
    if row.delivered_at is not None:
        return "fine", N_("已送达")
    if not is_told or row.attempts >= GIVEN_UP_AFTER:
        return "overdue", N_("未送达")
    return ("soon", N_("重试中")) if row.attempts else ("paused", N_("待推送"))


def _delivery(row: WebhookDelivery, *, is_told: bool) -> DeliveryLine:
    case_id = row.payload.get("case_id")
    lamp, state = _arrival(row, is_told=is_told)
    return DeliveryLine(
        id=row.id,
        event_id=row.event_id,
        kind=N_("测试消息") if row.kind == TEST else WEBHOOK_KINDS.get(row.kind, row.kind),
        case_id=case_id if isinstance(case_id, int) else None,
        created_at=row.created_at,
        tried_at=row.tried_at,
        delivered_at=row.delivered_at,
        attempts=row.attempts,
        error=row.error,
        lamp=lamp,
        state=state,
    )
