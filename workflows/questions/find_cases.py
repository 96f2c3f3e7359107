"""案件查询: cases of the agency by number, cause or party, each shown only to those who may read it."""

from dataclasses import dataclass
from datetime import date

from workflows.guards.means import Means
from workflows.questions.lamps import ShownLamp, lamp_for
from workflows.questions.paging import FIRST, Page, Turn, page_of
from workflows.records.search import CaseLine, Reader, search_cases
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, is_permitted
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.stages import STAGES

PAGE = 50

# What a page of cases is asked for by.
CASE_KEY = (int,)


@dataclass(frozen=True, slots=True)
class FoundCase:
    """One line of the result."""

    line: CaseLine
    stage: str
    lamp: ShownLamp | None


def find_cases(
    words: str,
    *,
    records: Records,
    actor: Actor,
    means: Means,
    today: date,
    turn: Turn = FIRST,
    size: int = PAGE,
) -> Page[FoundCase]:
    """Return a page of the newest cases that match the words and that this person may read."""
    calendar = means.calendar(records)
    leaf = search_cases(records.session, _reader(actor), words=words, size=size, turn=turn)
    lines = [
        FoundCase(
            line,
            STAGES.get(line.stage, line.stage),
            lamp_for(line.due_on, today=today, calendar=calendar) if line.due_on and line.status == "open" else None,
        )
        for line in leaf.rows
        if _may_read(line, actor)
    ]
    return page_of(lines, leaf)


def _reader(actor: Actor) -> Reader:
    """Ask the regulation about a case of nobody's unit in which nobody takes part, and about one of the own unit."""
    anywhere, at_home = Subject(actor.agency_id), Subject(actor.agency_id, unit_id=actor.unit_id)
    reads_all = is_permitted(Permission.SEE_CASE, actor=actor, subject=anywhere)
    reads_unit = actor.unit_id is not None and is_permitted(Permission.SEE_CASE, actor=actor, subject=at_home)
    return Reader(actor.id, actor.agency_id, reads_all, actor.unit_id if reads_unit else None)


def _may_read(line: CaseLine, actor: Actor) -> bool:
    participants = frozenset({actor.id}) if line.takes_part else frozenset()
    recused = frozenset({actor.id}) if line.is_recused else frozenset()
    subject = Subject(
        agency_id=actor.agency_id, unit_id=line.unit_id, participant_ids=participants, recused_ids=recused
    )
    return is_permitted(Permission.SEE_CASE, actor=actor, subject=subject)
