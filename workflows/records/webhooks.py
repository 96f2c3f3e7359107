"""Who is told of what happens: addresses of other systems, and what was sent to each of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, ForeignKey, Index, delete, exists, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.errors import NotFoundError
from workflows.records.keyset import Leaf, Turn, leaf_of, turned
from workflows.records.schema import Record, count_changed

# Why an address is told nothing: what somebody decided; anything else is what the network said at last.
PAUSED: Final = "paused"
REMOVED: Final = "removed"
MOST_COUNTED: Final = 1000


class WebhookEndpoint(Record):
    """An address 推送地址 that an agency wants to be told at; ``failures`` counts those since the last success.

    ``secret`` is kept closed; after an exchange ``older_secret`` signs beside it until ``older_until``. One that was
    removed is kept for its deliveries, without any secret.
    """

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
    older_secret: Mapped[str] = mapped_column(default="")
    older_until: Mapped[datetime | None]

    @property
    def is_removed(self) -> bool:
        """Say whether the address was taken out for good."""
        return self.disabled_reason == REMOVED


class WebhookDelivery(Record):
    """One message to one address: what it says, how often it was tried, and what came back."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        Index("ix_webhook_deliveries_newest", "endpoint_id", "id"),
        Index("ix_webhook_deliveries_arrived", "endpoint_id", "delivered_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    endpoint_id: Mapped[int] = mapped_column(ForeignKey("webhook_endpoints.id"), index=True)
    event_id: Mapped[str] = mapped_column(index=True)
    kind: Mapped[str]
    payload: Mapped[dict[str, object]]
    created_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    delivered_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
    tried_at: Mapped[datetime | None]


def lock_endpoint(session: Session, endpoint_id: int) -> WebhookEndpoint:
    """Return an address for writing, as it stands now; several workers count its failures. NotFoundError for none."""
    query = select(WebhookEndpoint).where(WebhookEndpoint.id == endpoint_id).with_for_update()
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFoundError(endpoint_id)
    return found


def forget_attempts(session: Session, endpoint_id: int, delivery_id: int | None = None) -> Sequence[int]:
    """Let one message to an address, or all that have not arrived there, count as never sent; return their numbers."""
    which = WebhookDelivery.delivered_at.is_(None) if delivery_id is None else WebhookDelivery.id == delivery_id
    changed = update(WebhookDelivery).where(WebhookDelivery.endpoint_id == endpoint_id, which)
    returned = changed.values(delivered_at=None, attempts=0, error="").returning(WebhookDelivery.id)
    return sorted(session.scalars(returned).all())


def list_active(session: Session, agency_id: int) -> Sequence[WebhookEndpoint]:
    """Return the addresses of an agency that are told, oldest first."""
    mine = (WebhookEndpoint.agency_id == agency_id, WebhookEndpoint.disabled_at.is_(None))
    return session.scalars(select(WebhookEndpoint).where(*mine).order_by(WebhookEndpoint.id)).all()


def list_listening(session: Session) -> Sequence[WebhookEndpoint]:
    """Return the addresses of all agencies that are told."""
    return session.scalars(select(WebhookEndpoint).where(WebhookEndpoint.disabled_at.is_(None))).all()


def is_told(agency_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that an agency has an address to be told at; read along with the file of a run."""
    return exists().where(WebhookEndpoint.agency_id == agency_id, WebhookEndpoint.disabled_at.is_(None))


def count_waiting(session: Session, endpoint_id: int) -> int:
    """Return how many messages have not arrived at an address, a thousand at most."""
    waiting = select(WebhookDelivery.id).where(
        WebhookDelivery.endpoint_id == endpoint_id, WebhookDelivery.delivered_at.is_(None)
    )
    return session.scalars(select(func.count()).select_from(waiting.limit(MOST_COUNTED).subquery())).one()


def find_last_arrival(session: Session, endpoint_id: int) -> datetime | None:
    """Return when the last message arrived at an address."""
    arrived = (WebhookDelivery.endpoint_id == endpoint_id, WebhookDelivery.delivered_at.is_not(None))
    query = select(WebhookDelivery.delivered_at).where(*arrived).order_by(WebhookDelivery.delivered_at.desc()).limit(1)
    return session.scalars(query).one_or_none()


def list_deliveries(session: Session, endpoint_id: int, turn: Turn, *, size: int) -> Leaf[WebhookDelivery]:
    """Return a page of what was sent to an address, newest first."""
    query = select(WebhookDelivery).where(WebhookDelivery.endpoint_id == endpoint_id)
    ordered = turned(query, [WebhookDelivery.__table__.c.id], turn, newest_first=True).limit(size + 1)
    return leaf_of(session.scalars(ordered).all(), turn, size=size, key=lambda one: (one.id,))


def clear_arrived(session: Session, endpoint_id: int, before: datetime, *, limit: int) -> int:
    """Take out the oldest messages that arrived at an address before a moment; return how many there were."""
    arrived = (WebhookDelivery.endpoint_id == endpoint_id, WebhookDelivery.delivered_at < before)
    oldest = select(WebhookDelivery.id).where(*arrived).order_by(WebhookDelivery.delivered_at).limit(limit)
    return count_changed(session, delete(WebhookDelivery).where(WebhookDelivery.id.in_(oldest)))
