"""我的已办: the steps a person has finished, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.questions.my_tasks import MOST, PAGE
from workflows.questions.paging import FIRST, Page, Turn, page_of
from workflows.records.done import DoneRow, count_done, list_done
from workflows.records.transaction import Records
from workflows.vocabulary.acts import ACTS, step_term
from workflows.vocabulary.roles import Actor


@dataclass(frozen=True, slots=True)
class DoneLine:
    """One finished step with its case; ``summary`` is the sentence it left."""

    case_id: int
    case_number: str
    case_title: str
    party: str
    act: str
    summary: str
    done_at: datetime
    is_closed: bool


# What a page of finished steps is asked for by.
DONE_KEY = (int,)


@dataclass(frozen=True, slots=True)
class DoneList:
    """A page of finished steps; ``total`` ends at a thousand and one, and is None while words are looked for."""

    page: Page[DoneLine]
    total: int | None

    @property
    def lines(self) -> Sequence[DoneLine]:
        """Return the steps of the page."""
        return self.page.lines


def list_my_done(
    *, records: Records, actor: Actor, words: str = "", turn: Turn = FIRST, is_whole: bool = False
) -> DoneList:
    """Return a page (or everything, within reason) of what the person finished, by case or step when asked."""
    acts = [act.id for act in ACTS.values() if words and words in act.term]
    size = MOST if is_whole else PAGE
    leaf = list_done(records.session, actor.id, words=words, acts=acts, size=size, turn=turn)
    total = count_done(records.session, actor.id) if not words else None
    return DoneList(page_of([_line(row) for row in leaf.rows], leaf), total)


def _line(row: DoneRow) -> DoneLine:
    term = step_term(row.act, row.summary)
    summary = "" if row.summary == term else row.summary
    return DoneLine(
        row.case_id, row.case_number, row.case_title, row.party, term, summary, row.done_at, row.status == "closed"
    )
