"""The desk: what lies before the person who is about to act: the file, the task, the law of the day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from workflows.forms import SHANGHAI, Answers, Form
from workflows.guards.credentials import as_rule
from workflows.guards.means import Means
from workflows.lawbook import Lawbook, Matter
from workflows.records.dossier import Dossier
from workflows.records.runs import TaskRow
from workflows.records.staff import Colleague
from workflows.rules.calendars import Calendar
from workflows.rules.diversions import Standing
from workflows.rules.qualification import CredentialKind, Officer
from workflows.vocabulary.facts import FactValue
from workflows.vocabulary.roles import Actor, Role
from workflows.vocabulary.wording import Objection


@dataclass(frozen=True, slots=True)
class Desk:
    """One person before one act of one case; ``task`` is None for acts possible at any time."""

    dossier: Dossier
    actor: Actor
    now: datetime
    law: Lawbook
    means: Means
    task: TaskRow | None = None

    @property
    def calendar(self) -> Calendar:
        """Return the working calendar, read from the archive at most once in a transaction."""
        return self.means.calendar(self.dossier.records)

    @property
    def today(self) -> date:
        """Return the legal day: Asia/Shanghai's date of ``now``."""
        return self.now.astimezone(SHANGHAI).date()

    @property
    def facts(self) -> Mapping[str, FactValue]:
        """Return the run's facts."""
        return self.dossier.facts

    @property
    def matter(self) -> Matter:
        """Return the matter 案由 of the case, as in force when the lead came in."""
        case = self.dossier.case
        return self.law.matter(case.matter, on=case.received_on)

    def officer(self, person_id: int) -> Officer:
        """Return a person as the rules of qualification see them."""
        return as_officer(self.dossier.staff[person_id])

    def officers(self, person_ids: Iterable[int]) -> list[Officer]:
        """Return people as the rules of qualification see them; strangers are left out."""
        return [self.officer(one) for one in person_ids if one in self.dossier.staff]

    def name_of(self, person_id: int) -> str:
        """Return a colleague's name, or an empty text for a stranger."""
        colleague = self.dossier.staff.get(person_id)
        return colleague.name if colleague else ""

    def holding(self, *roles: Role) -> tuple[tuple[str, str], ...]:
        """Return the choices of a form: everybody who holds one of these roles, as (number, name)."""
        able = [one for one in self.dossier.staff.values() if one.person.is_active and one.roles & set(roles)]
        return tuple((str(one.id), _label(one)) for one in able)

    def case_officer_choices(self) -> tuple[tuple[str, str], ...]:
        """Return the handlers bound to the case as choices; before assignment, everybody who may handle cases."""
        bound = self.dossier.handlers()
        return tuple((str(one.id), _label(one)) for one in bound) or self.holding(Role.HANDLER)

    def evidence_choices(self) -> tuple[tuple[str, str], ...]:
        """Return the evidence on file as choices, by number."""
        return tuple((str(one.id), f"证{one.number} {one.name}") for one in self.dossier.evidence)


def lay_desk(dossier: Dossier, *, actor: Actor, means: Means, now: datetime, task: TaskRow | None) -> Desk:
    """Lay everything before the person who is about to act, or who looks whether they may."""
    return Desk(dossier=dossier, actor=actor, now=now, law=means.law, means=means, task=task)


def open_tasks(desk: Desk) -> list[Standing]:
    """Return the open tasks of the run, as the rules of diversion see them."""
    tasks = desk.dossier.records.tasks.of_run(desk.dossier.run.id)
    return [Standing(task.act, task.stage, task.part, task.site) for task in tasks]


class Guard(Protocol):
    """What every file in this folder offers for its act."""

    def form(self, desk: Desk) -> Form:
        """Return what the act asks here and now, with what is known filled in."""

    def objections(self, desk: Desk, answers: Answers | None) -> Sequence[Objection]:
        """Return every objection; ``answers`` is None before the form is filled."""


def as_officer(colleague: Colleague) -> Officer:
    """Turn a colleague's records into what the rules of qualification ask."""
    kinds = {kind.value for kind in CredentialKind}
    held = tuple(as_rule(one) for one in colleague.credentials if one.kind in kinds)
    return Officer(colleague.id, colleague.name, held, is_assistant=colleague.person.is_assistant)


def _label(colleague: Colleague) -> str:
    number = colleague.credential_number()
    return f"{colleague.name}（{number}）" if number else colleague.name
