"""推送地址: which addresses an agency tells of what happens, and how it went."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.records.agencies import Agency
from workflows.records.transaction import Records
from workflows.records.webhooks import WebhookEndpoint, count_deliveries


@dataclass(frozen=True, slots=True)
class WebhookLine:
    """One address with how many messages arrived and how many still wait."""

    id: int
    agency: str
    url: str
    kinds: Sequence[str]
    delivered: int
    waiting: int
    failures: int
    disabled_at: datetime | None
    reason: str


def list_webhooks(*, records: Records) -> list[WebhookLine]:
    """Return every address, oldest first."""
    agencies = {one.id: one.name for one in records.list_where(Agency)}
    counted = count_deliveries(records.session)
    return [
        WebhookLine(
            id=row.id,
            agency=agencies[row.agency_id],
            url=row.url,
            kinds=[str(one) for one in row.kinds],
            delivered=counted.get(row.id, (0, 0))[0],
            waiting=counted.get(row.id, (0, 0))[1],
            failures=row.failures,
            disabled_at=row.disabled_at,
            reason=row.disabled_reason,
        )
        for row in records.list_where(WebhookEndpoint)
    ]
