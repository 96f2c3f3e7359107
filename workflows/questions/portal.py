"""公示网页: what the public may read of published decisions (处罚法48条)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.errors import NotFoundError
from workflows.records.agencies import Agency
from workflows.records.outcomes import Disclosure
from workflows.records.transaction import Records


@dataclass(frozen=True, slots=True)
class PublishedDecision:
    """One published decision as the public sees it; ``withdrawal`` is the public reason when it was taken down."""

    id: int
    agency: str
    published_on: date | None
    content: Mapping[str, object]
    withdrawal: str


def list_published(words: str, *, records: Records, today: date) -> Sequence[PublishedDecision]:
    """Return the decisions published today, newest first."""
    rows = records.list_where(
        Disclosure, Disclosure.published_on.is_not(None), Disclosure.withdrawn_at.is_(None),
        (Disclosure.ends_on.is_(None)) | (Disclosure.ends_on >= today),
    )
    shown = [_shown(row, records) for row in reversed(rows)]
    return [one for one in shown if words.strip() in " ".join(str(part) for part in one.content.values())]


def read_published(disclosure_id: int, *, records: Records, today: date) -> PublishedDecision:
    """Return one published decision; NotFoundError for what was never published or has run its time."""
    row = records.get(Disclosure, disclosure_id)
    has_ended = row.ends_on is not None and row.ends_on < today
    if row.published_on is None or has_ended:
        raise NotFoundError(disclosure_id)
    return _shown(row, records)


def _shown(row: Disclosure, records: Records) -> PublishedDecision:
    agency = records.get(Agency, row.agency_id)
    content = {} if row.withdrawn_at is not None else row.content
    withdrawal = row.withdrawal_reason if row.withdrawn_at is not None else ""
    return PublishedDecision(row.id, agency.name, row.published_on, content, withdrawal)
