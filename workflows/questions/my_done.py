"""我的已办: the steps a person has finished, newest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from workflows.questions.my_tasks import MOST, PAGE
from workflows.records.done import DoneRow, list_done
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


@dataclass(frozen=True, slots=True)
class DoneList:
    """A page of finished steps."""

    lines: Sequence[DoneLine]
    page: int
    total: int


def list_my_done(*, records: Records, actor: Actor, words: str = "", page: int = 1) -> DoneList:
    """Return a page (0: everything, within reason) of what the person finished, by case or step when asked."""
    acts = [act.id for act in ACTS.values() if words and words in act.term]
    size = PAGE if page else MOST
    rows, total = list_done(
        records.session, actor.id, words=words, acts=acts, limit=size, offset=max(page - 1, 0) * PAGE
    )
    return DoneList([_line(row) for row in rows], page, total)


def _line(row: DoneRow) -> DoneLine:
    term = step_term(row.act, row.summary)
    summary = "" if row.summary == term else row.summary
    return DoneLine(
        row.case_id, row.case_number, row.case_title, row.party, term, summary, row.done_at, row.status == "closed"
    )
