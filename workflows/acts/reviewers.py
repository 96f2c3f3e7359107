"""Binding the reviewer of a round: one at a time, and whoever was released may be bound again."""

from workflows.acts.step import Step
from workflows.records.cases import CaseOfficer

_ROLE = "reviewer"


def bind_reviewer(step: Step, person_id: int) -> None:
    """Bind a person as the case's reviewer and release whoever was; the day of the first review is kept."""
    release_reviewers(step, but=person_id)
    bound = step.records.find_where(
        CaseOfficer, CaseOfficer.case_id == step.case_id, CaseOfficer.person_id == person_id, CaseOfficer.role == _ROLE
    )
    if bound is not None and bound.released_at is not None:
        bound.released_at, bound.bound_at = None, step.now
        step.dossier.officers.append(bound)
    else:
        step.bind(person_id, _ROLE)
    person = step.dossier.staff[person_id].person
    if person.first_reviewed_on is None:
        person.first_reviewed_on = step.today


def release_reviewers(step: Step, *, but: int = 0) -> None:
    """Release the case's reviewers, so that the next one is drawn from the pool."""
    for bound in step.dossier.officers:
        if bound.role == _ROLE and bound.person_id != but:
            bound.released_at = step.now
    step.dossier.officers[:] = [one for one in step.dossier.officers if one.released_at is None]
