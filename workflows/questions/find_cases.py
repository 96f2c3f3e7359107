"""案件查询: cases of the agency by number, cause or party, each shown only to those who may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workflows.guards.means import Means
from workflows.questions.lamps import ShownLamp, lamp_for
from workflows.records.search import CaseLine, search_cases
from workflows.records.transaction import Records
from workflows.rules.permissions import Permission, Subject, is_permitted
from workflows.vocabulary.roles import Actor
from workflows.vocabulary.stages import STAGES

MOST = 50


@dataclass(frozen=True, slots=True)
class FoundCase:
    """One line of the result."""

    line: CaseLine
    stage: str
    lamp: ShownLamp | None


def find_cases(words: str, *, records: Records, actor: Actor, means: Means, today: date) -> Sequence[FoundCase]:
    """Return the newest cases that match the words and that this person may read."""
    calendar = means.calendar(records)
    lines = search_cases(records.session, actor.agency_id, words=words, person_id=actor.id, limit=MOST)
    return [
        FoundCase(
            line,
            STAGES.get(line.stage, line.stage),
            lamp_for(line.due_on, today=today, calendar=calendar) if line.due_on and line.status == "open" else None,
        )
        for line in lines
        if _may_read(line, actor)
    ]


def _may_read(line: CaseLine, actor: Actor) -> bool:
    participants = frozenset({actor.id}) if line.takes_part else frozenset()
    recused = frozenset({actor.id}) if line.is_recused else frozenset()
    subject = Subject(
        agency_id=actor.agency_id, unit_id=line.unit_id, participant_ids=participants, recused_ids=recused
    )
    return is_permitted(Permission.SEE_CASE, actor=actor, subject=subject)
