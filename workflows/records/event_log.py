"""Finished steps of many cases at once, for those who study how cases go."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.records.run_tables import finished_steps
from workflows.records.runs import StepRow


def list_steps_of(session: Session, case_ids: Collection[int]) -> dict[int, list[StepRow]]:
    """Return the finished steps of some cases by case, oldest first, in one statement."""
    steps: dict[int, list[StepRow]] = {case_id: [] for case_id in case_ids}
    query = select(finished_steps).where(finished_steps.c.case_id.in_(case_ids)).order_by(finished_steps.c.id)
    for row in session.execute(query):
        step = StepRow(**row._mapping)
        steps[step.case_id].append(step)
    return steps
