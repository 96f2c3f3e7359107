"""公示网页: what the public may read of a decision: the examined, masked text and nothing else (处罚法48条)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.errors import NotFoundError
from workflows.guards.desk import Desk
from workflows.guards.public_text import PUBLIC_TERMS, last_disclosure, public_lines, text_to_publish
from workflows.records.agencies import Agency
from workflows.records.outcomes import Disclosure
from workflows.records.transaction import Records

PAGE = 20


@dataclass(frozen=True, slots=True)
class PublishedDecision:
    """One published decision as the public sees it; ``withdrawal`` is the public reason when it was taken down.

    ``content`` holds the public keys alone, ``lines`` the same as (label, value) in the order they are shown; both
    are empty once the text was withdrawn.
    """

    id: int
    agency: str
    published_on: date | None
    content: Mapping[str, object]
    lines: Sequence[tuple[str, str]]
    is_withdrawn: bool
    withdrawal: str


@dataclass(frozen=True, slots=True)
class PublishedList:
    """A page of published decisions."""

    decisions: Sequence[PublishedDecision]
    page: int
    total: int


def list_published(words: str, *, records: Records, today: date, page: int = 1) -> PublishedList:
    """Return a page of the decisions published today that contain every word, newest first."""
    rows = records.list_where(
        Disclosure,
        Disclosure.published_on.is_not(None),
        Disclosure.withdrawn_at.is_(None),
        (Disclosure.ends_on.is_(None)) | (Disclosure.ends_on >= today),
    )
    names = {agency.id: agency.name for agency in records.list_where(Agency)}
    rows.sort(key=lambda row: (row.published_on, row.id), reverse=True)
    shown = [_shown(row, names[row.agency_id]) for row in rows]
    wanted = words.lower().split()
    found = [one for one in shown if all(word in _searched(one) for word in wanted)]
    start = (page - 1) * PAGE
    return PublishedList(found[start : start + PAGE], page, len(found))


def read_published(disclosure_id: int, *, records: Records, today: date) -> PublishedDecision:
    """Return one published decision; NotFoundError for what was never published or has run its time."""
    row = records.get(Disclosure, disclosure_id)
    has_ended = row.ends_on is not None and row.ends_on < today
    if row.published_on is None or has_ended:
        raise NotFoundError(disclosure_id)
    return _shown(row, records.get(Agency, row.agency_id).name)


def preview_published(desk: Desk) -> PublishedDecision | None:
    """Return the collected text as the page will show it once it is published today; None before it is collected."""
    row = last_disclosure(desk)
    if row is None:
        return None
    text = text_to_publish(desk)
    content = {key: text.get(key, "") for key in PUBLIC_TERMS}
    return PublishedDecision(
        row.id,
        desk.dossier.agency.name,
        desk.today,
        content,
        public_lines(content),
        is_withdrawn=False,
        withdrawal="",
    )


def _shown(row: Disclosure, agency: str) -> PublishedDecision:
    is_withdrawn = row.withdrawn_at is not None
    content = {} if is_withdrawn else {key: row.content.get(key, "") for key in PUBLIC_TERMS}
    return PublishedDecision(
        row.id,
        agency,
        row.published_on,
        content,
        public_lines(content),
        is_withdrawn,
        row.withdrawal_reason if is_withdrawn else "",
    )


def _searched(one: PublishedDecision) -> str:
    return " ".join(value for _, value in one.lines).lower()
