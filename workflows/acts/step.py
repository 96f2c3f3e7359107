"""One act in progress: what it writes, which facts it sets, what it hands to the next person."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from workflows.events import Event
from workflows.forms import SHANGHAI, Answers
from workflows.guards.desk import Desk
from workflows.guards.means import Means
from workflows.records.cases import CaseOfficer
from workflows.records.dossier import Dossier
from workflows.records.papers import Paper
from workflows.records.transaction import Records
from workflows.vocabulary.acts import FORM_ACT, Act
from workflows.vocabulary.facts import FACTS, FactValue
from workflows.vocabulary.roles import Actor


@dataclass(slots=True)
class Step:
    """One act of one person: made by walk.py, filled by the act, completed by walk.py.

    ``sets`` are the facts the gateways will read; ``message`` wakes a waiting event of the diagram; ``jump`` names
    the node to go back to; ``persons`` are those who signed beside the actor; ``points`` go with the tasks that this
    step opens (退回意见); ``subject_id`` is the measure the act is about, so that only its own clock stops.
    """

    act: Act
    desk: Desk
    answers: Answers
    means: Means
    sets: dict[str, FactValue] = field(default_factory=dict)
    message: str = ""
    jump: str = ""
    persons: list[int] = field(default_factory=list)
    summary: str = ""
    reason: str = ""
    points: list[dict[str, str]] = field(default_factory=list)
    origin: str = "new"
    papers: list[Paper] = field(default_factory=list)
    started_clocks: set[int] = field(default_factory=set)
    subject_id: int | None = None

    @property
    def dossier(self) -> Dossier:
        """Return the file of the run."""
        return self.desk.dossier

    @property
    def records(self) -> Records:
        """Return the records of this transaction."""
        return self.desk.dossier.records

    @property
    def actor(self) -> Actor:
        """Return who acts."""
        return self.desk.actor

    @property
    def now(self) -> datetime:
        """Return the moment of the act."""
        return self.desk.now

    @property
    def today(self) -> date:
        """Return the legal day of the act."""
        return self.desk.today

    @property
    def run_id(self) -> int:
        """Return the run's number."""
        return self.desk.dossier.run.id

    @property
    def case_id(self) -> int:
        """Return the case's number."""
        return self.desk.dossier.run.case_id

    @property
    def term(self) -> str:
        """Return what is being done: the act's term, or the label of a step the agency designed."""
        return self.desk.task.label if self.act is FORM_ACT and self.desk.task else self.act.term

    @property
    def site(self) -> str:
        """Return the act named on the call of the part this task stands in (serve_notice …), or an empty text."""
        return self.desk.task.site if self.desk.task else ""

    def set(self, **facts: FactValue) -> None:
        """Set facts; an unknown fact or value is a defect of the program."""
        for name, value in facts.items():
            if not FACTS[name].admits(value):
                message = f"fact {name} does not admit {value!r}"
                raise ValueError(message)
        self.sets.update(facts)

    def signed_by(self, person_ids: Sequence[int]) -> None:
        """Keep who signed beside the actor."""
        self.persons.extend(one for one in person_ids if one and one not in self.persons)

    def send_back(self, reason: str, points: Sequence[Mapping[str, str]] = ()) -> None:
        """Mark what this step opens as returned, with the reason and the points to answer."""
        self.origin, self.reason = "returned", reason
        self.points = [dict(point) for point in points]

    def bind(self, person_id: int, role: str, *, place: int = 0) -> None:
        """Bind a person to the case for a role, once; whoever was released from it before is bound again."""
        mine = [one for one in self.dossier.ever_bound if one.person_id == person_id and one.role == role]
        if not mine:
            row = CaseOfficer(case_id=self.case_id, person_id=person_id, role=role, place=place, bound_at=self.now)
            self.dossier.add(row)
            return
        mine[-1].place = place
        if mine[-1].released_at is not None:
            mine[-1].released_at, mine[-1].bound_at = None, self.now

    def release(self, role: str, *, but: Collection[int] = ()) -> None:
        """Release whoever is bound to the case for a role, except some."""
        for bound in self.dossier.officers:
            if bound.role == role and bound.person_id not in but:
                bound.released_at = self.now

    def note(self, event: Event) -> None:
        """Write what happened into the case's journal, in this transaction."""
        self.records.journal.append(
            self.case_id,
            kind=event.kind(),
            actor_id=self.actor.id,
            actor=self.actor.name,
            now=self.now,
            body=event.body(),
        )


def end_of(day: date) -> datetime:
    """Return the first moment after a legal day."""
    return datetime(day.year, day.month, day.day, tzinfo=SHANGHAI) + timedelta(days=1)
