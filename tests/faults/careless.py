"""A careless product, for the negative controls: it writes a step down without asking again once it is its turn."""

from datetime import datetime

from workflows.records.runs import TaskRow
from workflows.records.transaction import Records


def write_step(records: Records, task: TaskRow, *, key: str, now: datetime) -> None:
    """Record that a task was done, whatever has become of it since it was looked at."""
    records.runs.add_step(
        run_id=task.run_id,
        case_id=task.case_id,
        task_id=task.id,
        node=task.node,
        act=task.act,
        by_id=0,
        by_name="",
        persons=[],
        opened_at=task.opened_at,
        done_at=now,
        done_on=now.date(),
        facts={},
        answers={},
        key=key,
    )
