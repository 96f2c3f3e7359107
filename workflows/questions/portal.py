"""公示网页: what the public may read of a decision: the examined, masked text and nothing else (处罚法48条)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workflows.errors import NotFoundError
from workflows.guards.desk import Desk
from workflows.guards.public_text import PUBLIC_TERMS, last_disclosure, public_lines, text_to_publish
from workflows.questions.paging import FIRST, Page, Turn, page_of
from workflows.records.agencies import Agency
from workflows.records.outcomes import Disclosure
from workflows.records.published import list_disclosures
from workflows.records.transaction import Records

PAGE = 20

# Amounts are kept in 分: nobody would look for them as they stand there.
SEARCHED = [key for key in PUBLIC_TERMS if key not in {"fine", "confiscation"}]

# What a page of published decisions is asked for by.
PUBLISHED_KEY = (date, int)


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

    page: Page[PublishedDecision]

    @property
    def decisions(self) -> Sequence[PublishedDecision]:
        """Return the decisions of the page."""
        return self.page.lines


def list_published(words: str, *, records: Records, today: date, turn: Turn = FIRST) -> PublishedList:
    """Return a page of the decisions published today that contain every word, newest first."""
    leaf = list_disclosures(records.session, words.split(), keys=SEARCHED, today=today, size=PAGE, turn=turn)
    names = {agency.id: agency.name for agency in records.list_where(Agency, Agency.id.in_(_agencies(leaf.rows)))}
    return PublishedList(page_of([_shown(row, names[row.agency_id]) for row in leaf.rows], leaf))


def _agencies(rows: Sequence[Disclosure]) -> set[int]:
    return {row.agency_id for row in rows}


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
