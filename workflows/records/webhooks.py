"""Who is told of what happens: addresses of other systems, and what was sent to each of them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, exists, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.records.schema import Record


class WebhookEndpoint(Record):
    """An address 推送地址 that an agency wants to be told at; ``failures`` counts those since the last success."""

    __tablename__ = "webhook_endpoints"

    id: Mapped[int] = mapped_column(primary_key=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agencies.id"), index=True)
    url: Mapped[str]
    secret: Mapped[str]
    kinds: Mapped[list[object]]
    created_by: Mapped[str]
    created_at: Mapped[datetime]
    failures: Mapped[int] = mapped_column(default=0)
    failing_since: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    disabled_reason: Mapped[str] = mapped_column(default="")


class WebhookDelivery(Record):
    """One message to one address: what it says, how often it was tried, and what came back."""

    __tablename__ = "webhook_deliveries"

    id: Mapped[int] = mapped_column(primary_key=True)
    endpoint_id: Mapped[int] = mapped_column(ForeignKey("webhook_endpoints.id"), index=True)
    event_id: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, object]]
    created_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    delivered_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")


def list_active(session: Session, agency_id: int) -> Sequence[WebhookEndpoint]:
    """Return the addresses of an agency that are told, oldest first."""
    mine = (WebhookEndpoint.agency_id == agency_id, WebhookEndpoint.disabled_at.is_(None))
    return session.scalars(select(WebhookEndpoint).where(*mine).order_by(WebhookEndpoint.id)).all()


def is_told(agency_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that an agency has an address to be told at; read along with the file of a run."""
    return exists().where(WebhookEndpoint.agency_id == agency_id, WebhookEndpoint.disabled_at.is_(None))


def count_deliveries(session: Session) -> dict[int, tuple[int, int]]:
    """Return how many messages arrived and how many still wait, by address."""
    sent, arrived = func.count(), func.count(WebhookDelivery.delivered_at)
    query = select(WebhookDelivery.endpoint_id, arrived, sent - arrived).group_by(WebhookDelivery.endpoint_id)
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}
