"""Finding cases by words, with what decides whether a person may read each of them."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, literal, or_, select
from sqlalchemy.orm import Session

from workflows.records.cases import Case, CaseOfficer, Party
from workflows.records.clocks import Clock
from workflows.records.measures import ExitProposal, Recusal
from workflows.records.people import Person
from workflows.records.run_tables import finished_steps, open_tasks, runs


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


def search_cases(session: Session, agency_id: int, *, words: str, person_id: int, limit: int) -> list[CaseLine]:
    """Return the newest cases whose number, title or party contains every word."""
    bound = exists().where(CaseOfficer.case_id == Case.id, CaseOfficer.person_id == person_id)
    acts = exists().where(finished_steps.c.case_id == Case.id, finished_steps.c.by_id == person_id)
    holds = exists().where(open_tasks.c.case_id == Case.id, open_tasks.c.person_id == person_id)
    recused = exists().where(Recusal.case_id == Case.id, Recusal.person_id == person_id, Recusal.decision == "granted")
    due_on = (
        select(func.min(Clock.due_on))
        .where(Clock.case_id == Case.id, Clock.state == "running", Clock.is_limit, Clock.is_agency)
        .scalar_subquery()
    )
    query = (
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
            or_(bound, acts, holds).label("takes_part"),
            recused.label("is_recused"),
        )
        .outerjoin(Party, Party.case_id == Case.id)
        .where(Case.agency_id == agency_id)
        .order_by(Case.id.desc())
        .limit(limit)
    )
    for word in words.split():
        pattern = f"%{_escaped(word)}%"
        query = query.where(
            or_(
                Case.number.like(pattern, escape="\\"),
                Case.title.like(pattern, escape="\\"),
                Party.name.like(pattern, escape="\\"),
                Party.code == word,
            )
        )
    return [CaseLine(**row._mapping) for row in session.execute(query)]


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


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
