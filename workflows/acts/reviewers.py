"""Binding the reviewer of a round: one at a time, and whoever was released may be bound again."""

from workflows.acts.step import Step
from workflows.records.people import Person

_ROLE = "reviewer"


def bind_reviewer(step: Step, person_id: int) -> None:
    """Bind a person as the case's reviewer and release whoever was; the day of the first review is kept."""
    step.release(_ROLE, but={person_id})
    step.bind(person_id, _ROLE)
    person = step.records.get(Person, person_id)
    if person.first_reviewed_on is None:
        person.first_reviewed_on = step.today


def release_reviewers(step: Step) -> None:
    """Release the case's reviewers, so that the next one is drawn from the pool."""
    step.release(_ROLE)
