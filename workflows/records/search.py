"""Finding cases by words, with what decides whether a person may read each of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, exists, func, literal, or_, select, union, union_all
from sqlalchemy.orm import Session

from workflows.records.case_words import find_hits
from workflows.records.cases import Case, CaseOfficer, Party
from workflows.records.clocks import Clock
from workflows.records.keyset import FIRST, Leaf, Query, Turn, leaf_of, turned
from workflows.records.measures import ExitProposal, Recusal
from workflows.records.people import Person
from workflows.records.run_tables import finished_steps, open_tasks, runs

# How many hits are looked at for those that somebody may read who does not read every case.
REACH = 400


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as lists show it; ``takes_part`` and ``is_recused`` speak of the person who searched."""

    id: int
    number: str
    title: str
    cause: str
    stage: str
    status: str
    unit_id: int | None
    registered_at: datetime
    party: str
    due_on: date | None
    takes_part: bool
    is_recused: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks for cases, and which of the agency's may come into question: all, or those of a unit and one's own.

    This only keeps a search short; what the person may read is decided case by case by the regulation.
    """

    id: int
    agency_id: int
    reads_all: bool
    unit_id: int | None = None


def search_cases(session: Session, reader: Reader, *, words: str, size: int, turn: Turn = FIRST) -> Leaf[CaseLine]:
    """Return a page of the newest cases whose number, title, cause, party or facts contain every word."""
    if not words.split():
        lines = _read(session, reader, _newest(reader, size + 1, turn), turn, size + 1)
        return leaf_of(lines, turn, size=size, key=_key)
    reach = size + 1 if reader.reads_all else REACH
    hits = find_hits(session, reader.agency_id, words, turn=turn, limit=reach)
    lines = _read(session, reader, _in_question(session, reader, hits)[: size + 1], turn, size + 1)
    leaf = leaf_of(lines, turn, size=size, key=_key)
    if len(lines) > size or len(hits) < reach:
        return leaf
    # The search stopped before the end of the hits: it goes on from there.
    last = (hits[-1],)
    return replace(leaf, before=last) if turn.is_back else replace(leaf, before=leaf.before or turn.key, behind=last)


def _read(
    session: Session, reader: Reader, among: Sequence[int] | CompoundSelect[Any], turn: Turn, limit: int
) -> list[CaseLine]:
    """Return the cases among these numbers that may come into question, in the direction of the turn."""
    bound = exists().where(CaseOfficer.case_id == Case.id, CaseOfficer.person_id == reader.id)
    acts = exists().where(finished_steps.c.case_id == Case.id, finished_steps.c.by_id == reader.id)
    holds = exists().where(open_tasks.c.case_id == Case.id, open_tasks.c.person_id == reader.id)
    recused = exists().where(Recusal.case_id == Case.id, Recusal.person_id == reader.id, Recusal.decision == "granted")
    takes_part = or_(bound, acts, holds)
    due_on = (
        select(func.min(Clock.due_on))
        .where(Clock.case_id == Case.id, Clock.state == "running", Clock.is_limit, Clock.is_agency)
        .scalar_subquery()
    )
    query: Query = (
        select(
            Case.id,
            Case.number,
            Case.title,
            Case.cause,
            Case.stage,
            Case.status,
            Case.unit_id,
            Case.registered_at,
            func.coalesce(Party.name, "").label("party"),
            due_on.label("due_on"),
            takes_part.label("takes_part"),
            recused.label("is_recused"),
        )
        .outerjoin(Party, Party.case_id == Case.id)
        .where(Case.agency_id == reader.agency_id, Case.id.in_(among))
    )
    if not reader.reads_all:
        query = query.where(or_(Case.unit_id == reader.unit_id, takes_part))
    found = turned(query, [Case.__table__.c.id], Turn(is_back=turn.is_back), newest_first=True).limit(limit)
    return [CaseLine(**row._mapping) for row in session.execute(found)]


def _in_question(session: Session, reader: Reader, hits: Sequence[int]) -> Sequence[int]:
    """Return those of the hits, in their order, that may come into question.

    The indexes alone say so; to read hundreds of cases for it, each from another place of the disk, takes long.
    """
    if reader.reads_all or not hits:
        return hits
    found = (query.where(column.in_(hits)) for query, column in _reasons(reader))
    kept = set(session.scalars(union(*found)))
    return [hit for hit in hits if hit in kept]


def _reasons(reader: Reader) -> list[tuple[Query, ColumnElement[int]]]:
    """Return, for each reason to see a case, the question for the numbers of the cases there is that reason for."""
    case, officer = Case.__table__.c, CaseOfficer.__table__.c
    holds, did = open_tasks.c, finished_steps.c
    return [
        (select(case.id).where(case.unit_id == reader.unit_id), case.id),
        (select(officer.case_id).where(officer.person_id == reader.id).distinct(), officer.case_id),
        (select(holds.case_id).where(holds.person_id == reader.id).distinct(), holds.case_id),
        (select(did.case_id).where(did.by_id == reader.id).distinct(), did.case_id),
    ]


def _newest(reader: Reader, limit: int, turn: Turn) -> CompoundSelect[Any]:
    """Return the numbers of the next cases that may come into question, found apart by each reason to see them."""
    case = Case.__table__.c
    anywhere: tuple[Query, ColumnElement[int]] = (select(case.id).where(case.agency_id == reader.agency_id), case.id)
    ways = [anywhere] if reader.reads_all else _reasons(reader)
    found = [turned(query, [column], turn, newest_first=True).limit(limit).subquery() for query, column in ways]
    return union_all(*(select(*each.c) for each in found))


def _key(line: CaseLine) -> tuple[object, ...]:
    return (line.id,)


def count_cases(session: Session, agency_id: int) -> int:
    """Return how many cases an agency has: for an export in the background, never for a page."""
    return session.scalar(select(func.count()).select_from(Case).where(Case.agency_id == agency_id)) or 0


def find_newest_case(session: Session) -> int:
    """Return the number of the newest case of all agencies, 0 where there is none."""
    return session.scalar(select(func.max(Case.id))) or 0


def next_cases(session: Session, *, after: int, limit: int) -> list[int]:
    """Return the numbers of the next cases of all agencies, in order."""
    return list(session.scalars(select(Case.id).where(Case.id > after).order_by(Case.id).limit(limit)))


@dataclass(frozen=True, slots=True)
class Pending:
    """A proposal to leave the penalty road, or a request for recusal, that nobody has decided yet."""

    case_id: int
    case_title: str
    act: str
    what: str
    who: str
    at: datetime


def list_pending(session: Session, agency_id: int) -> list[Pending]:
    """Return what waits for a leader's decision in the agency's open cases, oldest first."""
    exits = (
        select(Case.id, Case.title, literal("decide_exit"), ExitProposal.reason, Person.name, ExitProposal.proposed_at)
        .join(runs, runs.c.id == ExitProposal.run_id)
        .join(Case, Case.id == runs.c.case_id)
        .join(Person, Person.id == ExitProposal.proposed_by)
        .where(Case.agency_id == agency_id, runs.c.status == "open", ExitProposal.decision == "")
    )
    recusals = (
        select(Case.id, Case.title, literal("decide_recusal"), Recusal.reason, Person.name, Recusal.entered_at)
        .join(runs, runs.c.id == Recusal.run_id)
        .join(Case, Case.id == runs.c.case_id)
        .join(Person, Person.id == Recusal.entered_by)
        .where(Case.agency_id == agency_id, runs.c.status == "open", Recusal.decision == "")
    )
    rows = [Pending(*row) for query in (exits, recusals) for row in session.execute(query)]
    return sorted(rows, key=lambda one: one.at)
