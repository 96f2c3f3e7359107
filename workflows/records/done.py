"""What a person has finished, with the case it belongs to: the list 我的已办."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from workflows.records.cases import Case, Party
from workflows.records.keyset import FIRST, MOST_COUNTED, Leaf, Turn, leaf_of, turned
from workflows.records.run_tables import finished_steps


@dataclass(frozen=True, slots=True)
class DoneRow:
    """One finished step and its case."""

    id: int
    case_id: int
    case_number: str
    case_title: str
    status: str
    party: str
    act: str
    summary: str
    done_at: datetime


def list_done(
    session: Session, person_id: int, *, words: str, acts: Sequence[str], size: int, turn: Turn = FIRST
) -> Leaf[DoneRow]:
    """Return a page of the steps a person did, newest first.

    Every word must stand in the case's number or title or in the party's name, or the step is one of ``acts``.
    """
    steps = finished_steps.c
    query = (
        select(
            steps.id,
            steps.case_id,
            Case.number.label("case_number"),
            Case.title.label("case_title"),
            Case.status,
            func.coalesce(Party.name, "").label("party"),
            steps.act,
            steps.summary,
            steps.done_at,
        )
        .join(Case, Case.id == steps.case_id)
        .outerjoin(Party, Party.case_id == Case.id)
        .where(steps.by_id == person_id)
    )
    for word in words.split():
        places = (Case.number, Case.title, Party.name)
        named = [place.contains(word, autoescape=True) for place in places]
        query = query.where(or_(*named, steps.act.in_(acts)))
    page = turned(query, [steps.id], turn, newest_first=True).limit(size + 1)
    rows = [DoneRow(**row._mapping) for row in session.execute(page)]
    return leaf_of(rows, turn, size=size, key=lambda row: (row.id,))


def count_done(session: Session, person_id: int) -> int:
    """Return how many steps a person did; one more than a thousand stands for any more."""
    some = select(finished_steps.c.id).where(finished_steps.c.by_id == person_id).limit(MOST_COUNTED + 1).subquery()
    return int(session.execute(select(func.count()).select_from(some)).scalar_one())
